"""How a version is stored: what differs from one that is stored whole, compressed.

Of blocks that the whole one has too, only their places there are kept, as a first and a last one.
Those that are new are compressed with the text of the whole one as their dictionary: to change a
word of a long article takes a hundred bytes, however long the paragraph and the article are.
"""

import json
import zlib
from hashlib import sha256

FARTHEST = 1 << zlib.MAX_WBITS  # bytes: so much of a dictionary is looked at


def pack(content: dict, whole: dict | None = None) -> bytes:
    if whole is None:
        return zlib.compress(_as_json(content), 9)
    packer = zlib.compressobj(9, zdict=_dictionary(whole))
    return packer.compress(_as_json(_difference(content, whole))) + packer.flush()


def unpack(packed: bytes, whole: dict | None = None) -> dict:
    if whole is None:
        return json.loads(zlib.decompress(bytes(packed)))
    # What was packed without a dictionary asks for none.
    kept = json.loads(zlib.decompressobj(zdict=_dictionary(whole)).decompress(bytes(packed)))
    return whole | kept | {"body": _unfolded(kept["body"], whole["body"])}


def _dictionary(whole: dict) -> bytes:
    return _as_json(whole["body"])[-FARTHEST:]


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
