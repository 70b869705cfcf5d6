"""Two of a team with one form open: neither loses a word, and what one did not touch stays as the other left it."""

from __future__ import annotations

import pytest
from django.test import Client

from lesson_study.classroom.enums import Match
from lesson_study.cycles.enums import Phase
from lesson_study.discussion.actions.reflection import write_insight
from lesson_study.discussion.actions.revisions import add_revision
from lesson_study.discussion.enums import InsightLevel, Progress, Step
from lesson_study.discussion.models import Discussion, EvidenceLink, Insight, PupilProgress, Revision
from tests.lesson_study.discussion.helpers import address, chair_of, noted, observer_of, of_cycle, talk_in, taught
from tests.pages import Page

pytestmark = pytest.mark.django_db
BOTH_STAND = "nu staan beide teksten er"


def filled_in(form):
    """Field → what a browser sends of it untouched."""
    found = {}
    for field in form.all("input[name]"):
        if (
            "type" not in field.attributes
            or field["type"] not in {"radio", "checkbox"}
            or "checked" in field.attributes
        ):
            found.setdefault(field["name"], []).append(field["value"] if "value" in field.attributes else "")
    for field in form.all("textarea[name]"):
        found[field["name"]] = [field.words]
    for field in form.all("select[name]"):
        found[field["name"]] = [option["value"] for option in field.all("option[selected]")]
    return found


class Writer:
    """Somebody of the team with a page open since before the other sent theirs."""

    def __init__(self, member, url, action=""):
        self.client, self.url = Client(), action or url
        self.client.force_login(member)
        page = Page(self.client.get(url))
        self.fields = filled_in(page.one(f'form[action="{action}"]' if action else "form[data-guard]"))

    def send(self, **changed):
        answer = self.client.post(self.url, self.fields | changed, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()


def in_reflection():
    lesson = taught()
    lesson.cycle.phase = Phase.REFLECTION
    lesson.cycle.save()
    return lesson


def pair(lesson, url, action=""):
    return Writer(chair_of(lesson), url, action), Writer(observer_of(lesson), url, action)


def test_progress_of_a_pupil_keeps_both_texts_and_the_choice_of_who_chose():
    lesson = in_reflection()
    pupil = lesson.cycle.case_pupils.get(code="A")
    PupilProgress.objects.create(case_pupil=pupil, progress=Progress.NOT_YET, text="Tekent de strook.")
    one, other = pair(lesson, of_cycle(lesson.cycle, "progress_note", "A"))
    one.send(progress=Progress.REACHED)
    other.send(text="Tekent de strook. Legt hem uit.")
    stored = PupilProgress.objects.get()
    assert (stored.progress, stored.text) == (Progress.REACHED, "Tekent de strook. Legt hem uit.")


def test_an_insight_keeps_both_texts_and_says_so():
    lesson = in_reflection()
    insight = write_insight(
        cycle=lesson.cycle, by=chair_of(lesson), level=InsightLevel.PUPIL, text="Het touw hielp."
    ).insight
    one, other = pair(lesson, of_cycle(lesson.cycle, "insight_change", insight.public_id))
    assert BOTH_STAND not in one.send(text="Het touw hielp A.", level=InsightLevel.TEACHER)
    assert BOTH_STAND in other.send(text="Het touw hielp iedereen.", monday="Touw mee.")
    stored = Insight.objects.get()
    assert "hielp A." in stored.text
    assert "hielp iedereen." in stored.text
    assert (stored.level, stored.monday) == (InsightLevel.TEACHER, "Touw mee.")


def test_notes_behind_an_insight_that_another_linked_stay_and_what_one_unticks_goes():
    lesson = in_reflection()
    first, second, third = (noted(lesson, text, match=Match.OTHERWISE) for text in ("een", "twee", "drie"))
    insight = write_insight(
        cycle=lesson.cycle, by=chair_of(lesson), level=InsightLevel.PUPIL, text="Zo zit het.", evidence=[first]
    ).insight
    one, other = pair(lesson, of_cycle(lesson.cycle, "insight_change", insight.public_id))
    one.send(evidence=[first.uuid, second.uuid])
    other.send(evidence=[third.uuid])
    assert set(EvidenceLink.objects.values_list("observation", flat=True)) == {second.pk, third.pk}


def test_an_insight_that_another_took_away_meanwhile_comes_back_with_what_was_written():
    lesson = in_reflection()
    insight = write_insight(cycle=lesson.cycle, by=chair_of(lesson), level=InsightLevel.PUPIL, text="Oud").insight
    gone = Insight.objects.get(pk=insight.pk)
    insight.delete()
    write_insight(cycle=lesson.cycle, by=observer_of(lesson), insight=gone, level=InsightLevel.PUPIL, text="Nieuw")
    assert Insight.objects.get().text == "Nieuw"


def test_a_change_to_the_plan_keeps_both_texts_and_the_row_that_was_chosen():
    lesson = taught()
    discussion = talk_in(Step.REVISION, lesson)
    row = lesson.plan.rows.order_by("position")[0]
    change = add_revision(discussion=discussion, by=chair_of(lesson), after="Eerst stil tekenen.", reason="B wachtte.")
    one, other = pair(lesson, address(lesson, "discussion_revision_change", change.public_id))
    one.send(after="Eerst twee minuten stil tekenen.", row=str(row.key))
    other.send(reason="B wachtte, en A ook.")
    stored = Revision.objects.get()
    assert stored.after == "Eerst twee minuten stil tekenen."
    assert stored.reason == "B wachtte, en A ook."
    assert stored.row_key == row.key


def test_the_reason_for_no_change_keeps_both_texts():
    lesson = taught()
    talk_in(Step.REVISION, lesson)
    one, other = pair(lesson, address(lesson), address(lesson, "discussion_no_revision"))
    one.send(reason="alles ging zoals verwacht")
    other.send(reason="we willen het nog eens zien")
    reason = Discussion.objects.get().no_revision_reason
    assert "zoals verwacht" in reason
    assert "nog eens zien" in reason


def test_the_reason_for_no_second_lesson_keeps_both_texts():
    lesson = taught()
    lesson.cycle.phase = Phase.RETEACH
    lesson.cycle.save()
    one, other = pair(lesson, of_cycle(lesson.cycle, "reteach"), of_cycle(lesson.cycle, "reteach_skip"))
    one.send(reason="geen vervanging")
    other.send(reason="het schooljaar is om")
    lesson.cycle.refresh_from_db()
    assert "geen vervanging" in lesson.cycle.no_reteach_reason
    assert "schooljaar is om" in lesson.cycle.no_reteach_reason


def test_a_licence_that_a_colleague_chose_meanwhile_is_not_chosen_over():
    lesson = in_reflection()
    one, other = pair(lesson, of_cycle(lesson.cycle, "reflection"), of_cycle(lesson.cycle, "licence_choose"))
    one.send(licence="cc-by-nc-40")
    again = other.client.post(other.url, other.fields | {"licence": "cc-by-sa-40"})
    assert (again.status_code, "Iemand anders heeft dit veranderd" in again.content.decode()) == (422, True)
    lesson.cycle.refresh_from_db()
    assert lesson.cycle.licence == "cc-by-nc-40"
