"""Words as they are kept, and as they are compared: one way for all that the paper holds.

What nobody sees hides a word from whoever looks for it: a soft hyphen of a word processor, the
accents of a Mac in letters of their own, a ligature of a PDF. None of it is stored, and nothing is
compared, searched or counted with it.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
# Controls, what turns the writing direction of the text around it, and letters that nobody sees.
# Half characters no database takes. Of the tags, those behind a flag are part of it.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
)
# Emoji and whole scripts are made with joiners; between our letters they only hide the word.
OURS = "\x00-\u058f\u1c80-\u1c8f\u1d00-\u1fff\u2000-\u2123\u2c60-\u2c7f\ua640-\ua7ff"
JOINER = re.compile(f"(?:(?<=[{OURS}])|^)[\u200c\u200d]+|[\u200c\u200d]+(?=[{OURS}]|$)")
FROM_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
RIGHT_TO_LEFT = re.compile(f"[{FROM_RIGHT}]")
MARK = re.compile("[\u200e\u200f]")
MARK_IN_A_WORD = re.compile(f"(?<=[^\\W{FROM_RIGHT}])[\u200e\u200f]+(?=[^\\W{FROM_RIGHT}])")
WRITTEN_OUT = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
    | {"ﬅ": "st", "ﬆ": "st"}
)
# Letters of Europe whose stroke, dot or bow is no accent to take off; then signs of one meaning.
UNREAD = {"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"}
LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
    | {"ŋ": "n", "ŧ": "t", "ĸ": "k", "ə": "e", "ẞ": "ss", "ß": "ss", "ſ": "s", "ɛ": "e", "ɔ": "o"}
    | dict.fromkeys("’‘`´ʼʹ′", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("«»“”„‟″", '"')
)


def clean(text: str) -> str:
    """As it is stored: whole letters, line ends of one kind, nothing that can't be seen."""
    text = INVISIBLE.sub("", LINE_END.sub("\n", text))
    if text.isascii():
        return text
    text = JOINER.sub("", unicodedata.normalize("NFC", text.translate(WRITTEN_OUT)))
    if MARK.search(text):
        pattern = MARK_IN_A_WORD if RIGHT_TO_LEFT.search(text) else MARK
        text = pattern.sub("", text)
    return text


def fold(text: str) -> str:
    """As it is compared: small letters without accents or ligatures, one blank between words."""
    return " ".join(text.translate(_READ).split())


class _Read(dict):
    """Each character as it reads, found out when it is first met: a table is the quickest."""

    def __missing__(self, point: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(point)).casefold()
        seen = [c for c in apart if unicodedata.category(c) not in UNREAD or c.isspace()]
        self[point] = INVISIBLE.sub("", "".join(seen)).translate(LETTERS)
        return self[point]


_READ = _Read()


def direction(text: str) -> str:
    """`rtl` where most letters run from right to left."""
    if not RIGHT_TO_LEFT.search(text):
        return ""
    from_right = len(RIGHT_TO_LEFT.findall(text))
    return "rtl" if 2 * from_right > sum(map(str.isalpha, text)) else ""


class Cleaned:
    """A field that keeps words `clean`, and looks for them so."""

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean(value) if isinstance(value, str) else value

    def deconstruct(self):
        """To the database it is a column of text as any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, self.column, args, kwargs


def one_line(text: str) -> None:
    """Names and headings stand in headers of mails, which end with the line."""
    if len(text.splitlines()) > 1:
        raise ValidationError(_("Write it on one line, without control characters."))


class Line(Cleaned, models.CharField):
    column = "django.db.models.CharField"
    default_validators = [one_line]


class Text(Cleaned, models.TextField):
    column = "django.db.models.TextField"
