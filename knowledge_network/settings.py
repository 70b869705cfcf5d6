"""Settings. What differs between installations comes from the environment: see .env.example."""

import os
from importlib.util import find_spec
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from knowledge_network import replica_pages
from knowledge_network.kit.environment import (
    POOLERS,
    Environment,
    database_settings,
    is_bucket,
    is_loopback,
    mailer_settings,
    other_database,
    store_settings,
)
from knowledge_network.kit.logs import logging_settings
from knowledge_network.schedule import SCHEDULE, find_routes

BASE_DIR = Path(__file__).resolve().parent.parent

# The environment ------------------------------------------------------------------------------

env = Environment(os.environ)

DEBUG = env.flag("DEBUG")
DEMO_MODE = env.flag("DEMO_MODE")
SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS")
PUBLIC_URL = env.url("PUBLIC_URL", schemes=("https", "http")).rstrip("/")
TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
DATABASE_URL = env.url("DATABASE_URL", schemes=("postgresql", "postgres"))
DATABASE_POOL_SIZE = env.number("DATABASE_POOL_SIZE", 0)
# A pooler between us and PostgreSQL (docs/scaling.md): what it lends, and the way around it.
DATABASE_POOLER = env.choice("DATABASE_POOLER", POOLERS)
DATABASE_POOLER_PREPARES = env.flag("DATABASE_POOLER_PREPARES")
DATABASE_DIRECT_URL = env.url("DATABASE_DIRECT_URL", "", schemes=("postgresql", "postgres"))
env.demand(
    DATABASE_POOLER != "transaction" or bool(DATABASE_DIRECT_URL),
    "DATABASE_DIRECT_URL is missing: who sends mail and who migrates goes past a pooler that lends transactions; "
    "expected the address of PostgreSQL itself.",
)
env.demand(
    DATABASE_POOLER == "transaction" or not DATABASE_POOLER_PREPARES,
    "DATABASE_POOLER_PREPARES is wrong: it tells of a pooler, and needs DATABASE_POOLER=transaction.",
)
# Replicas that pages are read from (docs/scaling.md), each one server; none by default.
DATABASE_REPLICA_URL = env.urls("DATABASE_REPLICA_URL", schemes=("postgresql", "postgres"))
REDIS_URL = env.url("REDIS_URL", schemes=("redis", "rediss"))
# Not the database of the queue: after an outage the cache empties its own.
CACHE_URL = env.url("CACHE_URL", other_database(REDIS_URL), schemes=("redis", "rediss"))
MAIL_URL = env.url("MAIL_URL", schemes=("smtp", "smtps", "file", "console"))
BULK_MAIL_URL = env.url("BULK_MAIL_URL", MAIL_URL, schemes=("smtp", "smtps", "file", "console"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")
# Who reads what visitors send with «Contact».
CONTACT_EMAIL = env.text("CONTACT_EMAIL", DEFAULT_FROM_EMAIL)
# The domain whose mail comes in here (docs/delivery.md); without it mail that did not arrive is not counted.
MAIL_IN_DOMAIN = env.text("MAIL_IN_DOMAIN", "")
# The name under which the mail server that hands mail over says what it found (Authentication-Results).
MAIL_IN_AUTHSERV_ID = env.text("MAIL_IN_AUTHSERV_ID", "")
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", BASE_DIR / ".data" / "media"))
# Files in S3 instead (docs/scaling.md): the bucket of the uploads, and the one of films and what else passes.
FILES_S3_URL = env.url("FILES_S3_URL", "", schemes=("https", "http"))
FILMS_S3_URL = env.url("FILMS_S3_URL", "", schemes=("https", "http"))
env.demand(
    bool(FILES_S3_URL) == bool(FILMS_S3_URL) and (not FILES_S3_URL or FILES_S3_URL != FILMS_S3_URL),
    "FILES_S3_URL and FILMS_S3_URL go together: two buckets, for films stand in one that no back-up holds.",
)
for name, url in (("FILES_S3_URL", FILES_S3_URL), ("FILMS_S3_URL", FILMS_S3_URL)):
    env.demand(not url or is_bucket(url), f"{name} is wrong: expected https://key:secret@host/bucket?region=…")
env.demand(
    not FILES_S3_URL or find_spec("storages") is not None,
    "FILES_S3_URL needs packages that are not here: install requirements/large.txt.",
)
# Where the seed of the demo writes how far it is; while it is there visitors see that (scripts/demo).
DEMO_PROGRESS_FILE = env.text("DEMO_PROGRESS_FILE", "")
# The film of the demo is drawn by a process of its own; without it the moments are told in words.
DEMO_DRAWS_FILMS = True
# How much the files of one group may take together.
GROUP_FILES_MEGABYTES = env.number("GROUP_FILES_MEGABYTES", 1024, at_least=1)
GROUP_FILMS_MEGABYTES = env.number("GROUP_FILMS_MEGABYTES", 8192, at_least=1)
# After so many hours without a back-up its lateness is told (`kit.health`); 0: nobody watches it here.
BACKUP_LATE_HOURS = env.number("BACKUP_LATE_HOURS", 0 if DEBUG or DEMO_MODE else 36)
# Whether pages may ask servers of others: lists of schools of DUO are fetched then, else brought in as a file.
OUTGOING_REQUESTS = env.flag("OUTGOING_REQUESTS")
# Logging in with a school or institute: where the federation says who it is, and by what it knows us.
FEDERATIONS = {
    word: (
        env.url(f"{word.upper()}_URL", "", schemes=("https", "http")),
        env.text(f"{word.upper()}_CLIENT_ID", ""),
        env.text(f"{word.upper()}_CLIENT_SECRET", ""),
    )
    for word in ("entree", "surfconext")
}
for word, (url, client_id, client_secret) in FEDERATIONS.items():
    env.demand(
        not url or bool(client_id and client_secret),
        f"{word.upper()}_CLIENT_ID and {word.upper()}_CLIENT_SECRET are missing: the federation gave both.",
    )
    env.demand(
        url.startswith("https://") or not url or DEBUG or is_loopback(url),
        f"{word.upper()}_URL is wrong: expected https://…",
    )
# The same by SAML, the second way: a file with the metadata of the federation, and by what we sign.
SAML_FEDERATIONS = {word: path for word in FEDERATIONS if (path := env.text(f"{word.upper()}_SAML_METADATA", ""))}
SAML_KEY_FILE = env.text("SAML_KEY_FILE", "")
SAML_CERTIFICATE_FILE = env.text("SAML_CERTIFICATE_FILE", "")
for word, path in SAML_FEDERATIONS.items():
    env.demand(
        not FEDERATIONS[word][0],
        f"{word.upper()}_URL and {word.upper()}_SAML_METADATA are both set: choose OpenID Connect or SAML.",
    )
    env.demand(Path(path).is_file(), f"{word.upper()}_SAML_METADATA is wrong: there is no such file.")
env.demand(
    bool(SAML_KEY_FILE) == bool(SAML_CERTIFICATE_FILE),
    "SAML_KEY_FILE and SAML_CERTIFICATE_FILE belong together: set both, or none.",
)
for name, path in (("SAML_KEY_FILE", SAML_KEY_FILE), ("SAML_CERTIFICATE_FILE", SAML_CERTIFICATE_FILE)):
    env.demand(not path or Path(path).is_file(), f"{name} is wrong: there is no such file.")
HASHED_STATIC = env.flag("HASHED_STATIC", not (DEBUG or DEMO_MODE))
LOG_JSON = env.flag("LOG_JSON", not (DEBUG or DEMO_MODE))
LOG_LEVEL = env.text("LOG_LEVEL", "INFO")
# Traces (OpenTelemetry), off by default: where they go, and of how many requests in a hundred (docs/scaling.md).
TRACES_URL = env.url("TRACES_URL", "", schemes=("https", "http"))
TRACES_PERCENT = env.number("TRACES_PERCENT", 10)
env.demand(TRACES_PERCENT <= 100, "TRACES_PERCENT is wrong: expected 0 to 100.")
env.demand(
    not TRACES_URL or find_spec("opentelemetry") is not None,
    "TRACES_URL needs packages that are not here: install requirements/large.txt.",
)
# Searching by meaning, off by default: the function that gives the model (docs/search.md).
SEMANTIC_MODEL = env.text("SEMANTIC_MODEL", "")

HTTPS = PUBLIC_URL.startswith("https://")
env.demand(
    HTTPS or DEBUG or DEMO_MODE or not PUBLIC_URL or is_loopback(PUBLIC_URL),
    "PUBLIC_URL is wrong: expected https://…, for a platform with real people is served over TLS only.",
)
env.check()

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
SESSION_ENGINE = "django.contrib.sessions.backends.db"
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

# Accounts (allauth) ---------------------------------------------------------------------------

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "knowledge_network.members.accounts.backends.MemberBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboards:start"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("given_name", "family_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Coordinators, leaders, administrators and privacy contacts prove twice who they are.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", not DEMO_MODE)

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
ACCOUNT_ADAPTER = "knowledge_network.members.accounts.adapters.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_FORMS = {
    name: f"knowledge_network.members.accounts.forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "request_login_code": "RequestLoginCodeForm",
        "confirm_login_code": "ConfirmLoginCodeForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "add_email": "ChangeEmailForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_PREVENT_ENUMERATION = True
# Beside allauth's own limits. A key is the sender (`kit.rate_limit`), but for `signup_request` the address in the form.
ACCOUNT_RATE_LIMITS = {
    # Wide enough for a school whose whole team signs up at one meeting.
    "signup_request": "60/h/ip,3/h/key",
    "contact": "20/h/ip",
    "group_contact": "10/h/key",
    "product_contact": "10/h/key",
    "help_ask": "10/h/key",
    # A round of questions in a meeting is typed in one go.
    "question_bring_in": "60/h/key",
    "help_message": "60/h/key",
    # What brings mail to colleagues, leaders and guests.
    "lesson_study_ask": "40/h/key",
    # What one opens with a link, without logging in. Guesses at codes are counted in the database.
    "answer_from_mail": "60/10m/key",
    "agreement_check": "30/10m/key",
    # Five thousand records are fifty answers.
    "catalogue_harvest": "300/10m/key",
    # A key; and who tries what is none.
    "api_read": "600/10m/key",
    "api_guess": "60/10m/key",
    "badge_check": "30/10m/key",
    "federation_login": "60/10m/key",
    "claims_from_mail": "60/10m/key",
    "help_follow_up": "60/10m/key",
    "lesson_study_from_mail": "60/10m/key",
    # A guest who looks at a lesson plan or a discussion.
    "lesson_guest": "60/10m/key",
    # Each note is sent by itself; what was written offline goes fifty at a time.
    "classroom_sync": "300/10m/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# There is no sign-up of allauth here, but with a password in it the log-in form has one as well.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_DISPLAY = "knowledge_network.members.accounts.adapters.display_name"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Logging in with a school or institute (docs/federations.md): what the operator set up, by the federation's own word.
SOCIALACCOUNT_ADAPTER = "knowledge_network.exchange.login.adapters.FederationAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": word,
                "name": {"entree": "Entree Federatie", "surfconext": "SURFconext"}[word],
                "client_id": client_id,
                "secret": secret,
                "settings": {"server_url": url, "scope": ["openid", "profile", "email"]},
            }
            for word, (url, client_id, secret) in FEDERATIONS.items()
            if url
        ]
    }
}
MFA_ADAPTER = "knowledge_network.members.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "knowledge_network.members.accounts.forms.SecondStepForm",
    "reauthenticate": "knowledge_network.members.accounts.forms.SecondStepAgainForm",
    "activate_totp": "knowledge_network.members.accounts.forms.ActivateAppForm",
    "add_webauthn": "knowledge_network.members.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "knowledge_network.members.accounts.forms.EditPasskeyForm",
    "login_webauthn": "knowledge_network.members.accounts.forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "knowledge_network.members.accounts.forms.PasskeyAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
# Browsers do passkeys over plain HTTP on this very machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False

# School holidays: from which hosts the official list may be read ------------------------------------

HOLIDAY_HOSTS = ("opendata.rijksoverheid.nl",)

# Topics ---------------------------------------------------------------------------------------

TAGGIT_CASE_INSENSITIVE = True
