"""Taking part step by step, under a pseudonym; changing, withdrawing, not being named, being erased."""

from __future__ import annotations

import stat

import pytest
from django.urls import reverse

from knowledge_network.insight.ties import names
from knowledge_network.insight.ties.actions import answers
from knowledge_network.insight.ties.enums import TieKind
from knowledge_network.insight.ties.models import RoundParticipation, Tie, TieAnswers
from knowledge_network.insight.ties.queries import find_recently_met, find_wishes
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from tests import factories as f
from tests.insight.ties.helpers import boards, counted, name, name_of, opened, ring, send
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made():
    return boards()


@pytest.fixture
def found(made):
    return opened()


def url(view, network_round, **query):
    return reverse(f"insight:{view}", args=[network_round.public_id], query=query or None)


def test_somebody_goes_through_all_steps_and_sees_their_own_ties(client, made, found):
    me, other = made.people[0], made.people[15]
    client.force_login(me)
    client.post(url("tie_join", found), {"takes_part": "on"})
    client.post(url("tie_names", found), {"name": other.public_id})
    client.post(url("tie_names", found), {"outside": ["own_school"]})
    client.post(url("tie_weigh", found), {"frequency0": "3", "involvement0": "4", "depth0": "4"})
    client.post(url("tie_statements", found), {"q_vt1": "4", "q_op1": "Ik deel alles."})
    tie, said = Tie.objects.get(), TieAnswers.objects.get()
    assert (tie.frequency, tie.involvement, tie.depth, tie.strength) == (3, 4, 4, 12)
    assert (said.is_sent, said.values, said.words) == (True, {"vt1": 4}, {"op1": "Ik deel alles."})
    assert said.outside == ["own_school"]
    assert RoundParticipation.objects.get(member=me).took_part
    page = Page(client.get(reverse("insight:own_network")))
    assert other.get_full_name() in page


def test_nothing_that_is_stored_names_anybody_without_the_key(made, found):
    me, other = made.people[0], made.people[15]
    answers.begin_answers(network_round=found, by=me, may_be_connected=False)
    answers.name_people(network_round=found, by=me, people=[other], kind=TieKind.SPOKEN)
    tie = Tie.objects.get()
    assert {tie.source, tie.target} == {name_of(found, me), name_of(found, other)}
    assert not any(field.is_relation and field.related_model is Member for field in Tie._meta.get_fields())
    assert not any(field.is_relation and field.related_model is Member for field in TieAnswers._meta.get_fields())


def test_each_round_has_a_key_of_its_own_that_only_the_site_reads(made, found):
    path = names._find_path(found)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    counted(found)
    second = opened()
    assert names.read_key(second) != names.read_key(found)
    assert name_of(second, made.people[0]) != name_of(found, made.people[0])


def test_who_does_not_tick_that_they_take_part_does_not_begin(client, made, found):
    client.force_login(made.people[0])
    answer = client.post(url("tie_join", found), {"may_be_connected": "on"})
    assert answer.status_code == 422
    assert not TieAnswers.objects.exists()


def test_eight_names_is_the_most_and_then_the_total_is_asked(client, made, found):
    me = made.people[0]
    answers.begin_answers(network_round=found, by=me, may_be_connected=False)
    client.force_login(me)
    assert not Page(client.get(url("tie_names", found))).all('input[name="total"]')
    answers.name_people(network_round=found, by=me, people=made.people[1:9], kind=TieKind.SPOKEN)
    assert Page(client.get(url("tie_names", found))).all('input[name="total"]')
    with pytest.raises(RefusedError):
        answers.name_people(network_round=found, by=me, people=[made.people[9]], kind=TieKind.SPOKEN)
    client.post(url("tie_names", found), {"total": "14"})
    assert TieAnswers.objects.get().total == 14


def test_a_strange_total_is_asked_again_and_stays_as_it_was_typed(client, made, found):
    me = made.people[0]
    answers.begin_answers(network_round=found, by=me, may_be_connected=False)
    answers.name_people(network_round=found, by=me, people=made.people[1:9], kind=TieKind.SPOKEN)
    client.force_login(me)
    answer = client.post(url("tie_names", found), {"total": "veel"})
    assert answer.status_code == 422
    assert Page(answer).one('input[name="total"]')["value"] == "veel"


def test_who_does_not_want_to_be_named_is_in_no_list_and_cannot_be_named(client, made, found):
    me, hidden = made.people[0], made.people[1]
    answers.begin_answers(network_round=found, by=me, may_be_connected=False)
    answers.name_people(network_round=found, by=me, people=[hidden], kind=TieKind.SPOKEN)
    answers.keep_choices(by=hidden, may_be_named=False, offers_to_connect=False)
    assert not Tie.objects.exists()
    client.force_login(me)
    assert hidden.get_full_name() not in Page(client.get(url("tie_names", found, zoek=hidden.family_name)))
    with pytest.raises(RefusedError):
        answers.name_people(network_round=found, by=me, people=[hidden], kind=TieKind.SPOKEN)


def test_whom_one_met_stands_in_an_order_that_says_nothing_and_stays_while_one_chooses(made):
    group = f.GroupFactory()
    for person in made.people:
        f.GroupMembershipFactory(group=group, member=person)
    one, other = made.people[:2]
    mine, theirs = find_recently_met(one, "een"), find_recently_met(other, "twee")
    assert mine == find_recently_met(one, "een")
    assert [person for person in mine if person in theirs] != [person for person in theirs if person in mine]
    assert [person.sort_name for person in mine] != sorted(person.sort_name for person in mine)


def test_nothing_is_sent_before_each_tie_is_weighed(made, found):
    me = made.people[0]
    answers.begin_answers(network_round=found, by=me, may_be_connected=False)
    answers.name_people(network_round=found, by=me, people=[made.people[1]], kind=TieKind.SPOKEN)
    with pytest.raises(RefusedError):
        answers.send_answers(network_round=found, by=me, values={}, words={})


def test_who_was_not_asked_does_not_take_part(found):
    newcomer = f.MemberFactory()
    with pytest.raises(RefusedError):
        answers.begin_answers(network_round=found, by=newcomer, may_be_connected=False)
    assert not TieAnswers.objects.exists()


def test_withdrawing_takes_all_away_also_after_closing(client, made, found):
    send(found, made.people)
    name(found, ring(made.people))
    counted(found)
    me = made.people[0]
    client.force_login(me)
    client.post(url("tie_withdraw", found))
    mine = name_of(found, me)
    assert not Tie.objects.filter(source=mine).exists()
    assert Tie.objects.filter(target=mine).count() == 1
    assert not TieAnswers.objects.filter(source=mine).exists()
    assert not RoundParticipation.objects.get(network_round=found, member=me).took_part


def test_after_closing_nobody_changes_what_they_said(made, found):
    send(found, made.people)
    counted(found)
    with pytest.raises(RefusedError):
        answers.name_people(network_round=found, by=made.people[0], people=[made.people[1]], kind=TieKind.SPOKEN)


def test_of_who_is_erased_nothing_is_left_under_their_pseudonym(made, found):
    send(found, made.people)
    name(found, ring(made.people))
    gone = made.people[3]
    signals.member_erased.send(sender=Member, member=gone)
    mine = name_of(found, gone)
    assert not Tie.objects.filter(source=mine).exists()
    assert not Tie.objects.filter(target=mine).exists()
    assert not TieAnswers.objects.filter(source=mine).exists()


def test_the_coordinator_sees_a_wish_only_when_both_agreed(client, made, found):
    one, other, third = made.people[:3]
    send(found, [one, other, third])
    for target in (other, third):
        Tie.objects.create(
            network_round=found, source=name_of(found, one), target=name_of(found, target), kind=TieKind.WISH
        )
    agreed = RoundParticipation.objects.filter(network_round=found, member__in=[one, other])
    assert find_wishes(found, TieKind.WISH) == []
    agreed.update(may_be_connected=True)
    assert find_wishes(found, TieKind.WISH) == [(one, other)]
    client.force_login(found.opened_by)
    page = Page(client.get(reverse("insight:ties_connect")))
    assert other.get_full_name() in page
    assert third.get_full_name() not in page


def test_who_connects_boards_hears_it_alone(client, made, found):
    me = made.of["Alfa"][0]
    extra = boards({"Delta": 1}).people
    others = [made.of["Beta"][0], made.of["Gamma"][0], *extra]
    send(found, [me])
    name(found, [(me, other) for other in others])
    client.force_login(me)
    assert "Je verbindt 3 andere besturen" in Page(client.get(reverse("insight:own_network")))
    client.force_login(others[0])
    assert "Je verbindt" not in Page(client.get(reverse("insight:own_network")))
    client.force_login(found.opened_by)
    assert me.get_full_name() not in Page(client.get(reverse("insight:ties_connect")))
    answers.keep_choices(by=me, may_be_named=True, offers_to_connect=True)
    assert me.get_full_name() in Page(client.get(reverse("insight:ties_connect")))


def test_without_the_key_one_is_told_so_and_nothing_breaks(client, made, found):
    send(found, made.people[:1])
    names.destroy_key(found)
    client.force_login(made.people[0])
    assert client.get(reverse("insight:own_network")).status_code == 200
    assert client.get(url("tie_names", found)).status_code == 302
    with pytest.raises(RefusedError):
        answers.withdraw_answers(network_round=found, by=made.people[0])


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_page_costs_the_same_whatever_the_number_of_ties(
    client, made, found, count, django_assert_num_queries
):
    me = made.people[0]
    send(found, [me])
    name(found, [(me, other) for other in made.people[1 : 1 + count]])
    client.force_login(me)
    with django_assert_num_queries(11):
        page = Page(client.get(reverse("insight:own_network")))
    assert len(page.all(".ties-own li")) == count
