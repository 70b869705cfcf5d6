"""All questions from practice in one table: found, sorted, decided on together, and taken back."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.questions.actions import originals, states
from expertise.questions.enums import QuestionState, RoleGroup
from expertise.questions.models import PracticeQuestion
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests import factories as f

pytestmark = pytest.mark.django_db
URL = "/beheer/praktijkvragen/"
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def desk(client, runs):
    client.force_login(runs, backend=BACKEND)
    return client


def bring_in(text, **values):
    values = {"topics": [], "is_anonymous": False} | values
    return originals.add_question(by=values.pop("by", None) or f.MemberFactory(), text=text, **values)


def texts(response) -> list[str]:
    return [question.text for question in response.context["table"].rows]


def bulk(client, action, *questions, **more):
    ids = [question.public_id for question in questions]
    return client.post(reverse("expertise:practice_questions_bulk"), {"action": action, "ids": ids, **more})


def test_questions_are_filtered_and_sorted_by_their_heads(desk):
    topic = f.TopicFactory()
    bring_in("Aan wie vraag ik dit?", topics=[topic], at=timezone.now() - dt.timedelta(days=3))
    bring_in("Zou dit ook zonder toets kunnen?", by=f.MemberFactory(function="student_teacher"))
    assert texts(desk.get(URL)) == ["Zou dit ook zonder toets kunnen?", "Aan wie vraag ik dit?"]
    assert texts(desk.get(URL, {"sorteer": "vraag"}))[0].startswith("Aan")
    assert texts(desk.get(URL, {"thema": topic.slug})) == ["Aan wie vraag ik dit?"]
    assert texts(desk.get(URL, {"rol": RoleGroup.STUDENT_TEACHER.address})) == ["Zou dit ook zonder toets kunnen?"]


def test_who_asked_without_a_name_has_none_in_the_table_and_in_the_sheet(desk, settings):
    bring_in("Mag dit stil?", by=f.MemberFactory(family_name="Geheimman"), is_anonymous=True)
    assert "Geheimman" not in desk.get(URL).content.decode()
    response = bulk(desk, "xlsx", everything="on")
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert "Geheimman" not in str(rows)
    assert isinstance(rows[1][6], dt.datetime)
    assert rows[1][-1].startswith(settings.PUBLIC_URL)
    assert AuditEvent.objects.filter(verb="expertise.practice_questions_exported").exists()


def test_several_are_decided_after_a_look_with_a_reason_and_taken_back_before_anybody_hears(desk):
    asker = f.MemberFactory()
    one, two = bring_in("Hoe lang duurt een les?", by=asker), bring_in("Wanneer is er tijd voor rust?", by=asker)
    gone = bring_in("Is dit al weg?")
    states.withdraw(question=gone, by=gone.asker)
    look = bulk(desk, "leave", one, two, gone).context["look"]
    assert sorted(look.names) == sorted([one.text, two.text])
    assert [skipped.name for skipped in look.skipped] == [gone.text]
    assert bulk(desk, "leave", one, two, confirmed="1").context["look"].form.errors
    bulk(desk, "leave", one, two, confirmed="1", reason="Dat regelt elk bestuur zelf.")
    assert set(PracticeQuestion.objects.exclude(pk=gone.pk).values_list("state", flat=True)) == {"not_taken_up"}
    assert Notice.objects.filter(member=asker).count() == 2
    desk.post(reverse("expertise:practice_questions_undo"))
    assert set(PracticeQuestion.objects.exclude(pk=gone.pk).values_list("state", flat=True)) == {"brought_in"}
    assert not Notice.objects.filter(member=asker).exists()


def test_a_row_alone_is_never_decided_without_a_reason(desk):
    question = bring_in("Hoe lang duurt een les?")
    desk.post(reverse("expertise:practice_questions_bulk"), {"one": f"refer {question.public_id}"})
    question.refresh_from_db()
    assert question.state == QuestionState.BROUGHT_IN


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same_whatever_its_length(desk, django_assert_num_queries, count):
    for number in range(count):
        bring_in(f"Hoe zit het met vraag {number}?", topics=[f.TopicFactory()])
    with django_assert_num_queries(7):
        desk.get(URL)
