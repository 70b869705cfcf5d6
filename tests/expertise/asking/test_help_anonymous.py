"""A question without a name: the name is in no page, notice, mail, search, file or logbook that others read."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.asking.actions import requests as help_requests
from expertise.asking.enums import HelpAudience
from expertise.asking.notices.mails import why_you
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.mails import compose_mail
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.registry import get
from knowledge_network.search.models import SearchEntry
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
GIVEN, FAMILY = "Kanarievoornaam", "Kanarieachternaam"


@pytest.fixture
def world():
    topic = f.TopicFactory(name="breuken")
    asker = f.MemberFactory(given_name=GIVEN, family_name=FAMILY)
    helper = f.MemberFactory()
    f.ExpertiseClaimFactory(member=helper, topic=topic)
    help_request = help_requests.ask(
        by=asker, audience=HelpAudience.NETWORK, topics=[topic], title="Hoe durf ik?", is_anonymous=True
    )
    help_requests.accept(help_request=help_request, by=helper)
    help_requests.write_message(help_request=help_request, by=asker, text="Ik vind het spannend.")
    return {"help_request": help_request, "asker": asker, "helper": helper}


def read(client, member, address):
    type(member).objects.filter(pk=member.pk).update(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return client.get(address).content.decode()


def names(asker):
    return (GIVEN, FAMILY, asker.public_id, asker.email)


def test_no_page_tells_who_asked(client, world):
    help_request, asker = world["help_request"], world["asker"]
    officer = f.NetworkRoleFactory(role="liaison_officer").member
    addresses = [
        "/vragen/",
        "/start/",
        "/zoeken/?q=durf",
        reverse("expertise:help_request_detail", args=[help_request.public_id]),
    ]
    for reader in (world["helper"], f.MemberFactory(), officer):
        for address in addresses:
            page = read(client, reader, address)
            assert not [name for name in names(asker) if name in page], (address, reader)
    assert not [name for name in names(asker) if name in read(client, officer, "/beheer/vragen/")]


def test_the_coordinator_sees_who_asked_on_the_page_and_not_in_the_file(client, world):
    coordinator = f.NetworkRoleFactory().member
    address = reverse("expertise:help_request_detail", args=[world["help_request"].public_id])
    assert FAMILY in read(client, coordinator, address)
    sent = {"action": "csv", "everything": "on"}
    file = b"".join(client.post(reverse("expertise:help_board_bulk"), sent).streaming_content).decode()
    assert "Hoe durf ik?" in file
    assert not [name for name in names(world["asker"]) if name in file]


def test_no_notice_or_mail_tells_who_asked(world):
    for notice in Notice.objects.exclude(member=world["asker"]).select_related("member"):
        kind = get(notice.kind)
        mail = compose_mail(kind, notice)
        told = f"{notice.params} {notice.actor_id} {kind.text(notice.params)} {mail}"
        assert not [name for name in names(world["asker"]) if name in told]
        assert notice.actor_id != world["asker"].pk


def test_neither_search_nor_logbook_tells_who_asked(world):
    entry = SearchEntry.objects.get(kind="help_request")
    assert FAMILY not in f"{entry.title} {entry.subtitle} {entry.words} {entry.audiences}"
    for event in AuditEvent.objects.filter(verb__startswith="expertise.help"):
        assert world["asker"].pk not in (event.actor_id, event.subject_id)
        assert "durf" not in event.object_label


def test_who_helps_knows_it_once_told_and_nobody_else_does(client, world):
    help_request = world["help_request"]
    help_requests.tell_name(help_request=help_request, by=world["asker"])
    address = reverse("expertise:help_request_detail", args=[help_request.public_id])
    assert FAMILY in read(client, world["helper"], address)
    assert FAMILY not in read(client, f.MemberFactory(), address)


def test_another_board_is_not_told_where_it_would_tell_who(world):
    match = world["help_request"].matches.get(expert=world["helper"])
    match.why = {"topic": "breuken", "other_board": True}
    assert "bestuur" not in why_you(match, world["help_request"])
