"""Conversations as they are read: what is new, in which order, found by search, and by nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from plg.space.actions import conversations as actions
from plg.space.models import Conversation, Post
from plg.space.posts import Reading, shown_posts
from tests import factories as f
from tests.pages import Page
from tests.plg.space.test_conversations import SECRET


@pytest.fixture
def conversation(inside):
    return actions.start_conversation(group=inside.group, by=inside.lead, title="Breuken", text=f"Eerste {SECRET}")


# Reading --------------------------------------------------------------------------------------


def test_reading_a_page_changes_nothing_and_marking_does(inside, conversation):
    def unread():
        membership = inside.group.memberships.get(member=inside.member)
        return Conversation.objects.with_reading_of(membership).filter(is_unread=True).count()

    assert unread() == 1
    inside.get("member", "conversation_detail", conversation.public_id)
    assert unread() == 1
    inside.post("member", "conversation_mark_read", conversation.public_id, until=timezone.now().isoformat())
    assert unread() == 0
    actions.add_post(conversation=conversation, by=inside.lead, text="Nog iets")
    assert unread() == 1
    inside.post("member", "space_mark_read")
    assert unread() == 0


POSTS_AND_MARK = "li.post, li.new-mark"


def test_a_mark_reaches_as_far_as_the_page_showed(inside, conversation):
    seen = conversation.posts.get().posted_at
    actions.add_post(
        conversation=conversation, by=inside.lead, text="Kwam er net bij", at=seen + dt.timedelta(seconds=1)
    )
    inside.post("member", "conversation_mark_read", conversation.public_id, until=seen.isoformat())
    read, mark, new = Page(inside.get("member", "conversation_detail", conversation.public_id)).all(POSTS_AND_MARK)
    assert SECRET in read
    assert mark["id"] == "nieuw"
    assert "Kwam er net bij" in new


@pytest.mark.parametrize("until", ["", "gisteren", "2026-13-45T00:00:00Z", "0001-01-01T00:00:00", "9" * 60])
def test_a_mark_with_nonsense_is_no_server_error(inside, conversation, until):
    assert inside.post("member", "conversation_mark_read", conversation.public_id, until=until).status_code == 302


def test_what_one_posted_oneself_is_not_new(inside, conversation):
    membership = inside.group.memberships.get(member=inside.lead)
    assert not Conversation.objects.with_reading_of(membership).filter(is_unread=True).exists()


def test_what_was_there_before_one_came_in_is_not_new(inside, conversation):
    Conversation.objects.update(last_post_at=timezone.now() - dt.timedelta(days=30))
    newcomer = f.GroupMembershipFactory(group=inside.group, start=timezone.localdate())
    assert not Conversation.objects.with_reading_of(newcomer).filter(is_unread=True).exists()


def test_a_long_conversation_comes_in_pages_and_links_find_their_post(inside, conversation):
    start = timezone.now() - dt.timedelta(days=1)
    for number in range(65):
        actions.add_post(
            conversation=conversation,
            by=inside.lead,
            text=f"bericht {number:03}",
            at=start + dt.timedelta(minutes=number),
        )
    post = Post.objects.get(text="bericht 050")
    client = inside.client("member")
    response = client.get(inside.url("post_permalink", post.public_id))
    assert response["Location"].endswith(f"#bericht-{post.public_id}")
    page = Page(client.get(response["Location"]))
    assert "bericht 050" in page.one(f"#bericht-{post.public_id}")
    assert "bericht 010" not in page
    newest = inside.get("member", "conversation_detail", conversation.public_id, naar="nieuwste").text
    assert SECRET in newest
    assert "bericht 064" in newest


def test_unread_opens_at_the_first_new_post(inside, conversation):
    base = conversation.posts.get().posted_at
    for number in range(40):
        actions.add_post(
            conversation=conversation, by=inside.lead, text=f"oud {number}", at=base + dt.timedelta(seconds=number + 1)
        )
    actions.mark_conversation_read(conversation=conversation, by=inside.member, until=timezone.now())
    read = conversation.readings.get(member=inside.member)
    type(read).objects.filter(pk=read.pk).update(read_until=base + dt.timedelta(seconds=40))
    actions.add_post(conversation=conversation, by=inside.lead, text="gloednieuw", at=base + dt.timedelta(seconds=60))
    page = Page(inside.get("member", "conversation_detail", conversation.public_id, naar="ongelezen"))
    shown = page.all(POSTS_AND_MARK)
    mark = next(place for place, item in enumerate(shown) if item["id"] == "nieuw")
    assert "gloednieuw" in shown[mark + 1]
    assert "oud 39" not in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_conversation_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    conversation = actions.start_conversation(group=inside.group, by=inside.lead, title="Breuken", text="Hoi @Jorn")
    opening = conversation.posts.get()
    for number in range(item_count):
        actions.add_post(conversation=conversation, by=inside.member, text=f"@Ilse {number}", reply_to=opening)
    client = inside.client("observer")
    with django_assert_num_queries(10):
        client.get(inside.url("conversation_detail", conversation.public_id))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    for number in range(item_count):
        starter = f.GroupMembershipFactory(group=inside.group).member
        actions.start_conversation(group=inside.group, by=starter, title=f"Gesprek {number}", text="Hoi")
    client = inside.client("member")
    with django_assert_num_queries(6):
        client.get(inside.url("conversation_list"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_overview_costs_the_same_whatever_is_in_it(inside, django_assert_num_queries, item_count):
    for number in range(item_count):
        starter = f.GroupMembershipFactory(group=inside.group).member
        actions.start_conversation(group=inside.group, by=starter, title=f"Gesprek {number}", text="Hoi")
    f.MeetingFactory(group=inside.group)
    client = inside.client("member")
    with django_assert_num_queries(17):
        client.get(inside.url("space_home"))


def test_pinned_conversations_stand_first(inside, conversation):
    newer = actions.start_conversation(group=inside.group, by=inside.lead, title="Nieuwer", text="Hoi")
    actions.pin_conversation(conversation=conversation, by=inside.lead)
    page = inside.get("member", "conversation_list").text
    assert page.index(conversation.title) < page.index(newer.title)


# Search and secrets ---------------------------------------------------------------------------


def test_search_finds_other_forms_of_a_word_and_only_in_this_group(inside, conversation):
    actions.add_post(conversation=conversation, by=inside.lead, text="We rekenden met verhoudingen")
    elsewhere = actions.start_conversation(
        group=f.GroupFactory(), by=inside.outsider, title="Elders", text="verhouding elders"
    )
    page = inside.get("member", "space_search", q="verhouding").text
    assert "We rekenden met verhoudingen" in page
    assert elsewhere.title not in page


@pytest.mark.parametrize("words", ["'", '"', "a & b | !", "((", "-", ":*", "x" * 100, "x" * 5000])
def test_search_takes_any_text(inside, words):
    assert inside.get("member", "space_search", q=words).status_code == 200


def test_no_word_of_a_post_reaches_notices_audit_or_search(inside, conversation):
    actions.add_post(conversation=conversation, by=inside.member, text=f"@Fenna {SECRET}")
    post = Post.objects.latest("pk")
    actions.edit_post(post=post, by=inside.member, text=f"{SECRET} anders")
    actions.remove_post(post=post, by=inside.lead)
    for rows in (Notice.objects.values(), AuditEvent.objects.values(), SearchEntry.objects.values()):
        assert rows
        assert SECRET not in str(list(rows))


def test_the_preview_stores_nothing_and_shows_safe_html(inside):
    response = inside.post("member", "post_preview", text="**vet** <script>x</script> @Fenna")
    assert "<strong>vet</strong>" in response.text
    assert "<script>" not in response.text
    assert "@Fenna Twickelstra" in response.text
    assert not Post.objects.exists()


def test_without_javascript_the_preview_keeps_the_text(inside, conversation):
    response = inside.post("member", "post_add", conversation.public_id, text="**vet**", preview="1")
    assert "<strong>vet</strong>" in response.text
    assert "**vet**</textarea>" in response.text
    assert Post.objects.count() == 1


def test_a_coordinator_sees_figures_and_no_content(inside, conversation):
    page = inside.get("coordinator", "space_home")
    assert page.status_code == 200
    assert conversation.title not in page.text
    assert inside.get("coordinator", "conversation_list").status_code == 403


def test_posts_of_unknown_writers_are_shown(inside, conversation):
    Post.objects.update(author=None)
    shown = shown_posts(conversation.posts.select_related("author", "conversation"), Reading(inside.lead, True, False))
    assert shown[0].name in {"former member", "oud-lid"}
    assert not shown[0].is_mine
