"""The same reference date gives the same network, at whatever hour it is loaded, down to the addresses of its pages."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction

from knowledge_network.demo.management.commands.seed_demo import Command
from knowledge_network.members.people.models import Member
from tests.demo.seeded.conftest import REFERENCE

Network = dict[str, Counter[str]]
# Made anew each time, and different in every network: what nobody may guess, and what is sealed with it.
SECRET = {
    "members.Member": {"password"},
    "lesson_study.ResearchLesson": {"public_key", "private_key"},
    "exchange.Badge": {"salt"},
    "exchange.BadgeKey": {"private_key", "public_key"},
    "exchange.StatusBit": {"number"},
    "agreements.SealKey": {"private_key", "certificate"},
    "agreements.SigningPerson": {"salt", "sha256"},
    "agreements.SigningEvent": {"facts", "before_sha256", "sha256"},
    "agreements.CollaborationAgreement": {"sealed_sha256"},
    # The address by which who asks to join confirms it.
    "notifications.Delivery": {"text", "html"},
    # The word by which a table comes into a workshop.
    "expertise.Workshop": {"code"},
    # What can be worked out of the code that only a browser has.
    "insight.SentAnswers": {"token_hash"},
    # Pseudonyms, made with a key that is made anew.
    "insight.Tie": {"source", "target"},
    "insight.TieAnswers": {"source"},
    # A key is made anew; what is told of a product holds its urn.
    "exchange.ApiKey": {"key_hash", "first_signs"},
    "exchange.CatalogueRecord": {"fingerprint"},
}
# Which nobody sees: identifiers of notes that a browser makes, and where a file lies on the disk.
UNSEEN = (models.UUIDField, models.FileField)


def describe() -> Network:
    """Of each model and field all values, with the numbers of the rows and the moment at which they were made.

    Rows without a number are written anew in an order that nobody can guess, so that it tells nothing of their senders.
    """
    found: Network = {}
    for model in apps.get_models():
        label = model._meta.label
        number = () if isinstance(model._meta.pk, models.UUIDField) else ("pk",)
        for field in model._meta.concrete_fields:
            if model._meta.managed and field.name not in SECRET.get(label, ()) and not isinstance(field, UNSEEN):
                values = model._base_manager.values_list(*number, field.attname)
                found[f"{label}.{field.name}"] = Counter(map(str, values))
    return found


def load(hour: int) -> Network:
    """Load it into an empty database, look, and take it away."""
    begin_keys_anew()
    with time_machine.travel(dt.datetime(2026, 11, 22, hour, tzinfo=dt.UTC)), transaction.atomic():
        call_command(Command(), reference_date=REFERENCE, stdout=io.StringIO())
        network = describe()
        transaction.set_rollback(True)
    return network


def begin_keys_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename")
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER SEQUENCE {connection.ops.quote_name(name)} RESTART WITH 1")


@pytest.mark.drill(name="demo")
@pytest.mark.django_db
def test_two_loads_of_one_day_give_one_network():
    assert not Member.objects.exists()
    morning, evening = load(7), load(19)
    changed = {name: list((rows - evening[name]).elements())[:2] for name, rows in morning.items()}
    assert {name: rows for name, rows in changed.items() if rows} == {}
    assert sum(rows.total() for rows in morning.values()) > 100_000
