"""Boards, institutes and other partners: entered, changed, taking part, and merged."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledge_network.members import signals
from knowledge_network.members.organisations.enums import OrganisationKind, PartnershipRole
from knowledge_network.members.organisations.models import (
    Board,
    Organisation,
    OtherOrganisation,
    Partnership,
    PartnershipMembership,
    School,
    Site,
    TeacherEducation,
)
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

MODELS: dict[str, type[Organisation]] = {
    OrganisationKind.BOARD: Board,
    OrganisationKind.SITE: Site,
    OrganisationKind.INSTITUTE: TeacherEducation,
    OrganisationKind.OTHER: OtherOrganisation,
}


def in_full(organisation: Organisation) -> Organisation:
    """The organisation as the board, site, institute or other body that it is."""
    model = MODELS[organisation.kind]
    return organisation if isinstance(organisation, model) else model.objects.get(pk=organisation.pk)


@transaction.atomic
def create_organisation(*, kind: str, by: Member | None, **values: object) -> Organisation:
    """Enter a board, an institute or another partner; schools come from the register. ValidationError on bad values."""
    organisation = MODELS[kind](kind=kind, **values)
    organisation.slug = _free_slug(organisation.name)
    organisation.full_clean()
    organisation.save()
    AuditEvent.objects.record("members.organisation_created", organisation, by=by, kind=kind)
    _found_anew(organisation.pk)
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, by: Member | None, **values: object) -> Organisation:
    """Correct what is known of an organisation; the audit trail says which fields, with the old values."""
    found = in_full(organisation)
    organisation = type(found).objects.select_for_update(of=("self",)).get(pk=found.pk)
    former = {name: getattr(organisation, name) for name in values}
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.full_clean()
    changed = {name: str(old or "") for name, old in former.items() if old != values[name]}
    if changed:
        organisation.save()
        AuditEvent.objects.record("members.organisation_changed", organisation, by=by, before=changed)
        _found_anew(organisation.pk)
    return organisation


@transaction.atomic
def take_part(
    *,
    organisation: Organisation,
    by: Member | None,
    role: str = PartnershipRole.PARTICIPANT,
    start: dt.date | None = None,
    end: dt.date | None = None,
    partnership: Partnership | None = None,
) -> PartnershipMembership:
    """The organisation takes part in the network from `start`. The lead partner is also noted on the network itself."""
    partnership = partnership or the_partnership()
    membership = PartnershipMembership(
        partnership=partnership,
        organisation=Organisation.objects.get(pk=organisation.pk),
        role=role,
        start=start or timezone.localdate(),
        end=end,
    )
    membership.full_clean()
    membership.save()
    if role == PartnershipRole.LEAD and organisation.kind == OrganisationKind.BOARD:
        partnership.lead_board = Board.objects.get(pk=organisation.pk)
        partnership.save(update_fields=["lead_board"])
    AuditEvent.objects.record(
        "members.participation_started", organisation, by=by, role=role, start=membership.start.isoformat()
    )
    _refresh_with_sites(organisation)
    return membership


@transaction.atomic
def stop_taking_part(*, membership: PartnershipMembership, by: Member | None, end: dt.date | None = None) -> None:
    """The participation holds until `end` (today when not given). One that never held a day is removed."""
    end = end or timezone.localdate()
    organisation = membership.organisation
    if end <= membership.start:
        membership.delete()
    else:
        membership.end = end
        membership.save(update_fields=["end"])
    Partnership.objects.filter(pk=membership.partnership_id, lead_board=organisation.pk).update(lead_board=None)
    AuditEvent.objects.record("members.participation_ended", organisation, by=by, end=end.isoformat())
    _refresh_with_sites(organisation)


@transaction.atomic
def merge_board(*, board: Board, into: Board, by: Member | None, on: dt.date | None = None) -> list[str]:
    """`board` ends and `into` goes on with its schools. Appointments, groups and history stay where they are.

    Returns the BRINs of the schools that moved. Raises ValidationError for a date in the future or a board that ended.
    """
    on = on or timezone.localdate()
    locked = Board.objects.select_for_update(of=("self",)).in_bulk([board.pk, into.pk])
    if len(locked) != 2:
        raise ValidationError({"successor": _("A board cannot be merged with itself.")})
    board, into = locked[board.pk], locked[into.pk]
    _check_merger(board, into, on)
    brins = list(board.schools.order_by("brin").values_list("brin", flat=True))
    School.objects.filter(board=board).update(board=into)
    Organisation.objects.filter(governing_board=board).update(governing_board=into)
    board.valid_to, board.successor = on, into
    board.full_clean()
    board.save()
    for membership in board.partnership_memberships.filter(end__isnull=True):
        stop_taking_part(membership=membership, by=by, end=on)
    AuditEvent.objects.record(
        "members.board_merged", board, by=by, into=into.bg_number, on=on.isoformat(), schools=brins
    )
    _refresh_with_sites(into)
    _found_anew(board.pk)
    return brins


def _check_merger(board: Board, into: Board, on: dt.date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"on": _("The schools move at once, so the day cannot lie in the future.")})
    if board.valid_from is not None and on <= board.valid_from:
        raise ValidationError({"on": _("An organisation ends after it starts.")})
    if board.successor_id is not None:
        raise ValidationError({"successor": _("This board has a successor already.")})
    if into.is_closed:
        raise ValidationError({"successor": _("This board does not exist any more.")})


@transaction.atomic
def note_succession(*, old: Organisation, into: Organisation, on: dt.date, by: Member | None) -> dict[str, list[str]]:
    """Note that a board or school goes on in another one; ValidationError when it cannot.

    Gives what `take_succession_back` needs: the BRINs of schools that moved, and which participations ended.
    """
    old, into = in_full(old), in_full(into)
    if isinstance(old, Board) and isinstance(into, Board):
        ending = [str(pk) for pk in old.partnership_memberships.filter(end__isnull=True).values_list("pk", flat=True)]
        if old.valid_to is not None and old.valid_to <= on:
            on = old.valid_to
        return {"schools": merge_board(board=old, into=into, by=by, on=on), "participations": ending}
    change_organisation(organisation=old, by=by, valid_to=old.valid_to or on, successor=Organisation(pk=into.pk))
    return {"schools": [], "participations": []}


@transaction.atomic
def take_succession_back(
    *, old: Organisation, into: Organisation, was_until: str, moved: dict[str, list[str]], by: Member | None
) -> None:
    """As it was before `note_succession`; ValidationError when a school went on to yet another board meanwhile.

    `was_until` is the last day that was known before, in ISO, or empty.
    """
    old = in_full(old)
    if old.successor_id != into.pk:
        raise ValidationError(_("It goes on in another one by now."))
    if isinstance(old, Board):
        schools = School.objects.select_for_update().filter(brin__in=moved.get("schools", []))
        if any(school.board_id != into.pk for school in schools):
            raise ValidationError(_("A school of it went to yet another board."))
        sites = Site.objects.filter(school__in=schools).values("pk")
        Organisation.objects.filter(pk__in=sites).update(governing_board=old.pk)
        schools.update(board=old.pk)
        old.partnership_memberships.filter(pk__in=moved.get("participations", [])).update(end=None)
    values = {"successor": None, "valid_to": dt.date.fromisoformat(was_until) if was_until else None}
    change_organisation(organisation=old, by=by, **values)
    _refresh_with_sites(old)
    _refresh_with_sites(into)


def the_partnership() -> Partnership:
    """The network itself; there is one, also when two ask for it at the same moment in an empty database."""
    if (found := Partnership.objects.order_by("pk").first()) is not None:
        return found
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", ["members.the_partnership"])
        found = Partnership.objects.order_by("pk").first()
        return found or Partnership.objects.create(name=_("Knowledge network"))


def _refresh_with_sites(organisation: Organisation) -> None:
    sites = Organisation.objects.filter(governing_board=organisation.pk).values_list("pk", flat=True)
    _found_anew(organisation.pk, *sites)


def _found_anew(*keys: int) -> None:
    """In the search, and wherever else organisations are chosen from."""
    search.refresh("organisation", keys)
    signals.organisation_changed.send(sender=Organisation, keys=keys)


def _free_slug(name: str) -> str:
    base = slugify(name)[:100] or "partner"
    slug, number = base, 1
    while Organisation.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug
