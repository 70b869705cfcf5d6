"""Every list that leaves as a sheet stands in the logbook once, whoever takes it and wherever it is offered."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_network.kit.tabular_export import csv_response
from knowledge_network.members.trail.downloads import DownloadsMiddleware
from knowledge_network.members.trail.models import AuditEvent
from tests.access.table import Row
from tests.access.test_access import BACKEND, declared_rows, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SHEETS = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
# What holds nobody's data but one's own, or none: one's hours, an empty list to fill in.
NOT_TOLD = {"plg:my_hours_csv", "members:import_template"}
WORDS = ("csv", "xlsx", "export", "downloaden")
ALL = {"action": "csv", "everything": "on", "confirmed": "1"}


def sheets_of(world, row: Row):
    """Address and data of each request in which this row may give a sheet: as it is, and a table as a whole."""
    address, data = reverse(row.name, kwargs=row.kwargs(world)), row.data(world)
    if any(word in f"{row.name} {address} {data}" for word in WORDS):
        yield address, data
    if row.method == "post" and isinstance(data, dict) and ("ids" in data or "action" in data):
        yield address, {**data, **ALL}


@pytest.mark.parametrize("role", ["coordinator", "admin", "privacy_contact", "leader_own"])
def test_each_sheet_that_somebody_takes_stands_in_the_logbook_once(world, role):
    client, taken, untold = Client(), set(), []
    client.force_login(world.people[role], backend=BACKEND)
    for row in declared_rows():
        if row.method not in {"get", "post"}:
            continue
        for address, data in sheets_of(world, row):
            with undone():
                before = AuditEvent.objects.count()
                response = getattr(client, row.method)(address, data)
                told = AuditEvent.objects.order_by("pk")[before:]
                verbs = [event.verb for event in told if event.actor == world.people[role]]
            if response.headers.get("Content-Type", "").split(";")[0] not in SHEETS:
                continue
            taken.add(row.name)
            expected = 0 if row.name in NOT_TOLD else 1
            if len([verb for verb in verbs if verb.endswith(("_exported", "sheet_taken"))]) != expected:
                untold.append((row.name, address, verbs))
    assert untold == []
    if role == "coordinator":
        assert len(taken - NOT_TOLD) >= 20, sorted(taken)


def test_who_is_not_signed_in_and_what_is_no_sheet_tells_nothing(rf):
    request, before = rf.get("/"), AuditEvent.objects.count()
    DownloadsMiddleware(lambda _request: csv_response("lijst.csv", ["a"], [["b"]]))(request)
    assert AuditEvent.objects.count() == before
