"""One PostgreSQL and Valkey per test run, a cloned database per worker, and checks that every test gets for free."""

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.template import engines
from django.template.base import Node
from django.test import Client
from django.test.signals import setting_changed
from django.urls import clear_url_caches
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import expect
from zeal.apps import ZealConfig

from knowledge_network.kit.environment import database_settings
from knowledge_network.members.management.commands.set_database_limits import LIMITS
from scripts.browsers import find_chromium
from scripts.build import build
from scripts.embedded import throw_away_servers
from tests import (
    clock,
    collecting,
    counters,
    drills,
    emptied,
    kept_template,
    known_network,
    logbook,
    object_store,
    pace,
    pooler,
)
from tests.states import keeper

TEMPLATE_DATABASE = "network_template"
# Playwright's synchronous API runs an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

hypothesis_settings.register_profile(
    "suite",
    deadline=None,
    max_examples=40,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("suite")


# Servers --------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """Build bundles and messages, and start the servers, once: xdist's workers inherit what the first process did."""
    keeper.start_if_asked()
    if hasattr(config, "workerinput") or config.option.help:
        return
    build()
    if config.option.collectonly:
        return
    if not (os.environ.get("TEST_DATABASE_URL") and os.environ.get("TEST_REDIS_URL")):
        servers = throw_away_servers()
        postgres, valkey = servers.__enter__()
        config.add_cleanup(lambda: servers.__exit__(None, None, None))
        os.environ.setdefault("TEST_DATABASE_URL", postgres.url("postgres"))
        os.environ[kept_template.PROGRAMS] = str(postgres.programs)
        os.environ.setdefault("TEST_REDIS_URL", valkey.url())
    if os.environ.get(pooler.WANTED) == "1" and pooler.URL not in os.environ:
        stands_between = pooler.pooler_before(os.environ["TEST_DATABASE_URL"], size=4)
        os.environ[pooler.URL] = stands_between.__enter__().url_of("postgres")
        config.add_cleanup(lambda: stands_between.__exit__(None, None, None))
    if os.environ.get(object_store.WANTED):
        object_store.sign_by_the_clock_of_the_disk()
    # Django read its settings before this file was loaded.
    _use_server(pooler.address(os.environ["TEST_DATABASE_URL"]))
    django_settings.REDIS_URL = django_settings.CELERY_BROKER_URL = os.environ["TEST_REDIS_URL"]


def _use_server(url: str) -> None:
    is_pooled = url != os.environ["TEST_DATABASE_URL"]
    database = database_settings(url, pool_size=0, pooler="transaction" if is_pooled else "")
    if not is_pooled:
        # Between two tests also what an installation never empties goes: signed agreements, published figures.
        database["OPTIONS"]["options"] = pooler.MAY_EMPTY
    django_settings.DATABASES["default"].update(database)
    django_settings.DATABASE_URL = url
    django_settings.DATABASE_POOLER = "transaction" if is_pooled else ""


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes get the name of their argument: an archive made while collecting holds the time, so workers differ."""
    return argname if isinstance(val, bytes) else None


def pytest_report_header() -> str:
    address = urlsplit(os.environ.get("TEST_DATABASE_URL", ""))
    moment = clock.moment_of_the_run()
    return f"servers: PostgreSQL at {address.hostname}:{address.port}; clock: {moment:%A} {moment.isoformat(' ')}"


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Migrate one template database per run and clone it for this worker, which takes a tenth of a second."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"network_test_{worker}_{os.getpid()}"
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(20261122)")
        template = _name_of_template()
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            server.execute(f'CREATE DATABASE "{template}"')
            was_kept = kept_template.restore(_address_of(template))
            with django_db_blocker.unblock():
                _use_server(os.environ["TEST_DATABASE_URL"])
                _use_database(template)
                call_command("migrate", verbosity=0, interactive=False)
                connection.close()
                _use_server(pooler.address(os.environ["TEST_DATABASE_URL"]))
            if not was_kept:
                kept_template.keep(_address_of(template))
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        server.execute("SELECT pg_advisory_unlock(20261122)")
        for planned in ("plan_cache_mode", "random_page_cost"):
            server.execute(f'ALTER ROLE CURRENT_USER IN DATABASE "{name}" SET {planned} = {LIMITS[planned]}')
        if pooler.URL in os.environ:
            server.execute(f'ALTER ROLE CURRENT_USER IN DATABASE "{name}" SET network.may_empty = on')
        _use_database(name)
        with django_db_blocker.unblock():
            counters.set_apart()
        yield
        with django_db_blocker.unblock():
            connection.close()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated_database(django_db_setup: None) -> str:
    """Address of a database as `migrate` leaves an empty one; to be copied only."""
    return _address_of(_name_of_template())


def _address_of(database: str) -> str:
    return urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{database}").geturl()


def _name_of_template() -> str:
    return f"{TEMPLATE_DATABASE}_{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"


def _use_database(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = django_settings.DATABASES["default"]["NAME"] = name
    django_settings.DATABASE_DIRECT_URL = _address_of(name)


# The clock ------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    with clock.standing(), collecting.without_garbage():
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    clock.marked(items)
    drills.marked(items)
    pace.marked(items)
    if keeper.is_asked():
        items[:] = keeper.of_clients(items)
    yield
    items.sort(key=pace.turn)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    with clock.started(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with pace.kept(item):
        return (yield)


# Every test -----------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _uploads_in_a_temporary_folder() -> Iterator[None]:
    folder = tempfile.mkdtemp(prefix="network-test-media-")
    django_settings.MEDIA_ROOT = folder
    yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and cached values never reach the next test."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Nor does the language of the last page: a request leaves it active."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _known_network() -> None:
    """The settings of a network that is set up, without a row: no page of a test asks the database for them.

    A change through the actions, or a cache that was emptied, lets them be read anew, as in the product.
    """
    known_network.know()


@pytest.fixture(scope="session", autouse=True)
def _live_server_finds_static_files() -> None:
    """pytest-django looks for Django's own staticfiles app by name; without it the live server reads this folder."""
    django_settings.STATIC_ROOT = django_settings.BASE_DIR / "static"


class UnknownTemplateVariable(AssertionError):  # noqa: N818
    """A template of this project asks for a variable that the view does not give."""


class FailOnUnknownVariable(str):
    """Django's `string_if_invalid` that raises; templates of other packages keep the empty text."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: Any) -> str:
        origin = _template_being_rendered()
        if origin.startswith(str(django_settings.BASE_DIR / "templates")):
            raise UnknownTemplateVariable(f"{{{{ {variable} }}}} in {origin}")
        return ""


def _template_being_rendered() -> str:
    frame = sys._getframe(2)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return ""


@pytest.fixture(scope="session", autouse=True)
def _unknown_template_variables_fail() -> Iterator[None]:
    """Also after a test that changed a setting for which Django makes its engines anew."""

    def watch(*, setting: str = "TEMPLATES", **_rest: object) -> None:
        if setting in {"TEMPLATES", "DEBUG", "INSTALLED_APPS"}:
            engines["django"].engine.string_if_invalid = FailOnUnknownVariable("%s")

    watch()
    setting_changed.connect(watch)
    yield
    setting_changed.disconnect(watch)
    engines["django"].engine.string_if_invalid = ""


@pytest.fixture(scope="session", autouse=True)
def _tables_are_emptied_quickly() -> Iterator[None]:
    with emptied.quickly():
        yield


@pytest.fixture(scope="session", autouse=True)
def _queries_are_counted_once() -> None:
    """A test that installs an app makes all apps ready anew; zeal would count each query twice from then on."""
    ZealConfig.ready = lambda self: None


@pytest.fixture(scope="session", autouse=True)
def _logbook_keeps_codes() -> Iterator[None]:
    """Each event that any test records is looked at: a label is in the language of who acted, not of who reads."""
    with logbook.watched():
        yield


# Asked for by name ----------------------------------------------------------------------------


@pytest.fixture
def demo_mode(settings: Any) -> Iterator[None]:
    """Demo mode switched on: its app is installed and its addresses exist."""
    settings.DEMO_MODE = True
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "knowledge_network.demo"]
    _reload_addresses()
    yield
    settings.DEMO_MODE = False
    _reload_addresses()


def _reload_addresses() -> None:
    importlib.reload(importlib.import_module(django_settings.ROOT_URLCONF))
    clear_url_caches()


# Browser --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium when there is one, else Playwright's own; quiet: it asks the internet nothing."""
    chromium = find_chromium()
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    path = {"executable_path": chromium} if chromium else {}
    return {**browser_type_launch_args, **path, "args": [*quiet, *sandbox, "--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Dutch, and still: a page that glides on while the mouse is down is not under it any more when it goes up."""
    return {
        **browser_context_args,
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    """`expect` gives up after five seconds of its own accord: too soon on a busy machine, and the rest waits thirty."""
    expect.set_options(timeout=30_000)


@pytest.fixture
def visit(page: Any, live_server: Any) -> Callable[[str], Any]:
    """Open an address of the site in the browser: `visit("/leden/")` gives Playwright's page."""

    def open_address(address: str) -> Any:
        page.goto(live_server.url + address)
        return page

    return open_address


@pytest.fixture
def sign_in_browser(context: Any, live_server: Any) -> Callable[[Any], None]:
    """Give the browser a session of this member, without the login form."""

    def sign_in(member: Any) -> None:
        client = Client()
        client.force_login(member)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return sign_in


@pytest.fixture
def project() -> Path:
    """The project's folder."""
    return django_settings.BASE_DIR
