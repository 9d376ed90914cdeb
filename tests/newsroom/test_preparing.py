"""Everything that serving needs is made ready, once."""

import pytest
from django.core.management import call_command

from articles.models import Article, Author
from newsroom import preparing


@pytest.fixture
def static(settings, tmp_path):
    """A paper with one style sheet, collected into a folder of its own."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "page.css").write_text("p { color: red }")
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


def said():
    words = []
    preparing.collect_static(words.append)
    return words


def test_static_files_are_collected_once(static):
    assert said() == ["Compressing styles, scripts and fonts…"]
    assert (static / "static" / "page.css").exists()
    assert said() == []


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_static_files_are_collected_again_after_a_change(static, change):
    (static / "source" / "print.css").write_text("p {}")
    said()
    if change == "edit":
        (static / "source" / "page.css").write_text("p { color: blue }")
    elif change == "add":
        (static / "source" / "new.css").write_text("p {}")
    else:
        (static / "source" / "print.css").unlink()
    assert said()


def test_a_collection_that_was_cut_short_is_begun_again(static, monkeypatch):
    def fails(*args, **kwargs):
        raise KeyboardInterrupt

    said()
    (static / "source" / "page.css").write_text("p { color: blue }")
    with monkeypatch.context() as context:
        context.setattr(preparing, "call_command", fails)
        with pytest.raises(KeyboardInterrupt):
            said()
    assert said()


def test_the_demo_is_not_loaded_over_what_somebody_wrote(static, article):
    preparing.prepare(demo=True, say=print)
    assert list(Article.objects.all()) == [article]
    assert Author.objects.count() == 1


def test_the_demo_is_not_loaded_in_production(static, db, settings):
    settings.PRODUCTION = True
    preparing.prepare(demo=True, say=print)
    assert not Article.objects.exists()


def test_preparing_says_nothing_where_all_is_ready(static, db, capsys):
    call_command("prepare")
    capsys.readouterr()
    call_command("prepare")
    assert capsys.readouterr().out == ""


def test_nobody_else_of_the_machine_reads_what_the_paper_keeps(tmp_path, settings):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.STATIC_ROOT = tmp_path / "static"
    for name in ("mail/1.eml", "newsroom.sqlite3", "media/a.avif"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
        (tmp_path / name).chmod(0o644)
    preparing.close_to_others()
    modes = {p.name: p.stat().st_mode & 0o777 for p in (tmp_path, *tmp_path.rglob("*"))}
    assert (modes["1.eml"], modes["newsroom.sqlite3"]) == (0o600, 0o600)
    assert (modes["mail"], modes[tmp_path.name]) == (0o700, 0o700)
    assert modes["a.avif"] == 0o644


def test_what_is_written_from_now_on_is_closed_too(tmp_path):
    made = tmp_path / "made"
    made.write_text("x")
    made.with_name("folder").mkdir()
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.with_name("folder").stat().st_mode & 0o777 == 0o700
