"""Which e-mail addresses there are, what is wrong with one, and what was probably meant."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.core.private import normalise_email

LONGEST, LONGEST_LOCAL = 254, 64
PLAIN = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})",
    re.IGNORECASE | re.ASCII,
)
QUOTED_LOCAL = re.compile(r'"([ !#-\[\]-~]|\\[ -~])+"')

NO_AT = _("Check this e-mail address: it should look like name@example.org.")
BLANK = _("Check this e-mail address: there is a blank in it.")
TOO_LONG = _("Check this e-mail address: it is too long to be one.")
ACCENT = _("Check what stands before the @: letters with accents don’t work there.")
LOCAL = _("Check what stands before the @.")
DOMAIN = _("Check what stands behind the @: it should look like example.org.")


def check_address(email: str) -> str:
    """The address in its one spelling; a ValidationError says what is wrong, and where."""
    spelled = normalise_email(email)
    if len(spelled) <= LONGEST and PLAIN.fullmatch(spelled) and spelled.find("@") <= LONGEST_LOCAL:
        return spelled
    local, at, domain = spelled.rpartition("@")
    quoted = QUOTED_LOCAL.fullmatch(local)
    if not at or not local or not email.strip().isprintable():
        raise ValidationError(NO_AT)
    if len(spelled) > LONGEST or len(local) > LONGEST_LOCAL:
        raise ValidationError(TOO_LONG)
    if " " in domain or (" " in local and not quoted):
        raise ValidationError(BLANK)
    if not local.isascii():
        raise ValidationError(ACCENT)
    if not PLAIN.fullmatch(f"a@{domain}"):
        raise ValidationError(DOMAIN)
    if not quoted:
        raise ValidationError(LOCAL)
    return spelled


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
SHORT = 7  # letters up to which a wrong one is as likely another domain


def suggestion(email: str) -> str:
    """The address that was probably meant, where a big domain is misspelled; or nothing."""
    local, _at, domain = normalise_email(email).rpartition("@")
    if domain in KNOWN:
        return ""
    near = (big for big in BIG.split() if _is_near(domain, big))
    meant = MEANT.get(domain) or next(near, "")
    return f"{local}@{meant}" if meant else ""


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
