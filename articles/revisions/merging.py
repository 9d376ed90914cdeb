"""Two changes of one version brought together: field by field, and the body block by block.

What only one of the two touched is taken from who touched it. What both changed, each in a way of
their own, is a conflict: somebody has to choose, and until then nothing of either is lost.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from articles.models.tag import in_order
from newsroom.core.html import blocks

BLOCK = "body-"
NOWHERE = {"body": []}


@dataclass(frozen=True)
class Conflict:
    """What both changed: a field by its name, or a block as `body-` and its id. None: not there."""

    key: str
    mine: object
    theirs: object

    @property
    def is_block(self) -> bool:
        return self.key.startswith(BLOCK)


@dataclass
class Merge:
    content: dict
    conflicts: list[Conflict] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)  # what of it is theirs


def merge(base: dict, mine: dict, theirs: dict) -> Merge:
    """Both changes in one; where they are in conflict, mine, with the conflict beside it."""
    merged = Merge({})
    for name in mine.keys() - {"body", "tags"}:
        merged.content[name] = _choose(
            merged, name, base.get(name), mine[name], theirs.get(name, mine[name])
        )
    if "tags" in mine:
        merged.content["tags"] = _tags(*(side.get("tags", []) for side in (base, mine, theirs)))
    merged.content["body"] = _bodies(merged, *(_keyed(side) for side in (base, mine, theirs)))
    return merged


def _choose(merged: Merge, key: str, base, mine, theirs):
    if _alike(mine, theirs) or _alike(theirs, base):
        return mine
    if _alike(mine, base):
        merged.taken.append(key)
        return theirs
    merged.conflicts.append(Conflict(key, mine, theirs))
    return mine


def _alike(one, other) -> bool:
    """Whether nobody changed anything: an editor alone makes one blank of several."""
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return one == other


def _tags(base: list, mine: list, theirs: list) -> list:
    """Tags are a heap: what either added is there, what either took away is not."""
    both = set(mine) & set(theirs)
    return in_order(both | (set(mine) - set(base)) | (set(theirs) - set(base)))


def _keyed(content: dict) -> dict[str, str]:
    return dict(blocks("".join(content["body"])))


def _bodies(merged: Merge, base: dict, mine: dict, theirs: dict) -> list[str]:
    chosen: dict[str, str | None] = {}
    for key in _in_order(base, mine, theirs):
        sides = (side.get(key) for side in (base, mine, theirs))
        block = _choose(merged, f"{BLOCK}{key}", *sides)
        # What one took out while the other wrote on it stays until somebody has chosen.
        in_conflict = merged.conflicts and merged.conflicts[-1].key == f"{BLOCK}{key}"
        chosen[key] = block or (theirs.get(key) if in_conflict else None)
    return [block for block in chosen.values() if block]


def _in_order(base: dict, mine: dict, theirs: dict) -> list[str]:
    """All blocks in the order of who moved some; of neither, or both: in theirs."""
    moved, other = (mine, theirs) if _moved(base, mine) else (theirs, mine)
    if moved is mine and _moved(base, theirs):
        moved, other = theirs, mine
    following, before = defaultdict(list), None
    for key in other:
        if key in moved:
            before = key
        else:
            following[before].append(key)
    return following[None] + [each for key in moved for each in (key, *following[key])]


def _moved(base: dict, side: dict) -> bool:
    return [key for key in base if key in side] != [key for key in side if key in base]


def settle(mine: dict, theirs: dict, choices: dict[str, str]) -> dict:
    """What somebody wrote, with what was chosen for each conflict: `mine`, `theirs` or `both`."""
    settled, written, others = dict(mine), _keyed(mine), _keyed(theirs)
    for key, choice in choices.items():
        if choice == "mine":
            continue
        if not key.startswith(BLOCK):
            settled[key] = theirs[key]
            continue
        written = _with(written, others, key.removeprefix(BLOCK), choice)
    return settled | {"body": list(written.values())}


def _with(written: dict, others: dict, key: str, choice: str) -> dict:
    """A body with a block as the other has it, or before the own one."""
    if key not in others:
        return {name: block for name, block in written.items() if name != key or choice == "both"}
    if choice == "both" and key in written:
        other = others[key].replace(f' data-id="{key}"', "", 1)
        return written | {key: other + written[key]}
    order = _in_order(others, others, written)
    kept = {name for name in order if name in written}
    return {
        name: others[key] if name == key else written[name]
        for name in order
        if name in kept | {key}
    }
