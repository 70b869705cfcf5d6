"""Asking, helping, answering and closing: who sees what, who is told, and what is stored once."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.asking.actions import answers as help_answers
from expertise.asking.actions import endings as help_endings
from expertise.asking.actions import requests as help_requests
from expertise.asking.enums import FollowUpAfter, FollowUpUsed, HelpAudience, HelpOutcome, HelpState, PassedTo
from expertise.asking.links import follow_up_path
from expertise.asking.models import HelpFollowUp, HelpRequest, HelpRequestMatch
from expertise.asking.views import requests as request_pages
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.signals import member_left
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.queries import search
from tests import factories as f
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
ASK = "/vragen/stellen/"


def sign_in(client, member=None):
    member = member or f.MemberFactory()
    type(member).objects.filter(pk=member.pk).update(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return member


def expert(topic, **values):
    member = f.MemberFactory(**values)
    f.ExpertiseClaimFactory(member=member, topic=topic)
    return member


def ask(asker=None, topic=None, **values):
    values = {"audience": HelpAudience.NETWORK, "title": "Hoe leer ik breuken?"} | values
    return help_requests.ask(by=asker or f.MemberFactory(), topics=[topic] if topic else [], **values)


def told(member):
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


# Asking -------------------------------------------------------------------------------------------


def test_the_preview_stores_nothing_and_says_who_and_why(client):
    sign_in(client)
    topic = f.TopicFactory(name="breuken")
    who = expert(topic)
    page = client.post(ASK, {"title": "Hoe leer ik breuken?", "audience": HelpAudience.NETWORK}).content.decode()
    assert who.get_full_name() in page
    assert "weet van «breuken»" in page
    assert not HelpRequest.objects.exists()


def test_enter_in_a_changed_question_looks_again_and_never_sends(client):
    """The first button of a form is what Enter presses."""
    sign_in(client)
    expert(f.TopicFactory(name="breuken"))
    page = Page(client.post(ASK, {"title": "breuken?", "audience": HelpAudience.NETWORK}))
    assert [button["value"] for button in page.all("button[name=step]")] == ["look", "send", "look"]


def test_sending_twice_asks_once_and_only_who_was_kept(client):
    sign_in(client)
    topic = f.TopicFactory(name="breuken")
    kept, dropped = expert(topic), expert(topic)
    data = {"title": "breuken?", "step": "send", "seen": "1", "people": [kept.public_id], "key": "eenmalig"}
    client.post(ASK, data)
    client.post(ASK, data)
    help_request = HelpRequest.objects.get()
    assert help_request.state == HelpState.MATCHED
    assert [match.expert for match in help_request.matches.all()] == [kept]
    assert told(kept) == ["expertise.help_asked"]
    assert told(dropped) == []


def test_who_was_shown_is_who_gets_it_also_among_many_equals(client):
    """The draw falls otherwise for each question: what the asker saw counts."""
    sign_in(client)
    topic = f.TopicFactory(name="breuken")
    for _n in range(12):
        expert(topic)
    data = {"title": "Hoe leer ik breuken?", "audience": HelpAudience.NETWORK}
    shown = [row.member for row in client.post(ASK, data).context["preview"].people]
    assert len(shown) == 5
    client.post(ASK, {**data, "step": "send", "seen": "1", "people": [member.public_id for member in shown]})
    assert {match.expert for match in HelpRequest.objects.get().matches.all()} == set(shown)


def test_the_address_fills_the_form_in_and_unknown_people_are_as_if_they_never_were(client):
    sign_in(client)
    other = f.MemberFactory()
    form = client.get(ASK, {"aan": other.public_id, "vraag": "Kun je helpen?"}).context["form"]
    assert (form.expert, form["title"].value(), form["audience"].value()) == (other, "Kun je helpen?", "expert")
    gone = f.MemberFactory(suspended_at=timezone.now())
    for public_id in (gone.public_id, "bestaatniet", "\x01"):
        assert client.get(ASK, {"aan": public_id}).context["form"].expert is None


def test_a_question_to_one_colleague_is_seen_by_the_two_and_the_coordinator():
    asker, other, third = f.MemberFactory(), f.MemberFactory(), f.MemberFactory()
    help_request = ask(asker, audience="expert", expert=other)
    coordinator = f.NetworkRoleFactory().member
    for reader in (asker, other, coordinator):
        assert HelpRequest.objects.visible_to(reader).filter(pk=help_request.pk).exists()
    assert not HelpRequest.objects.visible_to(third).exists()


def test_ten_questions_at_a_time_are_enough():
    asker = f.MemberFactory()
    f.HelpRequestFactory.create_batch(10, asker=asker)
    with pytest.raises(RefusedError):
        ask(asker)


# Helping ------------------------------------------------------------------------------------------


def test_who_helps_starts_the_conversation_and_sets_the_others_free():
    topic = f.TopicFactory()
    first, second = expert(topic), expert(topic)
    help_request = ask(topic=topic)
    help_requests.accept(help_request=help_request, by=first)
    help_request.refresh_from_db()
    assert help_request.state == HelpState.TALKING
    assert help_request.matches.get(expert=first).state == "accepted"
    assert help_request.matches.get(expert=second).state == "taken_back"
    assert told(help_request.asker) == ["expertise.help_accepted"]


def test_who_cannot_makes_room_for_the_next_and_can_take_it_back():
    topic = f.TopicFactory()
    people = [expert(topic) for _n in range(6)]
    help_request = ask(topic=topic)
    asked = [match.expert for match in help_request.matches.filter(expert__isnull=False)]
    assert len(asked) == 5
    help_requests.decline(help_request=help_request, by=asked[0], reason="Vol")
    late = next(member for member in people if member not in asked)
    assert help_request.matches.get(expert=late).state == "asked"
    help_requests.undo_decline(help_request=help_request, by=asked[0])
    assert help_request.matches.get(expert=asked[0]).state == "asked"


def test_the_answer_closes_with_what_came_of_it_and_can_be_opened_again():
    helper = f.MemberFactory()
    help_request = ask()
    help_requests.accept(help_request=help_request, by=helper)
    help_requests.write_message(help_request=help_request, by=helper, text="Teken het.", is_answer=True)
    help_request.refresh_from_db()
    assert help_request.state == HelpState.ANSWERED
    help_endings.close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.YES, may_be_published=True)
    help_request.refresh_from_db()
    assert (help_request.state, help_request.outcome) == (HelpState.CLOSED, HelpOutcome.YES)
    assert "expertise.help_closed" in told(helper)
    help_endings.reopen(help_request=help_request, by=help_request.asker)
    help_request.refresh_from_db()
    assert (help_request.state, help_request.outcome) == (HelpState.ANSWERED, "")


def test_nobody_writes_in_a_closed_question(client):
    help_request = ask(asker=sign_in(client))
    help_endings.close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.NO)
    answer = client.post(reverse("expertise:help_message_add", args=[help_request.public_id]), {"text": "Nog iets"})
    assert answer.status_code == 409
    assert "Nog iets" in answer.content.decode()


def test_what_is_said_is_for_who_takes_part(client):
    help_request = ask()
    helper = f.MemberFactory()
    help_requests.accept(help_request=help_request, by=helper)
    help_requests.write_message(help_request=help_request, by=helper, text="kanarie-gesprek")
    address = reverse("expertise:help_request_detail", args=[help_request.public_id])
    for member, reads in ((helper, True), (help_request.asker, True), (f.MemberFactory(), False)):
        sign_in(client, member)
        assert ("kanarie-gesprek" in client.get(address).content.decode()) is reads


def test_of_a_very_long_conversation_the_last_words_are_there(client, monkeypatch):
    monkeypatch.setattr(request_pages, "MOST_MESSAGES", 2)
    help_request, helper = ask(), sign_in(client)
    help_requests.accept(help_request=help_request, by=helper)
    for number in range(3):
        help_requests.write_message(help_request=help_request, by=helper, text=f"bericht {number}")
    page = client.get(reverse("expertise:help_request_detail", args=[help_request.public_id])).content.decode()
    assert "bericht 0" not in page
    assert page.index("bericht 1") < page.index("bericht 2")
    assert "Hier staan er 2; er zijn er meer." in page


def test_passing_on_says_where_and_why_to_who_asked():
    help_request = ask()
    help_endings.pass_on(
        help_request=help_request,
        by=f.NetworkRoleFactory().member,
        passed_to=PassedTo.KENNISROTONDE,
        reason="Niemand weet dit.",
    )
    notice = Notice.objects.get(member=help_request.asker)
    assert notice.params["reason"] == "Niemand weet dit."


# Leaving ------------------------------------------------------------------------------------------


def test_who_leaves_withdraws_and_is_replaced():
    topic = f.TopicFactory()
    helper, other = expert(topic), expert(topic)
    own = ask(asker=helper)
    help_request = ask(topic=topic)
    help_requests.accept(help_request=help_request, by=helper)
    HelpRequestMatch.objects.filter(help_request=help_request, expert=other).delete()
    member_left.send(sender=None, member=helper, by=None)
    own.refresh_from_db()
    help_request.refresh_from_db()
    assert own.state == HelpState.WITHDRAWN
    assert help_request.state == HelpState.MATCHED
    assert help_request.matches.get(expert=other).state == "asked"


# Afterwards ---------------------------------------------------------------------------------------


def shared(text="Teken het eerst."):
    help_request = ask()
    help_endings.close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.YES, may_be_published=True)
    help_answers.publish(help_request=help_request, by=f.NetworkRoleFactory().member, title="Hoe?", text=text)
    return help_request


def test_a_shared_answer_is_found_by_every_member(client):
    shared("Gebruik strookmodellen.")
    hits = search(sign_in(client), "strookmodellen").hits
    assert [hit.kind for hit in hits] == ["help_answer"]
    assert client.get(hits[0].url).status_code == 200


def test_an_answer_with_a_name_in_it_is_not_shared():
    help_request = ask(asker=f.MemberFactory(given_name="Femke"))
    help_endings.close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.YES, may_be_published=True)
    with pytest.raises(RefusedError):
        help_answers.publish(
            help_request=help_request, by=f.NetworkRoleFactory().member, title="Hoe?", text="Vraag het FEMKE."
        )


def test_without_a_yes_nothing_is_shared():
    help_request = ask()
    help_endings.close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.YES)
    with pytest.raises(RefusedError):
        help_answers.publish(help_request=help_request, by=f.NetworkRoleFactory().member, title="Hoe?", text="Zo.")


def test_opening_the_link_of_the_mail_stores_nothing_and_one_press_does(client):
    row = HelpFollowUp.objects.create(help_request=ask(), after=FollowUpAfter.SIX_WEEKS)
    path = follow_up_path(row)
    client.get(path, {"gebruikt": "ja"})
    row.refresh_from_db()
    assert row.answered_at is None
    client.post(path, {"used": FollowUpUsed.YES})
    row.refresh_from_db()
    assert row.used == FollowUpUsed.YES


# What it costs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    topic = f.TopicFactory()
    for _n in range(count):
        ask(topic=topic)
    sign_in(client)
    with django_assert_num_queries(4):
        assert len(client.get("/vragen/").context["cards"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_question_costs_the_same_whatever_was_said(client, django_assert_num_queries, count):
    help_request = ask(asker=sign_in(client), topic=f.TopicFactory())
    for number in range(count):
        helper = f.MemberFactory()
        help_requests.accept(help_request=help_request, by=helper)
        help_requests.write_message(help_request=help_request, by=helper, text=f"Dag {number}")
    address = reverse("expertise:help_request_detail", args=[help_request.public_id])
    with django_assert_num_queries(10):
        assert len(client.get(address).context["posts"]) == count


# What the page says -------------------------------------------------------------------------------


def test_words_that_an_address_brings_are_kept_apart_from_those_of_another_day(client):
    """What the browser kept of an unsent question is not put over the words that were searched for."""
    sign_in(client)
    other = f.MemberFactory()

    def keys(address, **data):
        page = (client.post(address, data) if data else client.get(address)).text
        return set(re.findall(r'key="(vraag-nieuw-\w+)-titel"', page))

    filled = f"{ASK}?vraag=breuken&aan={other.public_id}"
    assert len(keys(ASK) | keys(f"{ASK}?vraag=breuken") | keys(filled)) == 3
    assert keys(filled, title="breuken") == keys(filled), "the same while one question is written"
    response = client.post(f"{ASK}?vraag=breuken", {"title": "breuken", "step": "send"})
    (sent_under,) = keys(f"{ASK}?vraag=breuken")
    assert response.cookies["sent-draft"].value == f"{sent_under}-"


def test_each_reader_reads_what_the_state_means_for_them(client):
    topic = f.TopicFactory()
    asker, helper, other = f.MemberFactory(), expert(topic), f.MemberFactory()
    help_request = ask(asker, topic)
    address = reverse("expertise:help_request_detail", args=[help_request.public_id])

    def says(member):
        sign_in(client, member)
        return str(client.get(address).context["explained"])

    before = {says(member) for member in (asker, helper, other)}
    help_requests.accept(help_request=help_request, by=helper)
    after = {says(member) for member in (asker, helper, other)}
    assert (len(before), len(after), len(before | after)) == (3, 3, 6)
