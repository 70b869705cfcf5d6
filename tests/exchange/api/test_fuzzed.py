"""Every operation of the description, asked with anything that it allows and much that it does not."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import ignored_auth

from knowledge_network.exchange.api.actions import make_key
from knowledge_network.exchange.api.enums import ApiScope
from knowledge_network.wsgi import application
from tests import factories as f

pytestmark = pytest.mark.django_db
FEW, MANY = 4, 200


@pytest.fixture(autouse=True)
def _one_connection():
    """What is asked runs in the transaction of the test: nobody may close its connection after an answer."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def ask_everything(examples, settings_of_site):
    settings_of_site.ACCOUNT_RATE_LIMITS = settings_of_site.ACCOUNT_RATE_LIMITS | {
        "api_read": "100000/m/key",
        "api_guess": "100000/m/key",
    }
    member = f.MemberFactory()
    f.KnowledgeProductFactory(contact_person=member)
    f.GroupMembershipFactory(member=member)
    _row, key = make_key(by=member, name="x", scopes=ApiScope.values, days=30)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    asked = 0
    for operation in schema.get_all_operations():
        ask_operation(operation.ok(), key, examples)
        asked += 1
    assert asked == 9


def ask_operation(operation, key, examples):
    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case):
        # What this client says that it unpacks, it does not unpack when it calls the site within its own process.
        response = case.call(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})
        # It thinks that the key which we send is one that it made up itself.
        case.validate_response(response, excluded_checks=[ignored_auth])
        assert case.call(headers={"Authorization": f"Bearer {key[:-1]}"}).status_code == 401

    ask()


@pytest.mark.drill(name="connections")
@pytest.mark.in_suite
def test_each_operation_answers_as_described(settings):
    ask_everything(FEW, settings)


@pytest.mark.drill(name="connections")
def test_each_operation_answers_as_described_very_often(settings):
    ask_everything(MANY, settings)
