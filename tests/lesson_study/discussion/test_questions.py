"""What a team hears and reads of an open question that it asked to the network."""

from __future__ import annotations

import pytest
from django.urls import reverse

from expertise.asking.actions.answers import publish
from expertise.asking.actions.endings import close
from expertise.asking.actions.requests import accept, write_message
from expertise.asking.enums import HelpOutcome
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import Notice, NoticePreference
from lesson_study.cycles.actions.team import leave_team
from lesson_study.cycles.enums import CycleState
from lesson_study.discussion import notices
from lesson_study.discussion.actions import reflection as actions
from tests.factories import MemberFactory
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
