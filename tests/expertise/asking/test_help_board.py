"""The desk for questions: who sees which, reminding, asking somebody, and what it costs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.asking.actions import endings as help_endings
from expertise.asking.enums import HelpOutcome, HelpState
from expertise.asking.models import HelpRequestMatch
from knowledge_network.dashboards import cockpit
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
    assert [row.title for row in client.get(BOARD).context["rows"]] == ["Van hier"]


def test_filters_stand_in_the_address(client, coordinator):
    f.HelpRequestFactory(title="Oud", asked_at=timezone.now() - dt.timedelta(days=20))
    f.HelpRequestFactory(title="Nieuw")
    f.HelpRequestFactory(title="Klaar", state=HelpState.CLOSED)
    titles = lambda query: [row.title for row in client.get(BOARD + query).context["rows"]]  # noqa: E731
    assert titles("") == ["Oud", "Nieuw"]
    assert titles("?ouder=14") == ["Oud"]
    assert titles("?let_op=alles&status=afgesloten") == ["Klaar"]


def test_a_reminder_shows_first_and_goes_out_once_a_day(client, coordinator):
    help_request = f.HelpRequestFactory(state=HelpState.MATCHED)
    match = HelpRequestMatch.objects.create(help_request=help_request, expert=f.MemberFactory())
    quiet = f.HelpRequestFactory()
    address, data = reverse("expertise:help_remind"), {"help_requests": [help_request.public_id, quiet.public_id]}
    page = client.post(address, data)
    assert page.context["people"] == [match.expert.get_full_name()]
    assert page.context["skipped"] == [quiet]
    assert not Notice.objects.exists()
    for _twice in range(2):
        client.post(address, data | {"confirmed": "1"})
    assert Notice.objects.filter(kind="expertise.help_reminded", member=match.expert).count() == 1


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
    with django_assert_num_queries(5):
        assert len(client.get(BOARD).context["rows"]) == count
