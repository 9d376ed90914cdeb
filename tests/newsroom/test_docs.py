"""What the documents say is there is there: variables, targets, commands, files."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

BASE = Path(__file__).resolve().parents[2]
DOCS = [*sorted(BASE.glob("docs/**/*.md")), *sorted(BASE.glob("*.md"))]
TABLE_ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def text(name: str) -> str:
    return (BASE / name).read_text(encoding="utf-8")


def documented() -> set[str]:
    return set(TABLE_ROW.findall(text("docs/operating.md")))


def said(pattern: str) -> set[str]:
    """What the documents name in this way, in code."""
    code = re.findall(r"```.*?```|`[^`\n]+`", "\n".join(map(Path.read_text, DOCS)), re.DOTALL)
    return set(re.findall(pattern, "\n".join(code)))


def test_every_variable_that_is_read_is_in_the_table():
    read = re.findall(r'\b(?:env\.\w+\(|\(env,)\s*"([A-Z_]+)"', text("newsroom/settings.py"))
    read += re.findall(r'self\.(?:url|text)\("([A-Z_]+)"', text("newsroom/environment.py"))
    assert set(read) == documented()
    assert "DATABASE_URL" in read


def test_nothing_else_reads_the_environment():
    """But the entry points, which tell Django where its settings are."""
    folders = ("newsroom", "articles", "comments", "newsletter")
    readers = {
        path.relative_to(BASE).as_posix()
        for folder in folders
        for path in (BASE / folder).rglob("*.py")
        if re.search(r"os\.environ\b|getenv", path.read_text(encoding="utf-8"))
    }
    assert readers <= {"newsroom/settings.py", "newsroom/wsgi.py", "newsroom/asgi.py"}


def test_no_variable_of_the_shell_reaches_the_tests():
    unset = re.search(r"unset ([A-Z_ \\\n]+)", text("bin/test"))[1].replace("\\\n", " ").split()
    assert documented() <= set(unset)


def test_every_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    assert said(r"\bmake ([a-z-]+)\b") - {"python"} <= targets
    assert {"run", "test", "dev", "lint", "demo", "help"} <= targets


def test_every_target_calls_a_script_that_can_be_run():
    scripts = re.findall(r"^\t@(bin/[\w-]+)", text("Makefile"), re.MULTILINE)
    assert scripts
    for script in scripts:
        assert (BASE / script).stat().st_mode & 0o111, script


def test_every_command_that_is_named_exists():
    assert said(r"manage\.py ([a-z_]+)\b") <= set(get_commands())


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: str(path.relative_to(BASE)))
def test_every_link_leads_somewhere(doc):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", doc.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (doc.parent / target).exists(), target
