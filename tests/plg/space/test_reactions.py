"""One press under a post: thanks, a few other words, «Gelezen?» where the chair asks for it; and files with posts."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from knowledge_network.notifications.events.models import Notice
from plg.space.actions import conversations as actions
from plg.space.actions.files import remove_file
from plg.space.actions.reactions import ask_whether_read, react
from plg.space.enums import Reaction
from plg.space.models import Conversation, GroupFile, Post, PostReaction
from tests.pages import Page


@pytest.fixture
def post(inside):
    return actions.start_conversation(group=inside.group, by=inside.lead, title="Breuken", text="Lees dit.").posts.get()


def picture() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")
    return SimpleUploadedFile("bord.png", content.getvalue())


def test_one_press_says_it_with_ones_name_and_the_same_press_takes_it_back(inside, post):
    inside.post("member", "post_react", post.public_id, kind="thanks")
    page = Page(inside.get("observer", "conversation_detail", post.conversation.public_id))
    assert "Dank je wel: Jorn Beltmate" in page
    inside.post("member", "post_react", post.public_id, kind="thanks")
    assert not PostReaction.objects.exists()


def test_who_is_thanked_hears_it_once_under_the_bell_and_by_no_mail(inside, post):
    for who in (inside.member, inside.observer):
        react(post=post, by=who, kind=Reaction.THANKS)
    react(post=post, by=inside.member, kind=Reaction.NICE)
    notice = Notice.objects.get(member=inside.lead)
    assert (notice.kind, notice.channel, notice.params["name"]) == ("plg.thanked", "app", "Ilse Hagreis")


def test_a_press_gives_back_only_its_own_row(inside, post):
    response = inside.client("member").post(
        inside.url("post_react", post.public_id), {"kind": "idea"}, headers={"HX-Request": "true"}
    )
    page = response.content.decode()
    assert page.strip().startswith(f'<div class="reactions no-print" id="reacties-{post.public_id}"')
    assert 'aria-pressed="true"' in page


@pytest.mark.parametrize(
    ("who", "kind", "status"), [("observer", "thanks", 403), ("member", "like", 404), ("member", "read", 403)]
)
def test_who_only_watches_says_nothing_and_there_are_no_other_words(inside, post, who, kind, status):
    assert inside.post(who, "post_react", post.public_id, kind=kind).status_code == status


def test_nothing_is_counted_of_who_reads_until_the_chair_asks_and_somebody_presses(inside, post):
    address = ("conversation_detail", post.conversation.public_id)
    inside.get("member", *address)
    assert "Gelezen" not in Page(inside.get("lead", *address)).one("main .posts .post-body").words
    inside.post("lead", "post_ask_read", post.public_id)
    assert Notice.objects.filter(kind="plg.read_asked").count() == 2
    inside.get("member", *address)
    assert "Niemand drukte nog." in Page(inside.get("observer", *address))
    inside.post("member", "post_react", post.public_id, kind="read")
    assert "Gelezen door: Jorn Beltmate" in Page(inside.get("observer", *address))


def test_only_who_leads_asks_and_stopping_takes_the_question_back(inside, post):
    assert inside.post("member", "post_ask_read", post.public_id).status_code == 403
    ask_whether_read(post=post, by=inside.lead)
    ask_whether_read(post=post, by=inside.lead, asks=False)
    assert not Notice.objects.filter(kind="plg.read_asked").exists()
    post.refresh_from_db()
    with pytest.raises(PermissionDenied):
        react(post=post, by=inside.member, kind=Reaction.READ)


def test_a_picture_with_a_post_is_seen_with_it_and_stands_among_the_files(inside, post):
    inside.post("member", "post_add", post.conversation.public_id, text="Zo stond het op het bord.", content=picture())
    file = GroupFile.objects.get()
    page = Page(inside.get("observer", "conversation_detail", post.conversation.public_id))
    assert page.one(".post-picture img")["src"] == inside.url("file_download", file.public_id, 1)
    assert not Notice.objects.filter(kind="plg.file_added").exists()
    remove_file(file=file, by=inside.member)
    assert not Page(inside.get("observer", "conversation_detail", post.conversation.public_id)).all(".post-picture")


def test_a_photo_in_a_format_of_phones_is_refused_in_words_that_say_what_to_do(inside, post):
    heic = SimpleUploadedFile("foto.heic", b"\0\0\0\x18ftypheic" + b"\0" * 100)
    response = inside.post("member", "post_add", post.conversation.public_id, text="Kijk eens", content=heic)
    assert response.status_code == 422
    page = Page(response)
    assert "Sla hem opnieuw op als JPEG" in page
    assert page.one("textarea[name=text]").words == "Kijk eens"
    assert Post.objects.count() == 1


def test_a_conversation_begins_with_a_file(inside):
    text = SimpleUploadedFile("opdracht.txt", b"Maak drie sommen.")
    inside.post("lead", "conversation_start", title="Sommen", text="Zie hierbij.", content=text)
    post = Conversation.objects.get().posts.get()
    assert [file.title for file in post.files.all()] == ["opdracht.txt"]


@pytest.mark.parametrize("count", [1, 3])
def test_reactions_and_files_cost_the_same_whatever_their_number(inside, post, django_assert_num_queries, count):
    for number in range(count):
        added = actions.add_post(conversation=post.conversation, by=inside.member, text=f"Antwoord {number}")
        added.files.add(GroupFile.objects.create(group=inside.group, title=f"Blad {number}", added_by=inside.lead))
        for kind in (Reaction.THANKS, Reaction.IDEA):
            react(post=added, by=inside.lead, kind=kind)
    client = inside.client("observer")
    with django_assert_num_queries(9):
        client.get(inside.url("conversation_detail", post.conversation.public_id))
