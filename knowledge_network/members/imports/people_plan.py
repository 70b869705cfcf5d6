"""What a list of people would change: each row compared with members, invitations and requests we have."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge_network.kit.text import find_fault_of_name
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.models import Invitation, InvitedAppointment, SignupRequest
from knowledge_network.members.imports import names
from knowledge_network.members.imports.change import (
    BATCH,
    Change,
    Columns,
    Difference,
    Plain,
    compare,
    get_field,
)
from knowledge_network.members.imports.days import read_day
from knowledge_network.members.imports.enums import RowOutcome
from knowledge_network.members.imports.headings import heading
from knowledge_network.members.imports.lookups import Functions, Organisations, UnknownValueError
from knowledge_network.members.imports.models import ImportRow
from knowledge_network.members.imports.reading import Row
from knowledge_network.members.imports.workbook import UNSTORED
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment, Member


@dataclass
class Person:
    """One row, understood. `problems` make it an error."""

    email: str = ""
    name: names.Name = field(default_factory=lambda: names.Name("", "", ""))
    organisation: int | None = None
    organisation_label: str = ""
    functions: list[str] = field(default_factory=list)
    start: str = ""
    language: str = "nl"
    problems: list[str] = field(default_factory=list)
    # What was decided for the reader; the row comes in all the same.
    notes: list[str] = field(default_factory=list)
    # Column → a value that we do not know: all rows with it can be corrected together.
    unknown: dict[str, str] = field(default_factory=dict)

    @property
    def function(self) -> str:
        """The first that the list names: it becomes the main one."""
        return self.functions[0] if self.functions else ""

    @property
    def jobs(self) -> list[tuple[int | None, str]]:
        return [(self.organisation, function) for function in self.functions]


@dataclass
class _Around:
    """What we know of the people of a batch, fetched with six queries whatever its size."""

    members: dict[str, Columns]
    at_work: dict[int, list[Columns]]  # by organisation
    jobs: dict[int, list[Columns]]  # by member
    invitations: dict[str, Columns]
    invited_more: dict[int, set[tuple[int, str]]]  # by invitation: further schools and functions
    requests: set[str]


@dataclass
class _Seen:
    """The first row with an address, and what the rows with that address say the person does."""

    number: int
    name: names.Name
    jobs: set[tuple[int | None, str]]

    def is_of(self, person: Person) -> bool:
        same = names.family_key(self.name.family) == names.family_key(person.name.family)
        return same and names.given_alike(self.name.given, person.name.given)


class Kept(NamedTuple):
    """A row and what the coordinator decided about it: it is somebody else than it seems, or it stays out."""

    row: Row
    is_another: bool = False
    left_out: bool = False


class Checker:
    """Understands rows and says what becomes of them; dry run, correction of a row and commit all ask here."""

    def __init__(self, options: Columns) -> None:
        self.options = options
        self.organisations = Organisations()
        self.functions = Functions()
        self.seen: dict[str, _Seen] = {}
        self.people: dict[tuple[int | None, str], list[tuple[str, int]]] = {}

    def check(self, rows: Iterable[Kept]) -> Iterator[Change]:
        for batch in batched(rows, BATCH):
            people = [self.understand(kept.row.values) for kept in batch]
            around = _look_around(people)
            for kept, person in zip(batch, people, strict=True):
                yield self.judge(kept, person, around)

    def know(self, rows: Iterable[ImportRow]) -> None:
        """Remember rows that were judged before, so that another one is recognised as their double."""
        for row in rows:
            person = self.understand(row.values["row"])
            first = self.seen.setdefault(row.key, _Seen(row.number, person.name, set()))
            first.jobs.update(person.jobs)
            key = (person.organisation, names.family_key(person.name.family))
            self.people.setdefault(key, []).append((person.name.given, row.number))

    # Understanding

    def understand(self, values: dict[str, str]) -> Person:
        person = Person()
        values = _without_formulas(person, values)
        self._address(person, values["email"])
        given, infix, family, whole, middle = (
            values.get(name, "") for name in ("given_name", "infix", "family_name", "whole_name", "middle_name")
        )
        person.name = names.complete(*names.add_middle(given, infix, middle), family, whole)
        if not person.name.given or not person.name.family:
            person.problems.append(_("Given name and family name are both needed."))
        faults = (find_fault_of_name(part, is_person=True) for part in person.name if part)
        person.problems.extend(dict.fromkeys(filter(None, faults)))
        for value, name in zip(person.name, ("given_name", "infix", "family_name"), strict=True):
            limit = get_field(Member, name).max_length or 0
            if len(value) > limit:
                label = get_field(Member, name).verbose_name
                text = _("Too long: %(field)s has at most %(limit)s characters.")
                person.problems.append(text % {"field": label, "limit": limit})
        self._work(person, values)
        return person

    def _address(self, person: Person, text: str) -> None:
        """«A B <a@x>» and «a@x ::: b@y» hold an address too: the first one counts."""
        found = _ADDRESS.findall(text)
        person.email = (found[0] if found and len(text) != len(found[0]) else text).lower()
        if len(found) > 1:
            person.notes.append(_("The first of the addresses is used: %(email)s.") % {"email": person.email})
        try:
            EmailValidator()(person.email)
            if len(person.email) > 254 or not person.email.isascii():
                person.problems.append(_("«%(email)s» is no e-mail address.") % {"email": person.email[:60]})
        except ValidationError:
            told = _("«%(email)s» is no e-mail address.") if person.email else _("The e-mail address is missing.")
            person.problems.append(told % {"email": person.email[:60]})

    def _work(self, person: Person, values: dict[str, str]) -> None:
        try:
            person.organisation, person.organisation_label = self.organisations.find(
                values.get("organisation", ""), default=self.options.get("organisation")
            )
        except UnknownValueError as error:
            person.problems.append(str(error))
            person.unknown["organisation"] = values.get("organisation", "")
        try:
            person.functions = self.functions.find(
                values.get("function", ""), default=self.options.get("function", Function.TEACHER)
            )
        except UnknownValueError as error:
            person.problems.append(str(error))
            person.unknown["function"] = values["function"]
        try:
            person.start = read_day(values.get("start", "")) or self.options["day"]
        except ValueError:
            person.start = self.options["day"]
            told = _("«%(value)s» is no date that we know: begins on %(day)s.")
            day = date_format(dt.date.fromisoformat(person.start), "j F Y")
            person.notes.append(told % {"value": values["start"][:40], "day": day})
        person.language = "en" if values.get("language", "").lower()[:2] == "en" else "nl"

    # Judging

    def judge(self, kept: Kept, person: Person, around: _Around) -> Change:
        row = kept.row
        change = Change(row.number, RowOutcome.ERROR, person.email[:254], " ".join(filter(None, person.name))[:250])
        change.values = {"row": dict(row.values), "is_another": kept.is_another}
        if kept.left_out:
            change.outcome, change.reason = RowOutcome.SKIPPED, _("Left out by you.")
            change.values["left_out"] = True
            return change
        if person.problems:
            change.reason = " ".join(person.problems)[:500]
            if person.unknown:
                change.values["unknown"] = person.unknown
            return change
        change.reason = " ".join(person.notes)[:500]
        change.values |= {
            "organisation": person.organisation,
            "function": person.function,
            "jobs": person.functions,
            "start": person.start,
            "language": person.language,
        }
        first = self.seen.setdefault(person.email, _Seen(row.number, person.name, set()))
        if first.number != row.number:
            self._again(change, person, first, around)
            return change
        first.jobs.update(person.jobs)
        member = around.members.get(person.email)
        if member is not None:
            self._existing(change, person, member, around)
        elif person.email in around.requests:
            change.outcome = RowOutcome.SKIPPED
            change.reason = _("Asked to join already: decide on that request.")
        elif person.email in around.invitations:
            _invited(change, person, around)
        elif not kept.is_another and (alike := self._alike(row.number, person, around)):
            change.outcome, change.reason = RowOutcome.DUPLICATE, alike
        else:
            change.outcome = RowOutcome.NEW
            change.difference = _as_new(person)
        return change

    def _again(self, change: Change, person: Person, first: _Seen, around: _Around) -> None:
        """A second row with an address: another function or school of the same person, or a double."""
        new = [function for function in person.functions if (person.organisation, function) not in first.jobs]
        if not new or not first.is_of(person):
            change.outcome = RowOutcome.DUPLICATE
            change.reason = _("Row %(row)s has the same e-mail address.") % {"row": first.number}
            return
        first.jobs.update(person.jobs)
        member = around.members.get(person.email)
        held = _held(around.jobs.get(member["pk"], ())) if member else set()
        if member is None and person.email in around.invitations:
            held = _invited_for(around, around.invitations[person.email])
        change.values["jobs"] = [function for function in new if (person.organisation, function) not in held]
        change.difference = _name_jobs(person.organisation_label, change.values["jobs"])
        change.outcome = RowOutcome.CHANGED if change.difference else RowOutcome.UNCHANGED
        told = _("Another function of the person in row %(row)s.") % {"row": first.number}
        change.reason = " ".join([told, *person.notes])[:500]

    def _alike(self, number: int, person: Person, around: _Around) -> str:
        """Why this may be somebody we have: the same name, written differently, at the same school."""
        key = names.family_key(person.name.family)
        for job in around.at_work.get(person.organisation or 0, ()):
            if names.family_key(job["member__family_name"]) == key and names.given_alike(
                job["member__given_name"], person.name.given
            ):
                return _("Looks like %(name)s of the same school, with the address %(email)s.") % {
                    "name": " ".join(filter(None, (job["member__given_name"], job["member__family_name"]))),
                    "email": job["member__email"],
                }
        same = self.people.setdefault((person.organisation, key), [])
        for given, other in same:
            if other != number and names.given_alike(given, person.name.given):
                return _("Looks like the person in row %(row)s.") % {"row": other}
        same.append((person.name.given, number))
        return ""

    def _existing(self, change: Change, person: Person, member: Columns, around: _Around) -> None:
        if member["left_at"] or member["suspended_at"] or member["erasure_requested_at"]:
            change.outcome = RowOutcome.SKIPPED
            change.reason = _("Left the network.") if member["left_at"] else _("This account is closed for now.")
            return
        given, infix, family = person.name
        change.values["member"] = member["pk"]
        changed = compare(member, {"given_name": given, "infix": infix, "family_name": family})
        if changed:
            change.difference["member"] = changed
        held = _held(around.jobs.get(member["pk"], ()))
        change.values["jobs"] = [
            function for organisation, function in person.jobs if (organisation, function) not in held
        ]
        change.difference |= _name_jobs(person.organisation_label, change.values["jobs"])
        change.outcome = RowOutcome.CHANGED if change.difference else RowOutcome.UNCHANGED


# What stands around an address in a cell: «Anne Baas <a@example.org>; b@example.org».
_ADDRESS = re.compile(r"[^\s<>;,:]+@[^\s<>;,]+")


def _without_formulas(person: Person, values: dict[str, str]) -> dict[str, str]:
    """A formula of which the file keeps no outcome is an empty cell, and says so."""
    lost = [name for name, value in values.items() if value == UNSTORED]
    for name in lost:
        told = _("The cell «%(column)s» holds a formula without its outcome. Open the file in Excel and save it.")
        needed = name not in {"start", "language", "middle_name"}
        (person.problems if needed else person.notes).append(told % {"column": heading(name)})
    return {name: "" if name in lost else value for name, value in values.items()}


def _held(jobs: Iterable[Columns]) -> set[tuple[int, str]]:
    return {(job["organisation_id"], job["function"]) for job in jobs}


def _name_jobs(organisation: str, functions: Iterable[str]) -> Difference:
    """«appointment», «appointment_2»: one thing for each function that begins."""
    found: Difference = {}
    for number, function in enumerate(functions, 1):
        thing = "appointment" if number == 1 else f"appointment_{number}"
        found[thing] = {"organisation": [None, organisation], "function": [None, function]}
    return found


def _invited_for(around: _Around, invitation: Columns) -> set[tuple[int, str]]:
    more = around.invited_more.get(invitation["pk"], set())
    return {(invitation["organisation_id"], invitation["function"]), *more}


def _invited(change: Change, person: Person, around: _Around) -> None:
    invitation = around.invitations[person.email]
    given, infix, family = person.name
    wanted: dict[str, Plain] = {"given_name": given, "infix": infix, "family_name": family}
    wanted["function"] = person.function
    wanted["organisation_id"] = person.organisation
    changed = compare(invitation, wanted)
    change.values["invitation"] = invitation["public_id"]
    held = around.invited_more.get(invitation["pk"], set())
    change.values["jobs"] = [function for place, function in person.jobs[1:] if (place, function) not in held]
    change.difference = {"invitation": changed} if changed else {}
    change.difference |= _name_jobs(person.organisation_label, change.values["jobs"])
    change.outcome = RowOutcome.CHANGED if change.difference else RowOutcome.UNCHANGED
    day = date_format(timezone.localtime(invitation["invited_at"]), "j F Y")
    change.reason = " ".join([_("Was invited on %(day)s.") % {"day": day}, *person.notes])[:500]


def _as_new(person: Person) -> Difference:
    given, infix, family = person.name
    fields = {"email": person.email, "given_name": given, "infix": infix, "family_name": family}
    member = {name: [None, value] for name, value in fields.items() if value}
    return {"member": member, **_name_jobs(person.organisation_label, person.functions)}


def _look_around(people: list[Person]) -> _Around:
    emails = {p.email for p in people}
    fields = ["pk", "email", "given_name", "infix", "family_name", "left_at", "suspended_at", "erasure_requested_at"]
    members = {m["email"]: m for m in Member.objects.filter(email__in=emails).values(*fields)}
    jobs: dict[int, list[Columns]] = {}
    holding = Appointment.objects.filter(member__in=[m["pk"] for m in members.values()], end__isnull=True)
    for held in holding.values("member_id", "organisation_id", "function"):
        jobs.setdefault(held["member_id"], []).append(dict(held))
    invited = Invitation.objects.open().filter(email__in=emails)
    fields = [
        "pk",
        "email",
        "public_id",
        "given_name",
        "infix",
        "family_name",
        "function",
        "organisation_id",
        "invited_at",
    ]
    invitations = {i["email"]: i for i in invited.values(*fields)}
    more: dict[int, set[tuple[int, str]]] = {}
    further = InvitedAppointment.objects.filter(invitation__in=[i["pk"] for i in invitations.values()])
    for invitation, organisation, function in further.values_list("invitation", "organisation", "function"):
        more.setdefault(invitation, set()).add((organisation, function))
    return _Around(
        members=members,
        at_work=_find_at_work({p.organisation for p in people if p.organisation}),
        jobs=jobs,
        invitations=invitations,
        invited_more=more,
        requests=set(
            SignupRequest.objects.filter(state=SignupState.OPEN, email__in=emails).values_list("email", flat=True)
        ),
    )


def _find_at_work(organisations: Collection[int]) -> dict[int, list[Columns]]:
    """Who works at each organisation now."""
    at_work: dict[int, list[Columns]] = {}
    current = Appointment.objects.current().filter(organisation__in=organisations, member__left_at__isnull=True)
    for job in current.values("organisation_id", "member__given_name", "member__family_name", "member__email"):
        at_work.setdefault(job["organisation_id"], []).append(dict(job))
    return at_work
