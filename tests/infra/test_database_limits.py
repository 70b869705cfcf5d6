"""Limits and plans are settings of the role in this database, and nothing is said at connecting."""

from __future__ import annotations

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from knowledge_network.kit.environment import database_settings
from knowledge_network.members.management.commands.set_database_limits import LIMITS


@pytest.mark.django_db(transaction=True)
def test_who_connects_from_now_on_has_them():
    call_command("set_database_limits")
    address = connection.get_connection_params() | {"dbname": settings.DATABASES["default"]["NAME"]}
    known = {name: address[name] for name in ("dbname", "user", "password", "host", "port") if address.get(name)}
    with psycopg.connect(**known) as fresh:
        found = {name: fresh.execute(f"SHOW {name}").fetchone()[0] for name in LIMITS}
    assert found == {
        "statement_timeout": "1min",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "2min",
        "plan_cache_mode": "force_generic_plan",
        "random_page_cost": "1.1",
    }


@pytest.mark.parametrize("pool_size", [0, 4])
def test_nothing_is_said_at_connecting_that_a_pooler_would_not_pass_on(pool_size):
    assert "options" not in database_settings("postgresql://a:b@c/d", pool_size=pool_size)["OPTIONS"]
