"""What a list of people would change: each row compared with members, invitations and requests we have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge_network.kit.text import NO_NAME, holds_address
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.imports import names
from knowledge_network.members.imports.change import (
    BATCH,
    Change,
    Columns,
    Difference,
    Fields,
    Plain,
    compare,
    get_field,
)
from knowledge_network.members.imports.enums import RowOutcome
from knowledge_network.members.imports.lookups import Functions, Organisations, UnknownValueError
from knowledge_network.members.imports.models import ImportRow
from knowledge_network.members.imports.reading import Column, Layout, Row
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment, Member

PEOPLE = Layout(
    columns=(
        Column("email", ("e-mail", "email", "e-mailadres", "emailadres", "mail", "e-mail address", "mailadres"), True),
        Column("given_name", ("voornaam", "roepnaam", "given name", "first name", "voorletters", "initials")),
        Column("infix", ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "infix", "prefix")),
        Column("family_name", ("achternaam", "familienaam", "family name", "last name", "surname")),
        Column("whole_name", ("naam", "volledige naam", "name", "full name")),
        Column(
            "organisation",
            (
                "school",
                "organisatie",
                "vestiging",
                "school of organisatie",
                "vestigingscode",
                "brin",
                "organisation",
                "organization",
                "school site",
                "site code",
                "bestuur",
                "board",
            ),
        ),
        Column("function", ("functie", "rol", "function", "role", "job")),
        Column("start", ("vanaf", "startdatum", "in dienst", "from", "start", "start date")),
        Column("language", ("taal", "language")),
    ),
    alternatives=(("family_name", "whole_name"),),
    max_rows=10_000,
)
# What a filled-in template holds, and what an export of errors gives back.
TEMPLATE = ("email", "given_name", "infix", "family_name", "organisation", "function", "start", "language")


def heading(name: str) -> str:
    return next(c.headings[0] for c in PEOPLE.columns if c.name == name)


@dataclass
class Person:
    """One row, understood. `problems` make it an error."""

    email: str = ""
    name: names.Name = field(default_factory=lambda: names.Name("", "", ""))
    organisation: int | None = None
    organisation_label: str = ""
    function: str = ""
    start: str = ""
    language: str = "nl"
    problems: list[str] = field(default_factory=list)


@dataclass
class _Around:
    """What we know of the people of a batch, fetched with five queries whatever its size."""

    members: dict[str, Columns]
    at_work: dict[int, list[Columns]]  # by organisation
    jobs: dict[int, list[Columns]]  # by member
    invitations: dict[str, Columns]
    requests: set[str]


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
        self.emails: dict[str, int] = {}
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
            self.emails[row.key] = row.number
            person = self.understand(row.values["row"])
            key = (person.organisation, names.family_key(person.name.family))
            self.people.setdefault(key, []).append((person.name.given, row.number))

    # Understanding

    def understand(self, values: dict[str, str]) -> Person:
        person = Person(email=values["email"].lower())
        try:
            EmailValidator()(person.email)
            if len(person.email) > 254 or not person.email.isascii():
                person.problems.append(_("«%(email)s» is no e-mail address.") % {"email": person.email[:60]})
        except ValidationError:
            text = _("«%(email)s» is no e-mail address.") if person.email else _("The e-mail address is missing.")
            person.problems.append(text % {"email": person.email[:60]})
        parts = (values.get(name, "") for name in ("given_name", "infix", "family_name", "whole_name"))
        person.name = names.complete(*parts)
        if not person.name.given or not person.name.family:
            person.problems.append(_("Given name and family name are both needed."))
        if any(holds_address(part) for part in person.name):
            person.problems.append(str(NO_NAME))
        for value, name in zip(person.name, ("given_name", "infix", "family_name"), strict=True):
            limit = get_field(Member, name).max_length or 0
            if len(value) > limit:
                label = get_field(Member, name).verbose_name
                text = _("Too long: %(field)s has at most %(limit)s characters.")
                person.problems.append(text % {"field": label, "limit": limit})
        self._work(person, values)
        return person

    def _work(self, person: Person, values: dict[str, str]) -> None:
        try:
            person.organisation, person.organisation_label = self.organisations.find(
                values.get("organisation", ""), default=self.options.get("organisation")
            )
        except UnknownValueError as error:
            person.problems.append(str(error))
        try:
            person.function = self.functions.find(
                values.get("function", ""), default=self.options.get("function", Function.TEACHER)
            )
        except UnknownValueError as error:
            person.problems.append(str(error))
        try:
            person.start = _day(values.get("start", "")) or self.options["day"]
        except ValueError:
            person.problems.append(_("«%(value)s» is no date, for instance 2026-08-01.") % {"value": values["start"]})
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
            return change
        change.values |= {
            "organisation": person.organisation,
            "function": person.function,
            "start": person.start,
            "language": person.language,
        }
        if (other := self.emails.setdefault(person.email, row.number)) != row.number:
            change.outcome = RowOutcome.DUPLICATE
            change.reason = _("Row %(row)s has the same e-mail address.") % {"row": other}
            return change
        member = around.members.get(person.email)
        if member is not None:
            self._existing(change, person, member, around)
        elif person.email in around.requests:
            change.outcome = RowOutcome.SKIPPED
            change.reason = _("Asked to join already: decide on that request.")
        elif person.email in around.invitations:
            _invited(change, person, around.invitations[person.email])
        elif not kept.is_another and (alike := self._alike(row.number, person, around)):
            change.outcome, change.reason = RowOutcome.DUPLICATE, alike
        else:
            change.outcome = RowOutcome.NEW
            change.difference = _as_new(person)
        return change

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
        jobs = around.jobs.get(member["pk"], ())
        if person.organisation and not any(
            job["organisation_id"] == person.organisation and job["function"] == person.function for job in jobs
        ):
            change.difference["appointment"] = _job(person)
        change.outcome = RowOutcome.CHANGED if change.difference else RowOutcome.UNCHANGED


def _invited(change: Change, person: Person, invitation: Columns) -> None:
    given, infix, family = person.name
    wanted: dict[str, Plain] = {"given_name": given, "infix": infix, "family_name": family}
    wanted["function"] = person.function
    wanted["organisation_id"] = person.organisation
    changed = compare(invitation, wanted)
    change.values["invitation"] = invitation["public_id"]
    change.outcome = RowOutcome.CHANGED if changed else RowOutcome.UNCHANGED
    change.difference = {"invitation": changed} if changed else {}
    day = date_format(timezone.localtime(invitation["invited_at"]), "j F Y")
    change.reason = _("Was invited on %(day)s.") % {"day": day}


def _as_new(person: Person) -> Difference:
    given, infix, family = person.name
    fields = {"email": person.email, "given_name": given, "infix": infix, "family_name": family}
    member = {name: [None, value] for name, value in fields.items() if value}
    return {"member": member, **({"appointment": _job(person)} if person.organisation else {})}


def _job(person: Person) -> Fields:
    return {"organisation": [None, person.organisation_label], "function": [None, person.function]}


def _day(text: str) -> str:
    """«2026-08-01», «1-8-2026» or «01/08/2026» as ISO; empty for nothing; ValueError for anything else."""
    if not text:
        return ""
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S"):
        try:
            day = dt.datetime.strptime(text, form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
        if 1950 <= day.year <= 2100:
            return day.isoformat()
    raise ValueError(text)


def _look_around(people: list[Person]) -> _Around:
    emails = {p.email for p in people}
    fields = ["pk", "email", "given_name", "infix", "family_name", "left_at", "suspended_at", "erasure_requested_at"]
    members = {m["email"]: m for m in Member.objects.filter(email__in=emails).values(*fields)}
    current = Appointment.objects.current()
    at_work: dict[int, list[Columns]] = {}
    organisations = {p.organisation for p in people if p.organisation}
    for job in current.filter(organisation__in=organisations, member__left_at__isnull=True).values(
        "organisation_id", "member__given_name", "member__family_name", "member__email"
    ):
        at_work.setdefault(job["organisation_id"], []).append(dict(job))
    jobs: dict[int, list[Columns]] = {}
    holding = Appointment.objects.filter(member__in=[m["pk"] for m in members.values()], end__isnull=True)
    for held in holding.values("member_id", "organisation_id", "function"):
        jobs.setdefault(held["member_id"], []).append(dict(held))
    invited = Invitation.objects.open().filter(email__in=emails)
    fields = ["email", "public_id", "given_name", "infix", "family_name", "function", "organisation_id", "invited_at"]
    return _Around(
        members=members,
        at_work=at_work,
        jobs=jobs,
        invitations={i["email"]: i for i in invited.values(*fields)},
        requests=set(
            SignupRequest.objects.filter(state=SignupState.OPEN, email__in=emails).values_list("email", flat=True)
        ),
    )
