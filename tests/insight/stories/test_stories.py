"""Value stories: told in parts that lead to each other, read by whom their teller chose, counted without words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from knowledge_network.figures.actions import publish_snapshot
from knowledge_network.figures.measures import count_told
from knowledge_network.figures.models import PublishedFigure
from knowledge_network.figures.periods import period_until
from knowledge_network.insight.stories import actions
from knowledge_network.insight.stories.actions import Told
from knowledge_network.insight.stories.display import Spot, draw_story
from knowledge_network.insight.stories.enums import StoryVisibility, ValueKind
from knowledge_network.insight.stories.models import StoryArrow, ValueStory
from knowledge_network.insight.stories.presenters import build_page
from knowledge_network.insight.stories.search import build_documents
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from lesson_study.discussion.enums import InsightLevel
from plg.records.enums import ReturnAudience
from plg.records.models import ReturnToSchool
from tests import factories as f
from tests.insight.helpers import coordinator, crowd
from tests.pages import Page
from tests.plg.meetings.helpers import moment

OCTOBER = dt.date(2026, 10, 31)

pytestmark = pytest.mark.django_db

IMMEDIATE = Told(ValueKind.IMMEDIATE, "We keken samen naar één vraag.")
APPLIED = Told(ValueKind.APPLIED, "Maandag liet ik eerst tekenen.")
REALISED = Told(ValueKind.REALISED, "Kinderen wachten op elkaar.", InsightLevel.PUPIL)


def told(by, *, group=None, visibility=StoryVisibility.OWN, parts=(IMMEDIATE, APPLIED, REALISED), **fields):
    return actions.tell_story(
        by=by, title="Ze wachtten", group=group, visibility=visibility, parts=parts, **{"tells": False, **fields}
    )


def url(name, *args):
    return reverse(f"insight:{name}", args=args)


def test_a_story_is_read_by_whom_its_teller_chose_and_by_no_coordinator_besides():
    group = crowd(3)
    teller, other = group.people[:2]
    stories = {who: told(teller, group=group, visibility=who) for who in StoryVisibility}
    readers = {
        "teller": teller,
        "group": other,
        "member": f.MemberFactory(),
        "runs": coordinator(),
        "stranger": AnonymousUser(),
    }
    seen = {
        name: {who.value for who, story in stories.items() if story in ValueStory.objects.visible_to(reader)}
        for name, reader in readers.items()
    }
    assert seen == {
        "teller": {"own", "group", "network", "public"},
        "group": {"group", "network", "public"},
        "member": {"network", "public"},
        "runs": {"network", "public"},
        "stranger": {"public"},
    }


def test_who_leaves_the_group_does_not_read_its_stories_any_more():
    group = crowd(2)
    story = told(group.people[0], group=group, visibility=StoryVisibility.GROUP)
    group.memberships.filter(member=group.people[1]).update(end=timezone.localdate())
    assert story not in ValueStory.objects.visible_to(group.people[1])


def test_parts_lead_to_each_other_in_their_order_and_one_may_lead_back():
    story = told(f.MemberFactory())
    first, second, third = story.parts.order_by("position")
    actions.change_part(part=first, by=story.author, text="Anders gezien.", comes_from=[third])
    shown = build_page(story, story.author)
    assert [(part.comes_from, part.leads_to) for part in shown.parts] == [([3], [2]), ([1], [3]), ([2], [1])]
    assert [arrow.is_loop for arrow in shown.picture.arrows] == [False, False, True]
    actions.remove_part(part=second, by=story.author)
    assert list(StoryArrow.objects.values_list("start", "end")) == [(third.pk, first.pk)]


def test_realised_value_says_for_whom_and_nothing_else_does():
    story = told(f.MemberFactory(), parts=[IMMEDIATE])
    for values in ({"kind": ValueKind.REALISED, "level": ""}, {"kind": ValueKind.APPLIED, "level": "pupil"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.add_part(story=story, by=story.author, text="Beter.", **values)


def test_an_arrow_stays_within_its_story():
    story, other = told(f.MemberFactory()), told(f.MemberFactory())
    part = actions.add_part(
        story=story, by=story.author, kind=ValueKind.ENABLING, text="Tijd.", comes_from=other.parts.all()
    )
    assert not StoryArrow.objects.filter(end=part).exists()


def test_the_last_part_goes_with_its_story_only():
    story = told(f.MemberFactory(), parts=[IMMEDIATE])
    with pytest.raises(RefusedError):
        actions.remove_part(part=story.parts.get(), by=story.author)
    actions.remove_story(story=story, by=story.author)
    assert not ValueStory.objects.exists()


def test_a_form_that_is_sent_twice_tells_one_story(client):
    group = crowd(2)
    client.force_login(group.people[0])
    page = Page(client.get(url("story_tell") + f"?groep={group.slug}"))
    assert page.one('select[name="group"] option[selected]')["value"] == group.slug
    key = page.one('input[name="key"]')["value"]
    sent = {"key": key, "title": "Wachten", "group": group.slug, "visibility": "groep", "part_applied": "Geprobeerd."}
    for _time in range(2):
        client.post(url("story_tell"), sent)
    story = ValueStory.objects.get()
    assert (story.group, story.visibility, story.parts.get().kind) == (group, StoryVisibility.GROUP, "applied")


def test_bad_input_says_what_is_wrong_by_field_and_keeps_the_words(client):
    client.force_login(f.MemberFactory())
    sent = {"title": "", "visibility": "groep", "part_realised": "Het ging beter."}
    answer = client.post(url("story_tell"), sent)
    page = Page(answer)
    assert answer.status_code == 422
    assert page.one('textarea[name="part_realised"]').words == "Het ging beter."
    assert {"id_title", "id_group", "id_level"} <= {
        link["href"].removeprefix("#") for link in page.all(".error-summary a")
    }
    assert not ValueStory.objects.exists()


def test_a_group_hears_of_a_story_once_and_who_did_not_look_yet_forgets_it_when_it_is_kept_back():
    group = crowd(3)
    teller = group.people[0]
    story = told(teller, group=group, tells=True)
    assert not Notice.objects.exists()
    for visibility in (StoryVisibility.GROUP, StoryVisibility.NETWORK):
        actions.change_story(story=story, by=teller, title="Wachten", group=group, visibility=visibility)
    assert set(Notice.objects.values_list("member", flat=True)) == {one.pk for one in group.people[1:]}
    actions.change_story(story=story, by=teller, title="Wachten", group=group, visibility=StoryVisibility.OWN)
    assert not Notice.objects.exists()


def test_a_coordinator_takes_a_story_out_of_view_and_its_teller_hears_why():
    story = told(f.MemberFactory(), visibility=StoryVisibility.PUBLIC)
    actions.hide_story(story=story, by=coordinator(), reason="Er staat een naam in.")
    story.refresh_from_db()
    notice = Notice.objects.get()
    assert (story.is_own, notice.member, "naam" in notice.params["reason"]) == (True, story.author, True)


def test_what_shows_it_is_told_to_who_may_read_that(client):
    """That something was brought back stands there; its words only for who may read them."""
    teller = f.MemberFactory()
    kept = ReturnToSchool.objects.create(
        member=teller, what="Een vraag aan de deur.", audience=ReturnAudience.CLASS,
        happened_on=timezone.localdate(), shared_with_group=False,
    )  # fmt: skip
    story = told(teller, visibility=StoryVisibility.PUBLIC)
    part = story.parts.order_by("position").last()
    actions.change_part(part=part, by=teller, returned=kept)
    address = story.get_absolute_url()
    assert "Een vraag aan de deur." not in client.get(address).content.decode()
    client.force_login(f.MemberFactory())
    page = Page(client.get(address))
    assert "Een vraag aan de deur." not in page
    assert "Teruggebracht naar school" in page.one(".story-evidence").words
    client.force_login(teller)
    assert "Een vraag aan de deur." in Page(client.get(address))


def test_outside_the_network_nobody_reads_a_name(client):
    teller = f.MemberFactory()
    story = told(teller, visibility=StoryVisibility.PUBLIC)
    for address in (story.get_absolute_url(), url("story_list")):
        page = client.get(address).content.decode()
        assert "Ze wachtten" in page
        assert teller.family_name not in page


def test_search_finds_a_story_for_exactly_those_who_may_read_it():
    group = crowd(2)
    audiences = {}
    for who in StoryVisibility:
        story = told(group.people[0], group=group, visibility=who)
        audiences[who.value] = [list(document.audiences) for document in build_documents([story.pk])]
    assert audiences == {
        "own": [], "group": [[f"group:{group.slug}"]], "network": [["members"]], "public": [["public"]],
    }  # fmt: skip


def test_the_page_of_a_group_counts_only_what_its_reader_may_read(client):
    group = crowd(2)
    told(group.people[0], group=group, visibility=StoryVisibility.GROUP)
    told(group.people[0], group=group, visibility=StoryVisibility.NETWORK, parts=[IMMEDIATE])
    told(group.people[0], group=group)
    counts = {}
    for name, reader in (("inside", group.people[1]), ("outside", f.MemberFactory())):
        client.force_login(reader)
        page = Page(client.get(url("story_group", group.slug)))
        counts[name] = [int(one.words) for one in page.all(".story-count b")]
    assert counts == {"inside": [2, 0, 1, 1, 0], "outside": [1, 0, 0, 0, 0]}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(client, count, django_assert_num_queries):
    group = crowd(2)
    for _story in range(count):
        told(group.people[0], group=group, visibility=StoryVisibility.NETWORK)
    client.force_login(group.people[1])
    client.get(url("story_list"))
    with django_assert_num_queries(4):
        page = Page(client.get(url("story_list")))
    assert len(page.all(".story-card")) == count


# What is counted ------------------------------------------------------------------------------------


def test_only_shared_stories_count_by_the_day_on_which_they_were_shared():
    today = timezone.localdate()
    period = period_until(today)
    teller = f.MemberFactory()
    told(teller)
    told(teller, visibility=StoryVisibility.NETWORK)
    told(f.MemberFactory(), visibility=StoryVisibility.PUBLIC, at=timezone.now() - dt.timedelta(days=800))
    assert count_told(period) == {
        "F1.tellers": 1, "F1.told_applied": 1, "F1.told_pupil": 1, "F1.told_teacher": 0, "F1.told_school": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("tellers", "shown"), [(4, False), (5, True)])
def test_of_stories_nothing_is_published_unless_five_people_told_one(tellers, shown):
    site = f.SiteFactory()
    people = [f.MemberFactory(site=site) for _person in range(20)]
    for person in people[:tellers]:
        for _time in range(2):
            told(person, visibility=StoryVisibility.NETWORK, at=moment("2026-10-06T15:30"))
    publish_snapshot(until=OCTOBER, by=None, at=moment("2026-12-02T05:00"))
    published = PublishedFigure.objects.filter(until=OCTOBER, code__regex=r"^F1\.tel|^F1\.told")
    found = {row.code: (int(row.least), int(row.most)) for row in published}
    bands = {
        "F1.told_applied": (10, 14),
        "F1.told_pupil": (10, 14),
        "F1.told_teacher": (0, 4),
        "F1.told_school": (0, 4),
    }
    assert found == {"F1.tellers": (5, 9) if shown else (0, 4), **(bands if shown else {})}


# The picture ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 9])
def test_every_circle_lies_within_the_picture(count):
    kinds = list(ValueKind.values)
    spots = [Spot(number, number, kinds[number % len(kinds)]) for number in range(count)]
    arrows = [(a, b) for a in range(count) for b in range(count) if a != b]
    picture = draw_story(spots, arrows, kinds, {kind: kind for kind in kinds})
    assert all(19 <= one.x <= picture.width - 19 and 19 <= one.y <= picture.height - 19 for one in picture.circles)
    assert len({(one.x, one.y) for one in picture.circles}) == count
    assert len(picture.arrows) == len(arrows)
