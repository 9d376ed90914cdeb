"""How likely the desk is to refuse a comment, as far as it has been taught: a help, never a judge.

Without a trained classifier, or with one that can't be read, there simply is no score.
"""

import logging
import math
from dataclasses import dataclass
from functools import lru_cache

from comments.features import MOST_WORDS, WORD, beside_words, fold, pieces, words_of
from comments.models import Classifier, Comment

SHOWN_WORDS = 5
SHORTEST_SHOWN = 4
LEAST = 0.05  # of a word's weight, below which it is no reason
REMEMBERED = 50_000  # words
log = logging.getLogger(__name__)


class Scorer:
    """A trained version as it is used: what each word weighs is added up once, then remembered."""

    def __init__(self, bias: float, weights: dict[str, float]):
        self.bias, self.weights = bias, weights
        self._known: dict[str, tuple[float, int]] = {}

    def of_word(self, folded: str) -> tuple[float, int]:
        """What a word and its pieces weigh, and how many they are."""
        if folded not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            parts = pieces(folded)
            weight = sum(self.weights.get(part, 0.0) for part in parts)
            self._known[folded] = weight, len(parts)
        return self._known[folded]

    def percent(self, body: str, name: str = "") -> int:
        """Long comments have more words, not more reasons: hence the root."""
        words = words_of(body)
        others = beside_words(body, name, words)
        total, count = sum(self.weights.get(other, 0.0) for other in others), len(others)
        for folded in set(words):
            weight, parts = self.of_word(folded)
            total, count = total + weight, count + parts
        return round(100 * logistic(self.bias + total / math.sqrt(count or 1)))

    def strongest_words(self, body: str) -> tuple[str, ...]:
        """The words that speak most against a comment, as they were typed."""
        typed = {fold(word): word for word in reversed(WORD.findall(body)[:MOST_WORDS])}
        telling = filter(is_telling, typed)
        ranked = sorted(telling, key=lambda word: self.of_word(word)[0], reverse=True)[:SHOWN_WORDS]
        return tuple(typed[word] for word in ranked if self.of_word(word)[0] > LEAST)


def score(comment: Comment) -> int:
    """In per cent; 0 where nothing is known. Never raises: no comment is lost for want of it."""
    classifier = current()
    return classifier.scorer.percent(comment.body, comment.name) if classifier else 0


def explain(comment: Comment) -> tuple[str, ...]:
    """The words of a comment that its score goes by."""
    classifier = current()
    return classifier.scorer.strongest_words(comment.body) if classifier else ()


@dataclass(frozen=True)
class InUse:
    pk: int
    threshold: int
    scorer: Scorer


def current() -> InUse | None:
    """The version in use; read once by each process, however many comments come."""
    found = Classifier.objects.in_use().values_list("pk", "checksum").first()
    return _read(*found) if found else None


@lru_cache(maxsize=2)
def _read(pk: int, checksum: str) -> InUse | None:
    classifier = Classifier.objects.filter(pk=pk, checksum=checksum).first()
    try:
        return classifier and InUse(pk, classifier.threshold, Scorer(*classifier.learned()))
    except Classifier.Damaged:
        log.exception("Classifier %s can't be read: comments get no score. Train a new one.", pk)
        return None


def is_telling(word: str) -> bool:
    """ "And" may weigh much, and explains nothing."""
    return len(word) >= SHORTEST_SHOWN and word.isalpha()


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
