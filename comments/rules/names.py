"""Names that only the newsroom bears: a name is typed, and proves nothing."""

from functools import lru_cache

from comments.folding import Folded, spellings
from comments.rules.case import Case, Verdict, _, hold
from comments.rules.words import word_list

SHORTEST_INSIDE = 6  # letters of a name that is found in the middle of others
ARTICLES = {"l", "le", "la", "les", "the"}


def hold_names_of_the_newsroom(case: Case) -> Verdict | None:
    """The paper's name, an author's, "La rédaction": a trusted reader's comment waits too.

    Whoever answers for the paper does so at the desk, and has its badge.
    """
    listed = tuple(case.book.reserved_names.splitlines())
    if found := names_in(case.comment.name, listed, case.official_names):
        return hold(_("signed with a name of the newsroom"), found)
    return None


def names_in(name: str, listed: tuple[str, ...], official: tuple[str, ...]) -> list[str]:
    """What of a name is one of the newsroom's, however it is written; empty where nothing is."""
    text, known = Folded(name), _known(listed, official)
    found = known.phrases.find(text)
    joined = {"".join(filter(str.isalnum, "".join(words))) for words in spellings(text.words)}
    if not found and any(known.holds(letters) for letters in joined):
        return [name]
    return found


class Names:
    def __init__(self, listed: tuple[str, ...], official: tuple[str, ...]):
        several = [words for name in official if len(words := Folded(name).words) > 1]
        turned = [reversed(words) for words in several]
        entries = [*listed, *map(" ".join, several), *map(" ".join, turned)]
        self.phrases = word_list("\n".join(entries))
        whole = {"".join(Folded(name).words) for name in official} - {""}
        whole |= {"".join(words[1:]) for words in several if words[0] in ARTICLES}
        inside = {"".join(Folded(entry).words) for entry in entries}
        self.whole = set(map(at_a_glance, whole))
        self.inside = {at_a_glance(part) for part in inside if len(part) >= SHORTEST_INSIDE}

    def holds(self, letters: str) -> bool:
        seen = at_a_glance(letters)
        return seen in self.whole or any(known in seen for known in self.inside)


def at_a_glance(letters: str) -> str:
    """With one letter for those that look alike in print: “I’Octet”, “Adrninistrateur”."""
    return letters.replace("rn", "m").replace("vv", "w").replace("l", "i")


@lru_cache(maxsize=4)
def _known(listed: tuple[str, ...], official: tuple[str, ...]) -> Names:
    return Names(listed, official)
