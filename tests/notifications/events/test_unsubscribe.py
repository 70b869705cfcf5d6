"""A mail can be ended from the mail itself: one press, no login, never by only looking."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.notifications.events import actions, unsubscribe
from knowledge_network.notifications.events.models import NoticePreference
from knowledge_network.notifications.events.preferences import channel_now
from knowledge_network.notifications.outbox.kinds import BUNDLE
from knowledge_network.notifications.outbox.models import MailRhythm
from tests.factories import MemberFactory
from tests.pages import Page

pytestmark = pytest.mark.django_db

KIND = "topics.approved"


PATHS: dict[tuple[str, str], str] = {}


def path_of(member, kind=KIND) -> str:
    """The same in a test however often it asks: an address holds the second in which it was made."""
    made = "/" + unsubscribe.address(member, kind).split("/", 3)[3]
    return PATHS.setdefault((member.public_id, kind), made)


def stored(member) -> set[tuple[str, str, str]]:
    return set(NoticePreference.objects.filter(member=member).values_list("kind", "group_key", "channel"))


def undo(client, path, page) -> None:
    before = Page(page).one("input[name=again]")["value"]
    assert client.post(path, {"again": before}).status_code == 200


def test_looking_changes_nothing(client):
    member = MemberFactory()
    for method in (client.get, client.head):
        assert method(path_of(member)).status_code == 200
    assert stored(member) == set()


def test_the_button_of_a_mail_program_ends_the_mail_without_a_token_of_ours():
    member = MemberFactory()
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert client.post(path_of(member), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert stored(member) == {(KIND, "", "app")}


def test_undo_puts_back_what_was_chosen_before(client):
    member = MemberFactory()
    actions.choose_channels(member=member, choices={(KIND, ""): "daily"})
    page = client.post(path_of(member))
    assert stored(member) == {(KIND, "", "app")}
    undo(client, path_of(member), page)
    assert stored(member) == {(KIND, "", "daily")}


def test_it_ends_the_mail_in_each_group_too_and_undo_brings_it_back(client):
    member = MemberFactory()
    actions.choose_channels(member=member, choices={("", "leesgroep"): "now", ("", "stil"): "off"})
    page = client.post(path_of(member))
    assert channel_now(member, KIND, "leesgroep") == "app"
    assert channel_now(member, "topics.merged", "leesgroep") == "now"
    undo(client, path_of(member), page)
    assert stored(member) == {("", "leesgroep", "now"), ("", "stil", "off")}


def test_undo_after_ending_twice_goes_back_to_the_default(client):
    member = MemberFactory()
    client.post(path_of(member))
    page = client.post(path_of(member))
    undo(client, path_of(member), page)
    assert stored(member) == set()


def test_what_was_signed_for_another_link_puts_nothing_back(client):
    one, two = MemberFactory(), MemberFactory()
    actions.choose_channels(member=one, choices={(KIND, ""): "now"})
    page = client.post(path_of(one))
    client.post(path_of(two))
    undo(client, path_of(two), page)
    assert stored(two) == {(KIND, "", "app")}


def test_the_mail_of_the_day_can_be_ended_and_found_again_on_the_page_of_choices(client):
    member = MemberFactory(last_seen_on=timezone.localdate())
    client.post(path_of(member, BUNDLE))
    assert stored(member) == {(BUNDLE, "", "app")}
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    form = client.get(reverse("notifications:preferences")).context["choices"]
    assert form["daily"].initial == "app"


def test_the_overview_is_ended_and_brought_back_through_the_rhythm():
    member = MemberFactory()
    before = actions.end_mail(member=member, kind="notifications.digest")
    assert not MailRhythm.objects.get(member=member).digest
    actions.mail_again(member=member, kind="notifications.digest", before=before)
    assert MailRhythm.objects.get(member=member).digest


@pytest.mark.parametrize("token", ["x", "a:b:c", "ééé", "x" * 2000])
def test_a_link_that_is_not_ours_leads_somewhere_friendly(client, token):
    response = client.get(reverse("notifications:unsubscribe", args=[token]))
    assert response.status_code == 404
    assert Page(response).one("h1").words == "Deze link werkt niet meer"
    assert reverse("notifications:preferences") in response.content.decode()


def test_a_link_of_somebody_who_left_does_nothing(client):
    member = MemberFactory()
    path = path_of(member)
    type(member).objects.filter(pk=member.pk).update(left_at=timezone.now())
    assert client.post(path).status_code == 404
    assert stored(member) == set()


def test_the_page_speaks_the_language_of_the_member(client):
    for language, word in (("nl", "melding"), ("en", "End this mail")):
        page = client.get(path_of(MemberFactory(language=language))).content.decode()
        assert word in page
