"""What a list says of a reader: wants the letter, has left, or is never to be written to again."""

from newsletter.lists.columns import folded
from newsletter.lists.dates import moment
from newsletter.models import Subscriber, Suppression

PENDING, ACTIVE, LEFT, SUPPRESSED = Subscriber.Status
# The last one counts: a list in which somebody stands twice, or says two things, is believed in
# what keeps letters away.
ORDER = (ACTIVE, PENDING, LEFT, SUPPRESSED)
_SPELLED = {
    ACTIVE: "active subscribed enabled confirmed actif active abonne abonnee inscrit inscrite",
    PENDING: "pending unconfirmed nonsubscribed transactional",
    LEFT: "left unsubscribed disabled inactive archived desabonne desabonnee desinscrit "
    "desinscrite inactif parti deleted optout",
    SUPPRESSED: "suppressed blocklisted blacklisted blocked bounced cleaned complained complaint "
    "spam invalid bloque rejete hardbounced",
}
WORDS = {word: status for status, words in _SPELLED.items() for word in words.split()}
WORDS |= {
    "non subscribed": PENDING,
    "not subscribed": PENDING,
    "non confirme": PENDING,
    "to be confirmed": PENDING,
    "a confirmer": PENDING,
    "en attente": PENDING,
    "opted out": LEFT,
    "hard bounced": SUPPRESSED,
    "hard bounce": SUPPRESSED,
    "soft bounced": ACTIVE,
    "never to be written to": SUPPRESSED,
}
YES = {"1", "true", "t", "yes", "y", "oui", "o", "vrai", "on", "x"}
NO = {"0", "false", "f", "no", "n", "non", "faux", "off"}
MARKS_OF_NOTHING = {"", "null", "\\n", "-", "–", "n/a", "na", "none", "nil"}
CAUSES = {
    "complained": Suppression.Cause.COMPLAINT,
    "complaint": Suppression.Cause.COMPLAINT,
    "spam": Suppression.Cause.COMPLAINT,
    "bounced": Suppression.Cause.BOUNCE,
    "cleaned": Suppression.Cause.BOUNCE,
    "hard bounced": Suppression.Cause.BOUNCE,
    "hard bounce": Suppression.Cause.BOUNCE,
    "invalid": Suppression.Cause.BOUNCE,
}


def standing(fields: dict[str, str], words: dict[str, str]) -> str | None:
    """The status a line speaks of; None where it says something that nobody understands."""
    said = [*_by_words(fields, words), *_by_flags(fields)]
    if None in said:
        return None
    for name, status in (("left_at", LEFT), ("bounced_at", SUPPRESSED)):
        text = fields.get(name, "")
        if not is_empty(text) and flag(text) is not False:
            said.append(status)
    return worst(said or [ACTIVE])


def is_empty(text: str) -> bool:
    """Nothing, or what databases and sheets write for it; a bounce that was soft is none."""
    word = text.strip().lower()
    return word in MARKS_OF_NOTHING or word.startswith(("0000-00-00", "soft"))


def worst(said) -> str:
    return max(said, key=ORDER.index)


def _by_words(fields, words):
    if "status" in fields:
        yield _status(fields["status"], words)
    if fields.get("list_status", "").strip():  # empty: in no list at all
        yield _status(fields["list_status"], words)


def _status(text: str, words) -> str | None:
    word = folded(text)
    return words.get(word) or WORDS.get(word)


def _by_flags(fields):
    if "subscribed" in fields:
        yield {True: ACTIVE, False: LEFT}.get(flag(fields["subscribed"]))
    if fields.get("opted_out", "").strip():
        yield {True: LEFT, False: ACTIVE}.get(flag(fields["opted_out"]))


def flag(text: str) -> bool | None:
    """Yes or no; a date is the day on which it became yes. None for anything else."""
    word = text.strip().lower()
    if word in YES or moment(word):
        return True
    return False if word in NO else None


def cause_of(fields: dict[str, str]) -> str:
    """Why an address is never to be written to: what our own file says, or what a word means."""
    own = fields.get("cause", "").strip()
    if own in Suppression.Cause.values:
        return own
    if fields.get("bounced_at", "").strip():
        return Suppression.Cause.BOUNCE
    return CAUSES.get(folded(fields.get("status", "")), Suppression.Cause.HAND)
