"""What a new paper needs before it is read: the list on the desk's front page, until it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Author, Section
from newsletter.models import Newsletter
from newsroom.core.models import Newspaper


@dataclass(frozen=True)
class Step:
    title: str
    why: str
    page: str
    permission: str
    is_done: Callable[[], bool]


def is_named() -> bool:
    return Newspaper.current().name != Newspaper._meta.get_field("name").default


def has_legal_notice() -> bool:
    paper = Newspaper.current()
    return all([paper.publisher, paper.address, paper.director, paper.host_name])


def has_colleagues() -> bool:
    return get_user_model().objects.filter(is_active=True, is_staff=True)[:2].count() > 1


STEPS = (
    Step(
        gettext_lazy("Name the paper"),
        gettext_lazy("It stands above every page, in feeds and in mails."),
        "admin:core_newspaper_changelist",
        "core.change_newspaper",
        is_named,
    ),
    Step(
        gettext_lazy("Fill in the legal notice"),
        gettext_lazy("The law asks for publisher, address, director of publication and host."),
        "admin:core_newspaper_changelist",
        "core.change_newspaper",
        has_legal_notice,
    ),
    Step(
        gettext_lazy("Create the sections"),
        gettext_lazy("Each article belongs to one: without any, nothing can be written."),
        "admin:articles_section_add",
        "articles.add_section",
        Section.objects.exists,
    ),
    Step(
        gettext_lazy("Create the authors"),
        gettext_lazy("Who signs; tied to an account, their articles are signed by themselves."),
        "admin:articles_author_add",
        "articles.add_author",
        Author.objects.exists,
    ),
    Step(
        gettext_lazy("Set up the letter"),
        gettext_lazy("Its day, hour and sender. Until then nobody can sign up."),
        "admin:newsletter_newsletter_changelist",
        "newsletter.change_newsletter",
        Newsletter.objects.exists,
    ),
    Step(
        gettext_lazy("Give accounts to your colleagues"),
        gettext_lazy("With “staff status” and a role: reporter, editor, moderator…"),
        "admin:auth_user_add",
        "auth.add_user",
        has_colleagues,
    ),
)


def first_steps(user):
    """Of those that this person may take; nothing as soon as all of them are done."""
    steps = [step for step in STEPS if user.has_perm(step.permission)]
    done = [step.is_done() for step in steps]
    if all(done):
        return None
    return {
        "title": _("First steps"),
        "count": 0,
        "note": _("%(done)d of %(all)d done.") % {"done": sum(done), "all": len(steps)},
        "steps": [
            {"title": step.title, "why": step.why, "url": reverse(step.page), "is_done": is_done}
            for step, is_done in zip(steps, done, strict=True)
        ],
        "rows": [],
        "url": reverse(steps[done.index(False)].page),
        "empty": "",
    }
