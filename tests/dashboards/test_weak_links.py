"""Weak links: what went between partners in a year, by name, of the reader's own part of the network."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from expertise.products.models import ProductUse
from knowledge_network.dashboards.enums import Exchange
from knowledge_network.dashboards.queries.links import ENOUGH_PEOPLE, find_ties
from knowledge_network.dashboards.weak_links import build_weak_links
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Appointment
from tests import factories as f
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def network():
    return f.PartnershipFactory()


@pytest.fixture
def boards(network):
    made = [f.BoardFactory(name=name) for name in ("De Brug", "De Linde", "Het Veld")]
    for board in made:
        f.ParticipationFactory(partnership=network, organisation=board)
    return made


def worker(board):
    return f.MemberFactory(site=f.SiteFactory(school__board=board))


def use(giver, taker, days=9):
    product = f.KnowledgeProductFactory(contact_person=giver)
    return ProductUse.objects.create(
        product=product, member=taker, used_on=timezone.localdate() - dt.timedelta(days=days)
    )


def officer(board=None):
    role = f.NetworkRoleFactory(role=NetworkRoleKind.LIAISON_OFFICER, scope_board=board)
    return type(role.member).objects.with_access().get(pk=role.member.pk)


def test_what_went_has_a_direction_and_who_got_nothing_is_named(boards):
    use(worker(boards[0]), worker(boards[1]))
    shown = {partner.name: partner for partner in build_weak_links(officer()).partners}
    assert [went.partners for went in shown["De Brug"].gave] == [("De Linde",)]
    assert [went.partners for went in shown["De Linde"].took] == [("De Brug",)]
    assert (shown["De Brug"].nothing_to, shown["De Brug"].nothing_from) == (("Het Veld",), ("De Linde", "Het Veld"))
    assert shown["Het Veld"].is_alone


def test_what_is_older_than_a_year_and_what_stays_within_a_board_is_no_tie(boards):
    use(worker(boards[0]), worker(boards[1]), days=400)
    use(worker(boards[0]), worker(boards[0]))
    assert not any(kinds for row in find_ties().gave.values() for kinds in row.values())


def test_the_board_is_that_of_the_day_on_which_it_happened(boards):
    giver, taker = worker(boards[0]), worker(boards[1])
    use(giver, taker, days=100)
    moved = timezone.localdate() - dt.timedelta(days=30)
    Appointment.objects.filter(member=taker).update(start=moved - dt.timedelta(days=900), end=moved)
    f.AppointmentFactory(
        member=taker, organisation=f.SiteFactory(school__board=boards[2]), start=moved, is_primary=True
    )
    ties = find_ties()
    assert ties.gave[boards[0].pk][boards[1].pk] == {Exchange.PRODUCT}
    assert not ties.gave[boards[0].pk][boards[2].pk]


def test_being_in_one_group_is_a_link_of_both(boards):
    group = f.GroupFactory()
    for board in boards[:2]:
        f.GroupMembershipFactory(group=group, member=worker(board))
    shown = {partner.name: partner for partner in build_weak_links(officer()).partners}
    assert [shown[name].apart for name in ("De Brug", "De Linde")] == [("Het Veld",), ("Het Veld",)]


def test_a_liaison_officer_sees_the_own_board_and_a_teacher_nothing(boards):
    page = build_weak_links(officer(boards[1]))
    assert ([partner.name for partner in page.partners], page.is_part) == (["De Linde"], True)
    client = Client()
    client.force_login(worker(boards[1]), backend=BACKEND)
    assert client.get(reverse("dashboards:weak_links")).status_code == 403


def test_nothing_is_said_of_a_school_with_few_people(boards):
    big, small = (f.SiteFactory(school__board=boards[0]) for _number in range(2))
    for site, count in ((big, ENOUGH_PEOPLE), (small, ENOUGH_PEOPLE - 1)):
        for _number in range(count):
            f.MemberFactory(site=site)
    assert [school.pk for school in build_weak_links(officer()).schools] == [big.pk]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_went(boards, django_assert_num_queries, item_count):
    for _number in range(item_count):
        use(worker(boards[0]), worker(boards[1]))
        f.GroupMembershipFactory(group=f.GroupFactory(), member=worker(boards[2]))
    reader = officer()
    with django_assert_num_queries(10):
        build_weak_links(reader)


def test_without_partners_who_runs_the_network_is_led_to_choosing_them_and_no_further(client):
    """«Who runs the network says which part you look after» is for who does not."""
    address = reverse("dashboards:weak_links")
    partners = reverse("members:network_partners")
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member, backend=BACKEND)
    assert Page(client.get(address)).all(f'.empty a[href="{partners}"]')
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.LIAISON_OFFICER).member, backend=BACKEND)
    assert not Page(client.get(address)).all(f'a[href="{partners}"]')
