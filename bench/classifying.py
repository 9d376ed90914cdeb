"""How well and how fast the classifier scores comments.

`python bench/classifying.py [--tsv FILE]` trains on a made desk of 3,000 decisions whose words
drift with time, and prints precision and recall on the newest fifth, the time of a training, and
what a score takes. A set of your own (or a public one) is measured too: a file with one
`label<tab>text` a line, in the order of time, where the label of what was refused is `spam` or
`no`. It ends with 1 where a score takes longer than its goal.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOAL = 3  # milliseconds a comment
DECISIONS = 3000
TOPICS = re.findall(
    r"\w+",
    "câble fibre navire satellite centre serveur batterie téléphone loi juge Europe école vélo"
    " train énergie données logiciel libre banque hôpital carte ville eau usine puce réseau",
)
FRAMES = {
    False: (
        "Merci pour ce papier sur {a}, mais que dit la loi sur {b} ?",
        "Je ne crois pas que {a} soit plus cher que {b}.",
        "Dans ma ville, {a} ne marche pas, et personne ne parle de {b}.",
        "Vous oubliez {a}. Le vrai sujet, c’est {b}, comme l’an dernier.",
        "Très mauvais article : {a} n’a rien à voir avec {b}, relisez le rapport.",
        "What about {a}? In my view {b} matters more.",
    ),
    True: (
        "Gagnez {n} € par jour grâce à {a}, écrivez sur Telegram maintenant",
        "{a} pas cher, -{n} % aujourd’hui seulement, www.{b}-promo.example",
        "Espèce d’imbécile, tu ne connais rien à {a}, ferme-la",
        "Bande de crétins, {a} et {b}, on devrait tous vous virer du pays",
        "Earn ${n} a week with {a}, guaranteed, click http://{b}.example",
        "Bon article sur {a}. Crédit rapide de {n}000 €, WhatsApp, réponse en 24 h",
    ),
}


def prepare(folder: str) -> None:
    os.environ["VAR_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def made_desk(number: int) -> list:
    """Three of ten are refused; half of the frames come up only with time; one in 25 is wrong."""
    from comments.training import Example

    chance, examples = random.Random(7), []
    for n in range(number):
        refused = chance.random() < 0.3
        known = 3 + round(3 * n / number)
        frame = FRAMES[refused][chance.randrange(known)]
        a, b = chance.sample(TOPICS, 2)
        body = frame.format(a=a, b=b, n=chance.randrange(20, 900))
        tail = " ".join(chance.choices(TOPICS, k=chance.randrange(0, 12)))
        label = refused if chance.random() > 0.04 else not refused
        examples.append(Example("", f"{body} {tail}".strip(), label))
    return examples


def read(path: Path) -> list:
    from comments.training import Example

    rows = (line.rstrip("\n").split("\t", 1) for line in path.open(encoding="utf-8"))
    return [Example("", row[1], row[0] in {"spam", "no"}) for row in rows if len(row) == 2]


def show_quality(title: str, examples: list) -> None:
    from comments.training import measure

    began = time.perf_counter()
    measured = measure(examples)
    took = time.perf_counter() - began
    print(f"{title}: {len(examples):,} texts, measured on the newest {measured['held_out']:,}")
    for row in measured["rows"]:
        precision = "–" if row["precision"] is None else f"{row['precision']:.1%}"
        print(f"  from {row['threshold']} %: precision {precision}, recall {row['recall']:.1%}")
    print(f"  training on the rest took {took:.1f} s")


def show_speed(examples: list) -> bool:
    from comments.classifying import score
    from comments.models import Classifier, Comment
    from comments.training import keep, learn, start

    learned = learn([*start(), *examples])
    classifier = Classifier()
    classifier.learn(learned.bias, learned.weights)
    keep(classifier)
    print(f"stored: {len(classifier.stored) / 1024:,.0f} kB, {len(learned.weights):,} features")
    long = " ".join(f"{example.body}" for example in examples)[:5000]
    bodies = {"usual": [e.body for e in examples[:1000]], "5,000 characters": [long] * 200}
    return all([show_time(name, texts, score, Comment) for name, texts in bodies.items()])


def show_time(name: str, texts: list[str], score, comment_class) -> bool:
    score(comment_class(name="", body=texts[0]))
    times = []
    for text in texts:
        began = time.process_time()
        score(comment_class(name="Marie", body=text))
        times.append(1000 * (time.process_time() - began))
    p95 = quantiles(times, n=20)[-1]
    print(f"a score, {name}: median {median(times):.2f} ms, p95 {p95:.2f} ms (goal {GOAL})")
    return p95 < GOAL


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tsv", type=Path)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        desk = made_desk(DECISIONS)
        show_quality("a made desk", desk)
        if wanted.tsv:
            show_quality(wanted.tsv.name, read(wanted.tsv))
        return 0 if show_speed(desk) else 1


if __name__ == "__main__":
    sys.exit(main())
