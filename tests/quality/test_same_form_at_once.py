"""The same form, sent ten times at once: one deed, and an answer for each of the ten."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, connections
from django.middleware import csrf
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from zeal import zeal_ignore

from expertise.agenda.models import AgendaWish
from knowledge_network.members.accounts.models import SentForm
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.trail.models import AuditEvent
from plg.space.models import Conversation
from tests.access.kept import kept_world
from tests.access.test_access import undone
from tests.access.world import World
from tests.quality.crawl import Field, Form, client_for, name_of, open_address, table_addresses, walk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.real_clock(reason="ten threads send, and the first of them is waited for"),
]
AT_ONCE = 10
TOKEN = "csrfmiddlewaretoken"
# What a sending leaves behind whatever it was.
ASIDE = {"members_sentform", "django_session", "members_guess"}
# Gives a file, each time that it is asked for, and the logbook says each time who took it.
DOWNLOADS = {"members:manage_members_bulk"}
# Ends the session, or takes away what the other forms are about: last.
LAST = ("account_", "members:my_data", "usersessions", "mfa")


@pytest.fixture
def world() -> World:
    return kept_world()


@pytest.fixture(autouse=True)
def _time_to_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten threads that connect at once on a busy machine: what a database that is away costs is for other drills."""
    monkeypatch.setitem(connections["default"].settings_dict["OPTIONS"], "connect_timeout", 60)


@pytest.fixture(autouse=True)
def _nothing_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a commit does not follow the one sending that ten are compared with, for that is rolled back."""
    monkeypatch.setattr("knowledge_network.members.privacy.tasks.actions.make_copies", lambda: 0)
    monkeypatch.setattr("lesson_study.video.actions.hiding.erase_due", lambda *_args, **_more: 0)


def filled(form: Form) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for number, field in enumerate(form.fields):
        if field.type in {"file", "button", "submit"} or field.name in {"homepage", "website", "more"}:
            continue
        value = field.value
        if field.type in {"text", "textarea"} and not value.strip():
            value = f"Wat ik schrijf {number}"
        elif field.type == "email":
            value = "nieuw.mens@example.org"
        elif field.type == "select" and not value:
            value = next((choice for choice in field.choices if choice), "")
        elif field.type == "radio" and not value and field.choices and field.name not in data:
            value = field.choices[0]
        if value or field.type not in {"checkbox", "radio"}:
            data.setdefault(field.name, []).append(value)
    return data


def rows() -> Counter[str]:
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return Counter(
        {
            name: model._base_manager.count()
            for name, model in tables.items()
            if name not in ASIDE and model._meta.managed
        }
    )


def send(cookies: SimpleCookie, address: str, data: dict[str, list[str]]) -> int:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.cookies = SimpleCookie(cookies.output(header="", sep="; "))
    try:
        # What meets another is tried again within its request: asking the same three times is no loop then.
        with zeal_ignore():
            return client.post(address, data).status_code
    finally:
        connection.close()


def ten_times(
    client: Client, form: Form, data: dict[str, list[str]] | None = None
) -> tuple[Counter[str], Counter[str], list[int]]:
    """What one sending adds, what ten at once add, and how it and these ten were answered."""
    data, before = filled(form) if data is None else data, rows()
    with undone():
        alone = client.post(form.action, data).status_code
        once = rows() - before
    before = rows()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda _: send(client.cookies, form.action, data), range(AT_ONCE)))
    cache.clear()
    return once, rows() - before, [alone, *answers]


def form_on(client: Client, address: str, field: str) -> Form:
    forms = open_address(client, address).read().forms
    return next(form for form in forms if form.method == "post" and field in {one.name for one in form.fields})


@pytest.mark.drill(name="forms-at-once")
@pytest.mark.in_suite
def test_who_asks_to_join_ten_times_at_once_asks_once(world, monkeypatch):
    monkeypatch.setattr("knowledge_network.kit.guarded_forms.FASTEST", 0.0)
    client = Client()
    form = form_on(client, "/aanmelden/", "given_name")
    data = filled(form) | {"given_name": ["Noor"], "family_name": ["Bakker"], "organisation": [world.site.name]}
    data["email"] = ["noor@example.org"]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda _: send(client.cookies, form.action, data), range(AT_ONCE)))
    assert set(answers) == {302}
    assert SignupRequest.objects.filter(email="noor@example.org").count() == 1


@pytest.mark.drill(name="forms-at-once")
@pytest.mark.in_suite
def test_two_pages_that_ask_for_the_same_at_once_are_both_answered(world, monkeypatch):
    """Each page was drawn by itself, so these are two forms; the address can be asked for once."""
    monkeypatch.setattr("knowledge_network.kit.guarded_forms.FASTEST", 0.0)

    def ask(number: int) -> int:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        form = form_on(client, "/aanmelden/", "given_name")
        data = filled(form) | {"given_name": ["Noor"], "family_name": ["Bakker"], "organisation": [world.site.name]}
        try:
            return client.post(form.action, data | {"email": ["noor@example.org"]}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(ask, range(AT_ONCE)))
    assert {code for code in answers if code >= 500} == set()
    assert SignupRequest.objects.filter(email="noor@example.org").count() == 1


@pytest.mark.drill(name="forms-at-once")
@pytest.mark.in_suite
def test_a_wish_that_is_sent_ten_times_at_once_stands_there_once(world):
    """Nothing of its own tells one wish from the next: that these are one form `SentOnceMiddleware` alone knows."""
    client = client_for(world, "group_member")
    client.get("/")
    address = reverse("expertise:theme_wishes", args=[world.agenda_cycle.name, world.agenda_theme.slug])
    before = AgendaWish.objects.count(), AuditEvent.objects.count()
    _once, _ten, answers = ten_times(client, form_on(client, address, "text"))
    assert set(answers) == {302}
    assert (AgendaWish.objects.count(), AuditEvent.objects.count()) == (before[0] + 1, before[1] + 1)


@pytest.mark.drill(name="forms-at-once")
@pytest.mark.in_suite
def test_a_conversation_that_is_started_ten_times_at_once_is_one(world):
    client = client_for(world, "group_member")
    client.get("/")
    form = form_on(client, f"/groepen/{world.group.slug}/besloten/gesprekken/nieuw/", "title")
    before = Conversation.objects.count(), AuditEvent.objects.count()
    _once, _ten, answers = ten_times(client, form)
    assert set(answers) == {302}
    assert (Conversation.objects.count(), AuditEvent.objects.count()) == (before[0] + 1, before[1] + 1)
    assert SentForm.objects.count() == 1


def forms_of(client: Client, world: World, role: str) -> list[tuple[str, Form]]:
    """Every form that this role meets, once for each choice of fields; what ends the session is left out."""
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for visit in walk(client, table_addresses(world, role)):
        for form in visit.read().forms if visit.is_page and visit.status == 200 else []:
            if form.method == "post":
                found.setdefault((name_of(form), tuple(sorted({field.name for field in form.fields}))), form)
    last = sorted(found.items(), key=lambda pair: pair[0][0].startswith(LAST))
    return [(name, form) for (name, _fields), form in last if name != "account_logout" and name not in DOWNLOADS]


@pytest.mark.drill(name="forms-at-once")
@pytest.mark.parametrize("role", ["coordinator", "group_lead", "group_member", "anonymous"])
def test_every_form_that_is_sent_ten_times_at_once_does_its_deed_once(world, role):
    client = client_for(world, role)
    wrong, done = [], 0
    for name, form in forms_of(client, world, role):
        once, ten, answers = ten_times(client, form)
        done += bool(once)
        if any(code >= 500 for code in answers) or any(ten[table] > once[table] for table in ten):
            wrong.append((name, dict(once), dict(ten), sorted(set(answers))))
    assert wrong == []
    assert done > 3, "hardly any form did something"


def draw_anew(data: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same form of a page that was drawn once more: its token hides the same secret behind other signs."""
    token = data.get(TOKEN)
    if not token:
        return data
    return {**data, TOKEN: [csrf._mask_cipher_secret(csrf._unmask_cipher_token(token[0]))]}  # type: ignore[attr-defined]


def from_ten_tabs(client: Client, form: Form) -> list[int]:
    """How the same form is answered that stands open in ten tabs and is sent from all at once: ten forms, not one."""
    sendings = [draw_anew(filled(form)) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda data: send(client.cookies, form.action, data), sendings))
    cache.clear()
    return answers


@pytest.mark.drill(name="forms-at-once")
@pytest.mark.parametrize("role", ["coordinator", "group_lead", "group_member", "anonymous"])
def test_no_form_fails_that_is_sent_from_ten_tabs_at_once(world, role):
    """None of the ten is told what became of the first by `SentOnceMiddleware`: they all meet in the database."""
    client = client_for(world, role)
    found = [(name, from_ten_tabs(client, form)) for name, form in forms_of(client, world, role)]
    assert [(name, answers) for name, answers in found if any(code >= 500 for code in answers)] == []
    assert len(found) > 3


# Made up --------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)


def made_up(field: Field) -> st.SearchStrategy[str]:
    """What a person, a robot or a mistake may put into this field."""
    if field.type == "hidden":
        return st.just(field.value)
    choices = [choice for choice in field.choices if choice]
    sensible = {"email": "nieuw.mens@example.org", "date": "2027-02-01", "time": "15:30", "number": "3"}
    likely = st.sampled_from([*choices, field.value or sensible.get(field.type, "Wat ik schrijf")])
    return st.one_of(likely, likely, likely, WORDS, st.just(""))


def send_made_up(client: Client, forms: list[tuple[str, Form]], data: st.DataObject) -> None:
    name, form = data.draw(st.sampled_from(forms))
    fields = [field for field in form.fields if field.type not in {"file", "button", "submit"}]
    values = {field.name: [data.draw(made_up(field), label=field.name)] for field in fields}
    once, ten, answers = ten_times(client, form, values)
    assert [code for code in answers if code >= 500] == [], name
    assert {table: count for table, count in ten.items() if count > once[table]} == {}, name


def begin(world: World, role: str) -> tuple[Client, list[tuple[str, Form]]]:
    client = client_for(world, role)
    forms = [(name, form) for name, form in forms_of(client, world, role) if not name.startswith(LAST)]
    assert len(forms) > 3
    return client, forms


@pytest.mark.drill(name="forms-at-once")
@pytest.mark.parametrize("role", ["coordinator", "group_lead", "group_member", "anonymous"])
def test_whatever_is_sent_ten_times_at_once_is_one_deed_and_no_fault(world, role):
    client, forms = begin(world, role)

    @settings(max_examples=150)
    @given(st.data())
    def whatever(data: st.DataObject) -> None:
        send_made_up(client, forms, data)

    whatever()


@pytest.mark.drill(name="forms-at-once")
@pytest.mark.in_suite
def test_what_a_member_makes_up_on_one_page_is_one_deed_and_no_fault(world):
    client = client_for(world, "group_member")
    page = open_address(client, f"/groepen/{world.group.slug}/besloten/gesprekken/nieuw/")
    forms = [(name_of(form), form) for form in page.read().forms if form.method == "post" and len(form.fields) > 2]
    assert forms

    @settings(max_examples=4)
    @given(st.data())
    def whatever(data: st.DataObject) -> None:
        send_made_up(client, forms, data)

    whatever()
