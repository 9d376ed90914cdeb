"""What was changed in a text, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

TOKEN = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")
LONG = 3000  # words: beyond, frequent words are no landmarks, or it would take minutes


class Part(NamedTuple):
    """Words that are in both texts ("same"), only in the old ("old") or only in the new ("new")."""

    where: str
    text: str


def compare_words(old: str, new: str) -> list[Part]:
    """The old and the new text in one, in order."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) > LONG)
    parts: list[Part] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            parts.append(Part("same", "".join(before[i:j])))
            continue
        parts += [Part("old", "".join(before[i:j]))] if j > i else []
        parts += [Part("new", "".join(after[k:m]))] if m > k else []
    return _joined(parts)


def _joined(parts: list[Part]) -> list[Part]:
    """A blank between two changed words belongs to the change: one mark, not two."""
    result: list[Part] = []
    for part in parts:
        if part.where == "same" and not part.text.strip() and result:
            result += [Part("old", part.text), Part("new", part.text)]
        else:
            result.append(part)
    return _grouped(result)


def _grouped(parts: list[Part]) -> list[Part]:
    """Between two stretches that are the same: all that went, then all that came."""
    result: list[Part] = []
    gone = come = ""
    for part in [*parts, Part("same", "")]:
        if part.where == "old":
            gone += part.text
        elif part.where == "new":
            come += part.text
        else:
            result += _change(gone, come)
            result += [part] if part.text else []
            gone = come = ""
    return result


def _change(gone: str, come: str) -> list[Part]:
    if gone == come:
        return [Part("same", gone)] if gone else []
    return [Part(where, text) for where, text in (("old", gone), ("new", come)) if text]
