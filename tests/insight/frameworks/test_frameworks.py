"""Looking at oneself by a framework: theirs alone, or of a team; with a friend of another school, and never a mark."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from knowledge_network.insight.frameworks.actions import keeping, looks
from knowledge_network.insight.frameworks.enums import FrameworkScope, FriendAnswer
from knowledge_network.insight.frameworks.models import Look, LookItem
from knowledge_network.insight.frameworks.presenters import build_look
from knowledge_network.insight.frameworks.queries import find_friends
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.records.models import ActionItem
from tests import factories as f
from tests.insight.helpers import coordinator, crowd
from tests.pages import Page

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"insight:{name}", args=args)


def framework(scope=FrameworkScope.PERSON, levels=("Begin", "Verder", "Ver"), criteria=3):
    runs = coordinator()
    made = keeping.add_framework(by=runs, title="Begeleiden", scope=scope, levels=levels)
    for number in range(criteria):
        keeping.add_criterion(
            framework=made, by=runs, part="Deel", text=f"Punt {number + 1}.", described=["a", "b", "c"]
        )
    return made


def say(look, place, **values):
    item = look.items.get(position=place)
    item.look = look
    looks.say_item(item=item, by=look.member, **values)


def test_a_persons_profile_is_theirs_alone():
    """No coordinator, privacy contact, leader, friend who comes or member of their group reads it."""
    group = crowd(2)
    person, friend = group.people[0], f.MemberFactory()
    look = looks.begin_look(framework=framework(), by=person)
    looks.ask_friend(look=look, by=person, friend=friend)
    looks.answer_asking(look=look, by=friend, comes=True)
    privacy = f.NetworkRoleFactory(role="privacy_contact").member
    others = [group.people[1], friend, coordinator(), privacy, AnonymousUser()]
    assert [Look.objects.visible_to(one).filter(pk=look.pk).exists() for one in [person, *others]] == [True] + [
        False
    ] * 5


def test_the_logbook_does_not_say_which_profile_nor_what_stands_in_it():
    person = f.MemberFactory()
    look = looks.begin_look(framework=framework(), by=person)
    say(look, 1, note="Ik twijfel.", level=1)
    events = AuditEvent.objects.filter(verb__startswith="insight.look")
    assert [(one.object_key, one.object_label, one.data) for one in events] == [("", "", {})] * 2


def test_of_a_team_who_is_in_the_group_reads_it_and_a_friend_who_comes_until_it_is_rounded_off():
    group, friend = crowd(2), f.MemberFactory()
    look = looks.begin_look(framework=framework(FrameworkScope.TEAM, ()), by=group.people[0], group=group)
    looks.ask_friend(look=look, by=group.people[0], friend=friend)
    seen = [Look.objects.visible_to(friend).exists()]
    looks.answer_asking(look=look, by=friend, comes=True)
    seen.append(Look.objects.visible_to(friend).exists())
    looks.round_off(look=look, by=group.people[1])
    seen.append(Look.objects.visible_to(friend).exists())
    assert seen == [False, True, False]
    assert Look.objects.visible_to(group.people[1]).exists()
    assert not Look.objects.visible_to(coordinator()).exists()


def test_a_friend_works_at_another_school():
    site = f.SiteFactory()
    person, colleague, other = f.MemberFactory(site=site), f.MemberFactory(site=site), f.MemberFactory()
    look = looks.begin_look(framework=framework(), by=person)
    assert set(find_friends(look)) & {person, colleague, other} == {other}
    with pytest.raises(RefusedError):
        looks.ask_friend(look=look, by=person, friend=colleague)


def test_a_friend_of_a_team_works_at_no_school_of_anybody_in_it(client, monkeypatch):
    group, other = crowd(2), f.MemberFactory()
    near = f.MemberFactory(site=group.people[1].primary_appointment.organisation.site)
    look = looks.begin_look(framework=framework(FrameworkScope.TEAM, ()), by=group.people[0], group=group)
    assert set(find_friends(look)) & {near, other, *group.people} == {other}
    with pytest.raises(RefusedError):
        looks.ask_friend(look=look, by=group.people[0], friend=near)
    monkeypatch.setattr(
        "knowledge_network.insight.frameworks.views.looks.find_friends", lambda _look: Member.objects.none()
    )
    client.force_login(group.people[0])
    page = client.get(url("look_ask", look.public_id)).text
    assert 'name="friend"' not in page
    assert reverse("insight:look_talk", args=[look.public_id]) in page


def test_who_is_asked_reads_not_a_word_of_what_is_filled_in(client):
    person, friend = f.MemberFactory(), f.MemberFactory()
    look = looks.begin_look(framework=framework(), by=person)
    say(look, 1, note="Ik twijfel.", level=1)
    looks.ask_friend(look=look, by=person, friend=friend)
    client.force_login(friend)
    page = client.get(url("look_friend", look.public_id))
    assert "Ik twijfel." not in page.content.decode()
    assert "twijfel" not in str(list(Notice.objects.values("params")))
    client.post(url("look_friend", look.public_id), {"answer": "ja"})
    look.refresh_from_db()
    assert look.friend_answer == FriendAnswer.YES
    assert client.get(look.get_absolute_url()).status_code == 404


def test_who_cannot_come_is_not_asked_any_more_and_somebody_else_is():
    person, friend, other = f.MemberFactory(), f.MemberFactory(), f.MemberFactory()
    look = looks.begin_look(framework=framework(), by=person)
    looks.ask_friend(look=look, by=person, friend=friend)
    looks.answer_asking(look=look, by=friend, comes=False)
    assert not Look.objects.asked_of(friend).exists()
    looks.ask_friend(look=look, by=person, friend=other)
    assert Look.objects.asked_of(other).exists()


def test_a_round_keeps_the_criteria_as_they_were_and_the_next_stands_beside_it():
    made, person = framework(), f.MemberFactory()
    first = looks.begin_look(framework=made, by=person)
    say(first, 1, level=1, note="")
    keeping.change_criterion(criterion=made.criteria.get(position=1), by=coordinator(), text="Anders gezegd.")
    assert first.items.get(position=1).text == "Punt 1."
    assert looks.begin_look(framework=made, by=person) == first
    looks.round_off(look=first, by=person)
    second = looks.begin_look(framework=made, by=person)
    say(second, 1, level=2, note="")
    card = build_look(second, person).parts[0].items[0]
    assert (second.round, card.text, card.before, card.level) == (2, "Anders gezegd.", "Begin", "Verder")


def test_without_levels_nothing_is_scaled(client):
    group = crowd(2)
    look = looks.begin_look(framework=framework(FrameworkScope.TEAM, ()), by=group.people[0], group=group)
    client.force_login(group.people[0])
    item = look.items.get(position=1)
    page = Page(client.get(url("look_item", look.public_id, item.public_id)))
    assert not page.all('input[name="level"]')
    client.post(url("look_item", look.public_id, item.public_id), {"level": "3", "note": "In drie klassen."})
    item.refresh_from_db()
    assert (item.level, item.note) == (None, "In drie klassen.")


def test_a_level_that_is_not_there_is_refused_and_saving_goes_on_to_the_next(client):
    person = f.MemberFactory()
    look = looks.begin_look(framework=framework(), by=person)
    first, second = look.items.order_by("position")[:2]
    client.force_login(person)
    address = url("look_item", look.public_id, first.public_id)
    wrong = client.post(address, {"level": "9", "note": "Maandag."})
    assert (wrong.status_code, Page(wrong).one("textarea").words) == (422, "Maandag.")
    answer = client.post(address, {"level": "2", "note": "Maandag.", "goes_on": "1"})
    assert answer.headers["Location"] == url("look_item", look.public_id, second.public_id)
    assert LookItem.objects.get(pk=first.pk).level == 2


def test_an_action_of_a_team_is_one_of_the_group_and_ones_own_stays_here():
    group, person = crowd(2), f.MemberFactory()
    team = looks.begin_look(framework=framework(FrameworkScope.TEAM, ()), by=group.people[0], group=group)
    own = looks.begin_look(framework=framework(), by=person)
    action = looks.add_action(look=team, by=group.people[0], title="Samen kijken")
    looks.add_action(look=own, by=person, title="Vragen stellen")
    assert [(one.title, one.group) for one in ActionItem.objects.all()] == [("Samen kijken", group)]
    looks.finish_action(action=action, by=group.people[1])
    action.refresh_from_db()
    assert action.done_on == timezone.localdate()


def test_what_is_rounded_off_is_not_written_in_any_more(client):
    person = f.MemberFactory()
    look = looks.begin_look(framework=framework(), by=person)
    looks.round_off(look=look, by=person)
    with pytest.raises(RefusedError):
        say(look, 1, note="Te laat.", level=1)
    client.force_login(person)
    item = look.items.first()
    assert client.get(url("look_item", look.public_id, item.public_id)).status_code == 403


def test_a_team_of_which_one_is_no_part_cannot_be_looked_at(client):
    made, group = framework(FrameworkScope.TEAM, ()), crowd(2)
    client.force_login(f.MemberFactory())
    client.post(url("look_begin", made.slug), {"group": group.slug})
    assert not Look.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_three_criteria_as_for_one(client, count, django_assert_num_queries):
    person = f.MemberFactory()
    look = looks.begin_look(framework=framework(criteria=count), by=person)
    client.force_login(person)
    client.get(look.get_absolute_url())
    with django_assert_num_queries(6):
        page = Page(client.get(look.get_absolute_url()))
    assert len(page.all("article.card")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(client, count, django_assert_num_queries):
    person = f.MemberFactory()
    for _number in range(count):
        looks.begin_look(framework=framework(), by=person)
    client.force_login(person)
    client.get(url("framework_list"))
    with django_assert_num_queries(6):
        page = Page(client.get(url("framework_list")))
    assert len(page.all('section[aria-labelledby="own-title"] li')) == count
