"""What the rest of the paper may hear of a thread."""

from django.dispatch import Signal

# Sent after the commit, with `article`: the comments that readers see under it may have changed.
thread_changed = Signal()

# Sent with `pks`, in the transaction of the decision that answered these reports: what is given to
# the worker is stored with it, or not at all.
reports_resolved = Signal()

# Sent with `decision`, once and in a transaction of its own: a person decided, and let the time
# pass in which it can be undone.
# Whoever tells the author listens to this one.
decision_settled = Signal()
