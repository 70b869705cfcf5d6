"""The API: what a key opens and what it never opens, page by page, and what it says when something is wrong."""

from __future__ import annotations

import datetime as dt
import json
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from expertise.claims.enums import ClaimVisibility
from expertise.products.enums import ProductAccess, ProductStatus
from knowledge_network.exchange.api.actions import end_key, forget_old_keys, hash_key, make_key
from knowledge_network.exchange.api.enums import ApiScope
from knowledge_network.exchange.api.models import ApiKey
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.groups.enums import GroupState
from plg.meetings.enums import MeetingAudience, MeetingStatus
from tests import factories as f
from tests.exchange.helpers import through_django
from tests.expertise.products.test_products import sign_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
BASE = "/api/v1/"
LISTS = ("groups", "meetings", "products", "expertise", "agreements")
EVERYTHING = tuple(ApiScope.values)


def key_of(member=None, scopes=EVERYTHING, days=30):
    return make_key(by=member or f.MemberFactory(), name="Agenda op de site", scopes=scopes, days=days)


def ask(client, path, key, **more):
    return client.get(BASE + path, more.pop("data", {}), headers={"Authorization": f"Bearer {key}", **more})


def in_group(member, **values):
    group = f.GroupFactory(**values)
    f.GroupMembershipFactory(group=group, member=member)
    return group


# The key ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*LISTS, "key", "groups/geen", "meetings/geen", "products/geen"])
def test_without_a_key_there_is_nothing_and_a_session_is_no_key(client, path):
    sign_in(client)
    response = client.get(BASE + path)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.json()["status"] == 401


def test_a_key_is_shown_once_and_kept_as_a_hash():
    row, key = key_of()
    assert row.key_hash == hash_key(key)
    assert key not in json.dumps(list(ApiKey.objects.values()), default=str)
    assert row.first_signs == key[:10]


def test_a_key_opens_what_it_was_made_for_and_nothing_else(client):
    _row, key = key_of(scopes=[ApiScope.PRODUCTS])
    got = {path: ask(client, path, key).status_code for path in LISTS}
    assert got == dict.fromkeys(LISTS, 403) | {"products": 200}
    assert ask(client, "groups", key).json()["title"] == "Forbidden"
    assert ask(client, "key", key).json() == {
        "name": "Agenda op de site",
        "scopes": ["products:read"],
        "expires_on": (timezone.localdate() + dt.timedelta(days=30)).isoformat(),
    }


@pytest.mark.clock
def test_a_key_ends_on_its_day_when_it_is_ended_and_with_its_owner(client, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 10, 11, tzinfo=dt.UTC), tick=False)
    member = f.MemberFactory()
    row, key = key_of(member)
    _other, second = key_of(member)
    assert ask(client, "groups", key).status_code == 200
    end_key(key=row, by=member)
    assert ask(client, "groups", key).status_code == 401
    Member.objects.filter(pk=member.pk).update(erasure_requested_at=timezone.now())
    assert ask(client, "groups", second).status_code == 401
    Member.objects.filter(pk=member.pk).update(erasure_requested_at=None, suspended_at=timezone.now())
    assert ask(client, "groups", second).status_code == 401
    Member.objects.filter(pk=member.pk).update(suspended_at=None)
    assert ask(client, "groups", second).status_code == 200
    time_machine.move_to(dt.datetime(2026, 4, 9, 23, tzinfo=dt.UTC), tick=False)
    assert ask(client, "groups", second).status_code == 401
    time_machine.move_to(dt.datetime(2026, 7, 20, 11, tzinfo=dt.UTC), tick=False)
    assert forget_old_keys() == 2


def test_who_must_prove_twice_who_they_are_gets_in_by_no_key_without_that(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    member = f.MemberFactory()
    f.NetworkRoleFactory(member=member)
    _row, key = key_of(Member.objects.get(pk=member.pk))
    assert ask(client, "groups", key).status_code == 401


def test_nobody_has_more_than_ten_keys():
    member = f.MemberFactory()
    for _ in range(10):
        key_of(member)
    with pytest.raises(RefusedError):
        key_of(member)
    end_key(key=member.api_keys.first(), by=member)
    key_of(member)


def test_a_key_that_asks_too_much_is_told_when_to_come_back(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"api_read": "2/m/key"}
    _row, key = key_of()
    assert [ask(client, "groups", key).status_code for _ in range(3)] == [200, 200, 429]
    assert ask(client, "groups", key)["Retry-After"] == "60"


def test_the_logbook_tells_of_keys_and_nothing_that_opens_something(client):
    member = f.MemberFactory()
    row, key = key_of(member)
    end_key(key=row, by=member)
    end_key(key=row, by=member)
    events = AuditEvent.objects.filter(verb__startswith="exchange.key")
    assert list(events.order_by("pk").values_list("verb", flat=True)) == ["exchange.key_made", "exchange.key_ended"]
    told = json.dumps(list(events.values()), default=str)
    assert key not in told
    assert key[:10] not in told
    assert row.key_hash not in told


# What there is ------------------------------------------------------------------------------------


def test_groups_are_those_that_strangers_may_know_of(client):
    member = f.MemberFactory()
    shown = in_group(member, name="Rekenkring")
    in_group(member, name="Nog niet", state=GroupState.DRAFT)
    _row, key = key_of(member)
    answer = ask(client, "groups", key).json()
    assert [one["name"] for one in answer["items"]] == ["Rekenkring"]
    assert answer["next"] is None
    assert ask(client, f"groups/{shown.slug}", key).json()["url"].endswith(shown.get_absolute_url())


def test_meetings_are_those_that_the_owner_sees_without_what_is_said_there(client):
    member = f.MemberFactory()
    group = in_group(member)
    text = {"description": "kanarie-omschrijving-einde", "link": "https://example.org/kanarie-link-einde"}
    shown = f.MeetingFactory(group=group, title="Samen tellen", planned_by=member, **text)
    f.MeetingFactory(group=group, status=MeetingStatus.DRAFT)
    f.MeetingFactory(group=group, audience=MeetingAudience.CHOSEN)
    elsewhere = f.MeetingFactory()
    _row, key = key_of(member)
    response = ask(client, "meetings", key)
    assert [one["id"] for one in response.json()["items"]] == [shown.public_id]
    assert "kanarie" not in response.content.decode()
    assert member.email not in response.content.decode()
    assert ask(client, f"meetings/{elsewhere.public_id}", key).status_code == 404


def test_products_are_published_ones_and_name_nobody(client):
    person = f.MemberFactory(given_name="kanarie-voornaam-einde", family_name="kanarie-achternaam-einde")
    values = {"makers": "kanarie-makers-einde", "contact_person": person, "practice_question": "kanarie-vraag-einde"}
    f.KnowledgeProductFactory(title="Open", **values)
    f.KnowledgeProductFactory(title="Van het netwerk", access=ProductAccess.NETWORK, **values)
    own = f.KnowledgeProductFactory(title="Concept", status=ProductStatus.DRAFT, **values)
    _row, key = key_of(person)
    response = ask(client, "products", key)
    assert {one["title"] for one in response.json()["items"]} == {"Open", "Van het netwerk"}
    assert "kanarie" not in response.content.decode()
    assert ask(client, f"products/{own.slug}", key).status_code == 404


def test_expertise_is_only_what_its_owner_shows_to_everybody(client):
    shown = f.MemberFactory(given_name="Open", family_name="Boek", name_visibility=Visibility.EVERYBODY)
    hidden = f.MemberFactory(name_visibility=Visibility.MEMBERS)
    f.ExpertiseClaimFactory(member=shown, visibility=ClaimVisibility.EVERYBODY)
    f.ExpertiseClaimFactory(member=shown, visibility=ClaimVisibility.NETWORK)
    f.ExpertiseClaimFactory(member=hidden, visibility=ClaimVisibility.EVERYBODY)
    _row, key = key_of(hidden)
    answer = ask(client, "expertise", key)
    assert [one["person"] for one in answer.json()["items"]] == ["Open Boek"]
    assert "@" not in answer.content.decode()


def test_nothing_that_is_not_described_leaves(client):
    """A field that a model gets is in no answer until somebody writes it down."""
    known = {
        "GroupOut": {"id", "kind", "name", "state", "purpose", "sectors", "topics", "started_on", "members", "url"},
        "MeetingOut": {
            "id", "title", "kind", "group", "starts_at", "ends_at", "place", "status", "is_public", "changed_at", "url",
        },
        "AgreementOut": {"id", "title", "version", "status", "effective_from", "effective_to", "parties"},
        "ExpertiseOut": {
            "id", "person", "person_url", "topic", "level", "state", "description", "sectors", "year_groups",
            "changed_at",
        },
    }  # fmt: skip
    schemas = client.get(BASE + "openapi.json").json()["components"]["schemas"]
    assert {name: set(schemas[name]["properties"]) for name in known} == known


def test_one_reads_page_by_page_and_only_what_changed(client):
    owner = f.MemberFactory()
    start = timezone.now() - dt.timedelta(days=5)
    made = [
        f.KnowledgeProductFactory(contact_person=owner, changed_at=start + dt.timedelta(hours=number))
        for number in range(5)
    ]
    _row, key = key_of(owner)
    seen, address = [], f"{BASE}products?limit=2"
    while address:
        answer = client.get(
            address.removeprefix("https://netwerk.example.org"), headers={"Authorization": f"Bearer {key}"}
        )
        seen += [one["id"] for one in answer.json()["items"]]
        address = answer.json()["next"]
    assert seen == [one.slug for one in made]
    since = (start + dt.timedelta(hours=3)).isoformat()
    found = ask(client, "products", key, data={"since": since}).json()["items"]
    assert [one["id"] for one in found] == [one.slug for one in made[3:]]


def test_what_did_not_change_is_not_sent_again(client):
    _row, key = key_of()
    first = ask(client, "groups", key)
    again = ask(client, "groups", key, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    f.GroupFactory()
    assert ask(client, "groups", key, **{"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("data", [{"limit": "0"}, {"limit": "1000"}, {"limit": "x"}, {"since": "gisteren"}], ids=str)
def test_what_is_not_as_described_is_said_field_by_field(client, data):
    _row, key = key_of()
    response = ask(client, "products", key, data=data)
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["where"][-1] == next(iter(data))


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_for_three(client, count, django_assert_num_queries):
    member = f.MemberFactory()
    for _ in range(count):
        product = f.KnowledgeProductFactory(contact_person=member, group=f.GroupFactory())
        product.topics.add(f.TopicFactory())
    _row, key = key_of(member)
    ask(client, "products", key)
    with django_assert_num_queries(3):
        assert len(ask(client, "products", key).json()["items"]) == count


# Programs of others -------------------------------------------------------------------------------


def test_a_program_made_from_the_description_reads_every_list(client):
    """It knows nothing but the document: addresses, parameters and what comes back stand there."""
    member = f.MemberFactory()
    in_group(member)
    f.KnowledgeProductFactory(contact_person=member)
    _row, key = key_of(member)
    foreign = through_django(client)
    document = foreign.get("https://netwerk.example.org/api/v1/openapi.json").json()
    server = document["servers"][0]["url"].rstrip("/")
    read = {}
    for path, operations in document["paths"].items():
        if "{" in path:
            continue
        assert set(operations) == {"get"}
        answer = foreign.get(server + path, headers={"authorization": f"Bearer {key}"})
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        wanted = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        assert set(wanted["required"]) <= set(answer.json())
        read[path] = answer.status_code
    assert set(read.values()) == {200}
    assert len(read) == 6


@pytest.mark.parametrize(
    ("since", "count"),
    [
        ("0189-08-26T03:32:31-23:19", 1),
        ("0001-01-01T00:00:00+23:59", 1),
        ("9999-12-31T23:59:59-23:59", 0),
        ("9999-12-31T23:59:59", 0),
    ],
)
def test_a_moment_by_any_clock_and_in_any_year_is_one(client, since, count):
    f.KnowledgeProductFactory()
    _row, key = key_of()
    assert len(ask(client, f"products?{urlencode({'since': since})}", key).json()["items"]) == count


@pytest.mark.parametrize(
    ("path", "status"), [("groups?cursor=%00", 400), ("groups?cursor=%ff", 400), ("nothing", 404), ("groups/a/b", 404)]
)
def test_what_never_reaches_an_endpoint_is_told_in_the_same_way(client, path, status):
    _row, key = key_of()
    response = ask(client, path, key)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status
    assert client.get("/nergens/")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(("error", "status"), [(OperationalError("away"), 503), (ValueError("x"), 500)])
def test_a_fault_of_ours_is_told_without_what_it_was(client, monkeypatch, error, status):
    _row, key = key_of()

    def fail(member):
        raise error

    monkeypatch.setattr("knowledge_network.exchange.api.queries.find_groups", fail)
    client.raise_request_exception = False
    response = ask(client, "groups", key)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert "away" not in response.text


# The pages ----------------------------------------------------------------------------------------


def test_a_member_makes_a_key_copies_it_once_and_ends_it(client):
    member = sign_in(client)
    url = reverse("exchange:key_list")
    made = Page(client.post(url, {"name": "Site", "scopes": ["products:read"], "term": "90"}))
    key = made.one("#key")["value"]
    assert ask(client, "products", key).status_code == 200
    listed = client.get(url)
    assert key not in listed.content.decode()
    assert key[:10] in listed.content.decode()
    row = member.api_keys.get()
    client.post(reverse("exchange:key_end", args=[row.public_id]))
    assert ask(client, "products", key).status_code == 401


def test_a_key_for_nothing_is_not_made(client):
    sign_in(client)
    response = client.post(reverse("exchange:key_list"), {"name": "Site", "term": "90"})
    assert response.status_code == 422
    assert not ApiKey.objects.exists()


def test_nobody_ends_the_key_of_another(client):
    row, _key = key_of()
    sign_in(client)
    assert client.post(reverse("exchange:key_end", args=[row.public_id])).status_code == 404


def test_the_page_for_makers_of_programs_has_examples(client):
    page = Page(client.get(reverse("exchange:api_help")))
    assert "Authorization: Bearer" in page
    assert all(scope in page for scope in EVERYTHING)
