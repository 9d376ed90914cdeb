"""Rule 3 from outside: every public answer, header, mail, log line and feed of a whole life."""

import hashlib
import logging
import re

import pytest
from django.core import mail
from django.utils import translation

from comments.models import Comment, Report
from comments.settling import settle_decisions
from newsletter.models.subscriber import email_fingerprint
from newsroom import rights
from newsroom.core.network import network_of
from newsroom.core.private import fingerprint
from tests.comments.factories import EMAIL, send, text
from tests.factories import make_published_article
from tests.newsroom.pages import Page

pytestmark = pytest.mark.django_db
REPORTER, IP = "pierre.loti@example.net", "198.51.100.23"
HREF = re.compile(r'(?:href|src|action)="(/[^"#]*)')
NOT_OURS = ("/static/", "/media/", "/admin/")


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def secrets():
    """The addresses, every hash that somebody could look up, and the keyed ones that we find by."""
    for email in (EMAIL, REPORTER):
        yield from (email, email.upper(), email.partition("@")[0])
        for spelling in (email, email.upper(), f"mailto:{email}"):
            for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
                yield hashlib.new(name, spelling.encode()).hexdigest()
        yield from (fingerprint(email), email_fingerprint(email), rights.who(email))
    network = network_of(IP)
    yield from (IP, network, network.rpartition(".")[0])
    yield from (fingerprint(f"network:{network}"), hashlib.md5(IP.encode()).hexdigest())  # noqa: S324
    yield hashlib.sha256(IP.encode()).hexdigest()


class Reader:
    """A browser that keeps what it was answered, and follows whatever an answer links to."""

    def __init__(self, client):
        self.client, self.seen, self.answers = client, set(), []

    def keep(self, answer):
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.answers.append(f"{dict(answer.headers)} {body.decode(errors='replace')}")
        return answer

    def crawl(self, *urls):
        to_do = list(urls)
        while to_do:
            url = to_do.pop().replace("&amp;", "&")
            if url in self.seen or url.startswith(NOT_OURS):
                continue
            self.seen.add(url)
            answer = self.keep(self.client.get(url, REMOTE_ADDR=IP))
            to_do += HREF.findall(self.answers[-1])
            to_do += [answer["Location"].partition("#")[0]] if "Location" in answer else []


def live(client, article, moderator):
    """Two comments, one that answers, a report; what is decided on them; one's own data."""
    client.defaults["REMOTE_ADDR"] = IP
    first = send(client, article)
    root = Comment.objects.get()
    root.approve(by=moderator)
    answers = [first, send(client, article, body="Je réponds au navire.", reply_to=root.pk)]
    for comment in Comment.objects.waiting():
        comment.approve(by=moderator)
    url = f"{root.get_absolute_url()}signaler/"
    answers.append(client.post(url, {"reason": "insult", "email": REPORTER}))
    answers.append(client.post(url, {"reason": "", "email": "x"}))
    answers.append(client.post("/mes-donnees/", {"email": EMAIL}))
    root.reject(by=moderator, reason="Insulting.")
    return answers


def test_no_answer_no_mail_no_log_and_no_feed_tells_who(
    client, moderator, caplog, time_machine, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.DEBUG)
    time_machine.move_to("2026-11-25 12:00", tick=False)
    article = make_published_article()
    reader = Reader(client)
    with django_capture_on_commit_callbacks(execute=True):
        for answer in live(client, article, moderator):
            reader.keep(answer)
    time_machine.move_to("2026-11-25 12:05", tick=False)
    with django_capture_on_commit_callbacks(execute=True):
        settle_decisions()
    own = [comment.get_own_url() for comment in Comment.objects.all()]
    status = [report.get_status_url() for report in Report.objects.all()]
    reader.crawl("/", "/robots.txt", "/sitemap.xml", "/commentaires/rss.xml", *own, *status)
    told = [f"{m.subject} {m.body} {m.alternatives} {m.extra_headers}" for m in mail.outbox]
    lines = [record.getMessage() for record in caplog.records]
    assert len(reader.seen) > 15
    assert {f"/commentaires/{article.pk}/rss.xml", "/mes-donnees/"} <= reader.seen
    assert {EMAIL, REPORTER} <= {address for message in mail.outbox for address in message.to}
    everything = "\n".join([*reader.answers, *told, *lines]).lower()
    assert "je réponds au navire" in everything
    assert [secret for secret in secrets() if secret.lower() in everything] == []


def test_the_pages_of_ones_own_ask_nobody_and_set_nothing(client, article, moderator):
    live(client, article, moderator)
    for url in (Comment.objects.first().get_own_url(), Report.objects.get().get_status_url()):
        page = client.get(url)
        assert Page(page).foreign == []
        assert page["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page["Cache-Control"]
        assert EMAIL not in text(page)
