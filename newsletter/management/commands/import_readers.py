import sys
from argparse import FileType
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsletter.lists.columns import CONSTANT, NAMES
from newsletter.lists.importing import Import
from newsletter.lists.reading import Unreadable, look_at
from newsletter.lists.refusing import Report

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Import readers, with their proofs of consent, from a CSV file: of MailPoet, listmonk, "
        "Ghost, Substack, Brevo, Mailchimp, our own, or any other. It may have columns for "
        f"{', '.join(NAMES)}. Who is known stays as they are; who left or is suppressed, here or "
        "there, is not brought back. Safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map", action="append", default=[], metavar="OURS=THEIRS",
            help='Which column holds what: --map email="Adresse mail". Once for each.',
        )  # fmt: skip
        parser.add_argument(
            "--set", action="append", default=[], metavar="OURS=VALUE",
            help="What the list doesn't say of anybody: --set consent_form=\"Fair of 2024\". For "
            f"{', '.join(CONSTANT)}.",
        )  # fmt: skip
        parser.add_argument(
            "--dates", choices=["dmy", "mdy", "ymd"], default="",
            help="What comes first in a date: 31/03/2024 is dmy. Else found out.",
        )  # fmt: skip
        parser.add_argument("--encoding", default="", help="utf-8, utf-16, cp1252… Else found out.")
        parser.add_argument("--separator", default="", help="Else found out.")
        parser.add_argument("--dry-run", action="store_true", help="Write nothing, only report.")
        parser.add_argument(
            "--report", type=FileType("w", encoding="utf-8-sig"), help="CSV of the refused lines."
        )

    def handle(self, *, file, report, dry_run, encoding, separator, **options):
        said = {
            "name": file.name,
            "mapping": self.pairs("map", options["map"], NAMES),
            "constants": self.pairs("set", options["set"], CONSTANT),
            "dates": options["dates"],
        }
        with ExitStack() as files:
            try:
                opened = files.enter_context(file.open("rb"))
                layout = look_at(opened, encoding=encoding, separator=separator, **said)
            except (OSError, Unreadable) as trouble:
                raise CommandError(str(trouble)) from None
            self.say_layout(layout)
            job = Import(opened, layout, source=f"list: {file.name}"[:20], dry_run=dry_run)
            written = Report(report and files.enter_context(report))
            job.run(lambda refused: self.note(job, written, refused, file.stat().st_size))
        self.say_result(job.tally, dry_run)

    def pairs(self, option, given, known) -> dict[str, str]:
        pairs = dict(pair.partition("=")[::2] for pair in given)
        if unknown := pairs.keys() - set(known):
            raise CommandError(f"--{option} knows {', '.join(known)}; not {', '.join(unknown)}.")
        return pairs

    def say_layout(self, layout):
        columns = [f"{ours}: “{theirs}”" for ours, theirs in layout.mapping.items()]
        columns += [f"{ours} of all: {said}" for ours, said in layout.constants.items()]
        separator = {"\t": "tab"}.get(layout.separator, layout.separator)
        whose = f"A file of {layout.program}. " if layout.program else ""
        self.stdout.write(
            f"{whose}Read as {layout.encoding}, separated by {separator}. {', '.join(columns)}."
        )

    def note(self, job, written, refused, size):
        written.add(refused)
        if self.stderr.isatty() and size:
            part = min(1, job.file.tell() / size)
            bar = "█" * round(part * WIDTH)
            self.stderr.write(f"\r{bar:·<{WIDTH}} {part:4.0%} {job.tally.lines:,} ", ending="")
            sys.stderr.flush()

    def say_result(self, tally, dry_run):
        if self.stderr.isatty():
            self.stderr.write("")
        verb = "would come in" if dry_run else "came in"
        self.stdout.write(
            f"{tally.lines} lines: {tally.created} {verb}, {tally.away} stay away (left or "
            f"suppressed), {tally.known} known already, "
            f"{tally.refused} refused."
        )
