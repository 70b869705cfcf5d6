"""The closed space in a real browser: what scripts add, and that nobody is shut out."""

from __future__ import annotations

import pytest

from knowledge_network.kit.uploads import check_upload
from plg.meetings.actions import meetings
from plg.space.actions import agreements, conversations, files
from plg.space.actions.agreements import FIELDS
from plg.space.models import ConversationReading, Post
from tests.browser import assert_no_axe_violations
from tests.plg.meetings.test_meetings import form as meeting_form
from tests.plg.space.test_files import upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill(name="closed-space")]


@pytest.fixture
def conversation(inside):
    return conversations.start_conversation(group=inside.group, by=inside.lead, title="Breuken", text="Wie doet mee?")


@pytest.mark.in_suite
def test_after_an_at_sign_the_people_of_the_group_are_offered(inside, conversation, visit, sign_in_browser):
    sign_in_browser(inside.member)
    page = visit(inside.url("conversation_detail", conversation.public_id))
    field = page.get_by_label("Jouw antwoord").last
    field.press_sequentially("Dag @fen")
    page.get_by_role("option", name="Fenna Twickelstra").wait_for()
    field.press("Enter")
    assert field.input_value() == "Dag @Fenna Twickelstra "
    page.get_by_role("button", name="Voorbeeld").click()
    page.locator("#preview a.mention").wait_for()
    page.get_by_role("button", name="Plaats je antwoord").click()
    page.locator(".post a.mention", has_text="@Fenna Twickelstra").wait_for()
    assert set(Post.objects.latest("pk").mentions.all()) == {inside.lead}


@pytest.mark.in_suite
def test_a_text_survives_a_crash_and_goes_when_it_arrived(inside, conversation, visit, sign_in_browser):
    sign_in_browser(inside.member)
    address = inside.url("conversation_detail", conversation.public_id)
    page = visit(address)
    page.get_by_label("Jouw antwoord").last.fill("Een lange gedachte")
    page.get_by_text("Bewaard").wait_for()
    page.evaluate("for (const form of document.querySelectorAll('form[data-guard]')) form.remove()")
    page = visit(address)
    assert page.get_by_label("Jouw antwoord").last.input_value() == "Een lange gedachte"
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Plaats je antwoord").click()
    page.context.set_offline(False)
    page = visit(address)
    assert page.get_by_label("Jouw antwoord").last.input_value() == "Een lange gedachte"
    page.get_by_role("button", name="Plaats je antwoord").click()
    page.locator(".post", has_text="Een lange gedachte").wait_for()
    assert page.get_by_label("Jouw antwoord").last.input_value() == ""


def test_what_stood_on_the_screen_is_read(inside, conversation, visit, sign_in_browser):
    sign_in_browser(inside.member)
    page = visit(inside.url("conversation_detail", conversation.public_id))
    with page.expect_response("**/gelezen/") as response:
        pass
    assert response.value.status == 204
    assert ConversationReading.objects.filter(member=inside.member).exists()


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), pytest.param("dark", 360, marks=pytest.mark.in_suite)])
def test_no_page_of_the_space_shuts_anybody_out(inside, conversation, page, live_server, sign_in_browser, theme, width):
    file, _new = files.add_file(group=inside.group, by=inside.lead, content=check_upload(upload(b"een tekst")))
    files.add_version(file=file, by=inside.lead, content=check_upload(upload(b"twee")))
    agreements.write_agreement(group=inside.group, by=inside.member, **dict.fromkeys(FIELDS, "een"))
    agreements.write_agreement(group=inside.group, by=inside.member, **dict.fromkeys(FIELDS, "twee"))
    post = conversations.add_post(conversation=conversation, by=inside.lead, text="Dag @Jorn")
    conversations.edit_post(post=post, by=inside.lead, text="Dag @Jorn!")
    inside.post("lead", "meeting_plan", **meeting_form())
    sign_in_browser(inside.lead)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    for name, *arguments in (
        ("space_home",),
        ("space_members",),
        ("conversation_list",),
        ("conversation_detail", conversation.public_id),
        ("post_edit", post.public_id),
        ("post_history", post.public_id),
        ("file_list",),
        ("file_detail", file.public_id),
        ("agreement_detail",),
        ("agreement_write",),
        ("meeting_list",),
        ("meeting_plan",),
    ):
        page.goto(live_server.url + inside.url(name, *arguments))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert_no_axe_violations(page)
    assert meetings.Meeting.objects.count() == 1
