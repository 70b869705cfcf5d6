"""Certificates of participation: what they say is fixed when they are made; they can be withdrawn, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.network import read_network
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify, replace_notices
from plg.groups.models import Group
from plg.records.hours import Candidate, list_candidates
from plg.records.models import Certificate
from plg.records.notices import attendance as notices


@transaction.atomic
def set_certificate_terms(*, group: Group, by: Member, hours: object, outcomes: str) -> None:
    """From how many hours one gets a certificate, and what one can do after this group."""
    group.certificate_hours, group.learning_outcomes = hours, outcomes  # type: ignore[assignment]
    group.save(update_fields=["certificate_hours", "learning_outcomes"])
    AuditEvent.objects.record("plg.certificate_terms_set", group, by=by)


@transaction.atomic
def issue_certificates(
    *, group: Group, by: Member, first: dt.date, last: dt.date, members: Collection[str], at: dt.datetime | None = None
) -> list[Certificate]:
    """Make a certificate for each of `members` (public ids) who did enough and has none yet for this period.

    What is issued before the period is over speaks until today, not of what is still to come.
    """
    now = at or timezone.now()
    until = min(last, timezone.localdate(now))
    Group.objects.select_for_update().get(pk=group.pk)
    made = []
    for candidate in list_candidates(group, first, last):
        if candidate.member.public_id not in members or not candidate.qualifies or candidate.certificate is not None:
            continue
        certificate = _make_certificate(candidate, group)
        certificate.first_day, certificate.last_day = first, until
        certificate.issued_at, certificate.issued_by = now, by
        certificate.save()
        made.append(certificate)
        AuditEvent.objects.record("plg.certificate_issued", group, by=by, subject=candidate.member)
        notify(
            notices.CERTIFICATE_ISSUED,
            to=[candidate.member],
            key=f"plg.certificate_issued:{certificate.code}",
            url=reverse("plg:my_hours"),
            by=by,
            group_key=group.slug,
            at=now,
            group=group.name,
        )
    return made


def _make_certificate(candidate: Candidate, group: Group) -> Certificate:
    """What it says of somebody, not stored yet."""
    return Certificate(
        member=candidate.member,
        group=group,
        holder=candidate.member.get_full_name(),
        activity=group.name,
        quarters=candidate.quarters,
        attended=candidate.attended,
        meetings=candidate.meetings,
        outcomes=group.learning_outcomes,
        issuer=read_network().title,
        language=candidate.member.language,
    )


@transaction.atomic
def withdraw_certificate(*, certificate: Certificate, by: Member, reason: str) -> None:
    """From now on the public page says «withdrawn». Doing it twice is doing it once."""
    changed = Certificate.objects.filter(pk=certificate.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), withdraw_reason=reason
    )
    if not changed:
        return
    AuditEvent.objects.record("plg.certificate_withdrawn", certificate.group, by=by, subject=certificate.member)
    issued = [f"plg.certificate_issued:{certificate.code}"]
    notify(
        notices.CERTIFICATE_WITHDRAWN,
        to=[certificate.member],
        follows=issued,
        key=f"plg.certificate_withdrawn:{certificate.code}",
        url=reverse("plg:my_hours"),
        by=by,
        group=certificate.activity,
        reason=reason,
    )
    replace_notices(keys=issued)
