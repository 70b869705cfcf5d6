"""Who takes part in coming in: a school, and the coordinator with a client of their own."""

import pytest
from django.test import Client

from knowledge_network.kit import guarded_forms
from tests.factories import BoardFactory, NetworkRoleFactory, ParticipationFactory, SiteFactory

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def site():
    board = BoardFactory()
    ParticipationFactory(organisation=board)
    return SiteFactory(school__board=board, name="De Zonnehoek", place="Borne")


@pytest.fixture
def coordinator():
    return NetworkRoleFactory().member


@pytest.fixture
def as_coordinator(coordinator):
    client = Client()
    client.force_login(coordinator, backend=BACKEND)
    return client


@pytest.fixture(autouse=True)
def _people_are_fast_in_tests(monkeypatch):
    monkeypatch.setattr(guarded_forms, "FASTEST", 0.0)
