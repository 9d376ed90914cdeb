"""The settings of mail: how it leaves, and how what comes back is fetched and known to be true."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from newsroom.environment import Environment

# Providers, and what each calls its key.
PROVIDERS = {
    "brevo": "api_key",
    "mailgun": "api_key",
    "mailersend": "api_token",
    "postmark": "server_token",
    "resend": "api_key",
    "sendgrid": "api_key",
    "sparkpost": "api_key",
}
# Those that sign what they report, and the setting of django-anymail for the key.
SIGNING = {
    "mailersend": "MAILERSEND_SIGNING_SECRET",
    "mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "sendgrid": "SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY",
}
SIGNING_ALWAYS = {"mailersend", "mailgun"}  # … whatever else is agreed with them
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mailer(env: Environment, name: str, default: Path) -> dict:
    """`file:///folder`, `smtp://` (plain), `smtp+tls://` (STARTTLS) or `smtps://` (TLS).

    Or a provider by its API, as django-anymail names it: `brevo://KEY@brevo`.
    """
    example = "smtp+tls://user:password@smtp.example.org:587"
    url = env.url(name, default.as_uri(), (*PORTS, *PROVIDERS, "file"), example)
    parts = urlsplit(url)
    if parts.scheme in PROVIDERS:
        return provider(parts)
    if parts.scheme == "file":
        options = {"folder": env.folder_of(name, url, default)}
        return {"BACKEND": "newsroom.core.mailbox.FolderBackend", "OPTIONS": options}
    timeout = dict(parse_qsl(parts.query)).get("timeout", "30")
    if not parts.hostname or not timeout.isdecimal():
        env.fault(name, "lacks a host, or has a timeout that is no number.", example)
        timeout = "30"
    options = {
        "host": parts.hostname,
        "port": parts.port or PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": int(timeout),
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def provider(parts: SplitResult) -> dict:
    options = {PROVIDERS[parts.scheme]: unquote(parts.username or "")}
    if parts.scheme == "mailgun":  # whose addresses name the domain
        options["sender_domain"] = parts.hostname
    if parts.query:  # `?api_url=` for another region
        options |= dict(parse_qsl(parts.query))
    return {"BACKEND": f"anymail.backends.{parts.scheme}.EmailBackend", "OPTIONS": options}


def webhooks(env: Environment, name: str, mailers: dict) -> dict:
    """How the provider proves that it is them: a signature, or `user:password` in the address.

    A secret that this provider doesn't use would leave the door open, so it is a fault.
    """
    secret, sender = env.text(name), mailers["default"]["BACKEND"].split(".")[-2]
    if not secret:
        return {}
    if ":" in secret and sender not in SIGNING_ALWAYS:
        return {"WEBHOOK_SECRET": secret}
    if sender in SIGNING:
        return {SIGNING[sender]: secret}
    env.fault(name, "is no user:password, by which this provider proves itself.", "hook:<random>")
    return {}


def mailbox(env: Environment, name: str) -> str:
    """`imaps://user:password@host/FOLDER`, or `imap://` (plain) on a machine of one's own."""
    example = "imaps://retours%40example.org:password@imap.example.org/INBOX"
    if not env.text(name):
        return ""
    url = env.url(name, "", ("imaps", "imap"), example)
    parts = urlsplit(url)
    if not (parts.hostname and parts.username and parts.password):
        env.fault(name, "lacks a host, a user or a password.", example)
        return ""
    return url
