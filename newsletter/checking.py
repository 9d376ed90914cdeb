"""Will mailboxes take our mail? What DNS and the mail server say of it, and what to do."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from smtplib import SMTP
from socket import gaierror, getaddrinfo
from urllib.parse import urlsplit

import dns.exception
import dns.resolver
import dns.reversename
from anymail.backends.base import AnymailBaseBackend
from django.conf import settings
from django.core.mail import mailers
from django.core.mail.backends.smtp import EmailBackend

from newsletter import fetching
from newsletter.models import Newsletter

PATIENCE = 5  # seconds for an answer of DNS
SHARED = {"ac", "asso", "co", "com", "edu", "gouv", "gov", "net", "or", "org"}  # as in co.uk
GOOD, ADVICE, FAULT, UNKNOWN = "ok", "advice", "fault", "unknown"


@dataclass(frozen=True)
class Finding:
    what: str
    state: str
    said: str


class Unreachable(Exception):
    """DNS doesn't answer: nothing is known."""


def asking(server: str | None) -> dns.resolver.Resolver:
    """A resolver that asks this server (`address` or `address:port`), or the machine's own."""
    if not server:
        return dns.resolver.Resolver()
    host, _, port = server.partition(":")
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], int(port or 53)
    return resolver


def check(resolver: dns.resolver.Resolver | None = None) -> Iterator[Finding]:
    """Each point in turn; one that can't be looked at is said to be unknown."""
    resolver = resolver or dns.resolver.Resolver()
    resolver.lifetime = PATIENCE
    domain = parseaddr(Newsletter.current().sender)[1].rpartition("@")[2].lower()
    yield alignment(domain)
    for look in (spf, dkim_key, dmarc, pointer):
        try:
            yield look(resolver, domain)
        except Unreachable as silence:
            yield Finding(look.__name__.upper().replace("_", " "), UNKNOWN, str(silence))
    yield encryption()
    yield returns()


def alignment(domain: str) -> Finding:
    """DMARC asks that the visible sender and the one of the envelope share their domain."""
    site = urlsplit(settings.SITE_URL).hostname
    bounces = settings.BOUNCE_ADDRESS.rpartition("@")[2].lower() or domain
    if _organisation(bounces) != _organisation(domain):
        said = f"Mails are from {domain} and return to {bounces}: give both the same domain."
        return Finding("FROM", FAULT, said)
    if _organisation(site) != _organisation(domain):
        said = f"The sender is at {domain}, the paper at {site}: readers trust one name more."
        return Finding("FROM", ADVICE, said)
    return Finding("FROM", GOOD, f"Sender, returns and the paper share {domain}.")


def _organisation(domain: str) -> str:
    """What somebody has registered, as far as can be told without the list of all registries."""
    labels = domain.split(".")
    is_shared = len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in SHARED
    return ".".join(labels[-3 if is_shared else -2 :])


def spf(resolver, domain: str) -> Finding:
    found = [text for text in texts(resolver, domain) if text.lower().startswith("v=spf1")]
    if not found:
        said = f'Add a TXT record to {domain}: "v=spf1 mx -all", with the hosts that send for you.'
        return Finding("SPF", FAULT, said)
    if len(found) > 1:
        return Finding("SPF", FAULT, f"{domain} has {len(found)} SPF records: join them into one.")
    if found[0].rstrip().lower().endswith("+all"):
        return Finding("SPF", FAULT, "+all lets anybody send as you: end the record with -all.")
    return Finding("SPF", GOOD, found[0])


def dkim_key(resolver, domain: str) -> Finding:
    selector = settings.DKIM_SELECTOR
    if not selector:
        said = "Set DKIM_SELECTOR and DKIM_KEY, or let the mail server or the provider sign."
        return Finding("DKIM KEY", ADVICE, said)
    name = f"{selector}._domainkey.{settings.DKIM_DOMAIN or domain}"
    found = texts(resolver, name)
    if not any("p=" in text and not text.rstrip("; ").endswith("p=") for text in found):
        return Finding("DKIM KEY", FAULT, f"Publish the public key as a TXT record of {name}.")
    return Finding("DKIM KEY", GOOD, name)


def dmarc(resolver, domain: str) -> Finding:
    names = dict.fromkeys((f"_dmarc.{domain}", f"_dmarc.{_organisation(domain)}"))
    found = [
        text for name in names for text in texts(resolver, name) if text.startswith("v=DMARC1")
    ]
    if not found:
        said = f'Add a TXT record to _dmarc.{domain}: "v=DMARC1; p=none; rua=mailto:you@{domain}".'
        return Finding("DMARC", FAULT, said)
    if "p=none" in found[0].replace(" ", ""):
        said = "p=none only watches: once the reports are clean, take p=quarantine."
        return Finding("DMARC", ADVICE, said)
    return Finding("DMARC", GOOD, found[0])


def pointer(resolver, domain: str) -> Finding:
    """The mail server's address should name it, and that name the address."""
    backend = mailers.create_connection("default")
    if not isinstance(backend, EmailBackend):
        return Finding("PTR", GOOD, "The provider's addresses, not ours.")
    try:
        address = getaddrinfo(backend.host, backend.port)[0][4][0]
    except gaierror:
        return Finding("PTR", FAULT, f"{backend.host} has no address: look at MAIL_URL.")
    if ip_address(address).is_private:
        said = f"{backend.host} is on this network: check the address that it sends from."
        return Finding("PTR", UNKNOWN, said)
    names = answers(resolver, dns.reversename.from_address(address), "PTR")
    if not names:
        return Finding("PTR", FAULT, f"Ask your host for a reverse name (PTR) of {address}.")
    return Finding("PTR", GOOD, f"{address} is {names[0]}")


def encryption() -> Finding:
    backend = mailers.create_connection("default")
    if not isinstance(backend, EmailBackend):
        return Finding("TLS", GOOD, "The backend speaks no SMTP.")
    try:
        backend.open()
        smtp: SMTP = backend.connection
        smtp.ehlo_or_helo_if_needed()
        encrypted = isinstance(smtp.sock, ssl.SSLSocket)
        offered = smtp.has_extn("starttls")
    except OSError as error:
        return Finding("TLS", FAULT, f"The mail server can't be used: {error}. Look at MAIL_URL.")
    finally:
        backend.close()
    if encrypted:
        return Finding("TLS", GOOD, "The mail server is spoken to over TLS.")
    if offered:
        return Finding("TLS", FAULT, "The server offers TLS: write smtp+tls:// in MAIL_URL.")
    return Finding("TLS", ADVICE, "The server offers no TLS: fine on this machine alone.")


def returns() -> Finding:
    """Who never hears of dead mailboxes writes to them for ever, and is taken for a spammer."""
    backend = mailers.create_connection("default")
    if settings.ANYMAIL:
        return Finding("RETURNS", GOOD, "The provider reports them.")
    if isinstance(backend, AnymailBaseBackend):
        said = "Set MAIL_WEBHOOK_SECRET, and tell the provider the address of docs/operating.md."
        return Finding("RETURNS", ADVICE, said)
    if settings.BOUNCE_MAILBOX:
        return _mailbox(settings.BOUNCE_MAILBOX)
    if settings.BOUNCE_FOLDER:
        if Path(settings.BOUNCE_FOLDER).is_dir():
            return Finding("RETURNS", GOOD, f"Read from {settings.BOUNCE_FOLDER}.")
        said = f"{settings.BOUNCE_FOLDER} is no folder: look at BOUNCE_FOLDER."
        return Finding("RETURNS", FAULT, said)
    said = "Nobody reads what comes back: set BOUNCE_ADDRESS, and BOUNCE_MAILBOX or BOUNCE_FOLDER."
    return Finding("RETURNS", ADVICE, said)


def _mailbox(url: str) -> Finding:
    try:
        with fetching.opened(url) as (_imap, number):
            return Finding("RETURNS", GOOD, f"The mailbox can be read; {number} mails lie in it.")
    except fetching.Trouble as trouble:
        said = f"The mailbox can't be read: {trouble}. Look at BOUNCE_MAILBOX."
        return Finding("RETURNS", FAULT, said)


def texts(resolver, name: str) -> list[str]:
    return [b"".join(data.strings).decode(errors="replace") for data in _ask(resolver, name, "TXT")]


def answers(resolver, name, kind: str) -> list[str]:
    return [data.to_text() for data in _ask(resolver, name, kind)]


def _ask(resolver, name, kind: str):
    try:
        return resolver.resolve(name, kind, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException as error:
        raise Unreachable(f"DNS doesn't answer: {error}") from error
