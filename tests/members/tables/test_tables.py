"""Tables of the desks: sorting, views that are kept, and what leaves as a sheet, whatever the rows are."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, replace

import openpyxl
import pytest
from django.http import QueryDict
from django.urls import reverse

from knowledge_network.kit.tables import (
    XLSX,
    Column,
    Part,
    Table,
    clean_query,
    known_tables,
    say,
    say_state,
    short_date,
)
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.tables.forms import PickForm
from knowledge_network.members.tables.models import SavedView
from tests import factories as f


@dataclass(frozen=True)
class Fruit:
    name: str
    weight: int
    ripe_on: dt.date


FRUITS: Table[Fruit] = Table(
    name="tests.fruits",
    title="Fruit",
    key=lambda fruit: fruit.name,
    naming=lambda fruit: fruit.name,
    first_sort="naam",
    tie="name",
    parameters=("q", "soort"),
    columns=(
        Column(
            code="naam", label="Naam", order="name", draw=lambda fruit: say(fruit.name), value=lambda fruit: fruit.name
        ),
        Column(
            code="gewicht",
            label="Gewicht",
            order="weight",
            draw=lambda fruit: say_state(str(fruit.weight), "ok", note="gram"),
            value=lambda fruit: fruit.weight,
            is_number=True,
        ),
        Column(code="rijp", label="Rijp", draw=lambda fruit: say(short_date(fruit.ripe_on))),
        Column(code="dag", label="Dag", value=lambda fruit: fruit.ripe_on, width=30),
    ),
)
PEAR = Fruit("<Peer>", 180, dt.date(2025, 9, 1))


@pytest.fixture(autouse=True)
def known(monkeypatch):
    monkeypatch.setitem(known_tables, "tests.fruits", ("q", "soort", "sorteer"))


@pytest.mark.parametrize(
    ("asked", "sort", "order"),
    [
        ("", "naam", ("name",)),
        ("sorteer=-naam", "-naam", ("-name",)),
        ("sorteer=gewicht", "gewicht", ("weight", "name")),
        ("sorteer=-gewicht", "-gewicht", ("-weight", "-name")),
        ("sorteer=rijp", "naam", ("name",)),
        ("sorteer=--gewicht", "naam", ("name",)),
        ("sorteer=onzin", "naam", ("name",)),
    ],
)
def test_a_table_sorts_by_what_has_an_order_and_else_as_it_begins(asked, sort, order):
    data = QueryDict(asked)
    assert FRUITS.read_sort(data) == sort
    assert FRUITS.read_order(data) == order


def test_a_head_keeps_the_filter_turns_the_order_and_begins_at_the_first_page():
    heads = {head.code: head for head in FRUITS.draw_heads(QueryDict("q=peer&sorteer=gewicht&vanaf=abc"))}
    assert heads["gewicht"].url == "?q=peer&sorteer=-gewicht"
    assert heads["gewicht"].sort == "ascending"
    assert heads["naam"].url == "?q=peer&sorteer=naam"
    assert heads["rijp"].url == ""
    assert "dag" not in heads


def test_what_stands_in_a_cell_is_no_markup_and_a_row_is_ticked_by_its_key():
    html = FRUITS.draw([PEAR], QueryDict())
    assert "<Peer>" not in html
    assert 'value="&lt;Peer&gt;"' in html
    assert 'class="state ok"' in html
    assert "checkbox" not in FRUITS.draw([PEAR], QueryDict(), can_pick=False)


def test_a_button_in_a_row_says_what_it_does_to_which_row_and_a_brief_cell_keeps_its_words():
    table = replace(
        FRUITS,
        columns=(
            FRUITS.columns[0],
            Column(code="lang", label="Lang", is_brief=True, draw=lambda fruit: say("Een heel lang verhaal")),
            Column(code="doen", label="Doen", draw=lambda fruit: (Part("Eet op", does="eat"),)),
        ),
    )
    html = table.draw([PEAR], QueryDict())
    assert 'name="one"' in html
    assert 'value="eat &lt;Peer&gt;"' in html
    assert 'title="Een heel lang verhaal"' in html
    assert html.count("Een heel lang verhaal") == 2, "whole in the page as well"


EATING = [("eat", "Eten"), ("sell", "Verkopen")]


@pytest.mark.parametrize(
    ("sent", "action", "ids"),
    [
        ("action=sell&ids=a&ids=b", "sell", ["a", "b"]),
        ("action=sell&ids=a&ids=b&one=eat+c", "eat", ["c"]),
        ("action=sell&everything=on&one=eat+c", "eat", ["c"]),
        ("action=sell&ids=a&one=eat", "", []),
        ("action=sell&one=burn+c", "", []),
    ],
)
def test_a_button_in_a_row_means_that_row_alone(sent, action, ids):
    form = PickForm(QueryDict(sent), actions=EATING)
    assert form.is_valid() is bool(action)
    if action:
        assert (form.cleaned_data["action"], form.cleaned_data["ids"]) == (action, ids)
        assert not form.cleaned_data["everything"]
        assert form.may_go_on is ("one" in sent)


def test_a_sheet_has_the_day_in_its_name_typed_dates_and_columns_as_wide_as_asked(time_machine):
    time_machine.move_to("2026-03-03 10:00:00+01:00", tick=False)
    response = FRUITS.export([PEAR], XLSX)
    assert "fruit-2026-03-03.xlsx" in response["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in sheet[1]] == ["Naam", "Gewicht", "Dag"]
    assert sheet["B2"].value == 180
    assert sheet["C2"].value == dt.datetime(2025, 9, 1)
    assert sheet["C2"].is_date
    assert sheet.column_dimensions["C"].width == 30


def test_a_kept_filter_reads_the_same_however_it_was_put_together():
    assert clean_query("tests.fruits", "sorteer=naam&vreemd=1&soort=&q=peer") == "q=peer&sorteer=naam"
    assert clean_query("tests.fruits", "q=peer&sorteer=naam") == "q=peer&sorteer=naam"


@pytest.fixture
def keep(client):
    """Keep a view of the fruits, as the form below the table sends it."""
    client.force_login(f.MemberFactory(), backend="knowledge_network.members.accounts.backends.MemberBackend")
    kept = {"table": "tests.fruits", "name": "Peren", "next": "/leden/"}
    return lambda **values: client.post(reverse("members:view_save"), kept | values)


@pytest.mark.django_db
def test_a_view_is_kept_and_replaced_under_its_name(keep):
    assert keep(query="q=appel").url == "/leden/"
    keep(query="soort=peer&q=peer")
    assert list(SavedView.objects.values_list("name", "query")) == [("Peren", "q=peer&soort=peer")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": ""}, "Naam van deze weergave"),
        ({"table": "geen.tabel"}, "Die tabel is er niet"),
        ({"name": "x" * 61}, "60"),
    ],
)
def test_what_cannot_be_kept_is_said_by_its_field(client, keep, values, words):
    keep(query="q=peer", **values)
    assert words in client.get("/leden/").content.decode()
    assert not SavedView.objects.exists()


@pytest.mark.django_db
def test_a_view_stands_with_its_own_table_only(client):
    coordinator = f.MemberFactory()
    f.NetworkRoleFactory(member=coordinator, role=NetworkRoleKind.NETWORK_COORDINATOR)
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    f.SavedViewFactory(member=coordinator, table="tests.fruits", name="Alleen peren")
    mine = f.SavedViewFactory(member=coordinator, name="Alle slapers")
    f.GroupFactory()
    page = client.get(reverse("plg:manage_groups")).content.decode()
    assert mine.name in page
    assert "Alleen peren" not in page


@pytest.mark.django_db
def test_a_view_is_let_go_by_its_owner_alone(client, keep):
    keep(query="q=peer")
    strange = f.SavedViewFactory()
    assert client.post(reverse("members:view_remove", args=[strange.public_id])).status_code == 404
    client.post(reverse("members:view_remove", args=[SavedView.objects.exclude(pk=strange.pk).get().public_id]))
    assert list(SavedView.objects.all()) == [strange]
