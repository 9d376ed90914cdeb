"""What is looked at before a piece is handed in or published: an ordered list of small functions.

Each yields what it finds. Whether that blocks or only warns is the paper's to say, in the admin.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.checking import linking, picturing, words
from articles.checking.piece import Hint, Piece
from articles.models import PublishingRules

BLOCK, WARN, OFF = "block", "warn", "off"
LEVELS = {BLOCK: _("blocks"), WARN: _("warns"), OFF: _("is not looked at")}


@dataclass(frozen=True)
class Check:
    name: str
    label: str
    level: str
    look: Callable[[Piece], Iterator[Hint]]


CHECKS = (
    Check("standfirst", _("A standfirst is there"), BLOCK, words.standfirst),
    Check("body", _("A body is there"), BLOCK, words.body),
    Check("author", _("An author is named"), BLOCK, words.author),
    Check("section", _("A section is chosen"), BLOCK, words.section),
    Check("picture", _("A lead picture is there"), WARN, picturing.lead),
    Check("alt", _("Every picture has a text alternative"), BLOCK, picturing.alternative),
    Check("credit", _("Every picture has a credit"), BLOCK, picturing.credit),
    Check("licence", _("Every picture has a licence"), BLOCK, picturing.licence),
    Check("licence_over", _("No licence of a picture has ended"), BLOCK, picturing.licence_over),
    Check("width", _("The lead picture is at least 1,200 pixels wide"), WARN, picturing.width),
    Check("headings", _("Headings are in order"), WARN, words.headings),
    Check("empty_links", _("No link is empty"), BLOCK, linking.empty),
    Check("idle_links", _("The words of links say something"), WARN, linking.idle),
    Check("dead_links", _("Links to our own pages lead somewhere"), WARN, linking.dead),
    Check("title", _("The title is not too long"), WARN, words.title),
    Check("search", _("Search engines get a description"), WARN, words.search_description),
    Check("spaces", _("No two spaces follow each other"), WARN, words.spaces),
    Check("paragraphs", _("No paragraph is very long"), WARN, words.paragraphs),
)
# Who writes may not be able to mend them, and who edits can: they never hold up the hand-in.
OF_PICTURES = {check.name for check in CHECKS if check.look.__module__ == picturing.__name__}


@dataclass(frozen=True)
class Finding:
    check: Check
    hint: Hint
    is_blocking: bool


def findings(piece: Piece) -> list[Finding]:
    """All that the checks find; what blocks comes first."""
    levels = PublishingRules.current().levels
    found = [
        Finding(check, hint, level == BLOCK)
        for check in CHECKS
        if (level := levels.get(check.name, check.level)) != OFF
        for hint in check.look(piece)
    ]
    return sorted(found, key=lambda finding: not finding.is_blocking)


def problems(article, *, with_pictures=True) -> list[str]:
    """What keeps it from being published, in sentences; without pictures, from being handed in."""
    found = [f for f in findings(Piece(article)) if f.is_blocking]
    counted = [f for f in found if with_pictures or f.check.name not in OF_PICTURES]
    return list(dict.fromkeys(finding.hint.text for finding in counted))
