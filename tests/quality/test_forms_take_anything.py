"""Whatever is typed into whichever form: an answer, never a fault; and the text that was typed is still there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.access.world import build_world
from tests.quality.crawl import Form, client_for, table_addresses, walk

NASTY = [
    "", " ", "0", "-1", "NaN", "Infinity", "1e309", str(10**30), "0001-01-01", "9999-12-31", "0000-00-00", "24:61",
    "x" * 1_000_000, "\u202eomgekeerd", "a\u200bb\u200d", "\ud800", "💥" * 300, "<script>alert(1)</script>", "{{ 7*7 }}",
    "%s%n", "'; DROP TABLE members_member; --", "=1+1", "\r\nBcc: iedereen@example.org", "../../etc/passwd", "null", "[]",
]  # fmt: skip
KEPT_OUT = {"csrfmiddlewaretoken"}


def forms_of(role: str) -> tuple[object, list[Form]]:
    world = build_world()
    client = client_for(world, role)
    seen: dict[tuple[str, str, tuple[str, ...]], Form] = {}
    for visit in walk(client, table_addresses(world, role), limit=250):
        if visit.is_page and visit.status == 200:
            for form in visit.read().forms:
                names = tuple(f.name for f in form.fields)
                seen.setdefault((form.method, form.action.split("?")[0], names), form)
    return client, [form for form in seen.values() if "/uitloggen/" not in form.action]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", ["anonymous", "group_member", "group_lead", "leader_own", "coordinator", "privacy_contact", "admin"]
)
def test_every_form_answers_whatever_is_typed(role):
    client, forms = forms_of(role)
    assert forms, "the walk found no form"
    faults = []
    for number, form in enumerate(forms):
        for shift in range(4):
            data = {
                field.name: NASTY[(number + position + shift * 7) % len(NASTY)].encode("utf-8", "surrogatepass")
                for position, field in enumerate(form.fields)
                if field.name not in KEPT_OUT and field.type != "file"
            }
            response = getattr(client, "post" if form.method == "post" else "get")(form.action, data)
            if response.status_code >= 500:
                faults.append((form.method, form.action, {k: v[:60] for k, v in data.items()}))
    assert faults == []


@pytest.mark.django_db
@settings(max_examples=60)
@given(
    text=st.text(max_size=80),
    name=st.sampled_from(["q", "vanaf", "naam", "thema", "bestuur", "functie", "staat", "soort", "pagina"]),
)
def test_every_list_takes_any_filter(client_and_lists, text, name):
    client, lists = client_and_lists
    for address in lists:
        response = client.get(address, {name: text.encode("utf-8", "surrogatepass")})
        assert response.status_code < 500, (address, name, text)


@pytest.fixture
def client_and_lists(db):
    world = build_world()
    client = client_for(world, "coordinator")
    return client, [
        a
        for a in table_addresses(world, "coordinator")
        if a
        in {
            "/leden/",
            "/zoeken/",
            "/plgs/",
            "/groepen/",
            "/beheer/groepen/",
            "/beheer/leden/",
            "/beheer/aanmeldingen/",
            "/meldingen/",
        }
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "data"),
    [("/leden/%00/", {}), ("/zoeken/", {"q": "a\x00b"}), ("/groepen/%ff%fe/", {})],
)
def test_nul_and_broken_text_are_a_bad_request(client, path, data):
    assert client.get(path, data).status_code == 400
