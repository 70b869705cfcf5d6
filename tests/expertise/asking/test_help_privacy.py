"""«Mijn gegevens» of who asked, was asked and answered; and what is left of it all when they are erased."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from expertise.asking.actions import answers as help_answers
from expertise.asking.actions import endings as help_endings
from expertise.asking.actions import requests as help_requests
from expertise.asking.digest import open_questions
from expertise.asking.enums import FollowUpAfter, FollowUpUsed, HelpAudience, HelpOutcome, HelpState
from expertise.asking.models import HelpFollowUp, HelpRequest, HelpRequestMatch, HelpRequestMessage
from expertise.finding.index import BUSY, FREE
from expertise.finding.models import FindableExpert
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.privacy.export import build_export
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from tests import factories as f
from tests.members.privacy.test_privacy_export import all_of, opened

pytestmark = pytest.mark.django_db


class Story:
    """One asks, one answers, one cannot, one was asked and says nothing."""

    def __init__(self) -> None:
        self.topic = f.TopicFactory(name="breuken")
        self.asker = f.MemberFactory(given_name="Vraagje", family_name="Steller")
        self.helper, self.refuser, self.silent = (self._expert() for _ in range(3))
        self.help_request = help_requests.ask(
            by=self.asker,
            audience=HelpAudience.NETWORK,
            topics=[self.topic],
            title="Hoe leg ik kwarten uit?",
            situation="Mijn groep zes struikelt.",
            wanted="Een voorbeeldles.",
        )
        help_requests.decline(help_request=self.help_request, by=self.refuser, reason="Ik ga met verlof.")
        help_requests.accept(help_request=self.help_request, by=self.helper)
        help_requests.write_message(help_request=self.help_request, by=self.asker, text="Zij kennen de strook niet.")
        help_requests.write_message(help_request=self.help_request, by=self.helper, text="Vouw papier.", is_answer=True)

    def _expert(self):
        member = f.MemberFactory()
        f.ExpertiseClaimFactory(member=member, topic=self.topic)
        return member

    def close(self) -> None:
        help_endings.close(
            help_request=self.help_request,
            by=self.asker,
            outcome=HelpOutcome.YES,
            what_was_done="Strookles gegeven.",
            may_be_published=True,
        )
        self.help_request.refresh_from_db()
        row = HelpFollowUp.objects.create(help_request=self.help_request, after=FollowUpAfter.SIX_WEEKS)
        help_answers.answer_follow_up(row=row, used=FollowUpUsed.YES, note="Het team doet mee.")


@pytest.fixture
def story() -> Story:
    return Story()


def copy_of(member) -> str:
    return all_of(opened(build_export(member)))


def told(words, text) -> list[str]:
    return [word for word in words if word.lower() in text]


# The copy -----------------------------------------------------------------------------------------

QUESTION = ["Hoe leg ik kwarten uit?", "Mijn groep zes struikelt.", "Een voorbeeldles.", "Strookles gegeven."]


def test_who_asked_gets_the_question_own_words_and_what_came_of_it_and_not_what_others_wrote(story):
    story.close()
    text = copy_of(story.asker)
    own = [*QUESTION, "Zij kennen de strook niet.", "Het team doet mee."]
    assert told(own, text) == own
    assert told(["Vouw papier.", "Ik ga met verlof.", story.helper.public_id, story.refuser.public_id], text) == []


def test_who_answered_gets_own_words_and_that_they_helped_and_not_the_question(story):
    story.close()
    text = copy_of(story.helper)
    assert told(["Vouw papier."], text) == ["Vouw papier."]
    others = ["Mijn groep zes struikelt.", "Strookles gegeven.", "Zij kennen de strook niet.", "Steller"]
    assert told([*others, story.asker.public_id], text) == []


def test_who_could_not_gets_the_own_reason(story):
    text = copy_of(story.refuser)
    assert told(["Ik ga met verlof."], text) == ["Ik ga met verlof."]
    assert told(["Vouw papier.", "Mijn groep zes struikelt."], text) == []


def test_the_copy_of_who_was_asked_without_a_name_does_not_tell_who_asked():
    asker, other = f.MemberFactory(given_name="Onvindbaar", family_name="Onnoembaar"), f.MemberFactory()
    help_request = help_requests.ask(by=asker, audience="expert", expert=other, title="Mag het?", is_anonymous=True)
    help_requests.accept(help_request=help_request, by=other)
    help_requests.write_message(help_request=help_request, by=asker, text="Ik durf niet.")
    text = copy_of(other)
    assert told(["Onvindbaar", "Onnoembaar", asker.public_id, asker.email, "Ik durf niet."], text) == []


# Being erased -------------------------------------------------------------------------------------


def test_who_asked_is_erased_with_question_and_answers_in_every_table_and_index(story):
    story.close()
    help_answers.publish(
        help_request=story.help_request, by=f.NetworkRoleFactory().member, title="Kwarten", text="Vouw papier."
    )
    erase_member(member=story.asker)
    for model in (HelpRequest, HelpRequestMatch, HelpRequestMessage, HelpFollowUp):
        assert not model.objects.exists(), model
    assert not SearchEntry.objects.filter(kind__in=["help_request", "help_answer"]).exists()


def test_an_open_question_of_who_is_erased_sets_free_who_was_asked():
    topic, asker = f.TopicFactory(), f.MemberFactory()
    experts = [f.MemberFactory() for _ in range(2)]
    for member in experts:
        f.ExpertiseClaimFactory(member=member, topic=topic)
        for number in range(2):
            help_requests.ask(by=asker, audience="expert", expert=member, title=f"Vraag {number}")
    rows = FindableExpert.objects.order_by("member")
    assert [row.availability for row in rows] == [BUSY, BUSY]
    erase_member(member=asker)
    assert [row.availability for row in rows.all()] == [FREE, FREE]
    assert not HelpRequest.objects.exists()


def test_who_answered_is_erased_from_a_conversation_that_goes_on_with_somebody_else(story):
    erase_member(member=story.helper)
    help_request = HelpRequest.objects.get()
    assert not help_request.matches.filter(expert=story.helper).exists()
    assert not HelpRequestMessage.objects.filter(text__contains="Vouw").exists()
    assert help_request.messages.filter(author=story.asker).count() == 1
    assert help_request.state in HelpState.UNFINISHED
    assert HelpState(help_request.state) != HelpState.TALKING, "nobody helps any more"


def test_who_could_not_is_erased_with_the_reason(story):
    erase_member(member=story.refuser)
    assert not HelpRequestMatch.objects.filter(reason__contains="verlof").exists()
    assert HelpRequest.objects.get().state == HelpState.ANSWERED


# The overview of the week -------------------------------------------------------------------------


def ask(topic, **values):
    values = {"audience": HelpAudience.NETWORK, "title": "Wie weet dit?"} | values
    return help_requests.ask(by=values.pop("by", None) or f.MemberFactory(), topics=[topic], **values)


def titles(member) -> list[str]:
    return [item.text for item in open_questions([member], {}).get(member.pk, [])]


def test_the_overview_brings_open_questions_to_the_network_about_what_one_knows():
    topic, other = f.TopicFactory(), f.TopicFactory()
    reader = f.MemberFactory()
    f.ExpertiseClaimFactory(member=reader, topic=topic)
    ask(topic, title="Past")
    ask(other, title="Past niet")
    ask(topic, title="Van mij", by=reader)
    ask(topic, title="Aan een ander", audience="expert", expert=f.MemberFactory())
    ask(topic, title="Aan mij", audience="expert", expert=reader)
    assert titles(reader) == ["Past"]
    assert titles(f.MemberFactory()) == []


def test_the_overview_forgets_what_is_helped_withdrawn_or_refused():
    topic = f.TopicFactory()
    reader, helper = f.MemberFactory(), f.MemberFactory()
    for member in (reader, helper):
        f.ExpertiseClaimFactory(member=member, topic=topic)
    helped, withdrawn, refused = (ask(topic, title=title) for title in ("Geholpen", "Ingetrokken", "Kan niet"))
    assert len(titles(reader)) == 3
    help_requests.accept(help_request=helped, by=helper)
    help_endings.withdraw(help_request=withdrawn, by=withdrawn.asker)
    if refused.matches.filter(expert=reader, state="asked").exists():
        help_requests.decline(help_request=refused, by=reader)
    else:
        refused.matches.create(expert=reader, state="declined")
    assert titles(reader) == []


def test_a_hidden_topic_of_the_profile_brings_its_owner_questions_and_is_told_to_nobody_else():
    topic = f.TopicFactory()
    reader = f.MemberFactory(topics_visibility=Visibility.NOBODY)
    reader.ask_me_about.add(topic)
    help_request = ask(topic, title="Past")
    assert titles(reader) == ["Past"]
    assert not help_request.matches.filter(expert=reader).exists()


def test_the_overview_does_not_tell_who_asked_without_a_name():
    topic, reader = f.TopicFactory(), f.MemberFactory()
    f.ExpertiseClaimFactory(member=reader, topic=topic)
    asker = f.MemberFactory(given_name="Onvindbaar", family_name="Onnoembaar")
    ask(topic, by=asker, is_anonymous=True)
    (item,) = open_questions([reader], {})[reader.pk]
    assert told(["Onvindbaar", "Onnoembaar", asker.public_id], str(item).lower()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_costs_the_same_for_many(count, django_assert_num_queries):
    topic = f.TopicFactory()
    members = [f.MemberFactory() for _ in range(count)]
    for member in members:
        f.ExpertiseClaimFactory(member=member, topic=topic)
        ask(topic)
    with django_assert_num_queries(5):
        assert len(open_questions(members, {})) == count


def test_nobody_is_asked_in_the_bell_after_being_erased(story):
    erase_member(member=story.silent)
    assert not Notice.objects.filter(member=story.silent).exists()
    assert timezone.now() - dt.timedelta(days=1) < HelpRequest.objects.get().asked_at
