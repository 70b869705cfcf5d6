"""What a knowledgeable other reads and says of a discussion: a member, or a guest who comes by a link."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from lesson_study.cycles.enums import CycleState
from lesson_study.cycles.links import make_token
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle
from lesson_study.discussion.actions import discussions as actions
from lesson_study.discussion.actions import notes as note_actions
from lesson_study.discussion.enums import Step
from lesson_study.discussion.models import DiscussionNote
from tests.factories import MemberFactory
from tests.lesson_study.discussion.helpers import WARNS, address, chair_of, noted, talk_in, taught
from tests.pages import Page

pytestmark = pytest.mark.django_db


def expert_of(cycle, **fields):
    return KnowledgeableOther.objects.create(cycle=cycle, **fields)


def test_an_expert_with_an_account_reads_the_talk_without_notes_and_closes_it(client):
    lesson = taught()
    noted(lesson, "RAUWE-NOTITIE")
    expert = MemberFactory()
    expert_of(lesson.cycle, member=expert)
    discussion = talk_in(Step.REVISION, lesson)
    note_actions.add_note(discussion=discussion, by=chair_of(lesson), text="Dit zei het team.", step=Step.PUPILS)
    client.force_login(expert)
    page = client.get(address(lesson)).content.decode()
    assert "Dit zei het team." in page
    assert "RAUWE-NOTITIE" not in page
    assert "zoals verwacht" in page
    words = {"text": "Mooi gekeken."}
    assert client.post(address(lesson, "discussion_note_add"), words).status_code == 403
    client.post(address(lesson, "discussion_closing_words"), words)
    assert not DiscussionNote.objects.filter(author=expert).exists()
    talk_in(Step.EXPERT, lesson)
    client.post(address(lesson, "discussion_closing_words"), words)
    assert DiscussionNote.objects.get(author=expert).step == Step.EXPERT


def test_a_guest_reads_by_the_link_and_closes_the_talk(client):
    lesson = taught()
    noted(lesson, "RAUWE-NOTITIE")
    guest = expert_of(lesson.cycle, guest_name="Gast Kenner", guest_email="gast@demo.example")
    url = reverse("lesson_study:guest_discussion", args=[make_token(guest)])
    assert client.get(url).status_code == 200
    talk_in(Step.REVISION, lesson)
    page = client.get(url).content.decode()
    assert "RAUWE-NOTITIE" not in page
    assert 'name="text"' not in page
    client.post(url, {"text": "Te vroeg"})
    assert not DiscussionNote.objects.exists()
    talk_in(Step.EXPERT, lesson)
    assert client.post(url, {"text": "  "}).status_code == 422
    assert client.post(url, {"text": "Let op de overgang."}).status_code == 302
    assert DiscussionNote.objects.get().guest_name == "Gast Kenner"
    assert client.get(url + "x/").status_code == 404
    guest.withdrawn_at = timezone.now()
    guest.save()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("state", [CycleState.STOPPED, CycleState.FINISHED])
def test_the_link_of_a_guest_reads_nothing_after_the_study_is_over(client, state):
    lesson = taught()
    talk_in(Step.EXPERT, lesson)
    guest = expert_of(lesson.cycle, guest_name="Gast Kenner", guest_email="gast@demo.example")
    token = make_token(guest)
    pages = [reverse(f"lesson_study:{name}", args=[token]) for name in ("guest_plan", "guest_discussion")]
    assert [client.get(page).status_code for page in pages] == [200, 200]
    LessonStudyCycle.objects.filter(pk=lesson.cycle_id).update(
        state=state, state_reason="Klaar", finished_at=timezone.now()
    )
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert client.post(pages[1], {"text": "Nog iets"}).status_code == 404
    assert {Page(client.get(page)).one("h1").words for page in pages} == {"Deze Lesson Study is voorbij"}
    own = client.get(reverse("lesson_study:guest", args=[token])).content.decode()
    assert not any(page in own for page in pages)
    assert "is voorbij" in own


def test_a_dead_link_says_so_in_its_own_words_on_each_page_of_a_guest(client):
    lesson = taught()
    guest = expert_of(lesson.cycle, guest_name="Gast Kenner", guest_email="gast@demo.example")
    token = make_token(guest)
    guest.withdrawn_at = timezone.now()
    guest.save()
    for name in ("guest", "guest_plan", "guest_discussion"):
        response = client.get(reverse(f"lesson_study:{name}", args=[token]))
        assert response.status_code == 404
        assert Page(response).one("h1").words == "Deze link werkt niet meer"


def test_a_guest_who_sends_without_end_is_asked_to_wait(client, settings):
    lesson = taught()
    talk_in(Step.EXPERT, lesson)
    guest = expert_of(lesson.cycle, guest_name="Gast Kenner", guest_email="gast@demo.example")
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"lesson_guest": "2/10m/key"}
    url = reverse("lesson_study:guest_discussion", args=[make_token(guest)])
    answers = [client.post(url, {"text": f"Woord {number}"}).status_code for number in range(3)]
    assert answers == [302, 302, 422]
    assert DiscussionNote.objects.count() == 2


def test_a_name_in_the_closing_words_of_a_guest_is_asked_about(client):
    lesson = taught()
    talk_in(Step.EXPERT, lesson)
    guest = expert_of(lesson.cycle, guest_name="Gast Kenner", guest_email="gast@demo.example")
    url = reverse("lesson_study:guest_discussion", args=[make_token(guest)])
    client.post(url, {"text": "Let op Fatima"})
    assert WARNS in client.get(url).content.decode()


def test_a_guest_reads_each_discussion_and_finds_the_way_back(client):
    first = taught()
    talk_in(Step.EXPERT, first)
    guest = expert_of(first.cycle, guest_name="Gast Kenner", guest_email="gast@demo.example")
    token = make_token(guest)
    url = reverse("lesson_study:guest_discussion", args=[token])
    assert "les=" not in client.get(url).content.decode()
    second = taught(first.cycle, number=2, plan=first.plan)
    discussion = actions.start_discussion(lesson=second, by=chair_of(second))
    page = Page(client.get(url))
    assert page.one("h1").words == "Nabespreking les 2"
    assert page.one("main a[href='?les=1']").words == "Nabespreking les 1"
    assert page.one(f".breadcrumb a[href='{reverse('lesson_study:guest', args=[token])}']").words
    assert Page(client.get(f"{url}?les=1")).one("h1").words == "Nabespreking les 1"
    assert Page(client.get(f"{url}?les=7")).one("h1").words == "Nabespreking les 2"
    answer = client.post(f"{url}?les=1", {"text": "Over de eerste les."})
    assert answer["Location"] == f"{url}?les=1"
    assert DiscussionNote.objects.exclude(discussion=discussion).get().text == "Over de eerste les."
