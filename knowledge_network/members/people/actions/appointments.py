"""Where members work: added, changed and ended, with the history kept."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.actions.profile import announce
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.trail.models import AuditEvent


@transaction.atomic
def add_appointment(
    *,
    member: Member,
    by: Member | None,
    organisation: Organisation,
    function: str,
    start: dt.date | None = None,
    end: dt.date | None = None,
    fte: Decimal | None = None,
    is_primary: bool = False,
) -> Appointment:
    """Give `member` an appointment; the first one that holds becomes the main one."""
    start = start or timezone.localdate()
    others = _overlapping(member, start, end)
    is_primary = is_primary or not others.filter(is_primary=True).exists()
    if is_primary:
        others.update(is_primary=False)
    appointment = Appointment.objects.create(
        member=member,
        organisation=organisation,
        function=function,
        fte=fte,
        start=start,
        end=end,
        is_primary=is_primary,
    )
    _tell("members.appointment_added", appointment, by)
    return appointment


@transaction.atomic
def change_appointment(*, appointment: Appointment, by: Member, is_primary: bool, **values: object) -> Appointment:
    """Put right what was entered wrongly. A new job is a new appointment: end the old one, so that history is true."""
    former = {name: getattr(appointment, name) for name in values}
    for name, value in values.items():
        setattr(appointment, name, value)
    if is_primary and not appointment.is_primary:
        _overlapping(appointment.member, appointment.start, appointment.end).exclude(pk=appointment.pk).update(
            is_primary=False
        )
    appointment.is_primary = is_primary or appointment.is_primary
    appointment.save()
    changed = sorted(name for name, value in values.items() if former[name] != value)
    _tell("members.appointment_changed", appointment, by, fields=changed)
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, by: Member | None, end: dt.date | None = None) -> None:
    """Let it hold until `end` (the first day on which it no longer holds, today when not given).

    An appointment that never held a day is removed. When the main one has ended, the longest other one becomes main.
    """
    end = end or timezone.localdate()
    member, was_primary = appointment.member, appointment.is_primary
    _tell("members.appointment_ended", appointment, by, end=end.isoformat())
    if end <= appointment.start:
        appointment.delete()
    else:
        appointment.end = end
        appointment.save(update_fields=["end"])
    if was_primary and end <= timezone.localdate():
        _promote_another(member, appointment)
    announce(member)


@transaction.atomic
def reopen_appointment(*, appointment: Appointment, by: Member, end: dt.date | None, is_primary: bool) -> None:
    """Undo of an end: the appointment holds again as it did before."""
    if is_primary:
        _overlapping(appointment.member, appointment.start, end).exclude(pk=appointment.pk).update(is_primary=False)
    appointment.end, appointment.is_primary = end, is_primary
    appointment.save(update_fields=["end", "is_primary"])
    _tell("members.appointment_reopened", appointment, by)


def _overlapping(member: Member, start: dt.date, end: dt.date | None) -> QuerySet[Appointment]:
    before_the_end = Q(start__lt=end) if end else Q()
    return member.appointments.filter(before_the_end, Q(end__isnull=True) | Q(end__gt=start))


def _promote_another(member: Member, ended: Appointment) -> None:
    successor = member.appointments.current().exclude(pk=ended.pk).order_by("start").first()
    if successor is None:
        return
    _overlapping(member, successor.start, successor.end).update(is_primary=False)
    Appointment.objects.filter(pk=successor.pk).update(is_primary=True)


def _tell(verb: str, appointment: Appointment, by: Member | None, **data: object) -> None:
    member = appointment.member
    AuditEvent.objects.record(
        verb,
        appointment.organisation,
        by=by,
        subject=member,
        function=appointment.function,
        **data,
    )
    member.forget_current_appointments()
    announce(member)
