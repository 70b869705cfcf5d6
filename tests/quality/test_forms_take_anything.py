"""Whatever is typed into whichever form: an answer, never a fault; and the text that was typed is still there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms.utils import pretty_name
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.access.table import OK
from tests.access.test_access import declared_rows
from tests.access.world import World
from tests.pages import Page
from tests.quality.crawl import Form, client_for, main_form, open_address, table_addresses, walk

NASTY = [
    "", " ", "0", "-1", "NaN", "Infinity", "1e309", str(10**30), "0001-01-01", "9999-12-31", "0000-00-00", "24:61",
    "\u202eomgekeerd", "a\u200bb\u200d", "\ud800", "💥" * 300, "<script>alert(1)</script>", "{{ 7*7 }}",
    "%s%n", "'; DROP TABLE members_member; --", "=1+1", "\r\nBcc: iedereen@example.org", "../../etc/passwd",
    "null", "[]", "ﷺ" * 2000, "https://[", "a@" + "b" * 300 + ".nl",
]  # fmt: skip
HUGE = "x" * 1_000_000
# Each form is tried once, by the first of these who may use it; strangers' forms ask for more, so they try theirs too.
ROLES = ("coordinator", "group_lead", "privacy_contact", "group_member", "anonymous")
TRAPS = {"homepage", "website"}  # for machines
TYPED = {"text", "textarea"}
CHOSEN = {"hidden", "radio", "checkbox", "select"}
OWN_TEXT = "Dit tikte ik net in 7"


class Desk:
    """Somebody in the small network, with the forms that this role is the first to find."""

    def __init__(self, world: World, role: str) -> None:
        self.role, self.world = role, world
        self.client: Client = client_for(world, role)
        self.forms = list(self._forms(role))
        assert self.forms, "the walk found no form"

    def _forms(self, role: str) -> Iterator[Form]:
        others = {
            (row.name, row.method)
            for row in declared_rows()
            for earlier in ROLES[: ROLES.index(role)]
            if row.outcome(earlier) == OK and role != "anonymous"
        }
        seen = set()
        for visit in walk(self.client, table_addresses(self.world, role)):
            for form in visit.read().forms if visit.is_page and visit.status == 200 else []:
                key = (_url_name(form), form.method, tuple(sorted({field.name for field in form.fields})))
                if key not in seen and key[:2] not in others and key[0] != "account_logout":
                    seen.add(key)
                    yield form

    def send(self, form: Form, data: dict[str, object]) -> HttpResponse:
        """What the site answers; afterwards it is as if nothing was sent."""
        with transaction.atomic():
            response = getattr(self.client, form.method)(form.action, data)
            transaction.set_rollback(True)
        cache.clear()
        return response


def _url_name(form: Form) -> str:
    try:
        return resolve(form.action.split("?")[0].split("#")[0]).view_name
    except Resolver404:
        return form.action


@pytest.fixture(scope="module")
def desk(request: pytest.FixtureRequest, world_of_the_module: World, django_db_blocker: Any) -> Iterator[Desk]:
    """The walk that finds the forms costs more than trying them: one for all tests of a role."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Desk(world_of_the_module, request.param)
        transaction.set_rollback(True)


# The forms of who lead groups and the network are most of them: by turns. What people fill in most is tried at every
# run all the same, see `MAIN_FORMS`.
DRILL = pytest.mark.drill(name="forms-typed")
BY_TURNS = {"coordinator", "group_lead"}
AT_EACH_DESK = pytest.mark.parametrize(
    "desk",
    [pytest.param(role, marks=[DRILL, *([] if role in BY_TURNS else [pytest.mark.in_suite])]) for role in ROLES],
    indirect=True,
    scope="module",
)


def nasty(form: Form, shift: int) -> dict[str, object]:
    values = {}
    for position, field in enumerate(form.fields):
        text = NASTY[(position * 5 + shift) % len(NASTY)].encode("utf-8", "surrogatepass")
        if field.type == "file":
            values[field.name] = SimpleUploadedFile("\u202egnp.exe", text + b"PK\x03\x04" * shift)
        elif field.name != "csrfmiddlewaretoken":
            values[field.name] = text
    return values


@pytest.mark.slow
@pytest.mark.django_db
@AT_EACH_DESK
def test_every_form_answers_whatever_is_typed(desk):
    faults = []
    for number, form in enumerate(desk.forms):
        tries = [nasty(form, number + shift * 9) for shift in range(3)]
        tries.append({field.name: HUGE if field.type in TYPED else field.value for field in form.fields})
        # What stood there, with one nonsense value at a time: validation of the rest has then been passed.
        good = {field.name: field.value for field in form.fields if field.type != "file"}
        tries += [
            {**good, field.name: NASTY[(number + place) % len(NASTY)].encode("utf-8", "surrogatepass")}
            for place, field in enumerate(form.fields[:6])
            if field.type not in {"file", "hidden"}
        ]
        for data in tries:
            response = desk.send(form, data)
            if response.status_code >= 500:
                faults.append((form.method, form.action, {name: str(value)[:60] for name, value in data.items()}))
    assert faults == []


@pytest.mark.slow
@pytest.mark.django_db
@AT_EACH_DESK
def test_no_form_forgets_what_was_typed(desk):
    """Every choice, number and date is nonsense, so that the form comes back: with the texts still in it."""
    forgotten, came_back = [], 0
    for form in desk.forms:
        typed = [field for field in form.fields if field.type in TYPED and form.method == "post"]
        if not typed:
            continue
        texts = {field.name: f"{OWN_TEXT}{place}" for place, field in enumerate(typed)}
        rest = {
            field.name: field.value if field.type == "hidden" else "onzin"
            for field in form.fields
            if field.type not in {"file", "password"} and field.name not in texts
        }
        response = desk.send(form, {**rest, **texts, **dict.fromkeys(TRAPS, "")})
        assert response.status_code < 500, form.action
        if response.status_code in (200, 422) and "text/html" in response["Content-Type"]:
            came_back += 1
            forgotten += [
                (form.action, name) for name, text in texts.items() if name not in TRAPS and text not in response.text
            ]
    assert forgotten == []
    assert came_back or desk.role in {"privacy_contact", "group_member"}, "no form came back"


@pytest.mark.slow
@pytest.mark.django_db
@AT_EACH_DESK
def test_no_form_names_a_field_by_what_it_is_called_inside(desk):
    """Whoever sends another choice than the page offers is told so in words: «Vote-x7» or «Reply to» helps nobody."""
    named = []
    for form in desk.forms if desk.role != "anonymous" else []:
        good = {field.name: field.value for field in form.fields if field.type != "file"}
        chosen = {field.name for field in form.fields if field.type in CHOSEN} - TRAPS - {"csrfmiddlewaretoken"}
        if form.method != "post" or not chosen:
            continue
        response = desk.send(form, {**good, **dict.fromkeys(chosen, "~")})
        assert response.status_code < 500, form.action
        if "text/html" not in response["Content-Type"]:
            continue
        inside = {name for name in chosen if not name.isalpha()}
        words = " ".join(summary.words for summary in Page(response).all(".error-summary"))
        named += [(form.action, name) for name in inside if name in words or pretty_name(name) in words]
    assert named == []


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
        assert response.status_code < 500

    try_it()


LISTS = [
    "/leden/", "/zoeken/", "/plgs/", "/projectgroepen/", "/groepen/", "/beheer/groepen/", "/beheer/leden/",
    "/beheer/aanmeldingen/", "/beheer/organisaties/", "/beheer/uitnodigingen/", "/meldingen/", "/themas/suggesties/",
    "/vragen/", "/vragen/vergelijkbaar/", "/beheer/vragen/", "/beheer/vragen/csv/",
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
