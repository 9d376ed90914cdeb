"""Whether mailboxes will take our mail: asked of a DNS server of this machine."""

import socket
import threading

import dkim
import dns.message
import dns.rdatatype
import dns.rrset
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from newsletter import checking
from newsletter.printing import Editions
from tests.newsletter import imap, sink
from tests.newsletter.factories import make_approved, make_subscriber

pytestmark = pytest.mark.django_db


class Names(threading.Thread):
    """Answers what it was told, and says of all else that it isn't there."""

    def __init__(self, texts):
        super().__init__(daemon=True)
        self.texts = texts
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"

    def run(self):
        while True:
            try:
                asked, sender = self.socket.recvfrom(4096)
            except OSError:
                return
            if not asked:
                return
            query = dns.message.from_wire(asked)
            name = query.question[0].name.to_text(omit_final_dot=True)
            answer = dns.message.make_response(query)
            if text := self.texts.get(name):
                kind = dns.rdatatype.to_text(query.question[0].rdtype)
                said = [f'"{one}"' for one in text.split("|")] if kind == "TXT" else [text]
                answer.answer.append(dns.rrset.from_text(name + ".", 60, "IN", kind, *said))
            else:
                answer.set_rcode(3)
            self.socket.sendto(answer.to_wire(), sender)


@pytest.fixture
def names():
    server = Names({})
    server.start()
    yield server
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.sendto(b"", server.socket.getsockname())
    server.join()
    server.socket.close()


def states(names):
    return {f.what: f.state for f in checking.check(checking.asking(names.address))}


def test_what_is_missing_is_named(newsletter, names, mail_server):
    found = states(names)
    assert (found["SPF"], found["DMARC"], found["DKIM KEY"]) == ("fault", "fault", "advice")
    assert found["TLS"] == "advice"


def test_what_is_there_is_good(newsletter, names, mail_server, settings):
    settings.DKIM_SELECTOR = "s1"
    names.texts = {
        "octet.example": "v=spf1 mx -all",
        "_dmarc.octet.example": "v=DMARC1; p=quarantine",
        "s1._domainkey.octet.example": "v=DKIM1; p=abc",
    }
    found = states(names)
    assert [found[what] for what in ("SPF", "DMARC", "DKIM KEY")] == ["ok"] * 3


@pytest.mark.parametrize(
    ("sender", "bounces", "state"),
    [
        ("lettre@octet.example", "bounces@elsewhere.example", "fault"),
        ("lettre@octet.asso.fr", "retours@autre.asso.fr", "fault"),
        ("lettre@news.octet.asso.fr", "retours@mail.octet.asso.fr", "ok"),
        ("lettre@octet.fr", "retours@mail.octet.fr", "ok"),
    ],
)
def test_an_envelope_of_another_domain_is_a_fault(settings, sender, bounces, state):
    domain = sender.partition("@")[2]
    settings.BOUNCE_ADDRESS, settings.SITE_URL = bounces, f"https://{domain}"
    assert checking.alignment(domain).state == state


@pytest.mark.parametrize(
    ("look", "texts", "state", "advice"),
    [
        ("spf", {"octet.example": "v=spf1 a -all|v=spf1 mx -all"}, "fault", "join them"),
        ("spf", {"octet.example": "v=spf1 +all"}, "fault", "end the record with -all"),
        ("dmarc", {"_dmarc.octet.example": "v=DMARC1; p=none"}, "advice", "p=quarantine"),
        ("dkim_key", {"s1._domainkey.octet.example": "v=DKIM1; p="}, "fault", "Publish"),
        ("dkim_key", {}, "fault", "TXT record of s1._domainkey.octet.example"),
        ("pointer", {}, "fault", "Ask your host for a reverse name"),
        ("pointer", {"1.1.1.1.in-addr.arpa": "mx.octet.example."}, "ok", "mx.octet.example"),
    ],
)
def test_each_state_of_dns_says_what_to_do(settings, names, look, texts, state, advice):
    settings.DKIM_SELECTOR = "s1"
    options = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {}}
    options["OPTIONS"]["host"] = "1.1.1.1"  # looked up backwards, never called
    settings.MAILERS = {"default": options}
    names.texts = texts
    found = getattr(checking, look)(checking.asking(names.address), "octet.example")
    assert found.state == state
    assert advice in found.said


def test_dns_that_does_not_answer_leaves_it_unknown(newsletter, mail_server):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        resolver = checking.asking(f"127.0.0.1:{silent.getsockname()[1]}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(checking, "PATIENCE", 0.05)
            found = {f.what: f for f in checking.check(resolver)}
    assert found["SPF"].state == "unknown"
    assert "DNS doesn't answer" in found["SPF"].said


def test_it_is_said_whether_anybody_hears_of_dead_mailboxes(newsletter, names, settings, tmp_path):
    assert "Nobody reads" in checking.returns().said
    settings.BOUNCE_FOLDER = str(tmp_path / "nowhere")
    assert checking.returns().state == "fault"
    settings.BOUNCE_FOLDER = str(tmp_path)
    assert checking.returns().state == "ok"
    with imap.running() as box:
        settings.BOUNCE_MAILBOX = box.url
        assert checking.returns().said.startswith("The mailbox can be read; 0 mails")
        settings.BOUNCE_MAILBOX = box.url.replace("Retours", "x")
        assert "Look at BOUNCE_MAILBOX" in checking.returns().said
    provider = {"BACKEND": "anymail.backends.postmark.EmailBackend", "OPTIONS": {}}
    settings.MAILERS = {"default": provider | {"OPTIONS": {"server_token": "k"}}}
    assert "MAIL_WEBHOOK_SECRET" in checking.returns().said
    settings.ANYMAIL = {"WEBHOOK_SECRET": "a:b"}
    assert checking.returns().state == "ok"


def test_a_mail_server_that_is_gone_is_a_fault_with_its_setting(settings):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {
        "default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": sink.free_port()}}
    }
    found = checking.encryption()
    assert (found.state, "Look at MAIL_URL" in found.said) == ("fault", True)


def test_a_signature_holds(settings, tmp_path):
    make_subscriber("ada@example.org")
    digest = make_approved(readers=0, articles=1)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    (tmp_path / "key.pem").write_bytes(pem)
    settings.DKIM_SELECTOR, settings.DKIM_KEY = "s1", str(tmp_path / "key.pem")
    edition = Editions(digest).of_choice(make_subscriber().choice)
    mail = edition.printed_for(make_subscriber()).replace(b"\r\n..", b"\r\n.")
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    text = b"v=DKIM1; p=" + b"".join(public.splitlines()[1:-1])
    assert dkim.verify(mail, dnsfunc=lambda name, timeout=5: text)
    assert not dkim.verify(mail.replace(b"Titre", b"Autre"), dnsfunc=lambda name, timeout=5: text)
