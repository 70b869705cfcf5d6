"""A list of people as an import: invitations or accounts, carried out together and taken back together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import IO, cast

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit.emails import find_open_moment
from knowledge_network.members import signals
from knowledge_network.members.admission.actions.accounts import AdmissionError
from knowledge_network.members.admission.actions.invitations import invite_members, withdraw_invitation
from knowledge_network.members.admission.models import Invitation, InvitedAppointment
from knowledge_network.members.imports.bulk import delete_unused
from knowledge_network.members.imports.change import BATCH, Change, ImportConflictError, paged, turn
from knowledge_network.members.imports.enums import ImportState, RowOutcome
from knowledge_network.members.imports.headings import PEOPLE
from knowledge_network.members.imports.models import ImportRow, ImportRun
from knowledge_network.members.imports.people_plan import Checker, Kept
from knowledge_network.members.imports.progress import watched
from knowledge_network.members.imports.reading import Choice, Row, open_table
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search

INVITE, ACCOUNT = "invite", "account"
# Before this no invitation goes out, so that an import that was wrong can be undone unseen.
WAIT = dt.timedelta(minutes=30)


class PeopleImporter:
    def keep(self, run: ImportRun) -> list[Kept]:
        """The rows with what the coordinator corrected: looking again must not lose that work."""
        rows = run.rows.order_by("number").values_list("number", "values")
        return [
            Kept(Row(number, values["row"]), values.get("is_another", False), values.get("left_out", False))
            for number, values in rows
            if values  # emptied when the person asked to be erased
        ]

    def plan(self, run: ImportRun, source: IO[bytes], kept: list[Kept]) -> Iterator[Change]:
        if kept:
            yield from Checker(run.options).check(kept)
        else:
            _layout, table = open_table(source, PEOPLE, choice=Choice.from_options(run.options))
            run.options |= table.describe()
            yield from Checker(run.options).check(Kept(row) for row in table.rows)

    def carry_out(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        _still_as_planned(run)
        invite = run.options.get("method", INVITE) == INVITE
        mail_at = find_open_moment(timezone.now() + WAIT) if invite else None
        if mail_at is not None:
            run.options = {**run.options, "mail_at": mail_at.isoformat()}
        for batch in batched(rows, BATCH):
            new = [row for row in batch if row.outcome == RowOutcome.NEW]
            if invite:
                _invite(new, by, mail_at)
            else:
                _make_accounts(new, by)
            changed = [row for row in batch if row.outcome == RowOutcome.CHANGED]
            _change(changed, by, forward=True)
            ImportRow.objects.bulk_update([*new, *changed], ["values"])

    def take_back(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        """What was used by now stays and is listed; the rest goes back."""
        kept: list[ImportRow] = []
        used = _find_used(run)
        for batch in batched(rows, BATCH):
            changed = [row for row in batch if row.outcome == RowOutcome.CHANGED]
            kept += [_keep(row, _("Goes with an account that was used.")) for row in changed if row.key in used]
            kept += _change_back([row for row in changed if row.key not in used], by)
            new = [row for row in batch if row.outcome == RowOutcome.NEW]
            kept += _withdraw([row for row in new if "invitation" in row.values], by)
            kept += _remove_accounts([row for row in new if "member" in row.values])
        ImportRow.objects.bulk_update(kept, ["values", "reason"], batch_size=BATCH)
        run.options = {**run.options, "kept": len(kept)}


def _still_as_planned(run: ImportRun) -> None:
    """Judge all rows again with what is true now: who became a member since the preview is no longer new."""
    rows = run.rows.filter(outcome__in=[RowOutcome.NEW, RowOutcome.CHANGED])
    again = Checker(run.options).check(
        Kept(Row(row.number, row.values["row"]), row.values.get("is_another", False)) for row in paged(rows, "number")
    )
    for row, change in zip(watched(run, paged(rows, "number")), again, strict=True):
        if (change.outcome, change.difference) != (row.outcome, row.difference):
            raise ImportConflictError(
                _("Row %(row)s (%(name)s) is no longer as it was when you looked. Look again.")
                % {"row": row.number, "name": row.label}
            )


def _invite(rows: list[ImportRow], by: Member | None, mail_at: dt.datetime | None) -> None:
    if by is None:
        raise ImportConflictError(_("Invitations need somebody who invites."))
    organisations = Organisation.objects.in_bulk({row.values["organisation"] for row in rows})
    invitations = [
        Invitation(
            **{name: pair[1] for name, pair in row.difference["member"].items()},
            organisation=organisations[row.values["organisation"]],
            function=row.values["function"],
            language=row.values["language"],
        )
        for row in rows
    ]
    more = {
        row.key: [(organisations[row.values["organisation"]], function) for function in row.values["jobs"][1:]]
        for row in rows
    }
    try:
        invite_members(by=by, invitations=invitations, more=more, mail_at=mail_at)
    except AdmissionError as error:
        raise ImportConflictError(str(error)) from error
    for row, invitation in zip(rows, invitations, strict=True):
        row.values["invitation"] = invitation.public_id


def _make_accounts(rows: list[ImportRow], by: Member | None) -> None:
    """Members without a password: they log in with a code by mail, which also proves the address."""
    members = []
    for row in rows:
        names = {name: pair[1] for name, pair in row.difference["member"].items()}
        member = Member(language=row.values["language"], password=make_password(None), **names)
        member.sort_name = Member.make_sort_name(member.given_name, member.infix, member.family_name)
        members.append(member)
    Member.objects.bulk_create(members)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, primary=True, verified=False) for member in members
    )
    made = [_begin_jobs(row, member, has_primary=False) for row, member in zip(rows, members, strict=True)]
    Appointment.objects.bulk_create(job for jobs in made for job in jobs)
    for row, member, jobs in zip(rows, members, made, strict=True):
        row.values |= {"member": member.public_id, "appointments": [job.pk for job in jobs]}
    _record("members.member_imported", members, by)
    search.refresh("member", [member.pk for member in members])


def _begin_jobs(row: ImportRow, member: Member, *, has_primary: bool) -> list[Appointment]:
    """An appointment for each function of the row that is new; the first is the main one, if there is none yet."""
    return [
        Appointment(
            member=member,
            organisation_id=row.values["organisation"],
            function=function,
            start=dt.date.fromisoformat(row.values["start"]),
            is_primary=not has_primary and number == 0,
        )
        for number, function in enumerate(row.values["jobs"])
    ]


def _record(verb: str, members: Iterable[Member], by: Member | None) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(verb=verb, actor=by, subject=m, object_type="members.member", object_key=m.public_id)
        for m in members
    )


def _change(rows: list[ImportRow], by: Member | None, *, forward: bool) -> None:
    """Names and appointments of members we have, and open invitations."""
    emails = [row.key for row in rows]
    members = {m.email: m for m in Member.objects.select_for_update().filter(email__in=emails)}
    invitations = {i.email: i for i in Invitation.objects.open().select_for_update().filter(email__in=emails)}
    changed = []
    for row in rows:
        if row.key not in members:
            _change_invitation(row, _found(invitations, row), forward=forward)
            continue
        member = _found(members, row)
        turn(member, row.difference.get("member", {}), forward=forward)
        if "member" in row.difference:
            member.save(update_fields=list(row.difference["member"]))
        if "appointment" in row.difference:
            _turn_jobs(row, member, forward=forward)
        changed.append(member)
    _record("members.member_imported" if forward else "members.member_import_undone", changed, by)
    search.refresh("member", [member.pk for member in changed])
    for member in changed:
        signals.member_changed.send(sender=Member, member=member)


def _change_invitation(row: ImportRow, invitation: Invitation, *, forward: bool) -> None:
    """What stands in an open invitation, and what the person will do besides."""
    if "invitation" in row.difference:
        turn(invitation, row.difference["invitation"], forward=forward)
        invitation.save()
    if "appointment" not in row.difference:
        return
    further = [
        InvitedAppointment(invitation=invitation, organisation_id=row.values["organisation"], function=function)
        for function in row.values["jobs"]
    ]
    if forward:
        InvitedAppointment.objects.bulk_create(further)
        return
    for job in further:
        invitation.more.filter(organisation=job.organisation_id, function=job.function).delete()


def _found[M: Model](owner: dict[str, M], row: ImportRow) -> M:
    if row.key not in owner:
        raise ImportConflictError(_("%(code)s is gone in the meantime.") % {"code": row.label})
    return owner[row.key]


def _turn_jobs(row: ImportRow, member: Member, *, forward: bool) -> None:
    if forward:
        start = dt.date.fromisoformat(row.values["start"])
        has_primary = member.appointments.filter(is_primary=True, end__isnull=True).exists()
        has_primary = has_primary or member.appointments.filter(is_primary=True, end__gt=start).exists()
        jobs = Appointment.objects.bulk_create(_begin_jobs(row, member, has_primary=has_primary))
        row.values["appointments"] = [job.pk for job in jobs]
    else:
        made = row.values["appointments"]
        deleted, _models = member.appointments.filter(pk__in=made, end__isnull=True).delete()
        if deleted < len(made):
            raise ImportConflictError(_("%(code)s is gone in the meantime.") % {"code": row.label})


# Taking back ----------------------------------------------------------------------------------


def _find_used(run: ImportRun) -> set[str]:
    """The addresses that came with this run and were used since: somebody logged in, or said yes."""
    new = run.rows.filter(outcome=RowOutcome.NEW)
    made = set(new.filter(values__has_key="member").values_list("values__member", flat=True))
    sent = set(new.filter(values__has_key="invitation").values_list("values__invitation", flat=True))
    logged_in = Member.objects.filter(public_id__in=made, last_login__isnull=False).values_list("email", flat=True)
    accepted = Invitation.objects.filter(public_id__in=sent, accepted_at__isnull=False).values_list("email", flat=True)
    return {*logged_in, *accepted}


def _keep(row: ImportRow, reason: str) -> ImportRow:
    row.values["kept"] = True
    row.reason = reason[:500]
    return row


def _change_back(rows: list[ImportRow], by: Member | None) -> list[ImportRow]:
    """All at once; where somebody changed one of them since, one by one, and that one stays."""
    try:
        with transaction.atomic():
            _change(rows, by, forward=False)
    except ImportConflictError as error:
        if len(rows) == 1:
            return [_keep(rows[0], str(error))]
        return [row for one in rows for row in _change_back([one], by)]
    return []


def _withdraw(rows: list[ImportRow], by: Member | None) -> list[ImportRow]:
    """The links stop working and mail that is not out stays in; who said yes already stays."""
    if rows and by is None:
        raise ImportConflictError(_("Invitations need somebody who invites."))
    by_id = {row.values["invitation"]: row for row in rows}
    kept = []
    for invitation in Invitation.objects.filter(public_id__in=by_id):
        try:
            withdraw_invitation(invitation=invitation, by=cast("Member", by))
        except AdmissionError as error:
            kept.append(_keep(by_id[invitation.public_id], str(error)))
    return kept


def _remove_accounts(rows: list[ImportRow]) -> list[ImportRow]:
    """Accounts that nobody used yet go without a trace; the others stay."""
    by_id = {row.values["member"]: row for row in rows}
    found = list(Member.objects.select_for_update().filter(public_id__in=by_id))
    made = {pk for row in rows for pk in row.values["appointments"]}
    others = Appointment.objects.filter(member__in=found).exclude(pk__in=made)
    busy = set(others.values_list("member", flat=True))
    kept = [_keep(by_id[m.public_id], _("Logged in already.")) for m in found if m.last_login is not None]
    unused = [member for member in found if member.last_login is None]
    kept += [_keep(by_id[m.public_id], _("Has other work by now.")) for m in unused if m.pk in busy]
    return kept + _delete_accounts([member for member in unused if member.pk not in busy], by_id)


def _delete_accounts(members: list[Member], by_id: dict[str, ImportRow]) -> list[ImportRow]:
    """All at once; where something hangs on one of them, one by one."""
    keys = [member.pk for member in members]
    try:
        with transaction.atomic():
            allowed = (Member, EmailAddress, Appointment, AuditEvent)
            delete_unused(members, allowed, _("This account is used by now."))
    except ImportConflictError as error:
        if len(members) == 1:
            return [_keep(by_id[members[0].public_id], str(error))]
        return [row for one in members for row in _delete_accounts([one], by_id)]
    search.remove("member", keys)
    return []


# Correcting -----------------------------------------------------------------------------------


@transaction.atomic
def correct_row(
    *, run: ImportRun, number: int, values: dict[str, str], by: Member | None, is_another: bool = False
) -> ImportRow:
    """Judge one row anew with corrected values, against members and against the other rows of the list."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    row = run.rows.select_for_update().get(number=number)
    if run.state != ImportState.PLANNED:
        raise ImportConflictError(_("This list was carried out or thrown away already."))
    checker = Checker(run.options)
    checker.know(
        run.rows.exclude(pk=row.pk).filter(outcome__in=[RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.UNCHANGED])
    )
    corrected = Row(number, {**row.values["row"], **values})
    change = next(checker.check([Kept(corrected, is_another)]))
    _count(run, row.outcome, change.outcome)
    change.write_into(row)
    row.save()
    return row


@transaction.atomic
def leave_row_out(*, run: ImportRun, number: int, by: Member | None) -> ImportRow:
    """Skip a row on purpose; correcting it brings it back."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    row = run.rows.select_for_update().get(number=number)
    if run.state == ImportState.PLANNED and row.outcome != RowOutcome.SKIPPED:
        _count(run, row.outcome, RowOutcome.SKIPPED)
        row.outcome, row.reason, row.difference = RowOutcome.SKIPPED, _("Left out by you."), {}
        row.values["left_out"] = True
        row.save(update_fields=["outcome", "reason", "difference", "values"])
    return row


def _count(run: ImportRun, before: str, after: str) -> None:
    run.counts[before] -= 1
    run.counts[after] = run.counts.get(after, 0) + 1
    run.save(update_fields=["counts"])
