"""English typography: curly quotation marks and apostrophes, dashes, ellipses. Safe to repeat."""

import re

# What follows is kept where it stands: an address has its own signs.
ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@)\S+")
REPLACED = (
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(r"(?<=\s)--(?=\s)|(?<=\s)-(?=\s)"), "–"),
    (re.compile(r"(?<=\w)--(?=\w)"), "—"),
    (re.compile(r"(?<=\d) (?=(?:km|kg|cm|mm|MB|GB|TB|MHz|GHz|kWh|%)(?!\w))"), "\u00a0"),
)
QUOTE = re.compile("[\"']")
OPENERS = " \t\n\u00a0([{—–-“‘/"
# An apostrophe begins these: 'tis, rock 'n' roll, the '90s
SHORTENED = re.compile(r"'(?:\d\ds?\b|tis\b|twas\b|em\b|cause\b|n'|til\b)", re.IGNORECASE)


def typeset_english(text: str) -> str:
    return "".join(english_line([text], [True]))


def english_line(texts: list[str], ours: list[bool]) -> list[str]:
    """Set the texts of one line; quotation marks know what stands beside them across tags."""
    texts = [_replaced(text) if mine else text for text, mine in zip(texts, ours, strict=True)]
    masked = [text if mine else "x" * len(text) for text, mine in zip(texts, ours, strict=True)]
    curled, at, found = _curled("".join(masked)), 0, []
    for text, mine in zip(texts, ours, strict=True):
        found.append(curled[at : at + len(text)] if mine else text)
        at += len(text)
    return found


def _replaced(text: str) -> str:
    parts, at = [], 0
    for address in ADDRESS.finditer(text):
        parts += [_apply(text[at : address.start()]), address[0]]
        at = address.end()
    return "".join([*parts, _apply(text[at:])])


def _apply(text: str) -> str:
    for pattern, sign in REPLACED:
        text = pattern.sub(sign, text)
    return text


def _curled(text: str) -> str:
    """The same number of characters, each straight mark curled by what stands before it."""
    kept = {at for address in ADDRESS.finditer(text) for at in range(*address.span())}

    def curl(mark: re.Match) -> str:
        at = mark.start()
        if at in kept and text[at + 1 : at + 2].strip():
            return mark[0]
        opens = at == 0 or text[at - 1] in OPENERS or (text[at - 1] in "\"'" and at == 1)
        if mark[0] == '"':
            return "“" if opens else "”"
        return "‘" if opens and not SHORTENED.match(text, at) else "’"

    return QUOTE.sub(curl, text)
