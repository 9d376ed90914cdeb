"""The top-level blocks of a body, each with its id."""

import re

TOKEN = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
ID = re.compile(r'<[^>]*? data-id="([a-z0-9]{8})"')


def blocks(html: str) -> list[tuple[str, str]]:
    found, depth, start = [], 0, 0
    for token in TOKEN.finditer(html):
        if token[2] in {"br", "hr"} and depth:
            continue
        depth += -1 if token[1] else 1
        if token[2] == "hr":
            depth -= 1
        if depth == 0:
            block = html[start : token.end()]
            given = ID.match(block)
            found.append((given[1] if given else block, block))
            start = token.end()
    return found
