"""Who may open what: a table, in which every address of the site must be."""

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from django_ox.models import OxSchedule, OxTask

from articles.models import PublishingRules, Redirect, VideoStill
from articles.revisions.keeping import keep
from comments.models import (
    AddressOpening,
    DeskMail,
    LegalHold,
    Measure,
    ReadingOrder,
    Report,
    Rulebook,
    Sanction,
)
from newsletter.models import Delivery, Upload
from newsletter.suppressing import suppress_address
from newsroom.core.models import DataRequest, Newspaper
from tests.comments.factories import make_classifier, make_comment
from tests.factories import (
    make_article,
    make_author,
    make_picture,
    make_published_article,
    make_section,
)
from tests.newsletter.factories import make_digest, make_newsletter, make_subscriber

pytestmark = pytest.mark.django_db

# R reporter, E editor, M moderator, N newsletter editor, S superuser: who is not named gets 403.
# What the roles have in common, they look at; the forms themselves say what may be changed.
ALL = "REMNS"
PAGES = ("changelist", "add", "change", "history", "delete")
MODELS = {
    "core_newspaper": ("ES", "", "ES", "ES", ""),
    "articles_article": (ALL, "RES", ALL, ALL, ""),
    "articles_publishingrules": ("ES", "", "ES", "ES", ""),
    "articles_picture": ("RES", "RES", "RES", "RES", "ES"),
    "articles_author": ("RES", "ES", "RES", "RES", "S"),
    "articles_section": (ALL, "ES", ALL, ALL, "S"),
    "articles_tag": ("RES", "ES", "RES", "RES", "ES"),
    "articles_videostill": ("RES", "RES", "RES", "RES", "S"),
    "articles_redirect": ("ES", "ES", "ES", "ES", "ES"),
    "core_datarequest": ("S", "", "S", "S", ""),
    "comments_comment": ("EMS", "", "EMS", "EMS", ""),
    "comments_classifier": ("EMS", "MS", "EMS", "EMS", ""),
    "comments_deskmail": ("MS", "MS", "", "", ""),  # each has their own
    "comments_rulebook": ("EMS", "ES", "EMS", "EMS", ""),
    "comments_measure": ("EMS", "EMS", "EMS", "EMS", ""),
    "comments_sanction": ("EMS", "", "EMS", "EMS", ""),
    "comments_addressopening": ("ES", "", "ES", "ES", ""),
    "comments_report": ("EMS", "", "EMS", "EMS", ""),
    "comments_legalhold": ("ES", "ES", "ES", "ES", ""),
    "comments_readingorder": ("ES", "ES", "ES", "ES", "ES"),
    "newsletter_newsletter": ("NS", "", "NS", "NS", ""),
    "newsletter_digest": ("NS", "NS", "NS", "NS", "S"),
    "newsletter_subscriber": ("NS", "", "NS", "NS", "S"),
    "newsletter_delivery": ("NS", "", "NS", "NS", ""),
    "newsletter_suppression": ("NS", "NS", "NS", "NS", ""),
    "newsletter_upload": ("NS", "NS", "NS", "NS", ""),
    "auth_user": ("S", "S", "S", "S", "S"),
    "auth_group": ("S", "S", "S", "S", "S"),
    "django_ox_oxtask": ("S", "", "S", "S", ""),
    "django_ox_oxschedule": ("S", "S", "S", "S", "S"),
}
# Who may not only look but send the form.
CHANGERS = {
    "core_newspaper": "E",
    "articles_article": "RE",  # of what is out: what its writer sends is kept beside it
    "articles_picture": "E",  # of others
    "articles_author": "E",
    "articles_section": "E",
    "articles_tag": "E",
    "articles_videostill": "E",
    "articles_redirect": "E",
    "comments_readingorder": "E",
    "newsletter_newsletter": "N",
    "newsletter_digest": "N",
    "newsletter_subscriber": "N",
    "newsletter_suppression": "N",
    "newsletter_upload": "N",
}
# Pages of our own, and those of Django's that show a thing.
OWN = {
    "articles_article_preview": ALL,
    "articles_article_pick": ALL,
    "articles_picture_pick": "RES",
    "articles_article_autosave": "RES",  # of what is out: its writer's words are kept beside it
    "articles_article_versions": "RES",  # whoever works on it, below
    "articles_article_notes": "RES",  # those who write it
    "planning": "RENS",
    "planning_board": "RENS",
    "articles_picture_thumbnail": "RES",
    "articles_picture_send": "RES",
    "articles_tag_merge": "ES",
    "articles_picture_describe": "RES",
    "comments_comment_desk": "EMS",
    "comments_comment_desk_lines": "EMS",
    "comments_comment_desk_state": "EMS",
    "comments_comment_desk_one": "EMS",
    "comments_comment_desk_reject": "MS",
    "comments_comment_desk_answer": "EMS",
    "comments_comment_desk_edit": "MS",
    "comments_comment_desk_sanction": "MS",
    "comments_comment_desk_appeal": "MS",
    "comments_comment_desk_address": "ES",
    "comments_rulebook_overview": "EMS",
    "comments_measure_attack": "EMS",
    "comments_report_overview": "ES",
    "newsletter_digest_preview": "NS",
    "newsletter_digest_progress": "NS",
    "newsletter_digest_mail": "NS",
    "newsletter_digest_test": "NS",
    "newsletter_subscriber_letter": "NS",
    "newsletter_subscriber_export": "S",  # who else may take addresses out is given the right
    "newsletter_subscriber_proof": "S",
    "newsletter_upload_report": "NS",
    "newsletter_upload_columns": "NS",
    "auth_user_password_change": "S",
    "django_ox_oxtask_overview": "S",
}
# For everybody who may enter the desk, and shows nothing of its own or checks by itself (below).
OF_THE_DESK = {"index", "jsi18n", "password_change", "password_change_done", "app_list"}
CHECKED_BELOW = {
    *("autocomplete", "view_on_site", "comments_comment_desk_lift", "articles_picture_upload"),
    "planning_move",
    "planning_act",
    *("articles_article_compare", "articles_article_restore", "articles_article_check"),
    *("articles_article_begin", "articles_tag_suggest"),
    *("articles_article_start", "articles_article_cancel_change", "articles_article_duplicate"),
    *("articles_article_put_out", "articles_article_send_draft", "articles_picture_rights"),
    *("articles_article_leave_draft", "articles_article_presence"),
    *("articles_article_addresses", "articles_article_end_address"),
}
OF_NO_THING = (
    "planning",
    "_board",
    "overview",
    "_attack",
    "_desk",
    "_state",
    "_desk_lines",
    "_reject",
    "export",
    "_pick",
    "_send",
    "_merge",
    "_describe",
)
DOOR = {"login", "logout", "set_language"}
# The site's own pages: the same for everybody, whoever is logged in.
OF_READERS = {
    *("favicon.ico", "apple-touch-icon.png", "apple-touch-icon-precomposed.png"),
    *("robots", "healthz", "sitemap", "legal_notice", "privacy", "media", "front_page", "search"),
    *(
        "archive_index",
        "comment_received",
        "archive",
        "article_read",
        "tag",
        "tag_feed",
        "author",
        "author_feed",
        "feed",
    ),
    *("section_feed", "section", "article", "own_comment", "comment_post"),
    *("corrections", "correction_feed", "article_changes", "outside_preview"),
    *("confirm_comment", "stop_comment_mails", "stop_comment_talk", "resume_comment_mails"),
    *("comment_rules", "appeal_comment"),
    *("comment", "comment_page", "comment_branch", "comments_feed", "comment_feed"),
    *("comments_atom", "comment_atom", "atom", "section_atom", "tag_atom", "author_atom"),
    "correction_atom",
    *("report_comment", "report_status", "my_data_ask", "my_data_asked", "my_data"),
    *("newsletter_archive", "newsletter_issue", "subscribe", "subscribe_asked"),
    *("confirm_subscription", "unsubscribe", "come_back", "confirm_move", "newsletter_returns"),
    *("preferences_link", "preferences_asked", "preferences", "preferences_export"),
    *("preferences_erase", "newsletter_feed"),
}
MAKERS = {
    "core_newspaper": lambda: Newspaper.objects.get_or_create(pk=1)[0],
    "articles_article": make_published_article,
    "articles_publishingrules": lambda: PublishingRules.objects.get_or_create(pk=1)[0],
    "articles_picture": make_picture,
    "articles_author": lambda: make_author("Zoé"),
    "articles_section": lambda: make_section("Vide", "vide"),
    "articles_tag": lambda: make_article(tags=["Câbles"]).tags.get(),
    "articles_videostill": lambda: VideoStill.objects.create(code="dQw4w9WgXcQ"),
    "articles_redirect": lambda: Redirect.objects.create(
        path="/a/", target=make_section(), by=User.objects.create_user("lea")
    ),
    "core_datarequest": lambda: DataRequest.objects.create(kind="export", email_fingerprint="f"),
    "comments_comment": make_comment,
    "comments_classifier": make_classifier,
    "comments_deskmail": lambda: DeskMail.objects.create(user=User.objects.create_user("lea")),
    "comments_rulebook": Rulebook.objects.create,
    "comments_measure": lambda: Measure.objects.create(
        kind="premoderated", by=User.objects.get_or_create(username="zoe")[0]
    ),
    "comments_sanction": lambda: Sanction.objects.create(
        kind="note", scope="network", text="x", by=User.objects.create_user("lea")
    ),
    "comments_addressopening": lambda: AddressOpening.objects.create(
        comment_pk=1, why="x", by=User.objects.create_user("lea")
    ),
    "comments_report": lambda: Report.objects.create(comment=make_comment(), reason="spam"),
    "comments_legalhold": lambda: LegalHold.objects.create(
        comment=make_comment(), reason="Réquisition", by=User.objects.create_user("ida")
    ),
    "comments_readingorder": lambda: ReadingOrder.objects.create(article=make_published_article()),
    "newsletter_newsletter": make_newsletter,
    "newsletter_digest": make_digest,
    "newsletter_subscriber": make_subscriber,
    "newsletter_delivery": lambda: Delivery.objects.create(
        digest=make_digest(), subscriber=make_subscriber()
    ),
    "newsletter_suppression": lambda: suppress_address("a@example.org", by=None, reason=""),
    "newsletter_upload": lambda: Upload.objects.create(
        name="readers.csv", status="done", layout={"header": ["email"], "columns": {"email": 0}}
    ),
    "auth_user": lambda: User.objects.create_user("lea"),
    "auth_group": lambda: Group.objects.create(name="Stagiaires"),
    "django_ox_oxtask": lambda: OxTask.objects.create(
        task_path="x", backend_name="default", enqueued_at=timezone.now()
    ),
    "django_ox_oxschedule": lambda: OxSchedule.objects.create(
        name="x",
        task_key="x",
        trigger="cron",
        cron="* * * * *",
        start_time=timezone.now(),
        created_at=timezone.now(),
        updated_at=timezone.now(),
    ),
}


@pytest.fixture
def visitors(reporter, editor, moderator, newsletter_editor):
    """A browser of each, and of somebody who is not logged in."""
    ada = User.objects.create_superuser("ada", password="secret")
    cast = {"R": reporter, "E": editor, "M": moderator, "N": newsletter_editor, "S": ada}
    browsers = {who: Client() for who in cast}
    for who, browser in browsers.items():
        browser.force_login(cast[who])
    return browsers | {"nobody": Client()}


def open_to(visitors, url):
    """The letters of those to whom an address answers; it sends nobody to the log-in."""
    answers = {who: browser.get(url) for who, browser in visitors.items()}
    stranger = answers.pop("nobody")
    assert stranger.status_code == 302, url
    assert stranger.url.startswith("/admin/login/"), url
    codes = {who: answer.status_code for who, answer in answers.items()}
    assert set(codes.values()) <= {200, 302, 403}, (url, codes)
    return "".join(who for who, code in codes.items() if code != 403)


def names_of_urls(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from names_of_urls(pattern.url_patterns, route)
        else:
            yield pattern.name, route


def test_every_address_is_in_the_table():
    known = {f"{model}_{page}" for model in MODELS for page in PAGES}
    known |= OWN.keys() | OF_THE_DESK | CHECKED_BELOW | DOOR | OF_READERS
    urls = list(names_of_urls(get_resolver().url_patterns))
    missing = sorted(f"{name}  {route}" for name, route in urls if name and name not in known)
    assert not missing, "say in this table who may open:\n" + "\n".join(missing)
    assert known <= {name for name, _route in urls}, "the table names what there isn't"


@pytest.mark.parametrize("model", MODELS)
def test_every_page_of_the_desk_opens_to_its_roles_only(visitors, model):
    thing = MAKERS[model]()
    args = {page: [] if page in {"changelist", "add"} else [thing.pk] for page in PAGES}
    urls = {page: reverse(f"admin:{model}_{page}", args=args[page]) for page in PAGES}
    assert tuple(open_to(visitors, urls[page]) for page in PAGES) == MODELS[model]


@pytest.mark.parametrize("name", OWN)
def test_our_own_pages_open_to_their_roles_only(visitors, name):
    model = name.rpartition("_")[0].removesuffix("_password").removesuffix("_desk")
    args = [] if name.endswith(OF_NO_THING) else [MAKERS[model]().pk]
    assert open_to(visitors, reverse(f"admin:{name}", args=args)) == OWN[name]


@pytest.mark.parametrize("model", MODELS)
def test_what_may_only_be_looked_at_cannot_be_posted(visitors, model):
    url = reverse(f"admin:{model}_change", args=[MAKERS[model]().pk])
    answers = {who: visitors[who].post(url, {}).status_code for who in "REMN"}
    changers = "".join(who for who, code in answers.items() if code != 403)
    assert changers == CHANGERS.get(model, "")


@pytest.mark.parametrize("page", sorted(OF_THE_DESK - {"app_list"}))
def test_the_desk_itself_is_open_to_everybody_at_it(visitors, page):
    assert open_to(visitors, reverse(f"admin:{page}")) == ALL


def test_somebody_without_a_role_finds_an_empty_desk(client, db):
    client.force_login(User.objects.create_user("lea", is_staff=True))
    assert client.get("/admin/").status_code == 200
    for model in MODELS:
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        ("articles.byline.author", "RES"),
        ("articles.article.lead_picture", "RES"),
        ("articles.videostill.picture", "RES"),
        ("articles.author.user", "S"),
    ],
)
def test_suggestions_are_for_those_who_may_look(visitors, field, allowed):
    app, model, name = field.split(".")
    query = f"?app_label={app}&model_name={model}&field_name={name}&term="
    assert open_to(visitors, reverse("admin:autocomplete") + query) == allowed


@pytest.mark.parametrize("spelling", ["{}", "0{}", " {}"])
def test_a_link_to_the_site_does_not_give_a_draft_away(visitors, other_reporter, spelling):
    draft = make_article("Secret", created_by=other_reporter, authors=[])
    kind = spelling.format(ContentType.objects.get_for_model(draft).pk)
    url = reverse("admin:view_on_site", args=[kind, draft.pk])
    for who in "RMN":
        assert visitors[who].get(url).status_code == 404
    out = make_published_article("Public")
    url = reverse("admin:view_on_site", args=[kind.strip(), out.pk])
    assert visitors["M"].get(url).url == out.get_absolute_url()


def test_versions_are_for_who_works_on_the_article(visitors, editor):
    article = make_published_article()
    version = keep(article)
    compare = reverse("admin:articles_article_compare", args=[article.pk])
    assert open_to(visitors, compare) == "RES"
    restore = reverse("admin:articles_article_restore", args=[article.pk, version.pk])
    codes = {who: visitors[who].post(restore).status_code for who in "REMNS"}
    assert codes == {"R": 403, "E": 302, "M": 403, "N": 403, "S": 302}


def test_who_may_not_write_says_nothing_to_the_desk_while_writing(visitors):
    section, article = make_section(), make_published_article(authors=["Malo Le Guennec"])
    for name, allowed in (("presence", "ES"), ("leave_draft", "ES"), ("autosave", "ES")):
        address = reverse(f"admin:articles_article_{name}", args=[article.pk])
        codes = {who: visitors[who].post(address).status_code for who in "REMNS"}
        assert "".join(who for who, code in codes.items() if code != 403) == allowed
        assert visitors["nobody"].post(address).url.startswith("/admin/login/")
    new = {"title": "Neuf", "section": section.pk}
    begin = reverse("admin:articles_article_begin")
    codes = {who: visitors[who].post(begin, new).status_code for who in "REMNS"}
    assert codes == {"R": 200, "E": 200, "M": 403, "N": 403, "S": 200}


def test_a_sanction_is_lifted_by_who_may_impose_it(visitors, moderator):
    comment = make_comment(network="n")
    note = {"kind": "note", "scope": "network", "target": "n", "text": "Averti.", "by": moderator}
    args = [comment.pk, Sanction.objects.create(**note).pk]
    assert open_to(visitors, reverse("admin:comments_comment_desk_lift", args=args)) == "MS"


def test_a_picture_is_sent_by_who_may_add_one(visitors):
    url = reverse("admin:articles_picture_upload")
    codes = {who: browser.post(url).status_code for who, browser in visitors.items()}
    assert codes == {"R": 400, "E": 400, "M": 403, "N": 403, "S": 400, "nobody": 302}


@pytest.mark.parametrize("pair", ["x/1", "1/x", "999999/1", "0/0", f"{'9' * 30}/1", "1/%00"])
def test_a_link_to_nothing_is_missing(client, editor, pair):
    client.force_login(editor)
    assert client.get(f"/admin/r/{pair}/").status_code == 404
