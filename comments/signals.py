"""What the rest of the paper may hear of a thread."""

from django.dispatch import Signal

# Sent after the commit, with `article`: the comments that readers see under it may have changed.
thread_changed = Signal()

# Sent after the commit, with `pks`: these reports were answered by a decision.
reports_resolved = Signal()

# Sent with `decision`, once: a person decided, and let the time pass in which it can be undone.
# Whoever tells the author listens to this one.
decision_settled = Signal()
