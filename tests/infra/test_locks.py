"""The locks hold hashes and no address, agree with each other, and name everything that pyproject.toml asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.infra.running import ROOT

LOCKS = ("base", "saml", "faces", "run", "large", "dev")
PINNED = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def text(lock):
    return (ROOT / "requirements" / f"{lock}.txt").read_text()


def pins(lock):
    return dict(PINNED.findall(text(lock)))


def asked(*groups):
    """What the project itself asks for, with these groups; `large`: with all that is optional."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = list(project["project"]["dependencies"])
    if "large" in groups:
        groups = tuple(group for group in groups if group != "large")
        lines += [line for extra in project["project"]["optional-dependencies"].values() for line in extra]
    for group in groups:
        named = project["dependency-groups"] | project["project"]["optional-dependencies"]
        lines += [line for line in named[group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_hash_and_none_an_address(lock):
    blocks = re.split(r"\n(?=[a-z0-9])", text(lock))[1:]
    assert len(blocks) == len(pins(lock))
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text(lock)
    assert not re.search(r"--(extra-)?index|--find-links|@ ", text(lock))


def test_the_smaller_locks_take_the_same_versions_as_the_larger():
    assert pins("base").items() <= pins("run").items() <= pins("dev").items()
    for extra in ("saml", "faces"):
        assert pins("base").items() <= pins(extra).items() <= pins("large").items() <= pins("dev").items()


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        ("base", []),
        ("saml", ["saml"]),
        ("faces", ["faces"]),
        ("run", ["embedded"]),
        ("large", ["large"]),
        ("dev", ["embedded", "dev", "large"]),
    ],
)
def test_a_lock_satisfies_what_the_project_asks_for(lock, groups):
    locked = pins(lock)
    for requirement in asked(*groups):
        name = canonicalize_name(requirement.name)
        assert name in locked, f"run `make lock`: {name} is not in {lock}.txt"
        assert requirement.specifier.contains(locked[name], prereleases=True), f"run `make lock`: {requirement}"
