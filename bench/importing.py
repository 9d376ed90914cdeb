"""How long a list of readers takes to come in, and with how much memory.

`python bench/importing.py [--lines 10000 100000]` writes lists, imports each into a database of its
own, exports them again, and says seconds and the peak of memory. DATABASE_URL may name an empty
database to try PostgreSQL; it is emptied between the lists.
"""

import argparse
import os
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOAL = 300  # seconds for a million lines
HEADER = "email;date d'inscription;source;texte;ip\n"


def write_list(path: Path, number: int) -> None:
    """As other programs export them: one line of fifty is unusable."""
    with path.open("w", encoding="cp1252") as file:
        file.write(HEADER)
        for line in range(number):
            at = "@" if line % 50 else " chez "
            date = f"{line % 28 + 1:02}/{line % 12 + 1:02}/2024 09:30"
            file.write(
                f"prenom.nom-{line}{at}example{line % 97}.org;{date};page d’accueil;"
                f"J’accepte de recevoir la lettre.;192.0.2.{line % 250}\n"
            )


def measure(path: str, results) -> None:
    """In a process of its own, whose memory is that of one import alone."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from newsletter.lists.exporting import readers_as_csv
    from newsletter.lists.importing import Import
    from newsletter.lists.reading import look_at
    from newsletter.models import Subscriber

    Subscriber.objects.all().delete()
    base, wall, cpu, most = memory(), time.monotonic(), time.process_time(), [0.0]
    with open(path, "rb") as file:
        job = Import(file, look_at(file))
        job.run(lambda refused: most.append(memory()))
    took = {"wall": time.monotonic() - wall, "cpu": time.process_time() - cpu}
    took |= {"base": base, "memory": max(most), "tally": vars(job.tally)}
    wall, most = time.monotonic(), [0.0]
    for _piece in readers_as_csv(Subscriber.objects.all()):
        most.append(memory())
    results.put(took | {"export": time.monotonic() - wall, "memory of export": max(most)})


def memory() -> float:
    """Megabytes of our own; pages of the database's file are the system's to keep or to drop."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, nargs="+", default=[10_000, 100_000])
    numbers = parser.parse_args().lines
    context = get_context("spawn")
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["VAR_DIR"] = folder
            path = Path(folder) / "list.csv"
            write_list(path, number)
            results = context.Queue()
            process = context.Process(target=measure, args=[str(path), results])
            process.start()
            print_out(number, results.get())
            process.join()


def print_out(number: int, took: dict) -> None:
    rate = number / took["wall"]
    print(
        f"{number:9,} lines: {took['wall']:6.1f} s (processor {took['cpu']:6.1f} s), "
        f"{rate:7,.0f} lines/s, so a million in {1e6 / rate:4.0f} s (goal {GOAL}); "
        f"memory {took['memory']:4.0f} MB (before: {took['base']:.0f}); {took['tally']}"
    )
    print(f"{'':9}  export: {took['export']:6.1f} s, memory {took['memory of export']:4.0f} MB")


if __name__ == "__main__":
    main()
