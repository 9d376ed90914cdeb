"""The catalogues of translations, without GNU gettext: `python -m newsroom.catalogues compile`.

`update` writes new phrases into them, `check` says what is missing. Needs no settings, so that it
can run before anything else does.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES = ("fr",)
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compile_changed() -> None:
    """Compile what is newer than its compiled file; safe in several processes at once."""
    for source in catalogues():
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            draft = source.with_suffix(f".{os.getpid()}")
            polib.pofile(str(source)).save_as_mofile(str(draft))
            draft.replace(compiled)


def update() -> None:
    """Add the phrases that are new, set aside those that are gone; no translation is lost."""
    for path, template in templates():
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
        catalogue.metadata = HEADER | {"Language": path.parent.parent.name}
        catalogue.merge(template)
        catalogue.sort(key=lambda entry: (entry.obsolete, entry.occurrences, entry.msgid))
        catalogue.save(str(path))


def templates() -> Iterator[tuple[Path, polib.POFile]]:
    """Each catalogue that there should be, and what should stand in it."""
    from newsroom.phrases import DOMAINS  # imports Django, which compiling can do without

    for domain in DOMAINS:
        template = phrases_of_the_sources(domain)
        for language in LANGUAGES:
            yield LOCALE / language / "LC_MESSAGES" / f"{domain}.po", template


def phrases_of_the_sources(domain: str) -> polib.POFile:
    from newsroom import phrases

    template = polib.POFile()
    for phrase, files in phrases.collect(domain).items():
        entry = polib.POEntry(msgid=phrase.text, occurrences=[(name, "") for name in files])
        entry.msgctxt = phrase.context or None
        if phrase.plural:
            entry.msgid_plural, entry.msgstr_plural = phrase.plural, {0: "", 1: ""}
        template.append(entry)
    return template


def faults() -> Iterator[str]:
    """What is missing, guessed, or lost a placeholder, a line each."""
    for path, template in templates():
        catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
        entries = {e.msgid_with_context: e for e in catalogue if not e.obsolete}
        for phrase in template:
            if what := fault(entries.get(phrase.msgid_with_context), phrase):
                yield f"{path.relative_to(LOCALE)}: {what}: {phrase.msgid!r}"


def fault(entry: polib.POEntry | None, phrase: polib.POEntry) -> str:
    if entry is None or bool(entry.msgid_plural) != bool(phrase.msgid_plural):
        return "not there, run `make messages`"
    if not entry.translated():
        return "fuzzy" if entry.fuzzy else "not translated"
    said = set(PLACEHOLDER.findall(entry.msgstr + "".join(entry.msgstr_plural.values())))
    if said != set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural)):
        return "other placeholders than the source"
    return ""


def main(work: str) -> str | None:
    if work == "update":
        update()
    if work == "check":
        return "\n".join(faults()) or None
    return compile_changed()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
