"""How a version is stored: what differs from one that is stored whole, compressed.

Of blocks that the whole one has too, only their places there are kept, as a first and a last one:
to change a word of a long article takes a hundred bytes more, however long the article is.
"""

import json
import zlib
from hashlib import sha256


def pack(content: dict, whole: dict | None = None) -> bytes:
    kept = content if whole is None else _difference(content, whole)
    return zlib.compress(_as_json(kept), 9)


def unpack(packed: bytes, whole: dict | None = None) -> dict:
    kept = json.loads(zlib.decompress(bytes(packed)))
    if whole is None:
        return kept
    return whole | kept | {"body": _unfolded(kept["body"], whole["body"])}


def digest(content: dict) -> str:
    """The same for the same content, whatever it was packed against."""
    return sha256(_as_json(content)).hexdigest()[:32]


def _difference(content: dict, whole: dict) -> dict:
    kept = {name: value for name, value in content.items() if whole.get(name) != value}
    return kept | {"body": _folded(content["body"], whole["body"])}


def _folded(body: list[str], whole: list[str]) -> list[str | list[int]]:
    places = {block: place for place, block in enumerate(whole)}
    parts: list = []
    for block in body:
        place, last = places.get(block), parts[-1] if parts else ""
        if place is None:
            parts.append(block)
        elif isinstance(last, list) and last[1] == place - 1:
            last[1] = place
        else:
            parts.append([place, place])
    return parts


def _unfolded(parts: list[str | list[int]], whole: list[str]) -> list[str]:
    body: list[str] = []
    for part in parts:
        body += [part] if isinstance(part, str) else whole[part[0] : part[1] + 1]
    return body


def _as_json(content: dict) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
