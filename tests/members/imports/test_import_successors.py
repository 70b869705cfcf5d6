"""Mergers and successors from a sheet: looked at, carried out, and taken back as they were."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from knowledge_network.members.imports import runs
from knowledge_network.members.imports.enums import ImportKind, RowOutcome
from knowledge_network.members.organisations.actions import take_part
from knowledge_network.members.organisations.models import Organisation
from tests import factories as f

pytestmark = pytest.mark.django_db
HEAD = "oud;nieuw;datum\n"


@pytest.fixture
def coordinator():
    return f.NetworkRoleFactory().member


@pytest.fixture
def boards():
    """The one that ends, with a school, and the one that goes on."""
    site = f.SiteFactory()
    old, new = site.governing_board, f.BoardFactory()
    take_part(organisation=old, by=None, start=dt.date(2024, 8, 1))
    return site, old, new


def offer(text, by):
    return runs.offer_list(
        kind=ImportKind.SUCCESSORS, by=by, name="fusies.csv", content=(HEAD + text).encode(), options={}, now=True
    )


def test_a_board_goes_on_with_its_schools_and_is_taken_back_as_it_was(coordinator, boards):
    site, old, new = boards
    run = offer(f"{old.bg_number};{new.bg_number};1 augustus 2026\n", coordinator)
    row = run.rows.get()
    assert (row.outcome, old.name in row.label, new.name in row.label) == (RowOutcome.CHANGED, True, True)
    old.refresh_from_db()
    assert old.successor is None, "looking changes nothing"
    runs.apply_import(run=run, by=coordinator, now=True)
    moved = Organisation.objects.get(pk=site.pk)
    old.refresh_from_db()
    assert (old.successor_id, old.valid_to, moved.governing_board_id) == (new.pk, dt.date(2026, 8, 1), new.pk)
    assert old.partnership_memberships.get().end == dt.date(2026, 8, 1)
    run.refresh_from_db()
    runs.undo_import(run=run, by=coordinator, now=True)
    old.refresh_from_db()
    assert (old.successor_id, old.valid_to) == (None, None)
    assert Organisation.objects.get(pk=site.pk).governing_board_id == old.pk
    assert old.partnership_memberships.get().end is None


def test_a_school_goes_on_in_a_school(coordinator):
    old, new = f.SiteFactory(), f.SiteFactory()
    run = offer(f"{old.site_code};{new.site_code};2026-08-01\n", coordinator)
    runs.apply_import(run=run, by=coordinator, now=True)
    old.refresh_from_db()
    assert (old.successor_id, old.valid_to) == (new.pk, dt.date(2026, 8, 1))
    run.refresh_from_db()
    runs.undo_import(run=run, by=coordinator, now=True)
    old.refresh_from_db()
    assert (old.successor_id, old.valid_to) == (None, None)


def test_the_same_sheet_again_changes_nothing(coordinator, boards):
    _site, old, new = boards
    text = f"{old.bg_number};{new.bg_number};2026-08-01\n"
    runs.apply_import(run=offer(text, coordinator), by=coordinator, now=True)
    assert offer(text, coordinator).rows.get().outcome == RowOutcome.UNCHANGED


@pytest.mark.parametrize(
    ("old", "new", "day", "why"),
    [
        ("99999", "{new}", "2026-08-01", "kennen 99999 niet"),
        ("onzin", "{new}", "2026-08-01", "geen nummer"),
        ("{old}", "{old}", "2026-08-01", "hetzelfde"),
        ("{old}", "{site}", "2026-08-01", "Een bestuur gaat op in een bestuur"),
        ("{old}", "{new}", "ooit", "geen dag"),
        ("{old}", "{new}", "2099-08-01", "toekomst"),
        ("", "{new}", "2026-08-01", "geen nummer"),
    ],
)
def test_a_row_that_cannot_be_says_why(coordinator, boards, old, new, day, why):
    site, one, two = boards
    known = {"old": one.bg_number, "new": two.bg_number, "site": site.site_code}
    row = offer(f"{old.format(**known)};{new.format(**known)};{day}\n", coordinator).rows.get()
    assert row.outcome == RowOutcome.ERROR
    assert why in row.reason


def test_one_that_stands_in_two_rows_is_taken_once(coordinator, boards):
    _site, old, new = boards
    other = f.BoardFactory()
    run = offer(
        f"{old.bg_number};{new.bg_number};2026-08-01\n{old.bg_number};{other.bg_number};2026-08-01\n", coordinator
    )
    assert [row.outcome for row in run.rows.order_by("number")] == [RowOutcome.CHANGED, RowOutcome.ERROR]


def test_the_page_takes_a_pasted_sheet(client, coordinator, boards):
    _site, old, new = boards
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    text = f"{HEAD}{old.bg_number};{new.bg_number};2026-08-01\n"
    page = client.post(reverse("members:import_successors"), {"text": text}, follow=True)
    assert f"{old.name} gaat op in {new.name}" in page.content.decode()
