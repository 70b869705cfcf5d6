"""What is asked for each kind of value, and its picture. Own words, after Wenger, Trayner and De Laat (2011)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.stories.enums import ValueKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class KindWords:
    """`ask` is the question to the teller, `short` what stands below a column of the picture."""

    kind: ValueKind
    ask: _StrPromise
    help: _StrPromise
    short: _StrPromise
    icon: str


WORDS: dict[str, KindWords] = {
    row.kind.value: row
    for row in (
        KindWords(
            ValueKind.IMMEDIATE,
            _("What was a moment that mattered?"),
            _("A conversation, a lesson that you saw, a question that stuck. Where were you, what happened?"),
            _("at once"),
            "sparkles",
        ),
        KindWords(
            ValueKind.POTENTIAL,
            _("What did you take from it?"),
            _("Something that you know or can do now, somebody whom you can ask, material."),
            _("in hand"),
            "puzzle",
        ),
        KindWords(
            ValueKind.APPLIED,
            _("What did you do with it in your class or school?"),
            _("When, with whom, and what did you do differently from before?"),
            _("used"),
            "wrench",
        ),
        KindWords(
            ValueKind.REALISED,
            _("What became better by it, for whom, and how do you know?"),
            _("What pupils say or do, what colleagues do, an agreement that is kept. No names of pupils."),
            _("better"),
            "sprout",
        ),
        KindWords(
            ValueKind.REFRAMED,
            _("What do you see differently now?"),
            _("What do you call success now, that you did not call so before?"),
            _("other view"),
            "eye",
        ),
        KindWords(
            ValueKind.ENABLING,
            _("What made this possible?"),
            _("Time, a room, somebody who asked the right question, a leader who covered your class."),
            _("possible"),
            "key-round",
        ),
        KindWords(
            ValueKind.STRATEGIC,
            _("With whom outside your group did this connect you?"),
            _("A board, a school, a training: who has to know, and who decided something because of it?"),
            _("connected"),
            "network",
        ),
        KindWords(
            ValueKind.ORIENTING,
            _("How did this help you find your way?"),
            _("Where you stand, where you want to go, whom you need on the way."),
            _("direction"),
            "map",
        ),
        KindWords(
            ValueKind.TRANSFORMATIVE,
            _("What is no longer as it was?"),
            _("You yourself, your team or the school: something that does not go back."),
            _("changed"),
            "refresh-cw",
        ),
    )
}
