"""What becomes of a comment before anybody has read it: small rules, in order."""

from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.rules import (
    closing,
    domains,
    form,
    language,
    learned,
    names,
    people,
    sanctions,
    words,
)
from comments.rules.case import Case, Rule, Verdict

__all__ = ["NAMES", "OF_A_CORRECTION", "RULES", "Case", "Rule", "Verdict", "judge", "name_of"]

# The first verdict stands; the last rule always has one. Each with its name for people.
NAMES: dict[Rule, str] = {
    closing.refuse_closed_thread: _("closed thread"),
    people.approve_newsroom: _("newsroom"),
    form.refuse_length: _("length"),
    form.catch_robots: _("trap for robots"),
    sanctions.stop_the_banned: _("sanction"),
    domains.catch_banned_domains: _("banned e-mail domain"),
    words.reject_banned_words: _("banned words"),
    sanctions.premoderate_the_sanctioned: _("premoderated reader"),
    names.hold_names_of_the_newsroom: _("name of the newsroom"),
    people.hold_under_attack: _("under attack"),
    people.hold_premoderated: _("everything is read first"),
    form.hold_flooded_thread: _("flooded thread"),
    form.hold_repeats: _("repeated text"),
    form.hold_hasty: _("written too fast"),
    words.hold_suspect_words: _("suspect words"),
    form.hold_many_links: _("links"),
    domains.hold_disposable_addresses: _("disposable e-mail address"),
    language.hold_other_languages: _("other language"),
    form.hold_capitals: _("capitals"),
    learned.hold_what_looks_refused: _("looks like what was refused"),
    people.hold_often_rejected: _("often rejected"),
    people.approve_trusted: _("trusted reader"),
    people.hold_newcomers: _("newcomer"),
}
RULES: tuple[Rule, ...] = tuple(NAMES)
# What was taken once is taken again, whatever has closed meanwhile; the form knows the length.
OF_A_CORRECTION = tuple(
    rule for rule in RULES if rule not in {closing.refuse_closed_thread, form.refuse_length}
)


def judge(case: Case, rules: tuple[Rule, ...] = RULES) -> Verdict:
    """The first verdict stands; it says which rule it is of, and of which version."""
    for rule in rules:
        if verdict := rule(case):
            return replace(verdict, rule=rule.__name__, version=case.book.version)
    raise ValueError("The last rule must always have a verdict.")


def name_of(rule: str) -> str:
    """What people call a rule; its own name where it is no longer among them."""
    if rule == "reports":
        return gettext("readers’ reports")
    return next((str(name) for known, name in NAMES.items() if known.__name__ == rule), rule)
