"""The meetings of the small network: one to come, one that was with all that it left behind, and what hangs on them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from knowledge_network.members.organisations.models import Partnership
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.models import AgendaItem, CalendarFeed, MeetingInvitation, MeetingSeries
from plg.records.models import ActionItem, Attendance, Certificate, Decision, Minutes, ReturnToSchool
from tests import factories as f

DAY = dt.timedelta(days=1)


def meetings_of(group: Any, meeting: Any, people: dict[str, Any], board: Any) -> dict[str, Any]:
    """`meeting` is to come. Who is in the group is invited; one guest is; the member has a say of each sort."""
    lead, member = people["group_lead"], people["group_member"]
    now = timezone.now()
    meeting.check_in_code = "4207"
    meeting.save()
    for person in (lead, member):
        MeetingInvitation.objects.create(meeting=meeting, member=person)
    guest = MeetingInvitation.objects.create(
        meeting=meeting, guest_name="Gast Gastman", guest_email="gast@example.org", guest_organisation="Bibliotheek"
    )
    was = f.MeetingFactory(
        group=group, starts_at=now - 9 * DAY, attendance_confirmed_at=now - 8 * DAY, title="Proefbijeenkomst"
    )
    invitation = MeetingInvitation.objects.create(meeting=was, member=member, answer="yes")
    MeetingInvitation.objects.create(meeting=was, member=lead, answer="yes")
    Attendance.objects.create(
        invitation=invitation,
        status="partly",
        minutes=60,
        confirmed_at=now - 8 * DAY,
        contest="open",
        contested_at=now - DAY,
        contest_text="Ik was er de hele tijd.",
    )
    item = AgendaItem.objects.create(meeting=was, title="Breuken", report="We keken naar leerlingwerk.")
    Minutes.objects.create(meeting=was, version=1, written_by=lead, shared_at=now - 7 * DAY)
    Decision.objects.create(meeting=was, agenda_item=item, text="We nemen leerlingwerk mee.")
    action = ActionItem.objects.create(group=group, meeting=was, title="Zinstarters drukken", owner=member)
    returned = ReturnToSchool.objects.create(
        member=member,
        meeting=was,
        group=group,
        what="Eerst tekenen",
        audience="class",
        happened_on=timezone.localdate(),
    )
    today = timezone.localdate()
    series = MeetingSeries.objects.create(
        group=group,
        title="Elke vierde woensdag",
        rule="FREQ=WEEKLY;INTERVAL=4;BYDAY=WE",
        first_day=today,
        last_day=today + 90 * DAY,
        start_time=dt.time(15, 30),
        end_time=dt.time(17),
    )
    # At a school: what is optional is filled in somewhere, or no page is ever opened with it.
    f.MeetingFactory(
        group=group,
        series=series,
        title="Vierde woensdag",
        starts_at=now + 28 * DAY,
        host_site=board,
        location="Aula",
        link="https://overleg.example/vierde",
    )
    network_series = MeetingSeries.objects.create(
        partnership=Partnership.objects.first() or f.PartnershipFactory(),
        title="Plenaire middagen",
        rule="FREQ=MONTHLY;BYDAY=1TH",
        first_day=today,
        last_day=today + 90 * DAY,
        start_time=dt.time(13, 30),
        end_time=dt.time(16, 30),
    )
    plenary = f.MeetingFactory(
        group=None,
        partnership=network_series.partnership,
        series=network_series,
        kind="plenary",
        audience="chosen",
        title="Plenaire middag",
        starts_at=now + 30 * DAY,
    )
    MeetingInvitation.objects.create(meeting=plenary, member=member)
    certificate = Certificate.objects.create(
        member=member,
        group=group,
        holder=member.get_full_name(),
        activity=group.name,
        first_day=today - 200 * DAY,
        last_day=today,
        quarters=24,
        attended=3,
        meetings=4,
        issuer="Kennisnetwerk",
    )
    delivery = Delivery.objects.create(
        key="world",
        kind="world",
        member=member,
        address=member.email,
        subject="Iets",
        state="failed",
        reason="550",
        text="Hoi",
    )
    return {
        "past_meeting": was,
        "guest": guest,
        "contested": invitation,
        "action_item": action,
        "returned": returned,
        "series": series,
        "network_series": network_series,
        "certificate": certificate,
        "feed": CalendarFeed.objects.create(member=member, titles_only=True),
        "delivery": Delivery.objects.get(pk=delivery.pk),
    }
