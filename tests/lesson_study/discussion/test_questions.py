"""What a team hears and reads of an open question that it asked to the network, or brought in for the bundling."""

from __future__ import annotations

import pytest
from django.urls import reverse

from expertise.asking.actions.answers import publish
from expertise.asking.actions.endings import close, pass_on
from expertise.asking.actions.requests import accept, write_message
from expertise.asking.enums import HelpOutcome, PassedTo
from expertise.questions.actions.states import withdraw
from expertise.questions.models import PracticeQuestion
from expertise.questions.originals import BLOCK
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import Notice, NoticePreference
from lesson_study.cycles.actions.team import leave_team
from lesson_study.cycles.enums import CycleState
from lesson_study.discussion import notices
from lesson_study.discussion.actions import reflection as actions
from tests.factories import MemberFactory, NetworkRoleFactory
from tests.lesson_study.discussion.helpers import chair_of, observer_of, of_cycle
from tests.lesson_study.discussion.test_reflection import in_reflection

pytestmark = pytest.mark.django_db
ANSWER = "KANARIE-ANTWOORD: laat ze het in hun thuistaal aan elkaar uitleggen."


def asked():
    """A study in reflection whose observer asked its open question; the question as a help request."""
    lesson = in_reflection()
    by = observer_of(lesson)
    question = actions.leave_question(cycle=lesson.cycle, by=by, text="Wanneer zet je thuistaal in?")
    return lesson, actions.ask_network(question=question, by=by, title=question.text, situation="Zie onze studie.")


def answered(helper=None):
    lesson, help_request = asked()
    helper = helper or MemberFactory()
    accept(help_request=help_request, by=helper)
    write_message(help_request=help_request, by=helper, text=ANSWER, is_answer=True)
    return lesson, help_request


def told(kind):
    return Notice.objects.filter(kind=kind.name)


def test_the_team_hears_who_helps_and_that_there_is_an_answer_and_who_asked_hears_it_once():
    lesson, _help_request = answered()
    team = {row.member for row in lesson.cycle.team.present().select_related("member")}
    others = team - {observer_of(lesson)}
    for kind in (notices.QUESTION_HELPED, notices.QUESTION_ANSWERED):
        assert {notice.member for notice in told(kind)} == others
        assert {notice.url for notice in told(kind)} == {of_cycle(lesson.cycle, "reflection") + "#vragen"}
    assert Notice.objects.filter(kind="expertise.help_answered").get().member == observer_of(lesson)
    assert not any("KANARIE" in str(notice.params) for notice in Notice.objects.all())


def test_who_chose_no_news_hears_nothing_and_the_others_are_mailed():
    lesson, help_request = asked()
    chair = chair_of(lesson)
    NoticePreference.objects.create(member=chair, kind=notices.QUESTION_ANSWERED.name, channel=Channel.OFF)
    helper = MemberFactory()
    accept(help_request=help_request, by=helper)
    write_message(help_request=help_request, by=helper, text=ANSWER, is_answer=True)
    assert not told(notices.QUESTION_ANSWERED).filter(member=chair).exists()
    notice = told(notices.QUESTION_ANSWERED).get()
    assert (notice.channel, notice.mailed_at) == (Channel.NOW, None)


def test_a_colleague_of_the_team_who_helps_is_not_told_of_it():
    lesson = in_reflection()
    by, chair = observer_of(lesson), chair_of(lesson)
    question = actions.leave_question(cycle=lesson.cycle, by=by, text="Wanneer zet je thuistaal in?")
    help_request = actions.ask_network(question=question, by=by, title=question.text, situation="")
    accept(help_request=help_request, by=chair)
    assert not told(notices.QUESTION_HELPED).filter(member=chair).exists()
    assert told(notices.QUESTION_HELPED).count() == 1


def test_closing_as_answered_tells_the_team_when_nobody_marked_an_answer():
    _lesson, help_request = asked()
    close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.NO)
    assert not told(notices.QUESTION_ANSWERED).exists()
    _lesson, other = asked()
    close(help_request=other, by=other.asker, outcome=HelpOutcome.YES)
    assert told(notices.QUESTION_ANSWERED).count() == 2


def test_an_answer_that_was_marked_is_told_once_though_the_question_is_closed_after_it():
    _lesson, help_request = answered()
    close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.YES)
    assert told(notices.QUESTION_ANSWERED).count() == 2


def test_a_shared_answer_is_told_and_stands_on_the_pages_of_the_study(client):
    lesson, help_request = answered()
    close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.YES, may_be_published=True)
    checker = MemberFactory()
    publish(help_request=help_request, by=checker, title="Thuistaal", text="Bij het uitleggen aan elkaar.")
    assert told(notices.QUESTION_SHARED).count() == 2
    cycle = lesson.cycle
    client.force_login(chair_of(lesson))
    page = client.get(of_cycle(cycle, "reflection")).content.decode()
    assert "Bij het uitleggen aan elkaar." in page
    assert reverse("expertise:help_answer_detail", args=[help_request.public_id]) in page
    cycle.state, cycle.finished_at, cycle.shared_at = CycleState.FINISHED, cycle.changed_at, cycle.changed_at
    cycle.save()
    client.force_login(MemberFactory())
    page = client.get(of_cycle(cycle, "archive")).content.decode()
    assert "Wanneer zet je thuistaal in?" in page
    assert "Bij het uitleggen aan elkaar." in page


def test_the_whole_team_reads_the_conversation_and_the_helper_is_told_so(client):
    lesson, help_request = asked()
    helper = MemberFactory()
    accept(help_request=help_request, by=helper)
    address = reverse("expertise:help_request_detail", args=[help_request.public_id])
    client.force_login(helper)
    assert "leest mee" in client.get(address).content.decode()
    write_message(help_request=help_request, by=helper, text=ANSWER, is_answer=True)
    client.force_login(chair_of(lesson))
    assert address in client.get(of_cycle(lesson.cycle, "reflection")).content.decode()
    page = client.get(address).content.decode()
    assert ANSWER in page
    assert "bericht/" not in page
    leave_team(cycle=lesson.cycle, member=chair_of(lesson), by=None)
    assert ANSWER not in client.get(address).content.decode()


def test_nobody_else_reads_it_and_other_questions_stay_as_they_are(client):
    _lesson, help_request = answered()
    other_lesson, _other = answered()
    client.force_login(chair_of(other_lesson))
    page = client.get(reverse("expertise:help_request_detail", args=[help_request.public_id])).content.decode()
    assert "KANARIE" not in page


# Questions from practice -----------------------------------------------------------------------


def left():
    lesson = in_reflection()
    return lesson, actions.leave_question(cycle=lesson.cycle, by=observer_of(lesson), text="Wanneer helpt thuistaal?")


def test_an_open_question_becomes_one_question_from_practice_with_links_both_ways(client):
    lesson, question = left()
    cycle = lesson.cycle
    client.force_login(observer_of(lesson))
    address = of_cycle(cycle, "question_bring_in", question.public_id)
    assert address in client.get(of_cycle(cycle, "reflection")).content.decode()
    page = client.get(address).content.decode()
    assert "Wanneer helpt thuistaal?" in page
    assert cycle.title in page
    sent = {"text": "Wanneer helpt thuistaal bij het lezen?", "context": "Uit onze studie."}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302
    practice = PracticeQuestion.objects.get()
    assert (practice.text, practice.asker) == (sent["text"], observer_of(lesson))
    assert set(practice.topics.all()) == set(cycle.topics.all())
    page = client.get(of_cycle(cycle, "reflection")).content.decode()
    assert practice.get_absolute_url() in page
    assert address not in page
    assert cycle.get_absolute_url() in client.get(practice.get_absolute_url()).content.decode()


def test_where_a_question_from_practice_came_from_is_told_to_who_may_know_of_the_study(client):
    lesson, question = left()
    cycle = lesson.cycle
    practice = actions.bring_in_question(question=question, by=observer_of(lesson), text=question.text, context="")
    client.force_login(MemberFactory())
    assert cycle.title not in client.get(practice.get_absolute_url()).content.decode()
    cycle.state, cycle.finished_at, cycle.shared_at = CycleState.FINISHED, cycle.changed_at, cycle.changed_at
    cycle.save()
    assert of_cycle(cycle, "archive") in client.get(practice.get_absolute_url()).content.decode()
    assert practice.get_absolute_url() in client.get(of_cycle(cycle, "archive")).content.decode()


def test_what_was_asked_of_the_network_and_passed_on_to_the_bundling_is_brought_in_already(client):
    lesson, help_request = asked()
    by = NetworkRoleFactory().member
    pass_on(help_request=help_request, by=by, passed_to=PassedTo.BUNDLING, reason="Niemand weet het.")
    practice = PracticeQuestion.objects.get()
    question = lesson.cycle.open_questions.get()
    again = actions.bring_in_question(question=question, by=chair_of(lesson), text="Anders", context="")
    assert again == practice
    client.force_login(chair_of(lesson))
    assert practice.get_absolute_url() in client.get(of_cycle(lesson.cycle, "reflection")).content.decode()
    assert lesson.cycle.title in client.get(practice.get_absolute_url()).content.decode()


def test_what_was_withdrawn_can_be_brought_in_anew(client):
    lesson, question = left()
    by = observer_of(lesson)
    first = actions.bring_in_question(question=question, by=by, text=question.text, context="")
    withdraw(question=first, by=by)
    client.force_login(chair_of(lesson))
    page = client.get(of_cycle(lesson.cycle, "reflection")).content.decode()
    assert first.get_absolute_url() not in page
    assert of_cycle(lesson.cycle, "question_bring_in", question.public_id) in page
    assert actions.bring_in_question(question=question, by=chair_of(lesson), text=question.text, context="") != first


def test_a_wrong_text_loses_no_word(client):
    lesson, question = left()
    client.force_login(observer_of(lesson))
    sent = {"text": f"Wie is {BLOCK}?", "context": "Wat we zagen bij het lezen."}
    response = client.post(of_cycle(lesson.cycle, "question_bring_in", question.public_id), sent)
    assert response.status_code == 422
    assert "Wat we zagen bij het lezen." in response.content.decode()
    assert not PracticeQuestion.objects.exists()
