"""The settings of tests and of commands that only write source files; reads TEST_DATABASE_URL and TEST_REDIS_URL only.

An installation's own variables never reach a test: a test run empties its database.
"""

import os
import tempfile

os.environ.update(
    {
        "DEBUG": "0",
        "DEMO_MODE": os.environ.get("TEST_DEMO_MODE", "0"),
        "SECRET_KEY": "only-for-tests-" * 5,
        "SECRET_KEY_FALLBACKS": "",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "PUBLIC_URL": "https://netwerk.example.org",
        "TRUSTED_PROXY_COUNT": "0",
        "DATABASE_URL": os.environ.get("TEST_POOLER_URL")
        or os.environ.get("TEST_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
        "DATABASE_POOL_SIZE": "0",
        "DATABASE_POOLER": "transaction" if os.environ.get("TEST_POOLER_URL") else "",
        "DATABASE_POOLER_PREPARES": "0",
        "DATABASE_DIRECT_URL": os.environ.get("TEST_DATABASE_URL", "") if os.environ.get("TEST_POOLER_URL") else "",
        "DATABASE_REPLICA_URL": "",
        "REDIS_URL": os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:1/0"),
        "MAIL_URL": "console://",
        "BULK_MAIL_URL": "console://",
        "DEFAULT_FROM_EMAIL": "netwerk@example.org",
        "HASHED_STATIC": "0",
        "LOG_JSON": "0",
        "LOG_LEVEL": "WARNING",
        "TRACES_URL": "",
        "FILES_S3_URL": os.environ.get("TEST_FILES_S3_URL", ""),
        "FILMS_S3_URL": os.environ.get("TEST_FILMS_S3_URL", ""),
        "MEDIA_ROOT": f"{tempfile.gettempdir()}/network-test-media",
    }
)

from knowledge_network.settings import *  # noqa: F403
from knowledge_network.settings import INSTALLED_APPS, MIDDLEWARE

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The test client and the live server speak plain HTTP.
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
LANGUAGE_COOKIE_SECURE = False

# Their own tests switch them on.
REQUIRE_SECOND_FACTOR = False
DEMO_DRAWS_FILMS = False

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True

# A thread would not see what a test wrote.
COUNTS_ASIDE = False

# A task that is published runs at once, in the same process.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations", "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
ZEAL_NPLUSONE_THRESHOLD = 3
# allauth looks at each session of the one member who asks.
ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "get()"}]
