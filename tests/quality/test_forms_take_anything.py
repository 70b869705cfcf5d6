"""Whatever is typed into the forms that people fill in most, and into filters: an answer, never a fault."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import known_network
from tests.access.test_access import url_names
from tests.access.world import World
from tests.quality.crawl import client_for, main_form, open_address
from tests.quality.nasty import NASTY

# What people fill in most. Who does it, and where the form stands.
MAIN_FORMS = {
    "profile": ("group_member", "/mijn/profiel/"),
    "topic": ("group_member", "/themas/voorstellen/"),
    "group": ("group_lead", "/groepen/{group}/bewerken/"),
    "new group": ("group_member", "/groepen/nieuw/plg/"),
    "post": ("group_member", "/groepen/{group}/besloten/gesprekken/nieuw/"),
    "agreement": ("group_lead", "/groepen/{group}/besloten/afspraken/schrijven/"),
    "meeting": ("group_lead", "/groepen/{group}/besloten/bijeenkomsten/plannen/"),
    "question": ("group_member", "/vragen/stellen/"),
    "question to a colleague": ("group_member", "/vragen/stellen/?aan={expert}"),
    "message about a question": ("group_lead", "/vragen/{question}/"),
    "closing a question": ("same_board", "/vragen/{question}/sluiten/"),
    "passing a question on": ("coordinator", "/vragen/{question}/doorzetten/"),
    "signup": ("anonymous", "/aanmelden/"),
    "contact": ("anonymous", "/contact/"),
}
ANY_TEXT = st.one_of(st.text(max_size=60), st.sampled_from(NASTY), st.from_regex(r"[0-9:.,/-]{1,12}"))


def _filled(address: str, world: World) -> str:
    return address.format(
        group=world.group.slug, expert=world.people["group_lead"].public_id, question=world.help_request.public_id
    )


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", MAIN_FORMS)
def test_main_forms_take_any_text(world, name):
    role, address = MAIN_FORMS[name]
    client = client_for(world, role)
    visit = open_address(client, _filled(address, world))
    form = main_form(visit.read().forms)
    fields = [field for field in form.fields if field.type not in {"hidden", "file"}]
    assert fields, "the form is not there"

    @settings(max_examples=20)
    @given(
        values=st.lists(ANY_TEXT, min_size=len(fields), max_size=len(fields)), kept=st.integers(0, 2 ** len(fields) - 1)
    )
    def try_it(values: tuple[str, ...], kept: int) -> None:
        data = {field.name: field.value for field in form.fields if field.type != "file"}
        for place, (field, value) in enumerate(zip(fields, values, strict=True)):
            if not kept >> place & 1:
                data[field.name] = value.encode("utf-8", "surrogatepass")
        with transaction.atomic():
            response = client.post(form.action, data)
            transaction.set_rollback(True)
        cache.clear()
        known_network.know()
        assert response.status_code < 500

    try_it()


LISTS = [
    "/leden/", "/zoeken/", "/plgs/", "/projectgroepen/", "/groepen/", "/beheer/groepen/", "/beheer/leden/",
    "/beheer/aanmeldingen/", "/beheer/organisaties/", "/beheer/uitnodigingen/", "/meldingen/", "/themas/suggesties/",
    "/vragen/", "/vragen/vergelijkbaar/", "/beheer/vragen/",
]  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=25)
@given(
    text=st.text(max_size=80),
    name=st.sampled_from(
        [
            "q",
            "na",
            "voor",
            "vanaf",
            "naam",
            "thema",
            "bestuur",
            "organisatie",
            "functie",
            "staat",
            "soort",
            "sorteer",
            "wat",
            "title",
            "let_op",
            "status",
            "ouder",
            "pagina",
        ]
    ),
    address=st.sampled_from(LISTS),
)
def test_every_list_takes_any_filter(coordinator, text, name, address):
    response = coordinator.get(address, {name: text.encode("utf-8", "surrogatepass")})
    assert response.status_code in (200, 400), (address, name, text)


# Tables of which the sheet is made from the filter of the page, sent along with a button.
SHEETS = [
    "expertise:help_board_bulk", "expertise:practice_questions_bulk", "expertise:products_bulk",
    "members:manage_members_bulk", "members:signups_bulk", "notifications:deliveries_bulk", "plg:join_requests_bulk",
    "plg:manage_bulk", "plg:manage_meetings_bulk",
]  # fmt: skip


def test_every_table_of_a_desk_is_in_the_list_of_sheets():
    of_one_meeting = {"plg:meeting_people_bulk"}
    assert {name for name in url_names() if name.endswith("_bulk")} - of_one_meeting == set(SHEETS)


@pytest.mark.django_db
@settings(max_examples=40)
@given(
    text=st.one_of(st.text(max_size=80), st.sampled_from(NASTY)),
    name=st.sampled_from(["q", "zoek", "staat", "status", "soort", "sorteer", "ouder", "let_op", "thema", "bestuur"]),
    address=st.sampled_from(SHEETS),
    raw=st.booleans(),
)
def test_every_sheet_takes_any_filter(coordinator, text, name, address, raw):
    query = f"{name}={text}" if raw else urlencode({name: text.encode("utf-8", "surrogatepass")})
    sent = {"action": "csv", "everything": "on", "query": query.encode("utf-8", "surrogatepass")}
    response = coordinator.post(reverse(address), sent)
    assert response.status_code in (200, 400), (address, name, text)


@pytest.fixture
def coordinator(world: World) -> Client:
    return client_for(world, "coordinator")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "data"),
    [("/leden/%00/", {}), ("/zoeken/", {"q": "a\x00b"}), ("/groepen/%ff%fe/", {})],
)
def test_nul_and_broken_text_are_a_bad_request(client, path, data):
    assert client.get(path, data).status_code == 400
