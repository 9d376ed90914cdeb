"""Banned and suspect words: ten thousand of them, found in one walk through the text."""

from collections.abc import Iterator
from functools import lru_cache

from comments.folding import Folded, readings, spellings
from comments.models import Comment
from comments.rules.case import Case, Verdict, _, hold

MOST_SHOWN = 10
SHORTEST_STEM = 3
LONGEST_PHRASE = 6  # words
MOST_PIECES = 24  # into which the words of a phrase are broken


class WordList:
    """Entries, one a line: whole words, stems (`insult*`), or a few words that follow each other.

    Each word of a text is looked up in sets; no entry is ever tried on its own, so that the
    length of the list costs nothing.
    """

    def __init__(self, entries: str):
        self.words, self.stems = set(), set()
        self.phrases = set()  # their letters, without the blanks
        self.beginnings = set()  # of those letters
        for line in entries.splitlines():
            self._add(line.strip())
        self.heads = {stem[:SHORTEST_STEM] for stem in self.stems}
        self.longest_stem = max(map(len, self.stems), default=0)

    def _add(self, entry: str) -> None:
        words = Folded(entry.removesuffix("*")).words
        if not words or len(words) > LONGEST_PHRASE:
            return
        if len(words) > 1:
            letters = "".join(words)
            self.phrases.add(letters)
            self.beginnings.update(letters[:end] for end in range(1, len(letters) + 1))
        elif entry.endswith("*") and len(words[0]) >= SHORTEST_STEM:
            self.stems.add(words[0])
        else:
            self.words.add(words[0])

    def find(self, text: Folded) -> list[str]:
        """The words of the text that are in the list, exactly as they stand in it."""
        places = sorted(set(self._places(text)))[:MOST_SHOWN]
        return list(dict.fromkeys(text.original(*place) for place in places))

    def _places(self, text: Folded) -> Iterator[tuple[int, int]]:
        listed = {word for word in set(text.words) if self._lists(word)}
        if listed:
            pairs = zip(text.words, text.places, strict=True)
            yield from (place for word, place in pairs if word in listed)
        yield from (place for word, place in text.spelled() if self._lists(word))
        yield from (place for word, place in text.compounds() if self._lists(word))
        if self.phrases:
            yield from self._phrases(text)

    def _lists(self, word: str) -> bool:
        return any(reading in self.words or self._has_stem(reading) for reading in readings(word))

    def _has_stem(self, reading: str) -> bool:
        if reading[:SHORTEST_STEM] not in self.heads:
            return False
        longest = min(len(reading), self.longest_stem)
        return any(reading[:n] in self.stems for n in range(SHORTEST_STEM, longest + 1))

    def _phrases(self, text: Folded) -> Iterator[tuple[int, int]]:
        """Whatever parts their letters; a walk ends where no phrase goes on."""
        for words in spellings(text.words):
            for first, word in enumerate(words):
                if word in self.beginnings:
                    yield from self._phrases_from(first, words, text.places)

    def _phrases_from(self, first: int, words: list[str], places) -> Iterator[tuple[int, int]]:
        letters = ""
        for last in range(first, min(first + MOST_PIECES, len(words))):
            letters += words[last]
            if letters not in self.beginnings:
                return
            if words[last] and letters in self.phrases:
                yield places[first][0], places[last][1]


@lru_cache(maxsize=12)  # the lists of a version, or of two that are compared, are made ready once
def word_list(entries: str) -> WordList:
    return WordList(entries)


def reject_banned_words(case: Case) -> Verdict | None:
    if found := word_list(case.book.banned_words).find(case.folded):
        reason = _("it contains words that are not published here")
        return Verdict(Comment.Status.REJECTED, reason, tuple(found))
    return None


def hold_suspect_words(case: Case) -> Verdict | None:
    if found := word_list(case.book.suspect_words).find(case.folded):
        return hold(_("words that somebody has to look at"), found)
    return None
