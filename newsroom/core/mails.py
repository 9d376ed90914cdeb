"""A mail from its two templates: HTML with its styles inlined, and the text that says the same."""

from email.headerregistry import Address
from email.policy import EmailPolicy, default
from email.utils import make_msgid, parseaddr

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from newsroom.core.models import Newspaper

_inliner = css_inline.CSSInliner(
    keep_style_tags=True,  # for the rules of dark mode and narrow screens
    keep_at_rules=True,
    remove_inlined_selectors=True,
    minify_css=True,
    load_remote_stylesheets=False,
)


class UnfoldedAddresses(EmailPolicy):
    """Leaves `<https://…>` whole: Python folds it into encoded words that no mailbox follows."""

    def fold(self, name, value):
        if value.startswith("<"):
            return f"{name}: {value}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name, value):
        return self.fold(name, value).encode("ascii", "surrogateescape")


class Mail(EmailMultiAlternatives):
    def message(self, *, policy=default):
        return super().message(policy=UnfoldedAddresses(**vars(policy)))


def render(template: str, context: dict, *, language: str = "") -> tuple[str, str]:
    """HTML and text of `<template>.html` and `.txt`, in the language of the paper or another."""
    with translation.override(language or settings.LANGUAGE_CODE):
        html = render_to_string(f"{template}.html", context)
        text = render_to_string(f"{template}.txt", context)
    return _inliner.inline(html), text.strip() + "\n"


def one_line(text: str) -> str:
    """A break in a header is a forged header to every mail server: it would refuse the mail."""
    return " ".join(text.split())


def compose(
    template: str,
    context: dict,
    *,
    subject: str,
    to: str,
    headers: dict | None = None,
    language: str = "",
) -> EmailMultiAlternatives:
    """A mail to one person from the paper itself, for its templates to fill in.

    They find `paper` and its postal `address` there, unless the context has its own.
    """
    paper = Newspaper.current()
    shared = {"paper": paper, "address": paper.address, "subject": subject}
    html, text = render(template, shared | context, language=language)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    message = Mail(
        one_line(subject),
        text,
        str(Address(one_line(paper.name), addr_spec=sender)),
        [to],
        reply_to=[paper.contact_email] if paper.contact_email else None,
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": make_msgid(domain=sender.rpartition("@")[2]),
        }
        | (headers or {}),
    )
    message.attach_alternative(html, "text/html")
    return message
