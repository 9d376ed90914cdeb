"""Akismet, asked over HTTP at a server of this test."""

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from django.tasks import default_task_backend

from comments import akismet, tasks
from comments.akismet import NOBODY, Unanswered, network_address, sort_out
from comments.models import Comment
from comments.posting import post
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment

pytestmark = pytest.mark.django_db


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append({k: v[0] for k, v in parse_qs(form).items()})
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.says)

    def log_message(self, *args):
        """The output of a test is its own."""


@pytest.fixture
def service(settings):
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked, server.says, server.status = [], b"true", 200
        settings.AKISMET_KEY = "the-key"
        settings.AKISMET_URL = f"http://127.0.0.1:{server.server_port}/1.1/comment-check"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_what_it_knows_as_spam_leaves_the_queue_with_a_line(service):
    comment = make_waiting_comment()
    assert sort_out(comment.pk)
    decision = comment.decisions.get()
    assert (decision.status, decision.by, decision.rule) == ("spam", None, "akismet")
    assert decision.reason == "Akismet knows it as spam"
    assert not sort_out(comment.pk)
    assert len(service.asked) == 1


def test_what_it_does_not_know_still_waits(service):
    service.says = b"false"
    comment = make_waiting_comment()
    assert not sort_out(comment.pk)
    assert Comment.objects.waiting().get() == comment


def test_it_hears_no_more_than_it_needs(service):
    comment = make_waiting_comment(body="Un câble.", name="Marie", ip="192.0.2.77")
    sort_out(comment.pk)
    assert service.asked == [
        {
            "api_key": "the-key",
            "blog": "http://testserver",
            "permalink": f"http://testserver{comment.article.get_absolute_url()}",
            "user_ip": "192.0.2.0",
            "comment_type": "comment",
            "comment_author": "Marie",
            "comment_content": "Un câble.",
            "blog_charset": "UTF-8",
        }
    ]


@pytest.mark.parametrize(
    ("ip", "said"),
    [
        ("192.0.2.77", "192.0.2.0"),
        ("2001:db8:0:12ab::1", "2001:db8:0:1200::"),
        ("::ffff:192.0.2.77", "192.0.2.0"),
        ("", NOBODY),
    ],
)
def test_of_an_address_only_the_network_is_told(ip, said):
    assert network_address(ip) == said


@pytest.mark.parametrize(
    ("says", "status"),
    [(b"invalid", 200), (b"", 200), (b"true" * 99, 200), (b"true", 500), (b"", 302)],
)
def test_no_clear_answer_changes_nothing(service, says, status):
    service.says, service.status = says, status
    comment = make_waiting_comment()
    with pytest.raises(Unanswered) as failure:
        sort_out(comment.pk)
    assert "the-key" not in str(failure.value)
    assert Comment.objects.waiting().get() == comment


def test_a_service_that_is_gone_or_silent_changes_nothing(settings, monkeypatch):
    monkeypatch.setattr(akismet, "TIMEOUT", 0.05)
    settings.AKISMET_KEY = "the-key"
    comment = make_waiting_comment()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.AKISMET_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(Unanswered):
            sort_out(comment.pk)
    with pytest.raises(Unanswered):  # nobody listens there any more
        sort_out(comment.pk)
    assert Comment.objects.waiting().get() == comment


def test_only_what_waits_is_asked_about(service):
    for comment in (make_comment(), make_comment(status=Comment.Status.REJECTED)):
        assert not sort_out(comment.pk)
    assert not sort_out(0)
    assert service.asked == []


def test_without_a_key_nobody_is_asked(service, settings, django_capture_on_commit_callbacks):
    settings.AKISMET_KEY = ""
    comment = make_waiting_comment()
    assert not sort_out(comment.pk)
    assert service.asked == []


def typed(article):
    return Comment(article=article, name="Marie", email=EMAIL, body="Un câble, et un navire.")


def test_the_worker_asks_about_a_new_comment_and_nobody_waits_for_it(service, article, settings):
    at_once = settings.TASKS
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    comment = post(typed(article))
    (given,) = default_task_backend.results
    assert (given.task.name, given.args, service.asked) == ("ask_akismet", [comment.pk], [])
    settings.TASKS = at_once
    tasks.ask_akismet.enqueue(*given.args)
    assert Comment.objects.get(pk=comment.pk).status == "spam"


def test_a_failure_loses_no_comment(service, article):
    service.status = 500
    comment = post(typed(article))
    assert Comment.objects.waiting().get() == comment
    assert tasks.ask_akismet.enqueue(comment.pk).errors  # so the worker tries again


def test_the_privacy_page_says_so_where_it_is_asked(client, settings):
    assert "Akismet" not in client.get("/confidentialite/").content.decode()
    settings.AKISMET_KEY = "the-key"
    assert "Akismet" in client.get("/confidentialite/").content.decode()
