"""How the audit trail reads: a sentence for every verb. Apps register theirs in their own `audit.py`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.dates import nice_date

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from knowledge_network.members.trail.models import AuditEvent

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_sentences: dict[str, str | _StrPromise] = {}


def register(sentences: Mapping[str, str | _StrPromise]) -> None:
    """Say how verbs read: `{"plg.group_created": _("%(actor)s started the group «%(object)s».")}`.

    Besides `actor`, `subject` and `object` a sentence may use what the action gave as data.
    """
    for verb, sentence in sentences.items():
        if _sentences.get(verb, sentence) is not sentence:
            raise ImproperlyConfigured(f"The verb «{verb}» has two sentences.")
        _sentences[verb] = sentence


def verbs() -> list[str]:
    return sorted(_sentences)


class _Parts(dict[str, Any]):
    """An event of an older version may lack what its sentence asks for."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True)
class Line:
    """One event as people read it."""

    at: dt.datetime
    text: str
    verb: str
    actor: str
    subject: str
    actor_url: str
    subject_url: str


def lines(events: Iterable[AuditEvent]) -> list[Line]:
    """Give events that came with `select_related("actor", "subject")`."""
    return [line(event) for event in events]


def line(event: AuditEvent) -> Line:
    actor, subject = _name(event.actor), _name(event.subject)
    parts = _Parts({key: _readable(event.object_type, key, value) for key, value in event.data.items()})
    parts.update(
        actor=actor or gettext("The system"), subject=subject or gettext("somebody"), object=event.object_label or "…"
    )
    sentence = _sentences.get(event.verb)
    text = str(sentence) % parts if sentence else f"{parts['actor']}: {event.verb}"
    return Line(event.at, text, event.verb, actor, subject, _url(event.actor), _url(event.subject))


def _name(member: Any) -> str:
    return member.get_full_name() if member is not None else ""


def _url(member: Any) -> str:
    gone = member is None or member.erased_at is not None
    return "" if gone else f"/leden/{member.public_id}/"


def _readable(object_type: str, key: str, value: Any) -> str:
    """Names of fields become their labels, and codes the words that people choose from."""
    fields = _fields_of(object_type)
    if isinstance(value, list):
        return ", ".join(str(getattr(fields.get(item), "verbose_name", item)) for item in value)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        with suppress(ValueError):
            return nice_date(dt.date.fromisoformat(value))
    choices = dict(getattr(fields.get(key), "flatchoices", ()))
    return str(choices.get(value, value)) if isinstance(value, str) else str(value)


@cache
def _fields_of(object_type: str) -> dict[str, Any]:
    try:
        model = apps.get_model(object_type)
    except (LookupError, ValueError):
        return {}
    fields = {field.name: field for field in model._meta.get_fields() if hasattr(field, "verbose_name")}
    # What an action calls «topics» is a field with a longer name.
    return fields | ({"topics": fields["ask_me_about"]} if "ask_me_about" in fields else {})


register(
    {
        "members.profile_changed": _("%(actor)s changed the profile of %(subject)s: %(fields)s."),
        "members.photo_changed": _("%(actor)s gave the profile of %(subject)s a new photo."),
        "members.photo_removed": _("%(actor)s removed the photo of %(subject)s."),
        "members.details_corrected": _("%(actor)s corrected details of %(subject)s: %(fields)s."),
        "members.message_sent": _("%(actor)s sent a message to %(subject)s."),
        "members.appointment_added": _("%(actor)s gave %(subject)s an appointment at %(object)s (%(function)s)."),
        "members.appointment_changed": _("%(actor)s corrected an appointment of %(subject)s at %(object)s."),
        "members.appointment_ended": _("%(actor)s ended the appointment of %(subject)s at %(object)s on %(end)s."),
        "members.appointment_reopened": _("%(actor)s put back the appointment of %(subject)s at %(object)s."),
        "members.suspended": _("%(actor)s suspended %(subject)s."),
        "members.resumed": _("%(actor)s let %(subject)s log in again."),
        "members.left": _("%(actor)s noted that %(subject)s left the network."),
        "members.readmitted": _("%(actor)s let %(subject)s come back into the network."),
        "members.erasure_requested": _("%(actor)s asked to erase the data of %(subject)s."),
        "members.erasure_withdrawn": _("%(actor)s took the request to erase %(subject)s back."),
        "members.erased": _("The data of %(subject)s were erased."),
        "members.data_exported": _("%(actor)s took a copy of the data of %(subject)s."),
        "members.list_exported": _("%(actor)s downloaded a list of %(count)s members."),
        "members.audit_exported": _("%(actor)s downloaded a part of the logbook (%(count)s lines)."),
        # Joining, roles and organisations
        "members.joined": _("%(subject)s became a member."),
        "members.invited": _("%(actor)s invited %(object)s."),
        "members.invitation_sent_again": _("%(actor)s sent the invitation of %(object)s again."),
        "members.invitation_withdrawn": _("%(actor)s took back the invitation of %(object)s."),
        "members.invitation_accepted": _("%(subject)s accepted the invitation."),
        "members.signup_confirmed": _("%(object)s asked to become a member."),
        "members.signup_approved": _("%(actor)s approved the request of %(object)s to become a member."),
        "members.signup_rejected": _("%(actor)s rejected the request of %(object)s to become a member."),
        "members.role_granted": _("%(actor)s gave %(subject)s a role in the network: %(role)s."),
        "members.role_ended": _("%(actor)s ended a role of %(subject)s in the network: %(role)s."),
        "members.organisation_created": _("%(actor)s added the organisation %(object)s."),
        "members.organisation_changed": _("%(actor)s changed the organisation %(object)s."),
        "members.participation_started": _("%(actor)s noted that %(object)s takes part from %(start)s."),
        "members.participation_ended": _("%(actor)s noted that %(object)s takes part until %(end)s."),
        "members.board_merged": _("%(actor)s noted that the board %(object)s merged on %(on)s."),
        "members.import_offered": _("%(actor)s offered a list for import: %(object)s."),
        "members.import_applied": _("%(actor)s carried out an import: %(object)s."),
        "members.import_stopped": _("%(actor)s stopped the work on an import: %(object)s."),
        "members.import_discarded": _("%(actor)s threw an import away: %(object)s."),
        "members.import_undone": _("%(actor)s took back an import: %(object)s."),
        "members.member_imported": _("%(actor)s brought in or changed %(subject)s with an import."),
        "members.member_import_undone": _("%(actor)s took back what an import changed about %(subject)s."),
        # Topics
        "topics.proposed": _("%(actor)s proposed the topic «%(object)s»."),
        "topics.added": _("%(actor)s added the topic «%(object)s»."),
        "topics.changed": _("%(actor)s changed the topic «%(object)s»."),
        "topics.approved": _("%(actor)s took up the topic «%(object)s»."),
        "topics.rejected": _("%(actor)s did not take up the topic «%(object)s»."),
        "topics.merged": _("%(actor)s merged the topic «%(object)s» with another one."),
        "members.retention_warned": _("%(subject)s was told that inactive accounts are erased."),
    }
)
