"""When and how somebody can be asked, and how much they are asked now."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given, settings

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequestMatch
from expertise.claims.actions.availability import set_availability
from expertise.claims.enums import HelpForm
from expertise.claims.models import Availability
from expertise.pages.queries import count_open_questions
from tests import factories as f
from tests.expertise.claims.test_claims import MINE, page_of, sign_in
from tests.plg.groups.test_groups_fuzz import FORM, encoded, fields

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
URL = "/mijn/expertise/beschikbaar/"


def test_the_form_stores_what_was_filled_in(client):
    member = sign_in(client)
    data = {
        "forms": [HelpForm.ASK, HelpForm.ONLINE],
        "weekdays": ["0", "4"],
        "hours_per_month": "4",
        "travel_km": "15",
        "most_open": "3",
        "paused_until": "2027-01-31",
    }
    assert client.post(URL, data).status_code == 302
    row = Availability.objects.get(member=member)
    assert (row.forms, row.weekdays, row.hours_per_month) == ([HelpForm.ASK, HelpForm.ONLINE], [0, 4], 4)
    assert (row.travel_km, row.most_open, row.paused_until) == (15, 3, dt.date(2027, 1, 31))
    client.post(URL, {**data, "paused_until": ""})
    row.refresh_from_db()
    assert row.paused_until is None


@pytest.mark.parametrize(
    "wrong",
    [{"most_open": "0"}, {"most_open": "11"}, {"hours_per_month": "81"}, {"travel_km": "201"}, {"weekdays": ["6"]},
     {"paused_until": "0001-01-01"}, {"forms": ["toveren"]}],
)  # fmt: skip
def test_what_cannot_be_is_refused_on_its_field(client, wrong):
    sign_in(client)
    response = client.post(URL, {"most_open": "2", **wrong})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == wrong.keys()
    assert not Availability.objects.exists()


def test_saving_one_part_leaves_the_rest():
    member = f.MemberFactory()
    set_availability(member=member, by=member, hours_per_month=4)
    set_availability(member=member, by=member, travel_km=10)
    row = Availability.objects.get(member=member)
    assert (row.hours_per_month, row.travel_km, row.most_open) == (4, 10, 2)


@pytest.mark.parametrize(
    ("match", "request_state", "counts"),
    [
        ("asked", HelpState.MATCHED, 1),
        ("accepted", HelpState.TALKING, 1),
        ("accepted", HelpState.CLOSED, 0),
        ("asked", HelpState.WITHDRAWN, 0),
        ("declined", "open", 0),
        ("expired", "open", 0),
        ("taken_back", "open", 0),
    ],
)
def test_the_load_counts_questions_that_wait_for_me_or_that_i_answer(match, request_state, counts):
    member = f.MemberFactory()
    help_request = f.HelpRequestFactory(state=request_state)
    HelpRequestMatch.objects.create(help_request=help_request, expert=member, state=match)
    assert count_open_questions(member) == counts


def test_the_load_is_on_ones_own_page_alone(client):
    claim = f.ExpertiseClaimFactory()
    HelpRequestMatch.objects.create(help_request=f.HelpRequestFactory(state="open"), expert=claim.member)
    sign_in(client, claim.member)
    assert "<meter" in client.get(MINE).content.decode()
    sign_in(client)
    assert "<meter" not in client.get(page_of(claim)).content.decode()
    assert "<meter" not in client.get(f"/leden/{claim.member.public_id}/").content.decode()


@pytest.mark.parametrize(("days", "is_paused"), [(5, True), (0, True), (-1, False)])
def test_who_pauses_is_not_offered_for_a_question(client, days, is_paused):
    claim = f.ExpertiseClaimFactory()
    until = timezone.localdate() + dt.timedelta(days=days)
    f.AvailabilityFactory(member=claim.member, paused_until=until)
    sign_in(client)
    response = client.get(page_of(claim))
    assert (response.context["paused_until"] is not None) == is_paused
    assert not (is_paused and response.context["ask_url"])
    assert Availability.objects.open().filter(member=claim.member).exists() != is_paused


@given(data=fields("forms", "weekdays", "hours_per_month", "travel_km", "most_open", "paused_until"))
@settings(max_examples=25)
def test_the_form_takes_anything(client, data):
    sign_in(client)
    client.raise_request_exception = False
    assert client.post(URL, encoded(data), content_type=FORM).status_code in {302, 400, 422}
