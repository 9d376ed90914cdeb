import sys
from argparse import FileType
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsletter.lists.importing import Import
from newsletter.lists.reading import NAMES, REQUIRED, Unreadable, look_at
from newsletter.lists.refusing import Report

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Import readers, with their proofs of consent, from a CSV file. Needed are columns for "
        f"{', '.join(REQUIRED)}; also taken are {', '.join(sorted(set(NAMES) - set(REQUIRED)))}. "
        "Who is known stays as they are; who left or is suppressed is not brought back. "
        "Safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map", action="append", default=[], metavar="OURS=THEIRS",
            help='Which column holds what: --map email="Adresse mail". Once for each.',
        )  # fmt: skip
        parser.add_argument("--encoding", default="", help="utf-8, utf-16, cp1252… Else found out.")
        parser.add_argument("--separator", default="", help="Else found out.")
        parser.add_argument("--dry-run", action="store_true", help="Write nothing, only report.")
        parser.add_argument(
            "--report", type=FileType("w", encoding="utf-8-sig"), help="CSV of the refused lines."
        )

    def handle(self, *, file, report, dry_run, encoding, separator, **options):
        mapping = self.mapping(options["map"])
        with ExitStack() as files:
            try:
                opened = files.enter_context(file.open("rb"))
                layout = look_at(opened, encoding=encoding, separator=separator, mapping=mapping)
            except (OSError, Unreadable) as trouble:
                raise CommandError(str(trouble)) from None
            self.say_layout(layout)
            job = Import(opened, layout, version=f"list: {file.name}"[:20], dry_run=dry_run)
            written = Report(report and files.enter_context(report))
            job.run(lambda refused: self.note(job, written, refused, file.stat().st_size))
        self.say_result(job.tally, dry_run)

    def mapping(self, pairs) -> dict[str, str]:
        mapping = dict(pair.partition("=")[::2] for pair in pairs)
        if unknown := mapping.keys() - NAMES.keys():
            raise CommandError(f"--map knows {', '.join(NAMES)}; not {', '.join(unknown)}.")
        return mapping

    def say_layout(self, layout):
        columns = ", ".join(f"{ours}: “{theirs}”" for ours, theirs in layout.mapping.items())
        separator = {"\t": "tab"}.get(layout.separator, layout.separator)
        self.stdout.write(f"Read as {layout.encoding}, separated by {separator}. {columns}.")

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
            f"{tally.lines} lines: {tally.created} {verb}, {tally.known} known already, "
            f"{tally.refused} refused."
        )
