"""One throttle for everything that reaches other people: who counts as one sender, and what happens without a cache."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from knowledge_network.kit.rate_limit import too_many
from tests.factories import MemberFactory


@pytest.fixture(autouse=True)
def two_tries(settings):
    settings.ACCOUNT_RATE_LIMITS = {"try": "2/10m/key"}


def request_of(user=None, *, method="post", **headers):
    request = getattr(RequestFactory(), method)("/", **headers)
    request.user = user or AnonymousUser()
    return request


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_looking_counts_as_much_as_sending(method):
    assert [too_many(request_of(method=method), "try") for _ in range(3)] == [False, False, True]


def test_the_request_itself_stays_as_it_is():
    request = request_of(method="get")
    too_many(request, "try")
    assert request.method == "GET"


@pytest.mark.django_db
def test_members_behind_one_address_count_apart_and_a_member_counts_everywhere():
    one, other = MemberFactory(), MemberFactory()
    for address in ("203.0.113.1", "203.0.113.2"):
        assert not too_many(request_of(one, REMOTE_ADDR=address), "try")
    assert too_many(request_of(one, REMOTE_ADDR="203.0.113.3"), "try")
    assert not too_many(request_of(other, REMOTE_ADDR="203.0.113.1"), "try")


def test_the_address_of_a_stranger_is_the_one_that_the_trusted_proxy_saw(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    invented = ("198.51.100.7", "198.51.100.8", "198.51.100.9")
    tries = [too_many(request_of(HTTP_X_FORWARDED_FOR=f"{address}, 203.0.113.1"), "try") for address in invented]
    assert tries == [False, False, True]
    assert not too_many(request_of(HTTP_X_FORWARDED_FOR="198.51.100.7, 203.0.113.2"), "try")


def test_without_a_proxy_the_header_is_not_believed():
    tries = [too_many(request_of(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"), "try") for number in range(3)]
    assert tries == [False, False, True]


def test_after_the_time_one_may_again(time_machine):
    time_machine.move_to("2026-03-03 10:00:00+00:00", tick=False)
    assert [too_many(request_of(), "try") for _ in range(3)] == [False, False, True]
    time_machine.shift(601)
    assert not too_many(request_of(), "try")


def test_without_the_cache_server_each_process_counts_for_itself(settings):
    away = "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {"BACKEND": "knowledge_network.kit.cache.FallbackCache", "LOCATION": away}}
    assert [too_many(request_of(), "try") for _ in range(3)] == [False, False, True]


def test_a_limit_that_stands_nowhere_is_an_error_and_not_a_free_pass():
    with pytest.raises(LookupError, match="no limit for 'tyr'"):
        too_many(request_of(), "tyr")
