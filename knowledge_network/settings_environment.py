"""What differs between installations, from the environment: see .env.example. All of it are settings.

Every problem is reported at once, with the name of its variable (`kit.environment`).
"""

import os
from importlib.util import find_spec
from pathlib import Path

from knowledge_network.kit.environment import POOLERS, Environment, is_bucket, is_loopback, other_database

BASE_DIR = Path(__file__).resolve().parent.parent

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
# Coordinators, leaders, administrators and privacy contacts prove twice who they are.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", not DEMO_MODE)

HTTPS = PUBLIC_URL.startswith("https://")
env.demand(
    HTTPS or DEBUG or DEMO_MODE or not PUBLIC_URL or is_loopback(PUBLIC_URL),
    "PUBLIC_URL is wrong: expected https://…, for a platform with real people is served over TLS only.",
)
env.check()
