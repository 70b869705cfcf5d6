"""Writing the chain of a signing round."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from knowledge_network.agreements.signing.chain import hash_link, hash_person, new_salt
from knowledge_network.agreements.signing.enums import EventKind
from knowledge_network.agreements.signing.models import SigningEvent, SigningPerson
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class Person:
    """Somebody in an event, with the part that they play in it: signatory, director, witness."""

    part: str
    member: Member | None
    name: str
    function: str = ""


def record_event(
    agreement: CollaborationAgreement,
    kind: EventKind,
    *,
    people: tuple[Person, ...] = (),
    at: dt.datetime | None = None,
    **facts: Any,
) -> SigningEvent:
    """The next link of the chain. The agreement has to be held by the caller, so that there is one next.

    People stand in the facts by a salted hash; their names and salts go into the table beside it.
    """
    now = at or timezone.now()
    last = SigningEvent.objects.filter(agreement=agreement).order_by("-number").first()
    number, before = (last.number + 1, last.sha256) if last else (1, "")
    salts = [new_salt() for _person in people]
    told = {
        "agreement": agreement.public_id,
        "version": agreement.version,
        "kind": str(kind),
        "at": now.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "people": [
            {"part": person.part, "sha256": hash_person(person.name, person.function, salt)}
            for person, salt in zip(people, salts, strict=True)
        ],
        **facts,
    }
    event = SigningEvent.objects.create(
        agreement=agreement,
        number=number,
        kind=kind,
        at=now,
        facts=told,
        before_sha256=before,
        sha256=hash_link(number, told, before),
    )
    SigningPerson.objects.bulk_create(
        SigningPerson(event=event, member=person.member, name=person.name, function=person.function, salt=salt)
        for person, salt in zip(people, salts, strict=True)
    )
    return event


def identify_party(party: Party) -> str:
    """How the chain names a party: by its number, or by its name when it has none."""
    return party.number_as_signed or party.name_as_signed
