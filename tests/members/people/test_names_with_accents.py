"""Names with letters that most keyboards lack: found in every search, sorted where people look, seen as doubles."""

from __future__ import annotations

import pytest
from django.urls import reverse

from expertise.products.queries.reviews import people_found
from knowledge_network.members.imports import names, runs
from knowledge_network.members.organisations.actions import take_part
from knowledge_network.members.people.forms.roles import MemberField
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.search import name_filter
from knowledge_network.search import actions as search_actions
from knowledge_network.search.queries import search
from plg.groups.queries import people_to_invite
from tests.factories import GroupFactory, MemberFactory, NetworkRoleFactory, SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
# Given name, infix and family name; and what people type to find them.
PEOPLE = [
    ("Ayşe", "", "Yılmaz", ["yilmaz", "Yılmaz", "ayse"]),
    ("Łukasz", "", "Wójcik", ["lukasz", "Łukasz wojcik"]),
    ("Ana", "", "Đurić", ["duric", "Đurić"]),
    ("Søren", "", "Ørsted", ["soren", "orsted", "Søren"]),
    ("Sean", "", "O'Brien", ["obrien", "o'brien", "O’Brien"]),
    ("Els", "", "d'Hondt", ["dhondt", "d’hondt"]),
    ("Piet", "van ’t", "Hof", ["hof", "van 't hof", "van ’t Hof"]),
    ("IJsbrand", "", "IJssel", ["ijsbrand", "Ĳssel"]),
]
TYPED = [(family, typed) for _given, _infix, family, words in PEOPLE for typed in words]


@pytest.fixture
def people():
    return {
        family: MemberFactory(given_name=given, infix=infix, family_name=family)
        for given, infix, family, _typed in PEOPLE
    }


@pytest.mark.parametrize(("family", "typed"), TYPED)
def test_the_same_person_is_found_in_every_search(client, people, family, typed):
    member = people[family]
    assert list(Member.objects.filter(name_filter(typed))) == [member]
    assert people_found(typed, Member.objects.all()) == [member]
    assert people_to_invite(GroupFactory(), typed) == [member]
    assert MemberField().clean(typed) == member
    client.force_login(NetworkRoleFactory().member, backend=BACKEND)
    page = client.get(reverse("members:member_list"), {"q": typed}).content.decode()
    assert member.get_absolute_url() in page


@pytest.mark.parametrize(("family", "typed"), TYPED)
def test_the_search_over_everything_finds_them_too(people, family, typed):
    search_actions.refresh("member", [member.pk for member in people.values()])
    hits = search(MemberFactory(), typed).hits
    assert people[family].get_absolute_url() in [hit.url for hit in hits]


def test_they_are_sorted_where_people_look_for_them(people):
    ordered = Member.objects.filter(pk__in=[m.pk for m in people.values()]).order_by("sort_name")
    assert [member.family_name for member in ordered] == [
        *("d'Hondt", "Đurić", "Hof", "IJssel", "O'Brien", "Ørsted", "Wójcik", "Yılmaz"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Yılmaz", "Yilmaz"), ("Đurić", "Duric"), ("O'Brien", "O’Brien"), ("d'Hondt", "dHondt"), ("Ørsted", "Orsted")],
)
def test_the_same_name_written_plainly_is_seen_as_a_double(one, other):
    assert names.family_key(one) == names.family_key(other)


def test_a_list_without_accents_finds_the_member_it_means():
    site = SiteFactory(name="De Bron", school__name="De Bron")
    take_part(organisation=site.school.board, by=None)
    MemberFactory(site=site, given_name="Łukasz", family_name="Đurić", email="een@example.org")
    content = b"e-mail;naam;school\ntwee@example.org;Lukasz Duric;De Bron\n"
    options = {"method": "account", "function": "teacher", "organisation": None, "day": "2026-08-01"}
    run = runs.offer_list(
        kind="members", by=NetworkRoleFactory().member, name="a.csv", content=content, options=options, now=True
    )
    assert run.rows.get().outcome == "duplicate"
