"""Which e-mail addresses there are, what is wrong with one, and what was probably meant."""

import re
from itertools import chain

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from email_validator import EmailNotValidError, validate_email

from newsroom.core.private import normalise_email

LONGEST, LONGEST_LOCAL = 254, 64
QUOTED_LOCAL = re.compile(r'"([ !#-\[\]-~]|\\[ -~])+"')
ONE_LETTER_END = re.compile(r"\.[a-z]$")  # no country has one

NO_AT = _("Check this e-mail address: it should look like name@example.org.")
BLANK = _("Check this e-mail address: there is a blank in it.")
TOO_LONG = _("Check this e-mail address: it is too long to be one.")
ACCENT = _("Check what stands before the @: letters with accents don’t work there.")
LOCAL = _("Check what stands before the @.")
DOMAIN = _("Check what stands behind the @: it should look like example.org.")


def check_address(email: str) -> str:
    """Return the address in its one spelling.

    The one check of the site: by the syntax of the standards alone, nothing is asked of the net.
    Only what mail can reach from anywhere is one: no `root@localhost`, no `a@[192.0.2.1]`. Raises
    ValidationError, which says what is wrong, and where.
    """
    spelled = normalise_email(email)
    if len(spelled) > 2 * LONGEST or not is_valid(spelled):
        raise ValidationError(what_is_wrong(email, spelled), code="invalid")
    return spelled


def is_valid(spelled: str) -> bool:
    try:
        validate_email(
            spelled,
            allow_smtputf8=False,
            allow_quoted_local=True,
            check_deliverability=False,
            strict=True,
        )
    except EmailNotValidError:
        return False
    return not ONE_LETTER_END.search(spelled)


def is_email(words: str) -> bool:
    """Whether this is an address, for what may be one or something else."""
    return "@" in words and len(words) <= LONGEST and is_valid(normalise_email(words))


def what_is_wrong(typed: str, spelled: str) -> str:
    """The sentence for an address that is none."""
    local, at, domain = spelled.rpartition("@")
    if not at or not local or not typed.strip().isprintable():
        return NO_AT
    if len(spelled) > LONGEST or len(local) > LONGEST_LOCAL:
        return TOO_LONG
    if " " in domain or (" " in local and not QUOTED_LOCAL.fullmatch(local)):
        return BLANK
    if not local.isascii():
        return ACCENT
    return LOCAL if is_valid(f"a@{domain}") else DOMAIN


class EmailFormField(forms.EmailField):
    """An e-mail address in its one spelling, or a sentence that says what is wrong with it."""

    default_validators = []

    def clean(self, value):
        email = super().clean(value)
        return check_address(email) if email else email


class EmailField(models.EmailField):
    """A column with an address of the paper's own; forms for it check as those for readers do."""

    default_validators = [check_address]

    def deconstruct(self):
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.EmailField", args, options  # the same column

    def formfield(self, **options):
        return super().formfield(**{"form_class": EmailFormField} | options)


# Where most mailboxes are; and real neighbours of theirs, which are no misspelling.
BIG = (
    "gmail.com googlemail.com hotmail.fr hotmail.com outlook.fr outlook.com "
    "live.fr live.com msn.com yahoo.fr yahoo.com orange.fr "
    "wanadoo.fr free.fr sfr.fr neuf.fr bbox.fr laposte.net "
    "icloud.com me.com mac.com protonmail.com proton.me gmx.fr "
    "gmx.com aol.com numericable.fr club-internet.fr"
)
NEIGHBOURS = (
    "mail.com ymail.com email.com gmx.de gmx.net gmx.at "
    "gmx.ch hotmail.be hotmail.de hotmail.it hotmail.es hotmail.ca "
    "outlook.be outlook.de outlook.it outlook.es live.be live.nl "
    "live.ca yahoo.es yahoo.de yahoo.it yahoo.ca orange.com "
    "free.com pm.me"
)
MEANT = {"gmail.fr": "gmail.com", "laposte.fr": "laposte.net", "icloud.fr": "icloud.com"}
KNOWN = {*BIG.split(), *NEIGHBOURS.split()}
SIGNS_FOR_A_DOT = re.compile(r"[\s,;:]+|\.{2,}")
SHORT = 7  # letters up to which a wrong one is as likely another domain


def suggestion(email: str) -> str:
    """The address that was probably meant, where a big domain is misspelled; or nothing.

    Also for what is no address at all: `gmail,com`, `wanadoo.f`, `gmail`.
    """
    if len(email) > 2 * LONGEST:
        return ""
    local, _at, typed = normalise_email(email).rpartition("@")
    domain = SIGNS_FOR_A_DOT.sub(".", typed.strip(" .,;"))
    if typed in KNOWN:
        return ""
    meant = domain if domain in KNOWN else MEANT.get(domain) or _near(domain)
    found = f"{local.strip()}@{meant}"
    return found if meant and is_valid(found) else ""


def _near(domain: str) -> str:
    """The big domain with one slip in it, with its end cut off, or without the dot."""
    near = (big for big in BIG.split() if _is_near(domain, big))
    name, dot, end = domain.rpartition(".")
    cut = (big for big in BIG.split() if dot and name and big.startswith(f"{name}.{end}"))
    bare = (big for big in BIG.split() if big.replace(".", "") == domain.replace(".", ""))
    whole = (big for big in BIG.split() if big.partition(".")[0] == domain and len(domain) > 3)
    return next(chain(near, cut, bare, whole), "")


def _is_near(typed: str, meant: str) -> bool:
    """One letter too many, too few, or wrong; or two that changed places."""
    start = next((n for n, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), None)
    if start is None:
        return abs(len(typed) - len(meant)) == 1 and len(meant) > SHORT
    rest, wanted = typed[start:], meant[start:]
    if rest[1::-1] + rest[2:] == wanted:
        return True
    too_many, too_few, wrong = rest[1:] == wanted, rest == wanted[1:], rest[1:] == wanted[1:]
    return len(meant) > SHORT and (too_many or too_few or wrong)
