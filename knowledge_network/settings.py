"""Settings. What differs between installations comes from the environment (`settings_environment`)."""

import gc

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from knowledge_network import public_pages, replica_pages
from knowledge_network.kit.environment import database_settings, mailer_settings, store_settings
from knowledge_network.kit.logs import logging_settings
from knowledge_network.schedule import SCHEDULE, find_routes
from knowledge_network.settings_accounts import *  # noqa: F403
from knowledge_network.settings_environment import *  # noqa: F403
from knowledge_network.settings_environment import (
    BASE_DIR,
    BULK_MAIL_URL,
    CACHE_URL,
    DATABASE_POOL_SIZE,
    DATABASE_POOLER,
    DATABASE_POOLER_PREPARES,
    DATABASE_REPLICA_URL,
    DATABASE_URL,
    DEFAULT_FROM_EMAIL,
    DEMO_MODE,
    DEMO_PROGRESS_FILE,
    FILES_S3_URL,
    FILMS_S3_URL,
    HASHED_STATIC,
    HTTPS,
    LOG_JSON,
    LOG_LEVEL,
    MAIL_URL,
    MEDIA_ROOT,
    PUBLIC_URL,
    REDIS_URL,
    TRUSTED_PROXY_COUNT,
)

# Until the roof stands (`dashboards.apps`) nothing is garbage: looking for it was a seventh of starting a process.
gc.disable()

# Apps and requests ----------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "knowledge_network.kit.staticfiles.NetworkStaticFilesConfig",
    "django.contrib.postgres",
    "django.forms",
    "django_structlog",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
    "taggit",
    "knowledge_network.kit",
    "knowledge_network.topics",
    "knowledge_network.search",
    "knowledge_network.members",
    "knowledge_network.school_year",
    "knowledge_network.notifications",
    "plg",
    "expertise",
    "lesson_study",
    "knowledge_network.agreements",
    "knowledge_network.insight",
    "knowledge_network.figures",
    "knowledge_network.exchange",
    "knowledge_network.dashboards",
]
if DEMO_MODE:
    INSTALLED_APPS += ["knowledge_network.demo"]

MIDDLEWARE = [
    "knowledge_network.kit.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "knowledge_network.kit.middleware.CleanInputMiddleware",
    "knowledge_network.kit.compression.CompressTextMiddleware",
    "knowledge_network.kit.public_pages.PublicPagesMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "knowledge_network.members.accounts.middleware.MemberMiddleware",
    "knowledge_network.members.trail.downloads.DownloadsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "knowledge_network.members.accounts.middleware.SentOnceMiddleware",
    "knowledge_network.kit.one_at_a_time.OneAtATimeMiddleware",
]

if DEMO_MODE and DEMO_PROGRESS_FILE:
    place = MIDDLEWARE.index("knowledge_network.kit.middleware.CleanInputMiddleware")
    MIDDLEWARE.insert(place, "knowledge_network.demo.waiting.WaitingMiddleware")

# Whether what takes long to count is counted beside the answer (kit.kept_counts).
COUNTS_ASIDE = True
# Which pages caches may keep for a minute.
PUBLIC_PAGES = public_pages.PUBLIC_PAGES
# Which pages replicas answer, and the names of their connections.
REPLICA_PAGES = replica_pages.REPLICA_PAGES
REPLICAS = tuple(f"replica{n}" for n, _url in enumerate(DATABASE_REPLICA_URL, 1))
if REPLICAS:
    # The last one: what the others ask is asked of the primary.
    MIDDLEWARE.append("knowledge_network.members.accounts.middleware.ReplicaMiddleware")

ROOT_URLCONF = "knowledge_network.urls"
WSGI_APPLICATION = "knowledge_network.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "knowledge_network.kit.navigation.frame",
            ],
            "builtins": ["knowledge_network.kit.templatetags.addresses"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "lists",
        "DIRS": [BASE_DIR / "templates" / "lists"],
        "OPTIONS": {"environment": "knowledge_network.kit.lists.environment"},
    },
]

# Stores ---------------------------------------------------------------------------------------

DATABASES = {
    "default": {
        **database_settings(
            DATABASE_URL, pool_size=DATABASE_POOL_SIZE, pooler=DATABASE_POOLER, prepares=DATABASE_POOLER_PREPARES
        ),
        "CONN_MAX_AGE": 0 if DATABASE_POOL_SIZE else 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
for name, url in zip(REPLICAS, DATABASE_REPLICA_URL, strict=True):
    DATABASES[name] = {
        **database_settings(url, pool_size=DATABASE_POOL_SIZE),
        "CONN_MAX_AGE": 0 if DATABASE_POOL_SIZE else 600,
        "CONN_HEALTH_CHECKS": True,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Valkey may vanish: sessions stay in PostgreSQL, the cache falls back to memory.
SESSION_ENGINE = "knowledge_network.members.accounts.sessions"
CACHES = {
    "default": {
        "BACKEND": "knowledge_network.kit.cache.FallbackCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "network",
        "TIMEOUT": 300,
    }
}

# Static files and uploads ---------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".data" / "static" if HASHED_STATIC else None
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": store_settings(FILES_S3_URL, FILMS_S3_URL),
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if HASHED_STATIC
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        ),
        # Collected by who installs, read by the user of the site.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
WHITENOISE_USE_FINDERS = not HASHED_STATIC
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# Safety ---------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "knowledge_network.kit.refusals.refuse_form"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Mail -----------------------------------------------------------------------------------------

SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Two streams: what a person waits for, and what may wait (digests, newsletters).
MAILERS = {"default": mailer_settings(MAIL_URL), "bulk": mailer_settings(BULK_MAIL_URL)}
DEMO_MAIL_FOLDER = MEDIA_ROOT.parent / "mail"
if DEMO_MODE:
    # Whatever is set: no mail leaves a demo. Visitors read it at /demo/mail/.
    MAILERS = {stream: {"BACKEND": "knowledge_network.demo.mail.FolderBackend"} for stream in MAILERS}

# Queue ----------------------------------------------------------------------------------------
# Celery only wakes work up whose truth is in PostgreSQL: a lost or doubled message costs nothing.

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "visibility_timeout": 900,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Which of them a worker takes is told by WORKER_QUEUES (scripts/service.sh).
CELERY_TASK_ROUTES = find_routes()
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "knowledge_network.kit.beat:WatchedScheduler"
CELERY_BEAT_SCHEDULE = SCHEDULE

# Logging --------------------------------------------------------------------------------------

LOGGING = logging_settings(as_json=LOG_JSON, level=LOG_LEVEL)
# No address, person or browser in the log: the audit trail records who did what.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10
DJANGO_STRUCTLOG_CELERY_ENABLED = True

# School holidays: from which hosts the official list may be read ------------------------------------

HOLIDAY_HOSTS = ("opendata.rijksoverheid.nl",)

# Topics ---------------------------------------------------------------------------------------

TAGGIT_CASE_INSENSITIVE = True
