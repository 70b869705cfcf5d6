"""The cache carries on when its server is away, and is never wrong when it comes back."""

import signal
import time

import pytest
import redis

from knowledge_network.kit.cache import FallbackCache
from knowledge_network.kit.environment import other_database
from scripts.embedded import Valkey

pytestmark = pytest.mark.real_clock(reason="the server is a process of its own, killed and frozen while this measures")


@pytest.fixture
def valkey(tmp_path):
    server = Valkey("Valkey", tmp_path / "valkey.log", data=tmp_path / "data", password="secret")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def cache(valkey):
    return FallbackCache(other_database(valkey.url()), {"KEY_PREFIX": "test"})


def lose(valkey):
    valkey.process.kill()
    valkey.process.wait()


def come_back(valkey, cache):
    valkey.start()
    cache._closed_until = 0.0  # the ten seconds are over


def test_values_are_shared_while_the_server_answers(valkey, cache):
    other_process = FallbackCache(other_database(valkey.url()), {"KEY_PREFIX": "test"})
    cache.set("answer", 42)
    assert other_process.get("answer") == 42
    assert cache.ping()


def test_every_operation_works_without_the_server(valkey, cache):
    lose(valkey)

    assert cache.get("a", "nothing") == "nothing"
    cache.set("a", 1)
    assert cache.incr("a") == 2
    assert cache.add("a", 5) is False
    assert cache.has_key("a")
    assert cache.touch("a", 60)
    assert cache.set_many({"b": 2, "c": 3}) == []
    assert cache.get_many(name for name in "abc") == {"a": 2, "b": 2, "c": 3}
    cache.delete_many(["b"])
    assert cache.delete("c") is True
    assert cache.get_or_set("d", lambda: 4) == 4
    cache.clear()
    assert cache.get("a") is None
    assert not cache.ping()


def test_an_absent_server_is_asked_once_in_ten_seconds(valkey, cache, monkeypatch):
    lose(valkey)
    asked_at = time.monotonic()
    cache.get("a")
    asked = []
    monkeypatch.setattr(cache._remote, "get", lambda *arguments: asked.append(arguments))

    for _ in range(100):
        cache.get("a")

    assert asked == []
    assert asked_at + 10 <= cache._closed_until <= time.monotonic() + 10


def test_a_frozen_server_costs_a_request_about_half_a_second(valkey, cache):
    valkey.process.send_signal(signal.SIGSTOP)
    try:
        started = time.monotonic()
        cache.get("a")
        assert time.monotonic() - started < 5
    finally:
        valkey.process.send_signal(signal.SIGCONT)


def test_a_value_deleted_during_an_outage_does_not_come_back(valkey, cache):
    cache.set("permission", "granted")
    valkey.stop()  # saves its data
    cache.delete("permission")
    come_back(valkey, cache)

    assert cache.get("permission") is None
    cache.set("permission", "granted again")
    assert cache.get("permission") == "granted again"


def test_a_value_of_the_last_outage_is_gone_in_the_next(valkey, cache):
    lose(valkey)
    cache.set("a", "first outage")
    come_back(valkey, cache)
    cache.get("a")
    lose(valkey)
    assert cache.get("a") is None


def test_emptying_the_cache_leaves_the_queue_alone(valkey, cache):
    with redis.Redis.from_url(valkey.url()) as queue:
        queue.lpush("celery", "a message")
        cache.clear()
        assert queue.llen("celery") == 1
