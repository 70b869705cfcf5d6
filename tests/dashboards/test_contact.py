"""«Contact»: a real message, for everybody, and nothing for machines."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from knowledge_network.kit import guarded_forms
from knowledge_network.notifications import outbox
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from tests.factories import MemberFactory, NetworkRoleFactory

pytestmark = pytest.mark.django_db
PAGE = "/contact/"


@pytest.fixture(autouse=True)
def _people_are_fast_in_tests(monkeypatch):
    monkeypatch.setattr(guarded_forms, "FASTEST", 0.0)


def values(client, **changes):
    shown = client.get(PAGE).context["form"]["shown"].value()
    written = {"name": "Anna Berg", "email": "anna@example.org", "topic": "Vraag", "message": "Hoe werkt een PLG?"}
    return {**written, "shown": shown, **changes}


def test_a_message_is_mailed_to_the_network_and_can_be_answered(client, settings):
    settings.CONTACT_EMAIL = "netwerkbureau@example.org"
    coordinator = NetworkRoleFactory().member
    response = client.post(PAGE, values(client))
    assert response["Location"] == reverse("dashboards:contact_sent")
    assert client.get(response["Location"]).status_code == 200
    outbox.deliver_due()
    sent = mail.outbox[0]
    assert (sent.to, sent.reply_to) == (["netwerkbureau@example.org"], ["anna@example.org"])
    assert "Hoe werkt een PLG?" in sent.body
    assert Notice.objects.get().member == coordinator


def test_a_member_need_not_type_name_and_address(client):
    member = MemberFactory(given_name="Tessa", family_name="Kolk")
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    form = client.get(PAGE).context["form"]
    assert (form["name"].value(), form["email"].value()) == ("Tessa Kolk", member.email)


def test_the_subject_of_the_mail_is_one_line_whatever_is_typed(client):
    client.post(PAGE, values(client, topic="Vraag\r\nBcc: iedereen@example.org"))
    subject = Delivery.objects.get().subject
    assert "\n" not in subject
    assert "\r" not in subject


def test_a_message_cannot_hold_html(client):
    client.post(PAGE, values(client, message="<img src=x onerror=alert(1)>"))
    assert "<img" not in Delivery.objects.get().html


def test_sending_the_same_twice_is_one_message(client):
    for _time in range(2):
        client.post(PAGE, values(client))
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"email": "geen adres"}, "email"), ({"message": ""}, "message"), ({"topic": "x" * 121}, "topic")],
)
def test_an_error_stands_on_its_field_and_the_text_is_kept(client, changes, field):
    response = client.post(PAGE, values(client, name="Anna Bewaard", **changes))
    assert field in response.context["form"].errors
    assert "Anna Bewaard" in response.content.decode()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("changes", [{"homepage": "https://spam.example.org"}, {"shown": ""}, {"shown": "1:2:3"}])
def test_a_machine_is_refused_with_the_text_kept(client, changes):
    response = client.post(PAGE, values(client, **changes))
    assert "Hoe werkt een PLG?" in response.content.decode()
    assert not Delivery.objects.exists()


def test_too_many_messages_are_held_up_with_the_text_kept(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"contact": "2/h/ip"}
    for number in range(3):
        response = client.post(PAGE, values(client, topic=f"Vraag {number}"))
    assert response.status_code == 200
    assert "Vraag 2" in response.content.decode()
    assert Delivery.objects.count() == 2
