"""Writing to the contact person of a group: nobody sees the address, and machines write to nobody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from tests.plg.groups.test_groups import led_group

pytestmark = pytest.mark.django_db


def write(client, group, *, wait=True, time_machine=None, **changes):
    url = reverse("plg:group_contact", args=[group.slug])
    opened = client.get(url).context["form"].initial["opened"]
    if wait:
        time_machine.shift(dt.timedelta(seconds=20))
    sent = {"name": "Ouder", "email": "ouder@example.org", "message": "Mag ik iets vragen?", "opened": opened}
    return client.post(url, {**sent, **changes})


def test_a_visitor_reaches_the_contact_person_without_seeing_the_address(client, time_machine):
    time_machine.move_to("2026-03-03 10:00:00+00:00")
    group, lead = led_group()
    assert write(client, group, time_machine=time_machine).status_code == 302
    mail = Delivery.objects.get()
    assert (mail.member, mail.reply_to) == (lead, "ouder@example.org")
    assert "Mag ik iets vragen?" in mail.text
    notice = Notice.objects.get(member=lead)
    assert "Mag ik iets vragen?" not in str(notice.params)


@pytest.mark.parametrize("changes", [{"website": "https://spam.example.org"}, {"opened": "vals"}, {"opened": ""}])
def test_a_machine_gets_thanks_and_nobody_gets_its_mail(client, time_machine, changes):
    time_machine.move_to("2026-03-03 10:00:00+00:00")
    group, _lead = led_group()
    assert write(client, group, time_machine=time_machine, **changes).status_code == 302
    assert not Delivery.objects.exists()


def test_a_form_that_comes_back_at_once_is_not_a_person(client, time_machine):
    time_machine.move_to("2026-03-03 10:00:00+00:00", tick=False)
    group, _lead = led_group()
    write(client, group, wait=False)
    assert not Delivery.objects.exists()


def test_the_same_message_goes_once_and_too_many_are_stopped(client, time_machine):
    time_machine.move_to("2026-03-03 10:00:00+00:00")
    group, _lead = led_group()
    for _ in range(2):
        write(client, group, time_machine=time_machine)
    assert Delivery.objects.count() == 1
    statuses = [write(client, group, time_machine=time_machine).status_code for _ in range(10)]
    assert statuses[-1] == 429


def test_header_lines_cannot_be_smuggled_into_the_mail(client, time_machine):
    time_machine.move_to("2026-03-03 10:00:00+00:00")
    group, _lead = led_group()
    refused = write(client, group, time_machine=time_machine, name="Ouder\r\nBcc: iedereen")
    assert refused.context["form"].errors.keys() == {"name"}
    assert not Delivery.objects.exists()
