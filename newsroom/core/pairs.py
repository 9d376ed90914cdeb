"""What goes in pairs in a line of French: quotation marks, and the dashes round an aside.

One character is put for another, so that each stays at its place, and tags between them, too.
"""

import re

NARROW = "\u202f"
NBSP = "\u00a0"
SPACE = rf"[ {NBSP}{NARROW}\u2009]"  # the thin space is what some word processors put there

QUOTED = re.compile(r"(?<![^\s(\[’'«“/–—-])\"(?=[^\s\"])[^\"\n]*(?<=[^\s\"])\"(?!\w)")
# Two elisions are no quotation, “rock ’n’ roll” is none, nor are feet and minutes.
SINGLE = re.compile(
    r"(?<![^\s(\[«“\"])'(?=[^\W\d_])(?!n'\s)((?:[^'\n]|(?<=\w)'(?=\w))*)(?<=[\w.!?…])'(?!\w)"
)
SENTENCE_END = re.compile(rf"[.!?…][»”)]?(?={SPACE}+[«“]?{SPACE}?[A-ZÀ-ÖØ-Þ–—])|\n")
DASH = re.compile(rf"(?<={SPACE})[–—](?={SPACE})")
CLOSING = re.compile(rf"{SPACE}(?=[–—][,.;:!?…)])")
IN_QUOTES = re.compile(rf"«{SPACE}*[–—]{SPACE}")
DIALOGUE = re.compile(rf"{SPACE}*[–—]{SPACE}")


def with_pairs(line: str, masked: str) -> str:
    """The line, with what goes in pairs; `masked` is the same with what no rule may touch as x."""
    changes = _quotes(masked) | _dashes(masked)
    if not changes:
        return line
    letters = list(line)
    for at, sign in changes.items():
        letters[at] = sign
    return "".join(letters)


def _quotes(line: str) -> dict[int, str]:
    """« » round straight quotation marks, “ ” where they stand in « » or were single."""
    found: dict[int, str] = {}
    if '"' in line:
        for match in QUOTED.finditer(line):
            is_within = line.count("«", 0, match.start()) > line.count("»", 0, match.start())
            opening, closing = "“”" if is_within else "«»"
            found |= {match.start(): opening, match.end() - 1: closing}
    if "'" in line:
        for match in SINGLE.finditer(line):
            found |= {match.start(): "“", match.end() - 1: "”"}
    return found


def _dashes(line: str) -> dict[int, str]:
    """An aside keeps its dashes: the first with what follows, the second with what is before."""
    if "–" not in line and "—" not in line:
        return {}
    found = {match.start(): NBSP for match in CLOSING.finditer(line)}
    start = 0
    for end in [*(match.end() for match in SENTENCE_END.finditer(line)), len(line)]:
        found |= _of_sentence(line, start, end)
        start = end
    return found


def _of_sentence(line: str, start: int, end: int) -> dict[int, str]:
    found = {}
    begins = DIALOGUE.match(line, start, end)
    if begins:
        found[begins.end() - 1] = NBSP
        start = begins.end() - 1
    opened = {match.end() - 1 for match in IN_QUOTES.finditer(line, start, end)}
    found |= dict.fromkeys(opened, NBSP)
    dashes = [match.start() for match in DASH.finditer(line, start, end)]
    dashes = [at for at in dashes if at + 1 not in opened]
    for number, at in enumerate(dashes):
        is_second = number % 2 == 1
        found[at - 1 if is_second else at + 1] = NBSP
    return found
