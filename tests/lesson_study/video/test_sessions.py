"""A session on its way from an idea to insights, also without any film; who comes in; what is said and what stays."""

from __future__ import annotations

import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.privacy.export import build_export
from knowledge_network.notifications.events.models import Notice
from lesson_study.cycles.actions.cycles import start_cycle
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.video.actions import clips, sessions, talk
from lesson_study.video.enums import NoteKind, ReadinessItem, SessionState
from lesson_study.video.models import SessionInsight, SessionNote, VideoSession
from lesson_study.video.queries import MOST_TO_TICK, find_people_to_ask
from lesson_study.video.words import PROMPTS
from plg.groups.signals import left_group
from plg.records.models import ActionItem, ReturnToSchool
from tests import factories as f
from tests.lesson_study.video.filming import address

pytestmark = pytest.mark.django_db


def test_a_session_without_a_film_goes_all_the_way(playground):
    session = playground.choose()
    client = playground.client("mate")
    client.post(address(session, "talk_begin"))
    for step in range(1, len(PROMPTS)):
        client.post(address(session, "talk_on"), {"step": step})
    client.post(address(session, "note_add"), {"kind": "strength", "text": "Zij wacht drie tellen."})
    client.post(address(session, "insight_add"), {"kind": "keep", "insight": "Eerst kijken, dan roepen."})
    client.post(address(session, "talk_close"))
    session.refresh_from_db()
    assert (session.state, session.current) == (SessionState.INSIGHTS, None)
    assert SessionNote.objects.get().clip.position == 1
    log = playground.client("guest").get(reverse("lesson_study:video_group", args=[playground.group.slug]))
    assert "Eerst kijken, dan roepen." in log.text
    assert "Zij wacht drie tellen." not in log.text


@pytest.mark.parametrize("missing", ReadinessItem.values)
def test_without_one_of_the_five_points_nothing_is_filmed(playground, missing):
    session = playground.start()
    items = [item for item in ReadinessItem.values if item != missing]
    sessions.check_items(session=session, by=playground.owner, items=items)
    with pytest.raises(RefusedError):
        sessions.note_filming(session=session, by=playground.owner, filmed_on=timezone.localdate())
    assert VideoSession.objects.get().state == SessionState.IDEA


@pytest.mark.parametrize("who", ["stranger", "neighbour"])
def test_who_is_not_in_it_finds_nothing(playground, who):
    session = playground.start()
    client = playground.client(who)
    assert client.get(address(session)).status_code == 404
    assert client.get(address(session, "watch")).status_code == 404
    assert "Pleinwacht" not in client.get(reverse("lesson_study:video_list")).text


def test_only_who_was_filmed_decides(playground):
    session = playground.film()
    clip = session.clips.get(position=1)
    for name, more in (("people", ()), ("clip_add", ()), ("clip_share", (clip.public_id,)), ("erase", ())):
        assert playground.client("mate").get(address(session, name, *more)).status_code == 403
        assert playground.client("owner").get(address(session, name, *more)).status_code == 200


def test_advice_waits_for_the_second_half_and_the_words_are_kept(playground):
    session = playground.choose()
    sessions.begin_talk(session=session, by=playground.owner)
    client = playground.client("mate")
    page = client.post(address(session, "note_add"), {"kind": "different", "text": "Ik zou eerder roepen."})
    assert page.status_code == 422
    assert "Ik zou eerder roepen." in page.text
    for step in range(1, 5):
        sessions.move_talk(session=session, by=playground.owner, seen=step, way=1)
    client.post(address(session, "note_add"), {"kind": "different", "text": "Ik zou eerder roepen."})
    assert SessionNote.objects.get().kind == NoteKind.DIFFERENT


def test_two_to_four_fragments_are_chosen_and_not_more(playground):
    session = playground.film()
    session.clips.get(position=2).delete()
    with pytest.raises(RefusedError):
        sessions.close_choice(session=session, by=playground.owner)
    for _n in range(3):
        clips.add_clip(session=session, by=playground.owner, title="Nog een", description="Meer.")
    with pytest.raises(RefusedError):
        clips.add_clip(session=session, by=playground.owner, title="Te veel", description="Meer.")


def test_the_same_note_sent_twice_is_one(playground):
    session = playground.choose()
    key = "6e2b2a38-4a1c-4b0e-9a0e-0d5a7f6f2c11"
    client = playground.client("guest")
    for text in ("Zij telt.", "Zij telt.", "Hij lacht."):
        client.post(address(session, "note_add"), {"kind": "surprise", "text": text, "key": key})
    assert sorted(SessionNote.objects.values_list("text", flat=True)) == ["Hij lacht.", "Zij telt."]


def test_an_insight_goes_along_to_school_and_becomes_an_action_point_once(playground):
    session = playground.choose()
    sessions.begin_talk(session=session, by=playground.owner)
    row = talk.write_insight(session=session, by=playground.owner, kind=NoteKind.KEEP, text="De bel is een lied.")
    client = playground.client("mate")
    for _press in range(2):
        client.post(address(session, "insight_school", row.public_id))
        client.post(address(session, "insight_action", row.public_id))
    assert ReturnToSchool.objects.get().what == ActionItem.objects.get().title == "De bel is een lied."
    assert (ReturnToSchool.objects.get().member, ActionItem.objects.get().owner) == (playground.mate, playground.mate)


def test_an_insight_becomes_one_draft_of_the_group_with_nothing_of_who_was_filmed(playground):
    session = playground.choose()
    sessions.begin_talk(session=session, by=playground.owner)
    row = talk.write_insight(session=session, by=playground.owner, kind=NoteKind.KEEP, text="De bel is een lied.")
    url = address(session, "insight_product", row.public_id)
    assert playground.client("neighbour").post(url).status_code == 403
    for _press in range(2):
        playground.client("mate").post(url)
    product = KnowledgeProduct.objects.get()
    assert (product.title, product.status, product.group) == (row.text, ProductStatus.DRAFT, session.group)
    assert (product.added_by, product.makers, product.link) == (playground.mate, "", "")


def test_an_insight_becomes_the_goal_of_a_lesson_study_once(playground):
    """A new one, in its start, with who pressed in the team; what comes later stands under what shows it."""
    session = playground.choose()
    sessions.begin_talk(session=session, by=playground.owner)
    rows = [
        talk.write_insight(session=session, by=playground.owner, kind=NoteKind.KEEP, text=text)
        for text in ("De bel is een lied.", "Eerst kijken.")
    ]
    assert playground.client("neighbour").post(address(session, "insight_goal", rows[0].public_id)).status_code == 403
    client = playground.client("mate")
    for row in (rows[0], rows[0], rows[1], rows[1]):
        landed = client.post(address(session, "insight_goal", row.public_id))["Location"]
    cycle = LessonStudyCycle.objects.get()
    assert landed == reverse("lesson_study:goal", args=[cycle.public_id])
    assert (cycle.group, cycle.question, cycle.evidence) == (session.group, "De bel is een lied.", "Eerst kijken.")
    assert [row.member for row in cycle.team.present()] == [playground.mate]
    assert "De bel is een lied." in client.get(landed).text


def test_an_insight_goes_to_the_study_that_still_seeks_its_goal_and_to_no_other(playground):
    session = playground.choose()
    sessions.begin_talk(session=session, by=playground.owner)
    row = talk.write_insight(session=session, by=playground.owner, kind=NoteKind.KEEP, text="De bel is een lied.")
    begun = {"group": session.group, "by": playground.mate, "subject": "maths"}
    under_way = start_cycle(title="Breuken", **begun)
    LessonStudyCycle.objects.filter(pk=under_way.pk).update(phase=Phase.LESSON)
    start_cycle(title="Van een ander", **begun | {"by": playground.owner})
    seeking = start_cycle(title="Samen spelen", **begun)
    LessonStudyCycle.objects.filter(pk=seeking.pk).update(evidence="x" * 1990, question="Wat doen we?")
    playground.client("mate").post(address(session, "insight_goal", row.public_id))
    assert LessonStudyCycle.objects.count() == 3
    assert not LessonStudyCycle.objects.filter(evidence__contains=row.text).exists()
    LessonStudyCycle.objects.filter(pk=seeking.pk).update(evidence="Ze rennen.")
    playground.client("mate").post(address(session, "insight_goal", row.public_id))
    seeking.refresh_from_db()
    assert (seeking.question, seeking.evidence) == ("Wat doen we?", "Ze rennen.\nDe bel is een lied.")


def test_who_was_filmed_gets_what_the_moment_was_called_in_the_copy_and_nobody_else_does(playground):
    session = playground.choose()
    VideoSession.objects.filter(pk=session.pk).update(title="kanarie-moment", focus="kanarie-waarom")
    for who, has in (("owner", True), ("mate", False)):
        with build_export(getattr(playground, who)) as archive, zipfile.ZipFile(archive) as copy:
            told = "".join(copy.read(name).decode(errors="ignore") for name in copy.namelist())
        assert ("kanarie-moment" in told, "kanarie-waarom" in told) == (has, has)


def test_who_looks_along_from_the_school_writes_nothing_on_the_list_of_the_group(playground):
    session = playground.choose()
    sessions.begin_talk(session=session, by=playground.owner)
    row = talk.write_insight(session=session, by=playground.owner, kind=NoteKind.KEEP, text="De bel is een lied.")
    url = address(session, "insight_action", row.public_id)
    shown = {who: url in playground.client(who).get(address(session, "watch")).text for who in ("mate", "neighbour")}
    assert shown == {"mate": True, "neighbour": False}
    assert playground.client("neighbour").post(url).status_code == 403
    assert not ActionItem.objects.exists()


def test_a_screen_that_knows_all_gets_nothing_new(playground):
    session = playground.choose()
    client = playground.client("guest")
    state = str(VideoSession.objects.get().revision)
    assert client.get(address(session, "live"), {"stand": state}).status_code == 204
    talk.write_note(session=session, by=playground.mate, kind=NoteKind.STRENGTH, text="Nieuw")
    assert "Nieuw" in client.get(address(session, "live"), {"stand": state}).text


def test_who_is_away_or_works_elsewhere_now_is_not_offered(playground):
    session = playground.start()
    assert {playground.mate, playground.neighbour, playground.checker} <= set(find_people_to_ask(session))
    playground.neighbour.appointments.update(end=timezone.localdate())
    type(playground.checker).objects.filter(pk=playground.checker.pk).update(suspended_at=timezone.now())
    offered = set(find_people_to_ask(session))
    assert playground.mate in offered
    assert not {playground.neighbour, playground.checker} & offered
    with pytest.raises(RefusedError):
        playground.invite(session)


def test_who_leaves_the_group_looks_along_no_more(playground):
    session = playground.choose()
    left_group.send(sender=None, member=playground.guest, group=playground.group, at=None)
    assert playground.client("guest").get(address(session)).status_code == 404


def test_who_is_asked_is_told_and_nothing_of_what_is_to_be_seen(playground):
    session = playground.film()
    sessions.choose_people(
        session=session, by=playground.owner, viewers=[playground.mate], checker=None, leader=playground.mate
    )
    session.viewers.all().delete()
    sessions.choose_people(session=session, by=playground.owner, viewers=[playground.mate], checker=None, leader=None)
    notice = Notice.objects.get(kind="lesson_study.video_viewer_asked")
    assert notice.member == playground.mate
    assert "Moment 1" not in str(notice.params)


def test_no_browser_keeps_a_page_of_a_session(playground):
    session = playground.choose()
    for name in ("detail", "watch"):
        assert "no-store" in playground.client("mate").get(address(session, name))["Cache-Control"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_is_in_it(playground, django_assert_num_queries, count):
    for _n in range(count):
        playground.start()
    client = playground.client("owner")
    client.get(reverse("lesson_study:video_list"))
    with django_assert_num_queries(4):
        client.get(reverse("lesson_study:video_list"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_of_a_group_costs_the_same_whatever_is_in_it(playground, django_assert_num_queries, count):
    session = playground.choose()
    VideoSession.objects.update(state=SessionState.INSIGHTS)
    for number in range(count):
        SessionInsight.objects.create(session=session, kind=NoteKind.KEEP, text=f"Inzicht {number}")
    client, url = playground.client("guest"), reverse("lesson_study:video_group", args=[playground.group.slug])
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url)


def test_of_a_large_school_nobody_is_listed_and_a_colleague_is_named(playground):
    session = playground.film()
    for _number in range(MOST_TO_TICK):
        f.MemberFactory(site=playground.site)
    url = reverse("lesson_study:video_people", args=[session.public_id])
    client = playground.client("owner")
    page = client.get(url)
    ticked = {playground.mate, playground.guest, playground.lecturer, playground.neighbour, playground.checker}
    assert set(page.context["form"].fields["viewers"].queryset) == ticked
    late = f.MemberFactory(site=playground.site)
    sent = {"viewers": [playground.mate.public_id], "another": late.get_full_name(), "leader": late.public_id}
    assert client.post(url, sent).status_code == 302
    session.refresh_from_db()
    assert {row.member for row in session.viewers.all()} == {playground.mate, late}
    assert (session.leader, session.checker) == (late, None)
    assert client.post(url, {"another": playground.stranger.get_full_name()}).status_code == 422


def test_who_can_be_recognised_is_named(playground):
    session = playground.film()
    named = playground.client("owner").get(session.get_absolute_url()).context["adult_form"]["member"]
    assert (playground.mate.get_full_name() in named.as_widget(), "<option" in named.as_widget()) == (False, False)
