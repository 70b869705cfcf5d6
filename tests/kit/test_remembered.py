"""What a process keeps: old values go everywhere at once, and a page asks the cache one time."""

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import transaction

from knowledge_network.kit import remembered
from knowledge_network.kit.remembered import Remembered


@pytest.fixture
def source():
    return {"value": 1}


@pytest.fixture
def two(source):
    """The same value as two processes keep it, and another value."""
    return [Remembered("test.value", lambda: dict(source)) for _process in range(2)]


@pytest.fixture
def request_runs(db):
    request_started.send(sender=None)
    yield
    request_finished.send(sender=None)


def test_it_is_built_once_and_anew_in_every_process_after_a_change(two, source, db):
    here, there = two
    assert here.get() is here.get()
    assert there.get() == {"value": 1}
    source["value"] = 2
    assert there.get() == {"value": 1}
    with transaction.atomic():
        here.forget()
        assert here.get() == {"value": 2}
        assert there.get() == {"value": 1}, "not yet committed"


@pytest.mark.django_db(transaction=True)
def test_after_the_commit_others_see_it(two, source):
    here, there = two
    assert (here.get(), there.get()) == ({"value": 1}, {"value": 1})
    source["value"] = 2
    with transaction.atomic():
        here.forget()
    assert (here.get(), there.get()) == ({"value": 2}, {"value": 2})


def test_a_request_asks_the_cache_once_for_all_values(two, request_runs, monkeypatch):
    other = Remembered("test.other", lambda: "other")
    for value in (*two, other):
        value.get()
    request_finished.send(sender=None)
    request_started.send(sender=None)
    asked = []

    class Counting:
        def __getattr__(self, name):
            asked.append(name)
            return getattr(cache, name)

    monkeypatch.setattr(remembered, "cache", Counting())
    for _time in range(3):
        for value in (*two, other):
            value.get()
    assert asked == ["get_many"]


@pytest.mark.django_db(transaction=True)
def test_a_request_that_changes_it_sees_its_own_change(two, source, request_runs):
    here, _there = two
    assert here.get() == {"value": 1}
    source["value"] = 2
    with transaction.atomic():
        here.forget()
    assert here.get() == {"value": 2}
