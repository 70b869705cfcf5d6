"""The product's settings as in production, without TLS, plus the floor pages."""

import os
import sys

# A tool of developers that structlog takes along when it is there; where the network runs, it is not installed.
sys.modules["rich"] = None  # type: ignore[assignment]

os.environ.update(
    {
        "DEBUG": "0",
        # The questions of the golden set are put to the network of the demo.
        "DEMO_MODE": os.environ.get("BENCH_DEMO_MODE", "0"),
        "SECRET_KEY": "only-for-the-benchmark-" * 3,
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_URL": "https://netwerk.example.org",
        "DEFAULT_FROM_EMAIL": "netwerk@example.org",
        "MAIL_URL": "console://",
        "HASHED_STATIC": "0",
        "LOG_JSON": "1",
        "LOG_LEVEL": "WARNING",
    }
)

from knowledge_network.settings import *  # noqa: E402, F403
from knowledge_network.settings import BASE_DIR, TEMPLATES  # noqa: E402

ROOT_URLCONF = "benchmarks.urls"
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
LANGUAGE_COOKIE_SECURE = False
REQUIRE_SECOND_FACTOR = False
# What a page has counted is its own cost: aside, it would be that of the page that is asked next.
COUNTS_ASIDE = False

TEMPLATES = [
    *TEMPLATES,
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "floor",
        "DIRS": [BASE_DIR / "benchmarks" / "templates"],
        "OPTIONS": {"auto_reload": False},
    },
]
