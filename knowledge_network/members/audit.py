"""How the audit trail reads: a sentence for every verb. Apps register theirs in their own `audit.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise

    from knowledge_network.members.models import AuditEvent

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
    parts = _Parts({key: _plain(value) for key, value in event.data.items()})
    parts.update(actor=actor or gettext("The system"), subject=subject or gettext("somebody"), object=event.object_label or "…")
    sentence = _sentences.get(event.verb)
    text = str(sentence) % parts if sentence else f"{parts['actor']}: {event.verb}"
    return Line(event.at, text, event.verb, actor, subject, _url(event.actor), _url(event.subject))


def _name(member: Any) -> str:
    return member.get_full_name() if member is not None else ""


def _url(member: Any) -> str:
    gone = member is None or member.erased_at is not None
    return "" if gone else f"/leden/{member.public_id}/"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


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
        "members.retention_warned": _("%(subject)s was told that inactive accounts are erased."),
    }
)
