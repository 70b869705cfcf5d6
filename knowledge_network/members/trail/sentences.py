"""How the audit trail reads: a sentence for every verb. Apps register theirs in their own `audit.py`."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext

from knowledge_network.kit.dates import nice_date

if TYPE_CHECKING:
    from django.db.models import Choices
    from django.utils.functional import _StrPromise

    from knowledge_network.members.people.models import Member
    from knowledge_network.members.trail.models import AuditEvent

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_sentences: dict[str, str | _StrPromise] = {}
_words: dict[str, Mapping[str, type[Choices]]] = {}
# For things of which the trail keeps the number alone: how their reader calls them, by that number.
type FindNames = Callable[[Collection[str], Member], Mapping[str, str]]
_names: dict[str, FindNames] = {}


def register(sentences: Mapping[str, str | _StrPromise], *, words: Mapping[str, type[Choices]] | None = None) -> None:
    """Say how verbs read: `{"plg.group_created": _("%(actor)s started the group «%(object)s».")}`.

    Besides `actor`, `subject` and `object` a sentence may use what the action gave as data. `words` names the choices
    that such data are codes of, where the object itself has no field of that name: `{"role": GroupRole}`.
    """
    for verb, sentence in sentences.items():
        if _sentences.get(verb, sentence) is not sentence:
            raise ImproperlyConfigured(f"The verb «{verb}» has two sentences.")
        _sentences[verb], _words[verb] = sentence, words or {}


def register_names(object_type: str, find: FindNames) -> None:
    """Say how somebody may call what the trail knows by its number: of the keys, those that this member sees."""
    _names[object_type] = find


def list_verbs() -> list[str]:
    return sorted(_sentences)


class _Parts(dict[str, str]):
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


def tell_events(events: Iterable[AuditEvent], *, reader: Member | None = None) -> list[Line]:
    """Give events that came with `select_related("actor", "subject")`.

    With a `reader` numbers become the names of what they see, at a query for each sort of thing; who is to account for
    the trail reads the number itself.
    """
    told = list(events)
    if reader is None:
        return [tell_event(event) for event in told]
    keys: dict[str, set[str]] = defaultdict(set)
    for event in told:
        if event.object_type in _names:
            keys[event.object_type].add(event.object_key)
    known = {(sort, key): name for sort, some in keys.items() for key, name in _names[sort](some, reader).items()}
    return [tell_event(event, name=_name_of(event, known)) for event in told]


def _name_of(event: AuditEvent, known: Mapping[tuple[str, str], str]) -> str:
    if event.object_type not in _names:
        return event.object_label
    name = known.get((event.object_type, event.object_key), "")
    return f"«{name}»" if name else ""


def tell_event(event: AuditEvent, *, name: str | None = None) -> Line:
    """`name`: how the object is called here, when that is not what the trail kept."""
    actor, subject = _name(event.actor), _name(event.subject)
    words = _words.get(event.verb, {})
    parts = _Parts({key: _readable(event.object_type, key, value, words.get(key)) for key, value in event.data.items()})
    parts.update(actor=actor or gettext("The system"), subject=subject or gettext("somebody"))
    parts["object"] = (event.object_label if name is None else name) or "…"
    sentence = _sentences.get(event.verb)
    text = str(sentence) % parts if sentence else f"{parts['actor']}: {event.verb}"
    return Line(event.at, text, event.verb, actor, subject, _url(event.actor), _url(event.subject))


def _name(member: Member | None) -> str:
    return member.get_full_name() if member is not None else ""


def _url(member: Member | None) -> str:
    return member.get_absolute_url() if member is not None and member.erased_at is None else ""


def _readable(object_type: str, key: str, value: object, words: type[Choices] | None) -> str:
    """Names of fields become their labels, and codes the words that people choose from."""
    fields = _fields_of(object_type)
    if isinstance(value, list):
        return ", ".join(str(getattr(fields.get(item), "verbose_name", item)) for item in value)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        with suppress(ValueError):
            return nice_date(dt.date.fromisoformat(value))
    choices = dict(words.choices if words else getattr(fields.get(key), "flatchoices", ()))
    return str(choices.get(value, value)) if isinstance(value, str) else str(value)


@cache
def _fields_of(object_type: str) -> dict[str, object]:
    try:
        model = apps.get_model(object_type)
    except (LookupError, ValueError):
        return {}
    fields = {field.name: field for field in model._meta.get_fields() if hasattr(field, "verbose_name")}
    # What an action calls «topics» is a field with a longer name.
    return fields | ({"topics": fields["ask_me_about"]} if "ask_me_about" in fields else {})
