"""Teaches the classifier what the desk refuses: a logistic regression, in plain Python."""

import csv
import math
import random
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import transaction
from django.db.models import F

from comments.classifying import Scorer, logistic
from comments.features import features
from comments.models import Classifier, Comment, Decision

START = Path(__file__).resolve().parent / "data" / "start.tsv"
MOST_DECISIONS = 10_000  # the latest: what readers write changes, and memory ends
FEWEST_HELD_OUT = 20  # fewer measure nothing
HELD_OUT = 0.2  # the newest part, which it is measured by
FEWEST = round(FEWEST_HELD_OUT / HELD_OUT)  # decisions, to be measured at all
ROUNDS, RATE, SHRINK = 8, 3.0, 0.97
MOST_FEATURES, LEAST_WEIGHT = 30_000, 0.02
THRESHOLDS = (50, 60, 70, 80, 90, 95)
WANTED_PRECISION = 0.9
UNMEASURED = 70  # the threshold that the start alone does well with
KEPT = 10  # versions
ENOUGH_NEW = 25  # decisions, after which the schedule trains again

REFUSED = {Comment.Status.REJECTED, Comment.Status.SPAM}
DECIDED = REFUSED | {Comment.Status.APPROVED}


@dataclass(frozen=True)
class Example:
    name: str
    body: str
    refused: bool


# Examples


@cache
def start() -> tuple[Example, ...]:
    """Sentences of our own: what it knows before the desk has decided anything."""
    with START.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(Example("", body, label == "no") for label, body in rows)


def from_the_desk() -> list[Example]:
    """What people decided and what still stands, the oldest first; rules teach nothing."""
    seen, examples = set(), []
    decisions = Decision.objects.filter(by__isnull=False).order_by("-pk")
    rows = decisions.values_list("comment_id", "status", "comment__status").annotate(
        name=F("comment__name"), body=F("comment__body")
    )
    for pk, status, standing, name, body in rows[: 2 * MOST_DECISIONS].iterator():
        if pk not in seen and status == standing and status in DECIDED:
            examples.append(Example(name, body, status in REFUSED))
        seen.add(pk)
    return examples[:MOST_DECISIONS][::-1]


# Learning


def learn(examples: Iterable[Example]) -> Scorer:
    """The same examples always give the same weights."""
    vocabulary: dict[str, int] = {}
    rows = [
        (
            array("I", [vocabulary.setdefault(f, len(vocabulary)) for f in sorted(found)]),
            float(example.refused),
        )
        for example in examples
        if (found := features(example.body, example.name))
    ]
    bias, weights = descend(rows, len(vocabulary))
    named = zip(vocabulary, weights, strict=True)
    strong = sorted(
        (pair for pair in named if abs(pair[1]) >= LEAST_WEIGHT), key=lambda pair: -abs(pair[1])
    )
    return Scorer(bias, dict(strong[:MOST_FEATURES]))


def descend(rows: list[tuple[array, float]], width: int) -> tuple[float, list[float]]:
    """Stochastic gradient descent, each round with a smaller step and a little forgetting."""
    bias, weights = 0.0, [0.0] * width
    shuffled = random.Random(1)
    for turn in range(ROUNDS):
        shuffled.shuffle(rows)
        rate = RATE / (1 + turn)
        for row, refused in rows:
            root = math.sqrt(len(row))
            guess = logistic(bias + sum([weights[at] for at in row]) / root)
            step = rate * (refused - guess)
            bias += step * 0.05
            for at in row:
                weights[at] += step / root
        weights = [weight * SHRINK for weight in weights]
    return bias, weights


# Measuring


def measure(examples: list[Example]) -> dict:
    """Taught by what came first, tried on the newest; empty where that would say nothing."""
    held_out = examples[len(examples) - int(len(examples) * HELD_OUT) :]
    if len(held_out) < FEWEST_HELD_OUT or len({e.refused for e in held_out}) < 2:
        return {}
    learned = learn([*start(), *examples[: -len(held_out)]])
    scored = [
        (learned.percent(example.body, example.name), example.refused) for example in held_out
    ]
    refused = sum(example.refused for example in held_out)
    rows = [at_threshold(scored, threshold) for threshold in THRESHOLDS]
    return {"held_out": len(held_out), "refused": refused, "rows": rows}


def at_threshold(scored: list[tuple[int, bool]], threshold: int) -> dict:
    """Precision: how many of those it points at were refused. Recall: how many of the refused."""
    pointed_at = [refused for percent, refused in scored if percent >= threshold]
    right, refused = sum(pointed_at), sum(refused for _percent, refused in scored)
    return {
        "threshold": threshold,
        "precision": round(right / len(pointed_at), 3) if pointed_at else None,
        "recall": round(right / refused, 3),
    }


def best_threshold(measured: dict) -> int:
    """The lowest that is right nine times in ten; where none is, or nobody knows, a high one."""
    good = [
        row["threshold"]
        for row in measured.get("rows", [])
        if (row["precision"] or 0) >= WANTED_PRECISION
    ]
    return min(good, default=THRESHOLDS[-1] if measured else UNMEASURED)


# Keeping


def train(*, by=None) -> Classifier:
    """Learn, measure, keep as a new version, and use that one from now on."""
    examples = from_the_desk()
    measured = measure(examples)
    learned = learn([*start(), *examples])
    classifier = Classifier(
        by=by,
        decisions=len(examples),
        latest_decision=latest_human_decision(),
        measured=measured,
        threshold=best_threshold(measured),
    )
    classifier.learn(learned.bias, learned.weights)
    return keep(classifier)


@transaction.atomic
def keep(classifier: Classifier) -> Classifier:
    """A new version is used at once, unless somebody has gone back to an older one."""
    newest = Classifier.objects.listed().first()
    classifier.save()
    if classifier.by_id or newest is None or newest.is_used:
        classifier.use()
    kept = Classifier.objects.values_list("pk", flat=True)[:KEPT]
    Classifier.objects.filter(is_used=False).exclude(pk__in=list(kept)).delete()
    return classifier


def train_if_useful() -> Classifier | None:
    """What the schedule asks for: a first version, then one for every few decisions."""
    last = Classifier.objects.listed().first()
    return train() if last is None or new_decisions(last) >= ENOUGH_NEW else None


def new_decisions(last: Classifier) -> int:
    newer = Decision.objects.filter(pk__gt=last.latest_decision, by__isnull=False)
    return newer[:ENOUGH_NEW].count()


def latest_human_decision() -> int:
    newest = Decision.objects.filter(by__isnull=False).order_by("-pk")
    return newest.values_list("pk", flat=True).first() or 0
