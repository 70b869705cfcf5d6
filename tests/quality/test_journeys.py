"""What the network is for, from the first step to the last, in a browser."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from knowledge_network.kit import guarded_forms
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.digests.bundles import GRACE
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import NoticePreference
from knowledge_network.notifications.outbox import deliver_due
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.planner import plan_due
from knowledge_network.search.understanding.topics import topic_index
from plg.space.actions import conversations
from tests.factories import (
    BoardFactory,
    GroupFactory,
    GroupMembershipFactory,
    MemberFactory,
    NetworkRoleFactory,
    ParticipationFactory,
    SiteFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def read_mail_to(address: str) -> str:
    """The text of the last mail that went there."""
    deliver_due()
    return str([message for message in mail.outbox if message.to == [address]][-1].body)


def press(page: Any, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).first.click()


def test_who_is_new_is_found_by_others_as_soon_as_a_topic_is_ticked(
    page, context, visit, sign_in_browser, live_server, monkeypatch
):
    """Asks to join, is let in, logs in by a code, ticks a topic; a colleague meets them in all three places."""
    monkeypatch.setattr(guarded_forms, "FASTEST", 0.0)
    ParticipationFactory(organisation=(board := BoardFactory()))
    site = SiteFactory(school__board=board, name="De Zonnehoek", place="Borne")
    topic = TopicFactory(name="sterrenkunde")
    topic_index.forget()
    visit(reverse("members:signup"))
    for name, value in {
        "given_name": "Anna", "family_name": "Berg", "email": "anna@example.org", "organisation": "De Zonnehoek, Borne",
    }.items():  # fmt: skip
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main [name=function]").select_option("teacher")
    page.locator("main form.form .form-actions button, main form button.btn").first.click()
    page.wait_for_url(f"**{reverse('members:signup_sent')}")
    visit(re.search(r"https?://[^/]+(/aanmelden/bevestigen/\S+)", read_mail_to("anna@example.org")).group(1))
    page.locator("main form button").first.click()
    expect(page.locator("main form button")).to_have_count(0)

    sign_in_browser(NetworkRoleFactory().member)
    visit(reverse("members:signup_list"))
    press(page, "Keur goed")
    page.get_by_text("Anna Berg is nu lid").wait_for()

    context.clear_cookies()
    visit(reverse("account_request_login_code"))
    page.locator("main [name=email]").fill("anna@example.org")
    page.locator("main [name=email]").press("Enter")
    page.locator("main [name=code]").wait_for()
    code = re.search(r"^\s*([A-Z0-9][A-Z0-9-]{3,8}[A-Z0-9])\s*$", read_mail_to("anna@example.org"), re.MULTILINE)
    page.locator("main [name=code]").fill(code.group(1))
    page.locator("main [name=code]").press("Enter")
    page.wait_for_url(lambda address: "inloggen" not in address)

    visit(reverse("members:profile_edit"))
    page.locator("#topic-choices label", has_text=topic.name).click()
    page.locator("main .form-actions button").first.click()
    page.locator(".notice").first.wait_for()

    anna = Member.objects.get(email="anna@example.org")
    sign_in_browser(MemberFactory(site=site))
    for address, area in (
        (f"{reverse('expertise:finder')}?q=sterrenkunde", "#finder-results"),
        (reverse("dashboards:topic_detail", args=[topic.slug]), "main"),
        (reverse("members:member_detail", args=[anna.public_id]), "main"),
    ):
        visit(address)
        expect(page.locator(area).get_by_text("Anna Berg").first).to_be_visible()
        expect(page.locator(area).get_by_text(topic.name).first).to_be_visible()


def test_what_was_read_comes_neither_under_the_bell_nor_in_the_mail_of_the_day(page, visit, sign_in_browser):
    """Two members hear of two conversations; who opened one is told of the other only."""
    group = GroupFactory(name="Rekengroep")
    lead, reader, other = (MemberFactory() for _number in range(3))
    for member, role in ((lead, "lead"), (reader, "member"), (other, "member")):
        GroupMembershipFactory(group=group, member=member, role=role)
    for member in (reader, other):
        NoticePreference.objects.create(member=member, kind="plg.conversation_started", channel=Channel.NOW)
    opened, _unopened = (
        conversations.start_conversation(group=group, by=lead, title=title, text="Wie doet mee?")
        for title in ("Breuken", "Tafels")
    )

    sign_in_browser(reader)
    visit(reverse("dashboards:start"))
    bell = page.locator("[data-bell]")
    expect(bell.locator(".bell-count")).to_have_text("2")
    visit(reverse("plg:conversation_detail", args=[group.slug, opened.public_id]))
    expect(bell.locator(".bell-count")).to_have_text("1")

    mail.outbox.clear()
    with time_machine.travel(timezone.now() + GRACE + dt.timedelta(minutes=1), tick=True):
        plan_due()
    # In an evening or a weekend it waits for the morning; on a working day it is on its way already.
    if (
        moment := Delivery.objects.filter(state=DeliveryState.PLANNED).aggregate(Max("due_at"))["due_at__max"]
    ) is not None:
        with time_machine.travel(moment + dt.timedelta(minutes=1), tick=True):
            deliver_due()
    texts = {message.to[0]: message.subject + message.body for message in mail.outbox}
    assert {
        address: [title for title in ("Breuken", "Tafels") if title in text] for address, text in texts.items()
    } == {
        reader.email: ["Tafels"],
        other.email: ["Breuken", "Tafels"],
    }
