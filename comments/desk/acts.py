"""What is sent from a list of the desk: one button, or several comments at once."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.desk.deciding import ACTS, MOST_AT_ONCE, Outcome, decide, undo
from comments.desk.forms import RejectForm
from comments.desk.lines import readers_of
from comments.models import Claim
from newsroom.core.asked import keys


@dataclass
class Done:
    """For the person in `messages`, for a script in `told`."""

    told: dict = field(default_factory=dict)
    messages: list[tuple[int, str]] = field(default_factory=list)
    batch: str = ""
    form: RejectForm | None = None


def perform(sent, user) -> Done:
    act, pks = asked(sent)
    if act == "claim":
        return claim(pks, keys(sent.getlist("free"), most=MOST_AT_ONCE), user)
    if act == "undo":
        return take_back(sent.get("batch", ""), user)
    if act not in ACTS:
        raise BadRequest("No such act.")
    why = {}
    if act == "reject":
        form = RejectForm(sent if "code" in sent or "reason" in sent else None)
        if not form.is_valid():
            return Done(form=form)
        why = form.cleaned_data
    seen = {pk: sent.get(f"seen-{pk}", "waiting") for pk in pks}
    return report(decide(seen, act, by=user, **why), WORDS[act])


def asked(sent) -> tuple[str, list[int]]:
    """The button beside one comment, or the one for all that are selected."""
    if "one" in sent:
        act, _dash, pk = sent["one"].partition("-")
        return act, keys([pk], most=1)
    return sent.get("act", ""), keys(sent.getlist("c"), most=MOST_AT_ONCE)


def claim(pks, free, user) -> Done:
    """Take one in hand and lay others down."""
    Claim.objects.give_back(free, by=user)
    mine = Claim.objects.take(pks, by=user)
    return Done(told={"mine": sorted(mine), "readers": readers_of(pks, user)})


def take_back(batch: str, user) -> Done:
    try:
        outcome = undo(UUID(batch), by=user)
    except ValueError:
        raise BadRequest("No such batch.") from None
    return report(outcome, undone)


def approved(n):
    return ngettext("%d comment approved.", "%d comments approved.", n) % n


def rejected(n):
    return ngettext("%d comment rejected.", "%d comments rejected.", n) % n


def marked_as_spam(n):
    return ngettext("%d comment marked as spam.", "%d comments marked as spam.", n) % n


def held(n):
    return ngettext("%d comment back in the queue.", "%d comments back in the queue.", n) % n


def undone(n):
    return ngettext("%d decision undone.", "%d decisions undone.", n) % n


WORDS = {"approve": approved, "reject": rejected, "spam": marked_as_spam, "hold": held}


def report(outcome: Outcome, words) -> Done:
    done = Done(batch=str(outcome.batch) if outcome.done and outcome.batch else "")
    if outcome.done:
        done.messages.append((messages.SUCCESS, words(len(outcome.done))))
    for refusal in sorted(set(outcome.refused.values())):
        done.messages.append((messages.WARNING, refusal))
    if not done.messages:
        done.messages.append((messages.INFO, _("Select a comment first.")))
    done.told = {
        "done": outcome.done,
        "refused": outcome.refused,
        "batch": done.batch,
        "words": " ".join(text for _level, text in done.messages),
    }
    return done
