"""Imports run downhill, visibility has one word, and no file grows over anybody's head."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

BASE = Path(__file__).parents[2]
# What each layer may import of ours; newsroom itself knows everything.
MAY_IMPORT = {
    "newsroom/core": {"newsroom.core"},
    "articles": {"newsroom.core", "articles"},
    "comments": {"newsroom.core", "articles", "comments"},
    "newsletter": {"newsroom.core", "articles", "newsletter"},
}
OURS = {"newsroom", "articles", "comments", "newsletter"}
CODE = [*OURS, "tests", "bench"]
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
LONGEST_TEST_FILE = 450  # a list of sentences is read one by one
NO_NAME_FOR_A_MODULE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "service",
    "common",
    "misc",
}


def files(*folders, kind="py"):
    found = chain.from_iterable((BASE / folder).rglob(f"*.{kind}") for folder in folders)
    return sorted(path for path in found if "migrations" not in path.parts)


def name(path):
    return str(path.relative_to(BASE))


def imports(path):
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ".".join(path.relative_to(BASE).parts[: -node.level]) if node.level else ""
            module = ".".join(filter(None, [package, node.module]))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_within(module, packages):
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_run_downhill(layer):
    uphill = [
        f"{name(path)} imports {module}"
        for path in files(layer)
        for module in imports(path)
        if is_within(module, OURS) and not is_within(module, MAY_IMPORT[layer])
    ]
    assert not uphill


def test_only_the_settings_know_the_engine_of_the_tasks():
    knowing = [name(path) for path in files(*OURS) if is_within_any(path, "django_ox")]
    assert not knowing


def is_within_any(path, package):
    return any(is_within(module, {package}) for module in imports(path))


PUBLISHED = re.compile(
    r"""status\w*=\s*(?:\w+\.)*(?:Status\.)?["']?PUBLISHED|status=["']published"""
)


def test_only_articles_say_what_is_published():
    """Everybody else asks `Article.objects.published()` (rule 1)."""
    others = files("comments", "newsletter", "newsroom/core", "newsroom/templatetags")
    assert not [name(path) for path in others if PUBLISHED.search(path.read_text())]


def too_long(paths, longest):
    lengths = {name(path): len(path.read_text().splitlines()) for path in paths}
    return {path: length for path, length in lengths.items() if length > longest}


def test_no_file_is_longer_than_a_person_reads():
    code = [*files(*OURS, "bench"), *files("templates", *OURS, kind="html")]
    assert too_long(code, LONGEST_FILE) == {}
    assert too_long(files("tests"), LONGEST_TEST_FILE) == {}


def functions(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name(path)}: {node.name}", node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_a_screen():
    lengths = chain.from_iterable(functions(path) for path in files(*OURS, "bench"))
    assert [(function, length) for function, length in lengths if length > LONGEST_FUNCTION] == []


def test_every_module_is_named_for_its_work():
    nameless = [name(path) for path in files(*CODE) if path.stem in NO_NAME_FOR_A_MODULE]
    assert not nameless


def test_a_template_takes_nothing_for_safe():
    """Python marks as safe, with its reason beside it; ruff asks for that."""
    paths = [*files(*OURS, kind="html"), *files("templates", kind="html")]
    assert not [name(path) for path in paths if re.search(r"\|\s*safe\b", path.read_text())]
