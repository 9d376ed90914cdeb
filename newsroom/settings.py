"""Settings: from environment variables alone. docs/operating.md has the table of them."""

import os
import sys
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from newsroom import mail
from newsroom.environment import Environment, command_of
from newsroom.schedule import SCHEDULES

os.umask(0o077)  # what the paper writes is for its own account alone

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ, base=BASE_DIR, command=command_of(sys.argv))
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")

PRODUCTION = env.flag("PRODUCTION")
DEBUG = env.flag("DEBUG")
if DEBUG and PRODUCTION:
    env.fault("DEBUG", "can't be true while PRODUCTION is.", "false")

SECRET_KEY = env.secret("SECRET_KEY", VAR_DIR / "secret.key", production=PRODUCTION)
# The keys of personal data, apart from SECRET_KEY: that one may be changed at any time.
DATA_KEYS = [
    env.secret("DATA_KEY", VAR_DIR / "data.key", production=PRODUCTION),
    *env.words("DATA_KEY_FALLBACKS"),
]

# Where the paper is
HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, most=65535)
WEB_PROCESSES = env.number("WEB_PROCESSES", 2, most=64)
WEB_THREADS = env.number("WEB_THREADS", 4, most=64)
SERVED_AT = VAR_DIR / "site-url.txt"  # written by each start, for the commands beside it
_BESIDE = Path(sys.argv[0]).name == "manage.py" and sys.argv[1:2] not in (["serve"], ["runserver"])
_SITE = env.site_url(HOST, PORT, production=PRODUCTION, served=SERVED_AT if _BESIDE else None)
SITE_URL = f"{_SITE.scheme}://{_SITE.netloc.lower()}"


def cookie(name: str) -> str:
    """Browsers keep the cookies of a host for all its ports: two papers on one must not share."""
    return f"{name}_{_SITE.port}" if _SITE.port else name


READER_COOKIE_NAME = cookie("commenter")
HTTPS = _SITE.scheme == "https"
ONE_ADDRESS = bool(env.text("SITE_URL"))  # that one is answered; all other names lead to it
_LOCAL_HOSTS = [] if PRODUCTION else ["localhost", "127.0.0.1", "::1"]
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", [_SITE.hostname, *_LOCAL_HOSTS])
# In production something in front of us speaks TLS; by default, on the same machine.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", ["127.0.0.1", "::1"] if PRODUCTION else [])

# What it is made of
INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "newsroom.core",
    "taggit",
    "articles",
    "comments",
    "newsletter",
    "django_prose_editor",
    "django_ox",
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.headers",
    "newsroom.middleware.one_address",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "newsroom.middleware.Compress",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.middleware.AdminLocaleMiddleware",
    "newsroom.middleware.read_as_utf8",
    "newsroom.middleware.refuse_nul",
    "newsroom.middleware.limit_bodies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.redirects",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csp",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context.newspaper",
            ],
            "builtins": ["newsroom.templatetags.newsroom"],
        },
    }
]
if DEBUG:
    INSTALLED_APPS.append("debug_toolbar")
    encoder = MIDDLEWARE.index("newsroom.middleware.Compress")
    MIDDLEWARE.insert(encoder + 1, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]

# What it keeps
DATABASES = {"default": env.database("DATABASE_URL", default=VAR_DIR / "newsroom.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_CACHES = "django.core.cache.backends."
CACHES = {
    # No process reads what another wrote: it would be unpickled, and could be anything.
    "default": {"BACKEND": _CACHES + "dummy.DummyCache"},
    # What of a page is the same on all: each process makes it once. Where templates are being
    # written, nothing is kept.
    "template_fragments": {
        "BACKEND": _CACHES + ("dummy.DummyCache" if DEBUG else "locmem.LocMemCache"),
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_URL = "/media/"
# Public anyway: a web server in front reads them, where MEDIA_ROOT is outside VAR_DIR.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o644, 0o755
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.staticfiles.BundlingStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
COMMENT_EMAIL_DAYS = env.number("COMMENT_EMAIL_DAYS", 1095)
COMMENT_IP_DAYS = env.number("COMMENT_IP_DAYS", 365)
READ_COUNT_DAYS = env.number("READ_COUNT_DAYS", 400)
AKISMET_KEY = env.text("AKISMET_KEY")  # readers' words go to a third party: off without it
AKISMET_URL = env.url(
    "AKISMET_URL", "https://rest.akismet.com/1.1/comment-check", ("https", "http"), "https://…"
)
REPORT_EMAIL_DAYS = env.number("REPORT_EMAIL_DAYS", 365)

# Mail and work in the background
MAILERS = {"default": mail.mailer(env, "MAIL_URL", default=VAR_DIR / "mail")}
DEFAULT_FROM_EMAIL = env.sender("MAIL_FROM", f"redaction@{_SITE.hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
BOUNCE_ADDRESS = env.sender("BOUNCE_ADDRESS", "")
BOUNCE_FOLDER = env.text("BOUNCE_FOLDER")
BOUNCE_MAILBOX = mail.mailbox(env, "BOUNCE_MAILBOX")
DKIM_SELECTOR = env.text("DKIM_SELECTOR")
DKIM_DOMAIN = env.text("DKIM_DOMAIN")
DKIM_KEY = env.text("DKIM_KEY")
ANYMAIL = mail.webhooks(env, "MAIL_WEBHOOK_SECRET", MAILERS)
MAIL_CONNECTIONS = env.number("MAIL_CONNECTIONS", 8, most=100)
MAIL_WORKERS = env.number("MAIL_WORKERS", 1, most=100)
MAIL_PER_SECOND = env.number("MAIL_PER_SECOND", 0, least=0)
MAIL_PER_HOUR = env.number("MAIL_PER_HOUR", 0, least=0, most=100_000_000)
MAIL_PER_DOMAIN = env.rates("MAIL_PER_DOMAIN")
MAIL_PAUSE_PERCENT = env.number("MAIL_PAUSE_PERCENT", 10, most=101)
MAIL_RESEND_DOUBTFUL = env.flag("MAIL_RESEND_DOUBTFUL")
TASK_ROWS = "django_ox.OxTask"  # where the engine keeps them
TASK_TICKS = "django_ox.OxScheduleTick"  # and what it did by the clock
TASKS = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "OPTIONS": {
            "SCHEDULES": SCHEDULES,
            "LOCK_TIMEOUT": 120,
            # A mail server that is away for a night loses no mail: 15 s, 30 s, 1 min… up to 2 h.
            "MAX_ATTEMPTS": 14,
            "BACKOFF_INITIAL": 15,
            "BACKOFF_MAX": 2 * 3600,
        },
    }
}

# Languages and time
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LANGUAGE_CODE = env.choice("SITE_LANGUAGE", ("fr", "en"))
LANGUAGE_COOKIE_NAME = cookie("django_language")
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "newsroom.formats"
TIME_ZONE = env.time_zone("TIME_ZONE", "Europe/Paris")
USE_TZ = True

# Safety. Cookies exist below /admin/ only: a reader never gets one.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = cookie("sessionid"), cookie("csrftoken")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# What a paper says for its neighbours under the same domain, it can't take back for a year.
_HSTS = env.choice("HSTS", ("host", "subdomains", "preload"))
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and _HSTS != "host"
SECURE_HSTS_PRELOAD = HTTPS and _HSTS == "preload"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk shows pages and letters in frames of its own
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # asks for DENY
    "security.W008",  # for SECURE_SSL_REDIRECT: newsroom.middleware.one_address does it
    "security.W005",  # for all subdomains, and the next for the browsers' list: HSTS says it
    "security.W021",
]
# Where videos play once a reader asks for one; of PeerTube's many sites, those that are named.
PLAYERS = [
    "https://www.youtube-nocookie.com",
    "https://player.vimeo.com",
    "https://geo.dailymotion.com",
]
PEERTUBE_HOSTS = env.hosts("PEERTUBE_HOSTS", [])
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-src": [CSP.SELF, *PLAYERS, *(f"https://{host}" for host in PEERTUBE_HOSTS)],
    "frame-ancestors": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "newsroom.views.not_from_here"

DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("articles/editor.js")],
        # What of it is HTML, newsroom.core.html knows.
        "extensions": {
            name: html_tags([])
            for name in (
                *("BlockIds", "BlockKeys", "BoxKeys", "CleanPaste", "Clicks", "Hints", "Inserting"),
                *("Uploads", "QuoteSource", "PullQuote", "NoteBox"),
                *("Picture", "Gallery", "Video", "Card", "Language"),
            )
        },
    }
]
TAGGIT_TAGS_FROM_STRING = "articles.models.tag.names_of"
TAGGIT_STRING_FROM_TAGS = "articles.models.tag.typed_as"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "without_tokens": {"()": "newsroom.core.tokens.WithoutTokens"},
        "in_one_line": {"()": "newsroom.core.outage.InOneLine"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"}
        | {"filters": ["in_one_line"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        **{name: {"level": "WARNING"} for name in ("django_ox", "django.tasks")},
        # Those that write addresses. What other loggers hear of them is without tokens, too.
        "django.request": {"filters": ["without_tokens"]},
        "django.security.csrf": {"filters": ["without_tokens"]},
        "django.server": {"filters": ["without_tokens"], "handlers": ["console"]},
    },
}

env.check()
