"""Barriers: a group lets one out, somebody is asked, what became of it is told, and the words stay where they are."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import Function
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from plg.barriers import actions
from plg.barriers.enums import BarrierState
from plg.barriers.models import Barrier, BarrierTurn
from plg.barriers.notices import BARRIER_MOVED, BARRIER_PUT, stale_when_answered, stale_when_moved
from plg.barriers.queries import find_kept_inside, find_newest_inside
from plg.groups.enums import GroupKind, GroupRole
from plg.steps import actions as steps
from plg.steps.enums import Addressee, EntryKind
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def board():
    made = f.BoardFactory()
    f.ParticipationFactory(partnership=f.PartnershipFactory(), organisation=made)
    return made


@pytest.fixture
def director(board):
    return f.MemberFactory(site=board, function=Function.BOARD_MEMBER)


@pytest.fixture
def runs():
    return f.NetworkRoleFactory().member


@pytest.fixture
def lead():
    return f.MemberFactory()


@pytest.fixture
def walk(lead):
    group = f.GroupFactory(kind=GroupKind.THEME, contact_person=lead)
    f.GroupMembershipFactory(group=group, member=lead, role=GroupRole.LEAD)
    return steps.begin_steps(group=group, by=lead)


@pytest.fixture
def writer(walk):
    return f.GroupMembershipFactory(group=walk.group).member


@pytest.fixture
def entry(walk, writer):
    return name_barrier(walk, writer)


@pytest.fixture
def barrier(entry, writer):
    return actions.bring_barrier(entry=entry, by=writer)


def name_barrier(walk, by, title="Geen vervanging op dinsdag", addressee=Addressee.BOARD):
    return steps.add_entry(
        walk=walk, by=by, kind=EntryKind.BARRIER, title=title, first="Regel een invaller.", addressee=addressee
    )


def client_of(member):
    client = Client()
    type(member).objects.filter(pk=member.pk).update(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return client


def as_reader(member):
    return type(member).objects.with_access().get(pk=member.pk)


def told(kind):
    return {notice.member for notice in Notice.objects.filter(kind=kind.name)}


def test_what_a_group_keeps_inside_is_read_by_nobody_else_until_it_brings_it_out(entry, writer, runs):
    stranger = f.MemberFactory()
    page = client_of(stranger).get(reverse("plg:barrier_list")).text
    assert entry.title not in page
    assert not SearchEntry.objects.filter(kind=actions.KIND).exists()
    assert [list(find_kept_inside(as_reader(one))) for one in (writer, runs, stranger)] == [[entry], [entry], []]
    client_of(writer).post(reverse("plg:barrier_bring", args=[entry.walk.group.slug, entry.public_id]))
    assert entry.title in client_of(stranger).get(reverse("plg:barrier_list")).text
    assert SearchEntry.objects.filter(kind=actions.KIND, title=entry.title).count() == 1


def test_what_was_brought_out_is_inside_no_more_for_who_runs_the_network(entry, writer, runs):
    """Which are inside is kept for some minutes, and asked again."""
    assert find_newest_inside(as_reader(runs), 20) == [entry]
    barrier = actions.bring_barrier(entry=entry, by=writer)
    assert find_newest_inside(as_reader(runs), 20) == []
    actions.take_barrier_back(barrier=barrier, by=writer)
    assert find_newest_inside(as_reader(runs), 20) == [entry]


def test_who_can_take_it_away_hears_it_and_answers_and_who_brought_it_is_told(
    barrier, board, director, writer, lead, runs
):
    actions.put_barrier(barrier=barrier, by=runs, organisation=board, note="Graag voor de kerst.")
    assert (told(BARRIER_PUT), told(BARRIER_MOVED)) == ({director}, {writer, lead})
    sent = {"state": "partly", "text": "Vanaf januari is er een invaller.", "seen": "asked"}
    client_of(director).post(reverse("plg:barrier_answer", args=[barrier.public_id]), sent)
    barrier.refresh_from_db()
    assert barrier.state == BarrierState.PARTLY
    assert Notice.objects.filter(kind=BARRIER_MOVED.name).count() == 4
    page = client_of(f.MemberFactory()).get(barrier.get_absolute_url()).text
    assert "Vanaf januari is er een invaller." in page
    assert [turn.state for turn in barrier.turns.order_by("pk")] == [BarrierState.ASKED, BarrierState.PARTLY]


def test_words_that_were_put_to_somebody_stay_as_they_were_read(entry, barrier, board, runs, writer):
    entry.title = "Geen invaller"
    steps.change_entry(entry=entry, by=writer, names=["title"])
    assert SearchEntry.objects.get(kind=actions.KIND).title == "Geen invaller"
    actions.put_barrier(barrier=barrier, by=runs, organisation=board)
    entry.title = "Iets heel anders"
    for deed in (
        lambda: steps.change_entry(entry=entry, by=writer, names=["title"]),
        lambda: steps.remove_entry(entry=entry, by=writer),
        lambda: actions.take_barrier_back(barrier=barrier, by=writer),
    ):
        with pytest.raises(RefusedError):
            deed()
    entry.refresh_from_db()
    assert entry.title == "Geen invaller"


def test_a_refused_change_says_so_on_the_page_and_keeps_what_was_typed(entry, barrier, board, runs, writer):
    actions.put_barrier(barrier=barrier, by=runs, organisation=board)
    address = reverse("plg:step_entry_change", args=[entry.walk.group.slug, entry.public_id])
    answer = client_of(writer).post(address, {"title": "Anders", "first": "Ook anders", "addressee": "board"})
    assert answer.status_code == 422
    assert "Anders" in answer.text


def test_what_nobody_was_asked_leaves_the_inventory_with_its_entry_or_by_itself(entry, barrier, walk, writer):
    actions.take_barrier_back(barrier=barrier, by=writer)
    assert not SearchEntry.objects.filter(kind=actions.KIND).exists()
    actions.bring_barrier(entry=entry, by=writer)
    steps.remove_entry(entry=entry, by=writer)
    assert not Barrier.objects.exists()
    assert not SearchEntry.objects.filter(kind=actions.KIND).exists()


def test_a_ministry_is_no_partner_so_who_runs_the_network_writes_its_answer_down(walk, writer, runs):
    barrier = actions.bring_barrier(
        entry=name_barrier(walk, writer, "Alleen toetsen in het Nederlands", Addressee.MINISTRY), by=writer
    )
    client = client_of(runs)
    assert "organisation" not in client.get(reverse("plg:barrier_put", args=[barrier.public_id])).context["form"].fields
    client.post(reverse("plg:barrier_put", args=[barrier.public_id]), {"note": "Brief gestuurd."})
    address = reverse("plg:barrier_answer", args=[barrier.public_id])
    lacks = client.post(address, {"state": "stays", "text": "De wet blijft zo.", "seen": "asked"})
    assert set(lacks.context["form"].errors) == {"said_by"}
    client.post(
        address, {"state": "stays", "text": "De wet blijft zo.", "said_by": "een beleidsmedewerker", "seen": "asked"}
    )
    assert "een beleidsmedewerker" in client.get(barrier.get_absolute_url()).text


def test_nobody_answers_over_an_answer_that_they_did_not_see(barrier, board, director, runs):
    actions.put_barrier(barrier=barrier, by=runs, organisation=board)
    actions.answer_barrier(
        barrier=Barrier.objects.get(), by=runs, state=BarrierState.STAYS, text="Er is geen geld.", said_by="het bestuur"
    )
    sent = {"state": "solved", "text": "Geregeld.", "seen": "asked"}
    address = reverse("plg:barrier_answer", args=[barrier.public_id])
    answer = client_of(director).post(address, sent)
    assert answer.status_code == 422
    assert "Er is geen geld." in answer.text
    assert "Geregeld." in answer.text
    assert client_of(director).post(address, {**sent, "seen": "stays"}).status_code == 302
    assert BarrierTurn.objects.count() == 3


def test_an_answer_comes_after_asking_and_only_a_partner_of_that_sort_is_asked(barrier, runs):
    with pytest.raises(RefusedError):
        actions.answer_barrier(barrier=barrier, by=runs, state=BarrierState.SOLVED, text="Klaar.")
    with pytest.raises(RefusedError):
        actions.put_barrier(barrier=barrier, by=runs, organisation=f.SiteFactory())


def test_an_answer_without_words_cannot_be(barrier):
    with pytest.raises(IntegrityError), transaction.atomic():
        BarrierTurn.objects.create(barrier=barrier, state=BarrierState.SOLVED)


def test_mail_that_comes_too_late_is_not_sent(barrier, board, director, runs):
    actions.put_barrier(barrier=barrier, by=runs, organisation=board)
    asked, moved = Notice.objects.get(kind=BARRIER_PUT.name), Notice.objects.filter(kind=BARRIER_MOVED.name).first()
    assert (stale_when_answered(asked), stale_when_moved(moved)) == ("", "")
    actions.answer_barrier(barrier=Barrier.objects.get(), by=director, state=BarrierState.SOLVED, text="Geregeld.")
    assert stale_when_answered(asked)
    assert stale_when_moved(moved)


def test_erasure_leaves_the_barrier_without_a_name(barrier, board, director, runs, writer):
    actions.put_barrier(barrier=barrier, by=runs, organisation=board)
    actions.answer_barrier(barrier=Barrier.objects.get(), by=director, state=BarrierState.SOLVED, text="Geregeld.")
    name = director.get_full_name()
    erase_member(member=director)
    page = client_of(runs).get(barrier.get_absolute_url()).text
    assert name not in page
    assert "Geregeld." in page


def test_the_trail_tells_the_deeds_and_no_answer(barrier, board, director, runs):
    actions.put_barrier(barrier=barrier, by=runs, organisation=board, note="Tweede verzoek.")
    actions.answer_barrier(barrier=Barrier.objects.get(), by=director, state=BarrierState.SOLVED, text="Geregeld.")
    verbs = AuditEvent.objects.filter(verb__startswith="plg.barrier").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["plg.barrier_brought", "plg.barrier_put", "plg.barrier_answered"]
    assert not AuditEvent.objects.filter(data__icontains="Geregeld").exists()


@pytest.mark.parametrize(("query", "found"), [("aan=bestuur", 1), ("aan=ocw", 0), ("stand=wacht", 0), ("q=dinsdag", 1)])
def test_the_inventory_is_narrowed_by_addressee_state_and_words(barrier, query, found):
    page = client_of(f.MemberFactory()).get(f"{reverse('plg:barrier_list')}?{query}")
    assert len(page.context["lines"]) == found


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_inventory_costs_the_same_whatever_stands_there(
    walk, writer, runs, board, django_assert_num_queries, item_count
):
    for number in range(item_count):
        name_barrier(walk, writer, f"Binnen {number}")
        barrier = actions.bring_barrier(entry=name_barrier(walk, writer, f"Nummer {number}"), by=writer)
        actions.put_barrier(barrier=barrier, by=runs, organisation=board)
    client = client_of(writer)
    client.get(reverse("plg:barrier_list"))
    with django_assert_num_queries(7):
        client.get(reverse("plg:barrier_list"))


@pytest.mark.parametrize("group_count", [1, 3])
def test_what_several_groups_keep_inside_costs_the_same(lead, runs, django_assert_num_queries, group_count):
    for number in range(group_count):
        group = f.GroupFactory(kind=GroupKind.THEME, contact_person=lead)
        f.GroupMembershipFactory(group=group, member=lead, role=GroupRole.LEAD)
        name_barrier(steps.begin_steps(group=group, by=lead), lead, f"Binnen {number}")
    client = client_of(runs)
    assert len(client.get(reverse("plg:barrier_list")).context["inside"]) == group_count
    with django_assert_num_queries(6):
        client.get(reverse("plg:barrier_list"))
