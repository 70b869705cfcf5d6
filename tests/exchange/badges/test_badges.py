"""Badges: asked by the member, granted by somebody with a name, always with an end, in no list of anybody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from expertise.claims.actions.claims import archive_claim
from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.enums import BadgeKind, BadgeState, EndReason
from knowledge_network.exchange.badges.keys import rotate_keys
from knowledge_network.exchange.badges.models import Badge, BadgeClass, BadgeKey, StatusBit
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.topics.models import Topic
from tests import factories as f
from tests.exchange.badges.helpers import client_of, grant, make_coordinator, recognised_claim, write
from tests.plg.meetings.helpers import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return make_coordinator(given_name="Ina", family_name="Roording")


@pytest.fixture
def member():
    return f.MemberFactory(given_name="Jorn", family_name="Beltmate", email="jorn@example.org")


def test_a_member_asks_and_somebody_with_a_name_grants(member, coordinator):
    write(BadgeKind.PROCESS_GUIDE, coordinator)
    ask = reverse("exchange:badge_ask", args=["procesbegeleider"])
    assert client_of(member).post(ask, {"motivation": ""}).status_code == 422
    client_of(member).post(ask, {"motivation": "Ik begeleidde een jaar de rekengroep."})
    badge = Badge.objects.get()
    assert told(coordinator) == ["exchange.badge_asked"]
    desk = client_of(coordinator).get(reverse("exchange:badge_requests")).text
    assert badge.get_absolute_url() in desk
    client_of(coordinator).post(reverse("exchange:badge_grant", args=[badge.public_id]))
    badge.refresh_from_db()
    assert (badge.state, badge.decided_by) == (BadgeState.GRANTED, coordinator)
    assert badge.valid_until > timezone.now() + dt.timedelta(days=700)
    assert told(member) == ["exchange.badge_granted"]
    mine = client_of(member).get(reverse("exchange:my_badges")).text
    assert "Ina Roording" in mine
    assert ask not in mine
    assert AuditEvent.objects.filter(verb="exchange.badge_granted", subject=member).count() == 1


def test_nobody_decides_about_their_own_whatever_they_run(coordinator):
    badge_class = write(BadgeKind.PROCESS_GUIDE, coordinator)
    badge = actions.ask_badge(badge_class=badge_class, by=coordinator, motivation="Ik.")
    page = reverse("exchange:badge_grant", args=[badge.public_id])
    assert client_of(coordinator).post(page).status_code == 403
    with pytest.raises(RefusedError):
        actions.grant_badge(badge=badge, by=coordinator)
    with pytest.raises(IntegrityError, match="exchange_nobody_grants_themselves"), transaction.atomic():
        Badge.objects.update(decided_by=coordinator)


def test_a_badge_without_an_end_or_a_criterion_cannot_be_stored(member, coordinator):
    grant(member, coordinator)
    with pytest.raises(IntegrityError, match="exchange_granted_badge_ends"), transaction.atomic():
        Badge.objects.update(valid_until=None)
    with pytest.raises(IntegrityError, match="exchange_badge_has_criterion"), transaction.atomic():
        BadgeClass.objects.update(criterion="")
    with pytest.raises(IntegrityError, match="exchange_badge_always_ends"), transaction.atomic():
        BadgeClass.objects.update(months=0)


def test_there_is_no_kind_for_being_somewhere():
    assert set(BadgeKind.values) == {"process_guide", "lesson_study", "liaison_officer", "expert"}


def test_others_see_no_badge_and_the_desk_forgets_what_was_decided(member, coordinator):
    badge = grant(member, coordinator)
    other = f.MemberFactory()
    assert client_of(other).get(badge.get_absolute_url()).status_code == 404
    assert badge.public_id not in client_of(coordinator).get(reverse("exchange:badge_requests")).text
    profile = client_of(other).get(member.get_absolute_url()).text
    assert badge.name not in profile


def test_recognised_expertise_needs_the_claim_and_ends_with_it(member, coordinator):
    badge_class = write(BadgeKind.EXPERT, coordinator, name="Expert erkend")
    with pytest.raises(RefusedError):
        actions.ask_badge(
            badge_class=badge_class, by=member, motivation="x", claim=f.ExpertiseClaimFactory(member=member)
        )
    claim = recognised_claim(member)
    badge = actions.ask_badge(badge_class=badge_class, by=member, motivation="x", claim=claim)
    badge = actions.grant_badge(badge=badge, by=coordinator)
    assert claim.topic.name in badge.name
    assert actions.end_lapsed_badges(timezone.now()) == 0
    archive_claim(claim=claim, by=member)
    assert actions.end_lapsed_badges(timezone.now()) == 1
    badge.refresh_from_db()
    assert (badge.state, badge.end_reason) == (BadgeState.ENDED, EndReason.CLAIM)
    assert badge.status_bit.revoked_at is not None
    assert told(member)[-1] == "exchange.badge_ended"


def test_the_longest_name_and_the_longest_topic_make_one_badge(member, coordinator):
    badge_class = write(BadgeKind.EXPERT, coordinator, name="n" * 100)
    claim = recognised_claim(member)
    Topic.objects.filter(pk=claim.topic_id).update(name="t" * 100)
    badge = actions.ask_badge(badge_class=badge_class, by=member, motivation="x", claim=claim)
    assert actions.grant_badge(badge=badge, by=coordinator).is_granted


def test_expertise_of_somebody_else_gives_no_badge(member, coordinator):
    badge_class = write(BadgeKind.EXPERT, coordinator)
    recognised_claim(member)
    theirs = recognised_claim(f.MemberFactory())
    with pytest.raises(RefusedError):
        actions.ask_badge(badge_class=badge_class, by=member, motivation="x", claim=theirs)
    page = reverse("exchange:badge_ask", args=["expert-erkend"])
    assert client_of(member).post(page, {"motivation": "x", "claim": theirs.public_id}).status_code == 422
    assert not Badge.objects.exists()


def test_one_asks_once_and_decides_once(member, coordinator):
    badge = grant(member, coordinator)
    for _ in range(2):
        with pytest.raises(RefusedError):
            actions.ask_badge(badge_class=badge.badge_class, by=member, motivation="x")
    with pytest.raises(RefusedError):
        actions.decline_badge(badge=badge, by=coordinator, reason="x")


@pytest.mark.parametrize("deed", ["exchange:badge_grant", "exchange:badge_decline"])
def test_who_decides_after_somebody_else_is_told_so(member, coordinator, deed):
    badge, second = grant(member, coordinator), make_coordinator()
    answer = client_of(second).post(reverse(deed, args=[badge.public_id]), {"reason": "Nee."}, follow=True)
    assert "Er is intussen al besloten." in answer.text
    badge.refresh_from_db()
    assert (badge.is_granted, badge.decided_by, badge.answer) == (True, coordinator, "")
    assert client_of(f.MemberFactory()).post(reverse(deed, args=[badge.public_id])).status_code == 404


def test_a_no_comes_with_a_reason_that_only_who_asked_reads(member, coordinator):
    badge_class = write(BadgeKind.PROCESS_GUIDE, coordinator)
    badge = actions.ask_badge(badge_class=badge_class, by=member, motivation="x")
    page = reverse("exchange:badge_decline", args=[badge.public_id])
    assert client_of(coordinator).post(page, {"reason": ""}).status_code == 422
    client_of(coordinator).post(page, {"reason": "Nog één voorbeeld erbij."})
    badge.refresh_from_db()
    assert badge.is_declined
    assert "Nog één voorbeeld erbij." in client_of(member).get(badge.get_absolute_url()).text
    assert client_of(make_coordinator()).get(badge.get_absolute_url()).status_code == 404
    actions.ask_badge(badge_class=badge_class, by=member, motivation="Nu wel.")


def test_it_is_withdrawn_with_a_reason_once_and_for_good(member, coordinator):
    badge = grant(member, coordinator)
    page = reverse("exchange:badge_withdraw", args=[badge.public_id])
    assert client_of(coordinator).post(page, {"reason": ""}).status_code == 422
    for reason in ("Per ongeluk gegeven.", "Nog eens"):
        client_of(coordinator).post(page, {"reason": reason})
    badge.refresh_from_db()
    assert (badge.state, badge.end_note) == (BadgeState.ENDED, "Per ongeluk gegeven.")
    assert AuditEvent.objects.filter(verb="exchange.badge_withdrawn").count() == 1


def test_a_request_that_is_taken_back_leaves_nothing(member, coordinator):
    badge_class = write(BadgeKind.PROCESS_GUIDE, coordinator)
    badge = actions.ask_badge(badge_class=badge_class, by=member, motivation="x")
    client_of(member).post(reverse("exchange:badge_take_back", args=[badge.public_id]))
    assert not Badge.objects.exists()
    assert told(coordinator) == []


def test_what_is_removed_or_erased_leaves_only_a_bit(member, coordinator):
    badge = grant(member, coordinator)
    client_of(member).post(reverse("exchange:badge_remove", args=[badge.public_id]))
    assert not Badge.objects.exists()
    bit = StatusBit.objects.get()
    assert bit.revoked_at is not None
    grant(member, coordinator)
    erase_member(member=member, by=member)
    assert not Badge.objects.exists()
    assert StatusBit.objects.filter(revoked_at__isnull=False).count() == 2
    fields = {field.name for field in StatusBit._meta.get_fields() if field.concrete}
    assert fields == {"id", "number", "revoked_at"}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE exchange_statusbit SET revoked_at = NULL WHERE revoked_at IS NOT NULL",
        "DELETE FROM exchange_statusbit",
        "UPDATE exchange_badgekey SET public_key = 'x'",
        "UPDATE exchange_badgekey SET retired_at = NULL WHERE retired_at IS NOT NULL",
        "DELETE FROM exchange_badgekey",
    ],
)
def test_keys_and_revoked_bits_are_kept_whoever_asks_the_database(member, coordinator, sql):
    badge = grant(member, coordinator)
    actions.end_badge(badge=badge, by=coordinator, reason=EndReason.WITHDRAWN, note="x")
    rotate_keys()
    rotate_keys()
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_criterion_is_written_by_who_runs_the_network_and_read_by_all(member, coordinator):
    change = reverse("exchange:badge_class_change", args=["procesbegeleider"])
    assert client_of(member).get(change).status_code == 403
    assert Client().get(reverse("exchange:badge_class", args=["procesbegeleider"])).status_code == 404
    page = client_of(coordinator).get(change)
    assert "Begeleidde minstens één schooljaar" in page.text
    words = {"name": "Procesbegeleider", "description": "Begeleidt.", "criterion": "Begeleidde.", "months": "12"}
    client_of(coordinator).post(change, {**words, "is_offered": "on"})
    assert "Begeleidde." in Client().get(reverse("exchange:badge_class", args=["procesbegeleider"])).text


def test_what_was_granted_keeps_the_words_of_its_day(member, coordinator):
    badge = grant(member, coordinator)
    write(BadgeKind.PROCESS_GUIDE, coordinator, criterion="Iets heel anders.")
    badge.refresh_from_db()
    assert badge.criterion == "Begeleidde een groep en laat zien wat die leerde."


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_desk_costs_the_same_whatever_waits(coordinator, item_count, django_assert_num_queries):
    badge_class = write(BadgeKind.PROCESS_GUIDE, coordinator)
    for _ in range(item_count):
        actions.ask_badge(badge_class=badge_class, by=f.MemberFactory(), motivation="x")
    client = client_of(coordinator)
    client.get(reverse("exchange:badge_requests"))
    with django_assert_num_queries(3):
        client.get(reverse("exchange:badge_requests"))


def test_reading_makes_no_key_and_the_first_grant_does(client, coordinator):
    answers = [client.get(reverse(name)) for name in ("exchange:badge_status", "exchange:did_document")]
    assert [answer.status_code for answer in answers] == [404, 200]
    assert answers[1].json()["verificationMethod"] == []
    assert not BadgeKey.objects.exists()
    for _time in range(2):
        grant(f.MemberFactory(), coordinator)
    assert BadgeKey.objects.count() == 2
    assert client.get(reverse("exchange:badge_status")).status_code == 200


def test_two_who_begin_with_the_same_suggestion_write_nothing_over(coordinator):
    client, address = client_of(coordinator), reverse("exchange:badge_class_change", args=["procesbegeleider"])
    drawn = client.get(address).context["form"]
    sent = {f"{prefix}{name}": str(drawn[name].value()) for name in drawn.fields for prefix in ("", "initial-")}
    first = client.post(address, sent | {"name": "Eerste"})
    assert first.status_code == 302, first.context["form"].errors
    answer = client.post(address, sent | {"name": "Tweede"})
    assert answer.status_code == 422
    assert "Eerste" in answer.text
    assert BadgeClass.objects.get().name == "Eerste"
