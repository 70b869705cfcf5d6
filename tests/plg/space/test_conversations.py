"""What happens to words inside a group: who reads them, who is told, what stays of them."""

from __future__ import annotations

import re
import threading

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.kit.diff import as_html, changes
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from plg.groups.actions.groups import update_group
from plg.space.actions import conversations as actions
from plg.space.mentions import as_typed, render_post, store_mentions
from plg.space.models import Conversation, Post
from tests import factories as f
from tests.pages import Page

SECRET = "kanarie-in-het-gesprek"


@pytest.fixture
def conversation(inside):
    return actions.start_conversation(group=inside.group, by=inside.lead, title="Breuken", text=f"Eerste {SECRET}")


def told(member):
    return set(Notice.objects.filter(member=member).values_list("kind", flat=True))


# Starting and answering -----------------------------------------------------------------------


def test_a_conversation_is_started_and_the_whole_group_is_told(inside):
    response = inside.post("lead", "conversation_start", title="Breuken", text="Wie doet mee?")
    conversation = Conversation.objects.get()
    assert response["Location"] == inside.url("conversation_detail", conversation.public_id)
    assert conversation.post_count == 1
    assert told(inside.member) == told(inside.observer) == {"plg.conversation_started"}
    assert told(inside.lead) == told(inside.outsider) == set()


def test_an_answer_goes_to_who_takes_part(inside, conversation):
    inside.post("member", "post_add", conversation.public_id, text="Ik doe mee.")
    conversation.refresh_from_db()
    assert conversation.post_count == 2
    assert conversation.last_post_by == inside.member
    assert "plg.posted" in told(inside.lead)
    assert "plg.posted" not in told(inside.observer)


def test_a_busy_conversation_leaves_one_unread_notice(inside, conversation):
    for text in ("een", "twee", "drie"):
        actions.add_post(conversation=conversation, by=inside.member, text=text)
    assert Notice.objects.filter(member=inside.lead, kind="plg.posted").count() == 1


def test_sending_a_form_twice_posts_once(inside, conversation):
    data = {"text": "Eén keer", "key": "abc"}
    first = inside.post("member", "post_add", conversation.public_id, **data)
    second = inside.post("member", "post_add", conversation.public_id, **data)
    assert Post.objects.filter(text="Eén keer").count() == 1
    assert first["Location"] == second["Location"]


def test_starting_twice_with_one_form_starts_one_conversation(inside):
    data = {"title": "Breuken", "text": "Hoi", "key": "abc"}
    places = {inside.post("member", "conversation_start", **data)["Location"] for _ in range(2)}
    assert len(places) == Conversation.objects.count() == 1


def test_the_key_of_one_member_never_meets_that_of_another(inside, conversation):
    for who in ("member", "lead"):
        inside.post(who, "post_add", conversation.public_id, text=f"van {who}", key="zelfde")
    assert Post.objects.filter(text__startswith="van ").count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_make_one_post(inside):
    conversation = actions.start_conversation(group=inside.group, by=inside.lead, title="Breuken", text="Hoi")
    made = []

    def press():
        try:
            made.append(
                actions.add_post(conversation=conversation, by=inside.lead, text="Druk", idempotency_key="k").pk
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1
    conversation.refresh_from_db()
    assert conversation.post_count == 2


def test_an_empty_answer_is_refused_and_the_page_stays(inside, conversation):
    response = inside.post("member", "post_add", conversation.public_id, text="   ")
    assert response.status_code == 422
    assert "error-summary" in response.text


def test_a_text_that_is_too_long_is_kept_in_the_form(inside, conversation):
    text = "woord " * 2000
    response = inside.post("member", "post_add", conversation.public_id, text=text)
    assert response.status_code == 422
    assert text.strip() in response.text


def test_a_closed_conversation_takes_no_answer_and_keeps_the_text(inside, conversation):
    actions.close_conversation(conversation=conversation, by=inside.lead)
    response = inside.post("member", "post_add", conversation.public_id, text="Te laat maar niet weg")
    assert response.status_code == 409
    assert Post.objects.count() == 1


def test_an_answer_quotes_the_post_it_answers(inside, conversation):
    opening = conversation.posts.get()
    inside.post("member", "post_add", conversation.public_id, text="Eens!", reply_to=opening.public_id)
    answer = Post.objects.get(text="Eens!")
    assert answer.reply_to == opening
    page = inside.get("lead", "conversation_detail", conversation.public_id)
    permalink = inside.url("post_permalink", opening.public_id)
    assert "Fenna Twickelstra" in [link.words for link in Page(page).all(f"a[href='{permalink}']")]


def test_a_post_of_another_conversation_cannot_be_quoted(inside, conversation):
    other = actions.start_conversation(group=f.GroupFactory(), by=inside.outsider, title="Elders", text="geheim elders")
    response = inside.post(
        "member", "post_add", conversation.public_id, text="Slim", reply_to=other.posts.get().public_id
    )
    assert response.status_code == 302
    assert Post.objects.get(text="Slim").reply_to is None
    page = inside.get("member", "conversation_detail", conversation.public_id, antwoord=other.posts.get().public_id)
    assert "geheim elders" not in page.text


def test_an_observer_reads_and_does_not_write(inside, conversation):
    assert inside.get("observer", "conversation_detail", conversation.public_id).status_code == 200
    assert inside.post("observer", "post_add", conversation.public_id, text="Mag niet").status_code == 403


def test_in_a_closed_group_one_reads_and_does_not_write(inside, conversation):
    type(inside.group).objects.filter(pk=inside.group.pk).update(state="closed", closed_on=timezone.localdate())
    assert inside.get("member", "conversation_detail", conversation.public_id).status_code == 200
    assert inside.post("member", "post_add", conversation.public_id, text="Te laat").status_code == 403


def test_who_left_the_group_has_no_way_in(inside, conversation):
    inside.group.memberships.filter(member=inside.member).update(end=timezone.localdate())
    assert inside.get("member", "conversation_detail", conversation.public_id).status_code == 403
    assert Conversation.objects.visible_to(inside.member).count() == 0
    assert Post.objects.visible_to(inside.member).count() == 0
    assert Post.objects.visible_to(inside.lead).count() == 1


def test_a_conversation_of_another_group_does_not_exist_here(inside):
    other = actions.start_conversation(group=f.GroupFactory(), by=inside.lead, title="Elders", text="Hoi")
    response = inside.get("member", "conversation_detail", other.public_id)
    absent = inside.get("member", "conversation_detail", "2222222222")
    assert response.status_code == absent.status_code == 404


# Mentions -------------------------------------------------------------------------------------


def test_a_name_is_found_stored_without_the_name_and_told(inside, conversation):
    inside.post("lead", "post_add", conversation.public_id, text="Kijk eens @Jorn Beltmate, en @ilse!")
    post = Post.objects.latest("pk")
    assert post.text == f"Kijk eens @{{{inside.member.public_id}}}, en @{{{inside.observer.public_id}}}!"
    assert set(post.mentions.all()) == {inside.member, inside.observer}
    assert "plg.mentioned" in told(inside.member)
    page = inside.get("lead", "conversation_detail", conversation.public_id)
    assert "@Jorn Beltmate" in page.text


def test_somebody_outside_the_group_is_not_mentioned(inside, conversation):
    outsider = inside.outsider
    text = f"@{outsider.get_full_name()} en @{{{outsider.public_id}}}"
    inside.post("lead", "post_add", conversation.public_id, text=text)
    assert not Post.objects.latest("pk").mentions.exists()
    assert told(outsider) == set()
    page = inside.get("lead", "conversation_detail", conversation.public_id)
    assert f"/leden/{outsider.public_id}/" not in page.text


def test_two_people_with_one_name_are_not_guessed_at(inside):
    twin = f.MemberFactory(given_name="Jorn", family_name="Beltmate")
    text, found = store_mentions("@Jorn Beltmate", [inside.member, twin])
    assert (text, found) == ("@Jorn Beltmate", set())
    _chosen, found = store_mentions(f"@{{{twin.public_id}}}", [inside.member, twin])
    assert found == {twin.public_id}


def test_an_edit_tells_only_who_is_named_for_the_first_time(inside, conversation):
    post = actions.add_post(conversation=conversation, by=inside.lead, text="Dag @Jorn")
    actions.edit_post(post=post, by=inside.lead, text="Dag @Jorn en @Ilse")
    actions.edit_post(post=post, by=inside.lead, text="Dag @Jorn en @Ilse!")
    for person in (inside.member, inside.observer):
        assert Notice.objects.filter(member=person, kind="plg.mentioned").count() == 1


def test_what_is_edited_reads_as_it_was_typed(inside, conversation):
    post = actions.add_post(conversation=conversation, by=inside.lead, text="Dag @Jorn Beltmate")
    page = inside.get("lead", "post_edit", post.public_id)
    assert "Dag @Jorn Beltmate</textarea>" in page.text


def test_an_erased_member_is_a_former_member_everywhere(inside, conversation):
    actions.add_post(conversation=conversation, by=inside.lead, text="Dank @Jorn Beltmate")
    actions.add_post(conversation=conversation, by=inside.member, text="Graag gedaan")
    inside.member.left_at = inside.member.erased_at = timezone.now()
    inside.member.save()
    page = inside.get("lead", "conversation_detail", conversation.public_id).text
    assert "Jorn" not in page
    assert page.count("oud-lid") + page.count("former member") >= 2


def test_suggestions_are_people_of_the_group_only(inside):
    names = [row["name"] for row in inside.get("member", "mention_suggestions", q="").json()["people"]]
    assert sorted(names) == ["Fenna Twickelstra", "Ilse Hagreis", "Jorn Beltmate"]
    assert inside.get("member", "mention_suggestions", q=inside.outsider.given_name).json() == {"people": []}


@given(st.text(alphabet="@İıſK{}<>&\"'[]()!* \nJjorn\ue000\ue001017https://", max_size=60))
def test_no_text_makes_mentions_fail_or_break_out_of_their_place(text):
    class Person:
        public_id, given_name = "k3hq8w2mzp", "Jorn"

        def get_full_name(self):
            return 'Jorn <b>"K"</b>'

    stored, found = store_mentions(text, [Person()])
    assert found <= {Person.public_id}
    html = render_post(stored, {Person.public_id: Person().get_full_name()}, lambda public_id: f"/leden/{public_id}/")
    assert "<b>" not in html
    assert "\ue000" not in html
    assert re.findall(r'<[^>]*="[^"]*<', html) == []
    as_typed(stored, [Person()])


# Editing and removing -------------------------------------------------------------------------


def test_an_edit_keeps_the_former_text_for_everybody_to_read(inside, conversation):
    post = conversation.posts.get()
    inside.post("lead", "post_edit", post.public_id, text="Tweede versie")
    page = inside.get("member", "post_history", post.public_id).text
    assert "<del>Eerste" in page
    assert SECRET in page
    assert "Tweede" in page
    assert (
        inside.url("post_history", post.public_id)
        in inside.get("member", "conversation_detail", conversation.public_id).text
    )


def test_saving_without_a_change_makes_no_version(inside, conversation):
    post = conversation.posts.get()
    inside.post("lead", "post_edit", post.public_id, text=post.text)
    post.refresh_from_db()
    assert post.edited_at is None
    assert not post.revisions.exists()


def test_nobody_edits_the_words_of_another(inside, conversation):
    post = actions.add_post(conversation=conversation, by=inside.member, text="Mijn woorden")
    for who in ("lead", "observer"):
        assert inside.post(who, "post_edit", post.public_id, text="Gekaapt").status_code == 403
    post.refresh_from_db()
    assert post.text == "Mijn woorden"


def test_a_removed_post_leaves_a_place_and_no_words(inside, conversation):
    post = actions.add_post(conversation=conversation, by=inside.member, text=f"Weg {SECRET}-2")
    actions.add_post(conversation=conversation, by=inside.lead, text="Antwoord", reply_to=post)
    response = inside.post("member", "post_remove", post.public_id)
    assert response.status_code == 302
    for page in (
        inside.get("lead", "conversation_detail", conversation.public_id),
        inside.get("lead", "post_history", post.public_id),
        inside.get("lead", "space_search", q=f"{SECRET}-2"),
    ):
        assert f"Weg {SECRET}-2" not in page.text
    assert f'id="bericht-{post.public_id}"' in inside.get("lead", "conversation_detail", conversation.public_id).text
    conversation.refresh_from_db()
    assert conversation.post_count == 2


def test_a_removed_post_comes_back_with_undo(inside, conversation):
    post = actions.add_post(conversation=conversation, by=inside.member, text="Toch wel")
    client = inside.client("member")
    page = client.post(inside.url("post_remove", post.public_id), follow=True)
    assert inside.url("post_restore", post.public_id) in page.text
    client.post(inside.url("post_restore", post.public_id))
    post.refresh_from_db()
    assert post.removed_at is post.removed_by is None


def test_what_the_leader_removed_its_writer_does_not_put_back(inside, conversation):
    post = actions.add_post(conversation=conversation, by=inside.member, text="Ongepast")
    assert inside.post("lead", "post_remove", post.public_id).status_code == 302
    assert inside.post("member", "post_restore", post.public_id).status_code == 403
    assert inside.post("lead", "post_restore", post.public_id).status_code == 302


@pytest.mark.parametrize(("deed", "field", "value"), [("pin", "is_pinned", True), ("close", "closed_at", None)])
def test_only_the_leader_keeps_order(inside, conversation, deed, field, value):
    assert inside.post("member", "conversation_moderate", conversation.public_id, deed=deed).status_code == 403
    assert inside.post("lead", "conversation_moderate", conversation.public_id, deed=deed).status_code == 302
    conversation.refresh_from_db()
    assert bool(getattr(conversation, field))
    back = {"pin": "unpin", "close": "reopen"}[deed]
    inside.post("lead", "conversation_moderate", conversation.public_id, deed=back)
    conversation.refresh_from_db()
    assert not getattr(conversation, field)


def test_a_removed_conversation_is_gone_from_page_and_search_and_comes_back(inside, conversation):
    found = SearchEntry.objects.filter(kind="conversation")
    assert found.get().audiences == [f"group:{inside.group.slug}"]
    inside.post("lead", "conversation_moderate", conversation.public_id, deed="remove")
    assert not found.exists()
    assert inside.get("member", "conversation_detail", conversation.public_id).status_code == 404
    assert inside.post("member", "conversation_restore", conversation.public_id).status_code == 403
    inside.post("lead", "conversation_restore", conversation.public_id)
    assert found.exists()
    assert inside.get("member", "conversation_detail", conversation.public_id).status_code == 200


def test_a_renamed_group_is_found_by_its_new_name_in_the_space_too(inside, conversation):
    update_group(group=inside.group, by=inside.lead, changes={"name": "Breuken samen"})
    assert SearchEntry.objects.get(kind="conversation").subtitle == "Breuken samen"


# Differences ----------------------------------------------------------------------------------


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_of_a_difference_make_both_texts_again(old, new):
    pieces = changes(old, new)
    assert "".join(text for kind, text in pieces if kind != "removed") == new
    assert "".join(text for kind, text in pieces if kind != "added") == old


def test_a_difference_is_safe_to_show():
    assert as_html("<b>a</b>", "<i>a</i>") == "<del>&lt;b&gt;a&lt;/b&gt;</del><ins>&lt;i&gt;a&lt;/i&gt;</ins>"


def test_a_huge_difference_is_found_in_time():
    old, new = "woord " * 20_000, "ander " * 20_000
    assert len(changes(old, new)) == 2


def test_a_refusal_speaks_to_people(inside, conversation):
    actions.close_conversation(conversation=conversation, by=inside.lead)
    with pytest.raises(RefusedError) as refusal:
        actions.add_post(conversation=conversation, by=inside.member, text="x")
    assert str(refusal.value) == str(actions.CLOSED)


# Another title --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["member", "lead"])
def test_who_started_a_conversation_and_the_lead_change_its_title(inside, conversation, who):
    Conversation.objects.update(started_by=inside.member)
    address = inside.url("conversation_rename", conversation.public_id)
    assert address in inside.get(who, "conversation_detail", conversation.public_id).text
    response = inside.post(who, "conversation_rename", conversation.public_id, title="Kommagetallen")
    assert response.url == inside.url("conversation_detail", conversation.public_id)
    conversation.refresh_from_db()
    assert conversation.title == "Kommagetallen"
    assert SearchEntry.objects.get(kind="conversation").title == "Kommagetallen"
    event = AuditEvent.objects.get(verb="plg.conversation_renamed")
    assert (event.actor, event.data) == (getattr(inside, who), {"conversation": conversation.public_id})


def test_nobody_else_changes_the_title_of_a_conversation(inside, conversation):
    title = conversation.title
    for who, status in (("member", 403), ("observer", 403), ("outsider", 403), ("coordinator", 403)):
        assert inside.post(who, "conversation_rename", conversation.public_id, title="X").status_code == status, who
    page = inside.get("member", "conversation_detail", conversation.public_id).text
    assert inside.url("conversation_rename", conversation.public_id) not in page
    conversation.refresh_from_db()
    assert conversation.title == title


def test_an_observer_of_now_no_longer_renames_what_they_started(inside, conversation):
    Conversation.objects.update(started_by=inside.observer)
    assert inside.post("observer", "conversation_rename", conversation.public_id, title="X").status_code == 403


def test_a_title_is_kept_while_it_is_wrong_and_saving_the_same_changes_nothing(inside, conversation):
    response = inside.post("lead", "conversation_rename", conversation.public_id, title="x" * 151)
    assert "x" * 151 in response.text
    inside.post("lead", "conversation_rename", conversation.public_id, title=conversation.title)
    assert not AuditEvent.objects.filter(verb="plg.conversation_renamed").exists()


def test_a_closed_conversation_keeps_its_title(inside, conversation):
    actions.close_conversation(conversation=conversation, by=inside.lead)
    assert inside.get("lead", "conversation_rename", conversation.public_id).status_code == 403
    with pytest.raises(RefusedError):
        actions.rename_conversation(conversation=conversation, by=inside.lead, title="Anders")
