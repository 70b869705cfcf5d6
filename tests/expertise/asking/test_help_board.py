"""The desk for questions: who sees which, reminding, asking somebody, and what it costs."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.asking.actions import endings as help_endings
from expertise.asking.enums import HelpOutcome, HelpState
from expertise.asking.models import HelpRequestMatch
from knowledge_network.dashboards import cockpit
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
BOARD = "/beheer/vragen/"


def sign_in(client, member):
    type(member).objects.filter(pk=member.pk).update(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture
def coordinator(client):
    return sign_in(client, f.NetworkRoleFactory().member)


def test_a_liaison_officer_sees_the_own_scope_only(client):
    board = f.BoardFactory()
    here = f.HelpRequestFactory(asker=f.MemberFactory(site=f.SiteFactory(school__board=board)), title="Van hier")
    f.HelpRequestFactory(title="Van elders")
    f.HelpRequestFactory(asker=here.asker, title="Zonder naam", is_anonymous=True)
    sign_in(client, f.NetworkRoleFactory(role="liaison_officer", scope_board=board).member)
    assert [row.title for row in client.get(BOARD).context["table"].rows] == ["Van hier"]


def test_filters_stand_in_the_address(client, coordinator):
    f.HelpRequestFactory(title="Oud", asked_at=timezone.now() - dt.timedelta(days=20))
    f.HelpRequestFactory(title="Nieuw")
    f.HelpRequestFactory(title="Klaar", state=HelpState.CLOSED)
    titles = lambda query: [row.title for row in client.get(BOARD + query).context["table"].rows]  # noqa: E731
    assert titles("") == ["Oud", "Nieuw"]
    assert titles("?ouder=14") == ["Oud"]
    assert titles("?let_op=alles&status=afgesloten") == ["Klaar"]


def bulk(client, action, *help_requests, **more):
    ids = [help_request.public_id for help_request in help_requests]
    return client.post(reverse("expertise:help_board_bulk"), {"action": action, "ids": ids, **more})


def test_the_table_sorts_by_its_heads_and_tells_no_name_by_its_order(client, coordinator):
    first, last = f.MemberFactory(family_name="Aalders"), f.MemberFactory(family_name="Zwart")
    named = f.HelpRequestFactory(asker=first, title="B")
    f.HelpRequestFactory(asker=last, title="A", is_anonymous=True)
    HelpRequestMatch.objects.create(help_request=named, expert=f.MemberFactory())
    titles = lambda sort: [row.title for row in client.get(BOARD, {"sorteer": sort}).context["table"].rows]  # noqa: E731
    assert titles("vraag") == ["A", "B"]
    assert titles("-stil") == ["B", "A"]
    assert titles("van") == ["A", "B"], "nameless stands as nameless, not under the Z of who asked"


def test_a_reminder_shows_first_goes_out_once_a_day_and_can_be_taken_back(client, coordinator):
    help_request = f.HelpRequestFactory(state=HelpState.MATCHED)
    match = HelpRequestMatch.objects.create(help_request=help_request, expert=f.MemberFactory())
    quiet = f.HelpRequestFactory()
    look = bulk(client, "remind", help_request, quiet).context["look"]
    assert look.names == [match.expert.get_full_name()]
    assert [one.name for one in look.skipped] == [quiet.title]
    assert not Notice.objects.exists()
    for _twice in range(2):
        bulk(client, "remind", help_request, quiet, confirmed="1")
    reminders = Notice.objects.filter(kind="expertise.help_reminded", member=match.expert)
    assert reminders.count() == 1
    client.post(reverse("expertise:help_board_undo"))
    assert not reminders.exists()


def test_what_was_read_stays_when_a_reminder_is_taken_back(client, coordinator):
    help_request = f.HelpRequestFactory(state=HelpState.MATCHED)
    HelpRequestMatch.objects.create(help_request=help_request, expert=f.MemberFactory())
    bulk(client, "remind", help_request, confirmed="1")
    Notice.objects.update(read_at=timezone.now())
    client.post(reverse("expertise:help_board_undo"))
    assert Notice.objects.count() == 1


def test_the_sheet_has_typed_dates_full_addresses_and_no_name_of_who_asks_without(client, coordinator, settings):
    asker = f.MemberFactory(family_name="Geheimman")
    f.HelpRequestFactory(asker=asker, title="Stil", is_anonymous=True)
    f.HelpRequestFactory(title="Ook")
    response = bulk(client, "xlsx", everything="on", query="q=stil")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Stil"]
    assert isinstance(rows[1][3], dt.datetime)
    assert rows[1][-1].startswith(settings.PUBLIC_URL)
    assert "Geheimman" not in str(rows)
    assert AuditEvent.objects.filter(verb="expertise.help_exported").exists()


def test_the_coordinator_asks_somebody_by_name(client, coordinator):
    help_request, member = f.HelpRequestFactory(), f.MemberFactory()
    client.post(reverse("expertise:help_ask_somebody", args=[help_request.public_id]), {"member": member.public_id})
    help_request.refresh_from_db()
    assert help_request.state == HelpState.MATCHED
    assert help_request.matches.get().expert == member


def test_the_cockpit_counts_what_waits(coordinator):
    f.HelpRequestFactory()
    f.HelpRequestFactory(escalated_at=timezone.now())
    closed = f.HelpRequestFactory()
    help_endings.close(help_request=closed, by=closed.asker, outcome=HelpOutcome.YES, may_be_published=True)
    counts = {desk.key: desk.count for desk in cockpit.find_desks(coordinator)}
    assert (counts["help_unanswered"], counts["help_escalated"], counts["help_answers"]) == (2, 1, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_whatever_its_length(client, coordinator, django_assert_num_queries, count):
    for _n in range(count):
        HelpRequestMatch.objects.create(help_request=f.HelpRequestFactory(), expert=f.MemberFactory())
    with django_assert_num_queries(7):
        assert len(client.get(BOARD).context["table"].rows) == count


def test_the_desk_has_pages_and_counts_once_until_somebody_does_something(client, coordinator):
    f.HelpRequestFactory.create_batch(41)
    page = client.get(BOARD)
    assert (len(page.context["table"].rows), page.context["total"].number) == (40, 41)
    assert page.context["counts"].waiting == 41
    assert "De aantallen zijn van" in page.content.decode()
    late = f.HelpRequestFactory(asked_at=timezone.now() - dt.timedelta(days=9))
    assert client.get(BOARD).context["counts"].waiting == 41
    expert = f.MemberFactory()
    client.post(reverse("expertise:help_ask_somebody", args=[late.public_id]), {"member": expert.public_id})
    assert client.get(BOARD).context["counts"].waiting == 42
