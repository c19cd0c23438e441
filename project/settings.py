"""Settings of the installation. Every value that differs between installations comes from the environment.

DATABASE_URL always wins over the default (SQLite at `var/db.sqlite3`). See docs/operators.md for the list.
"""

import os
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages

from project import addresses, background, database, native, state

native.preload()

env = environ.Env()
ROOT = state.ROOT
VAR = state.var_dir()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or state.secret_key()
HERE = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[*HERE, *filter(None, [os.environ.get("HOST")])])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "workflows",
    "forms",
    "reports",
    "project",
    # after our own app: our form templates win over the stock ones
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "viewflow",
    "viewflow.workflow",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "project.middleware.ChosenLanguageMiddleware",
    "project.middleware.NothingKeptMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "project.errors.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "project.context.page",
            ]
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "project.messages.NewestMessages"
# the names of the style sheet
MESSAGE_TAGS = {messages.ERROR: "danger", messages.DEBUG: "secondary"}

# --- database ---------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": database.named(os.environ.get("DATABASE_URL"), VAR / "db.sqlite3")
}
# viewflow and our own code open transactions where they need them: with IMMEDIATE, ATOMIC_REQUESTS
# would make every request, also one that only reads, wait for the write lock.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        # DEFERRED gives "database is locked" at once when a reader starts to write
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# The counters of the rate limits live here, so all server processes must share it.
CACHES = {
    "default": env.cache_url("CACHE_URL")
    if os.environ.get("CACHE_URL")
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": state.subdirectory("cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# --- background work --------------------------------------------------------------------------
BACKGROUND = background.named(env.str("TRANG_TASKS", default="database"))
TASKS = BACKGROUND.tasks
INSTALLED_APPS += BACKGROUND.apps
RQ_QUEUES = BACKGROUND.rq_queues
CELERY_BROKER = BACKGROUND.celery_broker
TASK_RUNNERS = env.int("TRANG_TASK_RUNNERS", default=1)
# render processes of each task runner; what has to be loaded in them before the renderer
RENDER_PROCESSES = 1
RENDER_PRELOAD = "project.native.preload"

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "workflows.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "project.accounts.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Trạng] "
ACCOUNT_EMAIL_NOTIFICATIONS = True
# links without an account: reading and answering, each by address of the network
ACCOUNT_RATE_LIMITS = {"names": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Trạng"

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
# each in its own language: that is how its readers find it
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# The second holds the Vietnamese of libraries that bring none (allauth, viewflow) or not all (Django).
LOCALE_PATHS = [ROOT / "project" / "locale", ROOT / "project" / "locale_libraries"]
FORMAT_MODULE_PATH = ["project.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- who runs the installation; the footer shows what is set ------------------------------------
OPERATOR = {
    key: env.str(f"TRANG_OPERATOR_{key.upper()}", default="")
    for key in ("name", "unit", "address", "phone", "email")
}

# --- what anybody may ask -----------------------------------------------------------------------
# Where the public reaches this installation: printed on papers, so it must last as long as they do.
PUBLIC_URL = env.str("TRANG_PUBLIC_URL", default="")
# stands in for it in a demonstration
LOCAL_URL = addresses.local_url(os.environ.get("HOST", ""), os.environ.get("PORT") or "8000")
# By the visitor's address: papers looked up, those of them in vain, and files brought for a check.
PUBLIC_RATES = {
    "verify": "60/m/ip",
    "verify_missed": "10/m/ip,60/h/ip",
    "verify_file": "6/m/ip,60/h/ip",
}
# certificates of the authorities whose signatures count as trusted; what is held while work is under way
TRUST_DIR = state.subdirectory("trust")
LOCKS_DIR = state.subdirectory("locks")

# --- files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = state.subdirectory("static")
MEDIA_ROOT = state.subdirectory("files")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "project.static_files.HashedStorage"},
}
# A file that was not collected yet is still found where it lies.
WHITENOISE_USE_FINDERS = True
KEYS_DIR = state.subdirectory("keys")
# a file that names the signing keys (docs/operators.md), or `demo`; empty: a demonstration signs as one
SIGNING = env.str("TRANG_SIGNING", default="")
DEMO_AUTHORITY = KEYS_DIR / "demo-authority"

# --- mail: without a server nothing is lost, every message is a file under var/mail -------------
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(state.subdirectory("mail"))
if os.environ.get("EMAIL_URL"):
    globals().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="trang@localhost")

# --- security ---------------------------------------------------------------------------------
HTTPS = env.bool("TRANG_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if env.bool("TRANG_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRANG_PROXY_COUNT", default=0)
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# One dictionary in the shape of Django 6's SECURE_CSP. `data:` is the QR picture of the one-time codes.
SECURE_CSP = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "media-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": SECURE_CSP}

CSRF_FAILURE_VIEW = "project.errors.csrf_failure"

# --- libraries --------------------------------------------------------------------------------
VIEWFLOW = {"AUTOREGISTER": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # they tell every step of every page they set
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        # they tell every start and end of every task
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},
        "rq": {"level": "WARNING"},
    },
}
