"""Settings from the environment: typed, and every problem reported at once with the variable's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})
SHORTEST_SECRET = 50
# What a pooler between the platform and PostgreSQL lends: nothing stands between, a connection, or one transaction.
POOLERS = ("", "session", "transaction")


class _Required:
    """Marks a variable without a default."""


REQUIRED: Any = _Required()


@dataclass
class Environment:
    """Reads variables; an empty value counts as absent. Call `check` once after the last one was read."""

    values: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def text(self, name: str, default: Any = REQUIRED) -> str:
        return self._read(name, default, "a text")

    def secret(self, name: str, default: Any = REQUIRED) -> str:
        """A random text of at least fifty characters."""
        value = self._read(name, default, f"a random text of at least {SHORTEST_SECRET} characters")
        if value and len(value) < SHORTEST_SECRET:
            self._wrong(
                name,
                f"a random text of at least {SHORTEST_SECRET} characters",
                f"{len(value)} characters",
            )
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self._value(name).lower()
        if not value:
            return default
        if value not in TRUE | FALSE:
            self._wrong(name, "1 or 0", value)
        return value in TRUE

    def number(self, name: str, default: Any = REQUIRED, *, at_least: int = 0) -> int:
        expected = f"a whole number of at least {at_least}"
        value = self._read(name, default, expected)
        try:
            number = int(value or at_least)
        except ValueError:
            number = at_least - 1
        if number < at_least:
            self._wrong(name, expected, value)
            return at_least
        return number

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of `choices`, of which the first is what an absent variable means."""
        value = self._value(name).lower() or choices[0]
        if value not in choices:
            self._wrong(name, " or ".join(choice or "nothing" for choice in choices), value)
            return choices[0]
        return value

    def names(self, name: str, default: Any = REQUIRED) -> list[str]:
        """Values separated by commas."""
        value = self._read(name, default, "one or more values, separated by commas")
        return [part.strip() for part in value.split(",") if part.strip()]

    def url(self, name: str, default: Any = REQUIRED, *, schemes: tuple[str, ...]) -> str:
        expected = f"an address that starts with {' or '.join(f'{scheme}://' for scheme in schemes)}"
        value = self._read(name, default, expected)
        if value:
            try:
                parts = urlsplit(value)
                fits = parts.scheme in schemes and (parts.port is None or parts.port > 0)
            except ValueError:
                fits = False
            if not fits:
                self._wrong(name, expected, None)
                return ""
        return value

    def urls(self, name: str, *, schemes: tuple[str, ...]) -> list[str]:
        """Addresses separated by commas, or none."""
        found = self.names(name, "")
        readable = [Environment({name: one}).url(name, "", schemes=schemes) for one in found]
        if not all(readable):
            expected = " or ".join(f"{scheme}://" for scheme in schemes)
            self._wrong(name, f"addresses that start with {expected}, separated by commas", None)
        return [one for one in readable if one]

    def demand(self, holds: bool, problem: str) -> None:
        """Report `problem` with the others unless it holds."""
        if not holds:
            self.problems.append(problem)

    def check(self) -> None:
        """Raise one error that names everything that is missing or wrong."""
        if self.problems:
            raise ImproperlyConfigured(
                "The environment is not complete (see .env.example):\n"
                + "\n".join(f"- {line}" for line in self.problems)
            )

    def _value(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def _read(self, name: str, default: Any, expected: str) -> str:
        value = self._value(name)
        if value:
            return value
        if default is REQUIRED:
            self.problems.append(f"{name} is missing: expected {expected}.")
            return ""
        return str(default)

    def _wrong(self, name: str, expected: str, found: str | None) -> None:
        shown = "" if found is None else f", found {found!r}"
        self.problems.append(f"{name} is wrong: expected {expected}{shown}.")


def database_settings(url: str, *, pool_size: int, pooler: str = "", prepares: bool = False) -> dict[str, Any]:
    """Django's settings for `postgresql://user:password@host:port/name`; a pool of 0: one connection per thread.

    Behind a pooler that lends a connection for one transaction nothing may outlive that transaction: no cursor of the
    server, and no prepared statement unless the pooler `prepares` (`kit.prepared` reads it from here).
    """
    parts = urlsplit(url)
    lends_transactions = pooler == "transaction"
    # Nothing is said at connecting that a pooler would not pass on: limits and the plan of prepared statements are
    # settings of the role in this database (`manage.py set_database_limits`).
    options: dict[str, Any] = {"connect_timeout": 2}
    if pool_size:
        # While the database is away a request hears so in a moment instead of waiting for it; and the pool does not
        # wait longer and longer between two tries, or the site would come back minutes after the database.
        options["pool"] = {
            "min_size": 1,
            "max_size": pool_size,
            "timeout": 1.0,
            "reconnect_timeout": 1,
            "max_lifetime": 1800,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options | _query(parts),
        "DISABLE_SERVER_SIDE_CURSORS": lends_transactions,
        "KEEPS_PREPARED": prepares or not lends_transactions,
    }


def store_settings(files: str, films: str) -> dict[str, Any]:
    """Django's setting of where uploads stand: the disk, or two buckets `https://key:secret@host/bucket?region=…`."""
    if not files:
        return {"BACKEND": "knowledge_network.kit.storage.WholeFileStorage"}
    options = {"files": _read_bucket(files), "films": _read_bucket(films)}
    return {"BACKEND": "knowledge_network.kit.object_store.ObjectStorage", "OPTIONS": options}


def _read_bucket(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return {
        "endpoint_url": f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}",
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": unquote(parts.path.strip("/")),
        "region_name": _query(parts).get("region", "us-east-1"),
    }


def is_bucket(url: str) -> bool:
    """Whether it names a store, one bucket in it and the key to it, over TLS or without leaving a machine.

    A host without a dot is one of this machine's own containers.
    """
    found = _read_bucket(url)
    is_near = is_loopback(url) or "." not in (urlsplit(url).hostname or ".")
    is_whole = all(found.values()) and "/" not in found["bucket_name"]
    return is_whole and (url.startswith("https://") or is_near)


def other_database(url: str) -> str:
    """The neighbour of the database that `redis://host:port/0` names."""
    parts = urlsplit(url)
    number = parts.path.strip("/") or "0"
    if not url:
        return ""
    return parts._replace(path=f"/{int(number) + 1 if number != '15' else 14}").geturl() if number.isdigit() else url


def mailer_settings(url: str) -> dict[str, Any]:
    """One entry of Django's MAILERS.

    `smtp://user:password@host:587` (STARTTLS), `smtps://…` (TLS from the start), `smtp://host:25?tls=off` (plain),
    `file:///folder` or `console://`.
    """
    parts = urlsplit(url)
    backend = "django.core.mail.backends."
    if parts.scheme == "console":
        return {"BACKEND": backend + "console.EmailBackend"}
    if parts.scheme == "file":
        return {
            "BACKEND": backend + "filebased.EmailBackend",
            "OPTIONS": {"file_path": unquote(parts.path)},
        }
    return {
        "BACKEND": backend + "smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and _query(parts).get("tls") != "off",
            "timeout": 10,
        },
    }


def _query(parts: SplitResult) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in parts.query.split("&") if pair)
    return {unquote(name): unquote(value) for name, _, value in pairs}


def is_loopback(url: str) -> bool:
    """Whether only somebody at this very machine reaches `url`: there nothing goes over a network that TLS protects."""
    return (urlsplit(url).hostname or "") in {"localhost", "127.0.0.1", "::1"}
