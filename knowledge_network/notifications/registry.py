"""What apps tell the bell: which kinds of notice there are, and how each reads.

An app registers in its own `notices.py`, which is imported at start:

    JOIN_REQUESTED = register(NoticeKind(
        name="plg.join_requested",
        text=lambda params: _("%(name)s asks to join «%(group)s».") % params,
        why=_("You lead this group."),
        icon="user-plus",
    ))

The text is made when it is read, in the reader's language, from the plain values that `notify` was given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class NoticeKind:
    """One kind of notice: `text` makes the sentence from the parameters, `why` says why the reader gets it."""

    name: str
    text: Callable[[dict[str, Any]], str | _StrPromise]
    why: str | _StrPromise
    icon: str = "bell"


_kinds: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> NoticeKind:
    known = _kinds.get(kind.name)
    if known is not None and known.text.__module__ != kind.text.__module__:
        raise ImproperlyConfigured(f"Two apps register the notice «{kind.name}».")
    _kinds[kind.name] = kind
    return kind


def get(name: str) -> NoticeKind | None:
    """None for a notice whose kind a later version no longer knows."""
    return _kinds.get(name)


def kinds() -> list[NoticeKind]:
    return list(_kinds.values())
