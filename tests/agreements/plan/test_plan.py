"""A plan and its money: exact to the cent, two kinds apart, locked when adopted, and two who save at once."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from knowledge_network.agreements.plan.actions import parts, plans
from knowledge_network.agreements.plan.enums import EntryKind, Funding, MoneyPart
from knowledge_network.agreements.plan.models import BudgetLine, PlanChange, WorkPlan
from knowledge_network.agreements.plan.queries import Money, add_up, money_by_funding
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.money import format_amount, parse_amount
from knowledge_network.search.models import SearchEntry
from tests import factories as f
from tests.agreements.building import make_coordinator, what_it_sends

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(db):
    return make_coordinator()


@pytest.fixture
def plan(by):
    return plans.start_plan(partnership=f.PartnershipFactory(), by=by, school_year=2026)


def add(plan, by, title="Zaal", planned="0.10", funding=Funding.STRUCTURAL, **fields):
    values = {"part": MoneyPart.TEACHERS, "source": "Besturen", "title": title, "funding": funding} | fields
    return parts.add_line(plan=plan, by=by, planned=Decimal(planned), **values)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234,5", "1234.50"),
        ("€ 1.234", "1234.00"),
        ("1234.56", "1234.56"),
        ("1.234", "1234.00"),
        ("-12,05", "-12.05"),
        ("0", "0.00"),
        ("12,-", "12.00"),
    ],
)
def test_an_amount_is_read_as_it_is_typed(typed, amount):
    assert parse_amount(typed) == Decimal(amount)
    assert parse_amount(format_amount(Decimal(amount))) == Decimal(amount)


@pytest.mark.parametrize("typed", ["1,234", "1,234.56", "12.34.5", "1.23,45", "tien", "", "1e5", "NaN", "٣"])
def test_what_has_no_single_reading_is_refused(typed):
    assert parse_amount(typed) is None


def test_ten_times_ten_cents_is_one_euro(plan, by):
    for number in range(10):
        line = add(plan, by, f"Post {number}")
        parts.add_entry(line=line, by=by, kind=EntryKind.SPENT, amount=Decimal("0.10"), on=dt.date(2026, 9, 1))
    parts.add_entry(line=line, by=by, kind=EntryKind.SPENT, amount=Decimal("-0.03"), on=dt.date(2026, 9, 2))
    add(plan, by, "Projectgeld", "99.99", Funding.ADDITIONAL)
    money = money_by_funding(plan)
    assert money[Funding.STRUCTURAL] == Money(Decimal("1.00"), Decimal("0.00"), Decimal("0.97"))
    assert money[Funding.ADDITIONAL].planned == Decimal("99.99")
    assert add_up(money).planned == Decimal("100.99")


def test_an_adopted_plan_changes_only_with_a_reason_that_everybody_reads(plan, by):
    line = add(plan, by)
    with pytest.raises(RefusedError):
        plans.adopt_plan(plan=plan, by=by)
    parts.add_activity(plan=plan, by=by, title="Netwerkdag")
    plans.adopt_plan(plan=plan, by=by)
    with pytest.raises(RefusedError):
        parts.change_line(line=line, by=by, planned=Decimal("5.00"))
    with pytest.raises(RefusedError):
        add(plan, by, "Nog iets")
    parts.change_line(line=line, by=by, planned=Decimal("5.00"), reason="De zaal werd duurder")
    change = PlanChange.objects.get()
    assert (change.reason, change.by) == ("De zaal werd duurder", by)
    assert "5,00" in change.what


def test_who_saves_second_sees_both_and_loses_nothing(client, plan, by):
    line = add(plan, by, planned="10.00")
    client.force_login(by)
    address = reverse("agreements:line_change", args=[line.public_id])
    seen = what_it_sends(client.get(address))
    parts.change_line(line=line, by=by, title="Grote zaal", planned=Decimal("20.00"))
    response = client.post(address, seen | {"planned": "30,00"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "20,00" in page
    assert "30,00" in page
    assert BudgetLine.objects.get().planned == Decimal("20.00"), "nothing was stored"
    assert client.post(address, what_it_sends(response)).status_code == 302
    stored = BudgetLine.objects.get()
    assert (stored.title, stored.planned) == ("Grote zaal", Decimal("30.00")), "what one did not touch stays"


def test_the_workbook_holds_numbers_with_the_right_sums_and_no_formula(client, plan, by):
    line = add(plan, by, '=HYPERLINK("http://boos.example")', "1234.56", source="+cmd")
    parts.add_entry(line=line, by=by, kind=EntryKind.SPENT, amount=Decimal("0.01"), on=dt.date(2026, 9, 1))
    add(plan, by, "Projectgeld", "0.44", Funding.ADDITIONAL)
    client.force_login(by)
    response = client.get(reverse("agreements:budget_export", args=[str(plan)]))
    rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows())
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    sums = [[cell.value for cell in row[6:]] for row in rows[-3:]]
    assert sums == [[1234.56, 0, 0.01, 1234.56], [0.44, 0, 0, 0.44], [1235, 0, 0.01, 1235]]


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_plan_costs_the_same_whatever_its_length(client, plan, by, item_count, django_assert_num_queries):
    for number in range(item_count):
        parts.add_activity(plan=plan, by=by, title=f"Activiteit {number}", groups=[f.GroupFactory()], owner=by)
        add(plan, by, f"Post {number}")
    client.force_login(by)
    address = reverse("agreements:work_plan", args=[str(plan)])
    client.get(address)
    with django_assert_num_queries(13):
        assert client.get(address).status_code == 200


def test_what_changed_is_written_in_the_language_of_the_network(plan, by):
    activity = parts.add_activity(plan=plan, by=by, title="Netwerkmiddagen")
    plans.adopt_plan(plan=plan, by=by)
    with translation.override("en"):
        parts.remove_activity(activity=activity, by=by, reason="Het kan niet door.")
    assert PlanChange.objects.get().what == "Activiteit weggehaald: Netwerkmiddagen"


def test_an_activity_is_found_until_it_is_gone(plan, by):
    def found():
        return list(SearchEntry.objects.filter(kind="plan_activity").values_list("title", flat=True))

    one = parts.add_activity(plan=plan, by=by, title="Netwerkmiddagen")
    other = parts.add_activity(plan=plan, by=by, title="Schrijfdagen")
    parts.change_activity(activity=one, by=by, title="Drie netwerkmiddagen")
    assert sorted(found()) == ["Drie netwerkmiddagen", "Schrijfdagen"]
    parts.remove_activity(activity=other, by=by)
    assert found() == ["Drie netwerkmiddagen"]
    plans.remove_plan(plan=plan, by=by)
    assert found() == []


def test_a_draft_is_removed_after_it_was_said_what_goes_with_it(client, plan, by):
    parts.add_activity(plan=plan, by=by, title="Netwerkmiddagen")
    add(plan, by)
    client.force_login(by)
    address = reverse("agreements:plan_remove", args=[str(plan)])
    assert "activiteiten (1)" in client.get(address).text
    assert WorkPlan.objects.exists(), "looking removes nothing"
    client.post(address)
    assert not WorkPlan.objects.exists()
