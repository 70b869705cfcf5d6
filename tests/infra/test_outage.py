"""The database goes away and comes back: the site says so at once, and serves within three seconds of its return."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.embedded import Postgres, throw_away_servers
from tests.infra.running import Service, copy_database, environment, wait_for

pytestmark = pytest.mark.real_clock(
    reason="the site runs in processes of its own, and the database is away for seconds"
)


def outage(postgres: Postgres, web: Service, seconds: float) -> tuple[float, float]:
    """How long the slowest answer took while the database was away, and how long after its return the site served."""
    postgres.stop()
    until, slowest = time.monotonic() + seconds, 0.0
    with ThreadPoolExecutor(12) as people:
        while time.monotonic() < until:
            started = time.monotonic()
            asked = [people.submit(web.get, "/plgs/") for _ in range(12)]
            assert web.get("/healthz", timeout=2)[0] == 200
            assert {one.result()[0] for one in asked} <= {500, 503}
            slowest = max(slowest, time.monotonic() - started)
    postgres.start()
    back = time.monotonic()
    wait_for(lambda: web.get("/plgs/", timeout=3)[0] == 200, seconds=20)
    return slowest, time.monotonic() - back


@pytest.mark.drill(name="outage")
@pytest.mark.in_suite
def test_the_site_is_back_soon_after_a_short_outage(tmp_path_factory, migrated_database):
    play(tmp_path_factory, migrated_database, 5)


@pytest.mark.drill(name="outage")
def test_the_site_is_back_soon_after_outages_of_20_75_and_150_seconds(tmp_path_factory, migrated_database):
    play(tmp_path_factory, migrated_database, 20, 75, 150)


def play(tmp_path_factory: pytest.TempPathFactory, migrated: str, *lengths: float) -> None:
    with throw_away_servers() as (postgres, valkey):
        copy_database(migrated, postgres)
        folder = tmp_path_factory.mktemp("outage")
        variables = environment(database_url=postgres.url(), redis_url=valkey.url(), folder=folder)
        web = Service("web", variables, folder)
        try:
            wait_for(lambda: web.get("/plgs/")[0] == 200, seconds=60)
            for seconds in lengths:
                slowest, back = outage(postgres, web, seconds)
                assert back < 3, f"back {back:.1f} s after an outage of {seconds} s"
                # Twelve people at four threads, each of which asks the pool twice and waits a second.
                assert slowest < 12
        finally:
            web.stop()
