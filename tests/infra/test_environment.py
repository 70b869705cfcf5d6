"""Settings from the environment: typed, and all problems at once."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from knowledge_network.kit.environment import Environment, database_settings, mailer_settings, other_database
from scripts.checks import production_environment
from tests.infra.running import ROOT


def test_every_missing_and_wrong_variable_is_named_in_one_error():
    env = Environment({"WORKERS": "many", "SHORT": "abc", "SITE": "ftp://example.org", "ON": "perhaps"})
    env.text("NAME")
    env.names("HOSTS")
    env.number("WORKERS", 2)
    env.secret("SHORT")
    env.url("SITE", schemes=("https",))
    env.flag("ON")

    with pytest.raises(ImproperlyConfigured) as caught:
        env.check()

    lines = str(caught.value).splitlines()[1:]
    assert [line.split()[1] for line in lines] == ["NAME", "HOSTS", "WORKERS", "SHORT", "SITE", "ON"]


def test_a_wrong_secret_or_address_is_not_repeated_in_the_error():
    env = Environment({"SECRET_KEY": "hunter2", "DATABASE_URL": "mysql://me:hunter2@host/name"})
    env.secret("SECRET_KEY")
    env.url("DATABASE_URL", schemes=("postgresql",))

    assert env.problems
    assert "hunter2" not in " ".join(env.problems)


def test_an_empty_variable_counts_as_absent():
    env = Environment({"NAME": " ", "ON": "", "WORKERS": ""})
    assert (env.text("NAME", "x"), env.flag("ON", True), env.number("WORKERS", 3)) == ("x", True, 3)
    env.check()


@pytest.mark.parametrize(("text", "value"), [("1", True), ("yes", True), ("True", True), ("0", False), ("off", False)])
def test_a_flag_is_read_in_the_usual_spellings(text, value):
    assert Environment({"ON": text}).flag("ON") is value


def test_names_are_split_at_commas_without_blanks():
    assert Environment({"HOSTS": "a.example, b.example,"}).names("HOSTS") == ["a.example", "b.example"]


def test_a_database_address_may_hold_escaped_characters_and_options():
    found = database_settings("postgresql://us%40er:p%2Fw@db.example:5433/name?sslmode=require", pool_size=4)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("us@er", "p/w", "db.example", "5433")
    assert found["NAME"] == "name"
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] == 4


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://u:p@mail.example", {"port": 587, "use_tls": True, "use_ssl": False, "username": "u", "password": "p"}),
        ("smtps://mail.example", {"port": 465, "use_tls": False, "use_ssl": True}),
        ("smtp://mail.example:25?tls=off", {"port": 25, "use_tls": False, "use_ssl": False}),
    ],
)
def test_a_mail_address_says_host_port_and_encryption(url, expected):
    options = mailer_settings(url)["OPTIONS"]
    assert options["host"] == "mail.example"
    assert expected.items() <= options.items()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://host:6379/0", "redis://host:6379/1"),
        ("redis://:secret@host", "redis://:secret@host/1"),
        ("rediss://host:6379/15", "rediss://host:6379/14"),
        ("", ""),
    ],
)
def test_the_cache_gets_another_database_than_the_queue(url, expected):
    assert other_database(url) == expected


def manage(*arguments: str) -> tuple[int, str]:
    """As on a fresh clone: nothing is set."""
    clean = {"PATH": os.environ["PATH"]}
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=clean, capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.mark.real_clock(reason="the command runs in a process of its own, as on a fresh clone")
def test_without_an_environment_manage_says_what_is_missing_and_how_the_demo_does_it():
    code, told = manage("manage.py", "check", "--deploy")
    assert code == 1
    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL"):
        assert f"- {name} is missing" in told
    assert told.splitlines()[-1].endswith('make manage ARGS="check --deploy"')
    assert "Traceback" not in told


@pytest.mark.real_clock(reason="the command runs in a process of its own, as on a fresh clone")
def test_without_the_packages_manage_says_so_in_one_line():
    code, told = manage("-S", "manage.py", "check")
    assert (code, len(told.splitlines())) == (1, 1)
    assert "make run" in told


@pytest.mark.real_clock(reason="it is asked in a process of its own")
def test_an_installation_without_tools_of_developers_can_ask_for_missing_migrations(tmp_path):
    """As in the image: `django_linear_migrations` is not there."""
    (tmp_path / "django_linear_migrations.py").write_text("raise ModuleNotFoundError('not here')\n")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        env=production_environment() | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No changes detected" in done.stdout
