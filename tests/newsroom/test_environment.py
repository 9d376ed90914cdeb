"""Variables arrive in the settings as docs/operating.md says, and each wrong one says so."""

import os
import runpy
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.core.outage import CONNECTING
from newsroom.environment import Environment, WrongEnvironment

BASE = Path(__file__).resolve().parents[2]
SECRET = "k8dW-geheim-geheim-geheim-geheim-geheim-geheim-0123456789"
PRODUCTION = {
    "PRODUCTION": "true",
    "SITE_URL": "https://www.example.org",
    "SECRET_KEY": SECRET,
    "DATA_KEY": SECRET[::-1],
}


@pytest.fixture
def settings_of(tmp_path, monkeypatch):
    """Loads the settings as a start with these variables does."""

    def load(**variables):
        monkeypatch.setattr(os, "environ", {"VAR_DIR": str(tmp_path)} | variables)
        return runpy.run_path(str(BASE / "newsroom" / "settings.py"))

    return load


@pytest.fixture
def faults_of(settings_of):
    """What stops a start with these variables, a line each."""

    def load(**variables):
        with pytest.raises(WrongEnvironment) as caught:
            settings_of(**variables)
        return str(caught.value).splitlines()

    return load


@pytest.mark.parametrize(
    ("name", "value", "setting", "expected"),
    [
        ("DEBUG", "Yes", "DEBUG", True),
        ("DEBUG", " ", "DEBUG", False),
        ("SECRET_KEY", SECRET, "SECRET_KEY", SECRET),
        ("DATA_KEY", SECRET, "DATA_KEYS", [SECRET]),
        ("HOST", "192.0.2.7", "HOST", "192.0.2.7"),
        ("HOST", "::", "SITE_URL", "http://127.0.0.1:8000"),
        ("HOST", "192.0.2.7", "SITE_URL", "http://192.0.2.7:8000"),
        ("HOST", "::1", "SITE_URL", "http://[::1]:8000"),
        ("PORT", "8001", "SITE_URL", "http://127.0.0.1:8001"),
        ("WEB_PROCESSES", "4", "WEB_PROCESSES", 4),
        ("WEB_THREADS", "8", "WEB_THREADS", 8),
        ("SITE_URL", "http://paper.example/", "SITE_URL", "http://paper.example"),
        ("ALLOWED_HOSTS", "a.example, .b.example", "ALLOWED_HOSTS", ["a.example", ".b.example"]),
        ("TRUSTED_PROXIES", "10.0.0.0/8", "TRUSTED_PROXIES", ["10.0.0.0/8"]),
        ("PEERTUBE_HOSTS", "a.example,b.example", "PEERTUBE_HOSTS", ["a.example", "b.example"]),
        ("MAIL_FROM", "Paper <a@b.example>", "DEFAULT_FROM_EMAIL", "Paper <a@b.example>"),
        ("MEDIA_ROOT", "/srv/pictures", "MEDIA_ROOT", Path("/srv/pictures")),
        ("MEDIA_ROOT", "pictures", "MEDIA_ROOT", BASE / "pictures"),
        ("COMMENT_EMAIL_DAYS", "30", "COMMENT_EMAIL_DAYS", 30),
        ("COMMENT_IP_DAYS", "7", "COMMENT_IP_DAYS", 7),
        ("SITE_LANGUAGE", "en", "LANGUAGE_CODE", "en"),
        ("TIME_ZONE", "Indian/Reunion", "TIME_ZONE", "Indian/Reunion"),
    ],
)
def test_a_value_arrives_in_its_setting(settings_of, name, value, setting, expected):
    assert settings_of(**{name: value})[setting] == expected


@pytest.mark.parametrize(
    ("name", "value", "example"),
    [
        ("PRODUCTION", "oui", "true"),
        ("DEBUG", "oui", "true"),
        ("SECRET_KEY", "geheim", "<50 random letters, kept safe>"),
        ("DATA_KEY", "geheim", "<50 random letters, kept safe>"),
        ("PORT", "eighty", "8000"),
        ("PORT", "70000", "8000"),
        ("PORT", "0", "8000"),
        ("WEB_PROCESSES", "0", "2"),
        ("WEB_THREADS", "-1", "4"),
        ("SITE_URL", "www.geheim.org", "https://www.example.org"),
        ("SITE_URL", "ftp://geheim.org", "https://www.example.org"),
        ("SITE_URL", "https://geheim.org/paper", "https://www.example.org"),
        ("SITE_URL", "https://geheim.org:port", "https://www.example.org"),
        ("SITE_URL", "https://[geheim", "https://www.example.org"),
        ("ALLOWED_HOSTS", "https://geheim.org", "www.example.org"),
        ("ALLOWED_HOSTS", "geheim.org:8000", "www.example.org"),
        ("TRUSTED_PROXIES", "geheim", "127.0.0.1,10.0.0.0/8"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "127.0.0.1,10.0.0.0/8"),
        (
            "DATABASE_URL",
            "mysql://u:geheim@h/d",
            "postgres://user:password@localhost:5432/newsroom",
        ),
        (
            "DATABASE_URL",
            "postgres://u:geheim@h",
            "postgres://user:password@localhost:5432/newsroom",
        ),
        (
            "DATABASE_URL",
            "postgres://u:geheim@h:x/d",
            "postgres://user:password@localhost:5432/newsroom",
        ),
        ("DATABASE_URL", "sqlite://:memory:", "postgres://user:password@localhost:5432/newsroom"),
        ("MAIL_URL", "smtp.geheim.org", "smtp+tls://user:password@smtp.example.org:587"),
        ("MAIL_URL", "smtp://u:geheim@h:x", "smtp+tls://user:password@smtp.example.org:587"),
        ("MAIL_URL", "smtp://u:geheim@", "smtp+tls://user:password@smtp.example.org:587"),
        (
            "MAIL_URL",
            "smtp://u:geheim@h?timeout=x",
            "smtp+tls://user:password@smtp.example.org:587",
        ),
        ("MAIL_FROM", "geheim", "'The Paper <news@example.org>'"),
        ("VAR_DIR", str(BASE / "manage.py"), "/var/lib/newsroom"),
        ("MEDIA_ROOT", str(BASE / "manage.py"), "/var/lib/newsroom"),
        ("VAR_DIR", f"{BASE}/manage.py/x", "/var/lib/newsroom"),
        ("MEDIA_ROOT", f"{BASE}/manage.py/x", "/var/lib/newsroom"),
        ("MAIL_URL", f"file://{BASE}/manage.py/x", "file:///var/lib/newsroom/mail"),
        ("COMMENT_EMAIL_DAYS", "zwei", "1095"),
        ("COMMENT_IP_DAYS", "0", "365"),
        ("SITE_LANGUAGE", "de", "fr"),
        ("TIME_ZONE", "Europe/Geheim", "Europe/Paris"),
    ],
)
def test_a_wrong_value_is_told_with_an_example_and_never_shown(faults_of, name, value, example):
    line = faults_of(**{name: value})[0]
    assert line.startswith(f"{name} ")
    assert line.endswith(f" Example: {name}={example}")
    assert "geheim" not in line.lower()


def test_all_that_is_wrong_is_told_at_once(faults_of):
    lines = faults_of(DEBUG="oui", PORT="x", DATABASE_URL="mysql://", TIME_ZONE="Paris")
    assert [line.split()[0] for line in lines] == ["DEBUG", "PORT", "DATABASE_URL", "TIME_ZONE"]


# What is generated and kept


def test_keys_are_generated_once_and_only_the_owner_reads_them(settings_of, tmp_path):
    first, second = settings_of(), settings_of()
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert first["DATA_KEYS"] == second["DATA_KEYS"] != [first["SECRET_KEY"]]
    for name in ("secret.key", "data.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"secret.key", "data.key"}


def test_old_data_keys_still_read(settings_of):
    settings = settings_of(DATA_KEY=SECRET, DATA_KEY_FALLBACKS="old, older")
    assert settings["DATA_KEYS"] == [SECRET, "old", "older"]


def test_a_damaged_key_is_not_replaced(faults_of, tmp_path):
    (tmp_path / "data.key").write_text("")
    assert "restore" in faults_of()[0]
    assert (tmp_path / "data.key").read_text() == ""


# Production


def test_production_with_all_it_needs_starts(settings_of):
    settings = settings_of(**PRODUCTION)
    assert settings["ALLOWED_HOSTS"] == ["www.example.org"]
    assert settings["TRUSTED_PROXIES"] == ["127.0.0.1", "::1"]
    assert settings["ONE_ADDRESS"]


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATA_KEY"])
def test_production_refuses_a_missing_key(faults_of, tmp_path, name):
    assert faults_of(**PRODUCTION | {name: ""})[0].startswith(f"{name} is missing")
    assert not list(tmp_path.iterdir())


def test_production_refuses_http_and_debugging(faults_of):
    assert "https" in faults_of(**PRODUCTION | {"SITE_URL": "http://www.example.org"})[0]
    assert faults_of(**PRODUCTION, DEBUG="true")[0].startswith("DEBUG can't be true")


def test_the_deployment_check_has_nothing_to_say(tmp_path):
    env = PRODUCTION | {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=BASE, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("variables", "session"),
    [
        ({"PORT": "8001"}, "sessionid_8001"),
        ({"SITE_URL": "http://paper.example:8002"}, "sessionid_8002"),
        ({"SITE_URL": "http://paper.example"}, "sessionid"),
    ],
)
def test_two_papers_on_one_host_have_cookies_of_their_own(settings_of, variables, session):
    settings = settings_of(**variables)
    assert settings["SESSION_COOKIE_NAME"] == session
    ports = session.removeprefix("sessionid")
    names = {"CSRF": "csrftoken", "LANGUAGE": "django_language", "READER": "commenter"}
    assert {settings[f"{which}_COOKIE_NAME"] for which in names} == {
        f"{name}{ports}" for name in names.values()
    }


# Services


def test_the_database_is_sqlite_in_the_folder_with_the_options_of_production(settings_of, tmp_path):
    database = settings_of()["DATABASES"]["default"]
    assert database["NAME"] == tmp_path / "newsroom.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_a_folder_may_have_any_name(settings_of, tmp_path):
    folder = tmp_path / "my paper #1 100%?"
    settings = settings_of(VAR_DIR=str(folder))
    assert settings["DATABASES"]["default"]["NAME"] == folder / "newsroom.sqlite3"
    assert settings["MAILERS"]["default"]["OPTIONS"] == {"folder": str(folder / "mail")}


def test_the_database_may_be_postgresql(settings_of):
    url = "postgres://me:p%40ss@db.example:5433/paper?sslmode=require"
    database = settings_of(DATABASE_URL=url)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["PASSWORD"], database["PORT"], database["NAME"]) == ("p@ss", 5433, "paper")
    assert database["OPTIONS"] == CONNECTING | {"sslmode": "require"}
    assert database["CONN_HEALTH_CHECKS"]


def test_what_the_address_says_of_waiting_stands(settings_of):
    url = "postgres://db.example/paper?connect_timeout=2"
    options = settings_of(DATABASE_URL=url)["DATABASES"]["default"]["OPTIONS"]
    assert options == CONNECTING | {"connect_timeout": 2}


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtps://mail.example:2465", 2465, False, True),
    ],
)
def test_mail_goes_out_by_smtp(settings_of, url, port, tls, ssl):
    options = settings_of(MAIL_URL=url)["MAILERS"]["default"]["OPTIONS"]
    assert (options["host"], options["port"]) == ("mail.example", port)
    assert (options["use_tls"], options["use_ssl"]) == (tls, ssl)


def test_mail_takes_a_name_a_password_and_a_timeout(settings_of):
    mailer = settings_of(MAIL_URL="smtps://a%40b.example:p%2Fw@mail.example?timeout=5")["MAILERS"]
    options = mailer["default"]["OPTIONS"]
    assert (options["username"], options["password"]) == ("a@b.example", "p/w")
    assert options["timeout"] == 5


def test_no_cache_gives_back_what_another_process_wrote(settings_of, tmp_path):
    for cache in settings_of(CACHE_URL="redis://h:6379/1")["CACHES"].values():
        assert cache["BACKEND"].rpartition(".")[2] in {"DummyCache", "LocMemCache"}
        assert "LOCATION" not in cache


@pytest.mark.parametrize(
    ("said", "subdomains", "preload"),
    [("", False, False), ("subdomains", True, False), ("preload", True, True)],
)
def test_hsts_speaks_for_the_neighbours_only_where_it_is_told_to(
    settings_of, said, subdomains, preload
):
    settings = settings_of(**PRODUCTION | {"HSTS": said})
    assert settings["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert settings["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is subdomains
    assert settings["SECURE_HSTS_PRELOAD"] is preload


@pytest.mark.parametrize(
    "kept", ["", "nonsense", "http://paper.example:port", "ftp://a", "http:///x"]
)
def test_what_a_damaged_file_says_of_the_address_is_not_believed(tmp_path, kept):
    file = tmp_path / "site-url.txt"
    env = Environment({}, tmp_path)
    for write in (lambda: None, lambda: file.write_text(kept)):
        write()
        site = env.site_url("127.0.0.1", 8000, production=False, served=file)
        assert site.geturl() == "http://127.0.0.1:8000"
    env.check()
