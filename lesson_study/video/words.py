"""The five points, the questions of the talk with their minutes, and the ground rules, in the words of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lesson_study.video.enums import NoteKind, ReadinessItem

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

READINESS: dict[str, _StrPromise] = {
    ReadinessItem.SUPPORT: _("Who is filmed wants it, the team stands behind it, and nobody has to."),
    ReadinessItem.OPENNESS: _("We take time to look before we judge. What is ordinary may stay ordinary."),
    ReadinessItem.DISCUSSION: _("We know how to differ and go on. Somebody leads the talk."),
    ReadinessItem.TIME: _("There is an hour for the talk, cover where it is needed, and a phone or camera."),
    ReadinessItem.LAW: _(
        "School leader and privacy contact know of it. Parents and colleagues read what it is for, and have said yes."
    ),
}


@dataclass(frozen=True)
class Prompt:
    """One question of the talk. `takes_advice`: from here on one may say what one would do differently."""

    label: _StrPromise
    help: _StrPromise
    minutes: int
    takes_advice: bool = False


PROMPTS = (
    Prompt(
        _("What do we see happen?"), _("Only what is to be seen and heard, each in turn. No word about why yet."), 8
    ),
    Prompt(_("What goes well here?"), _("Name it as exactly as you can: who does what, and what follows."), 8),
    Prompt(
        _("What do people do here without thinking of it?"),
        _("The steps, looks and words that nobody would write down, because they are always there."),
        10,
    ),
    Prompt(_("Who or what makes this possible?"), _("Place, timing, things, a colleague out of view."), 8),
    Prompt(
        _("What drops out when we do not look well?"),
        _("Look once more, at half speed or without sound. Who is at the edge of the picture?"),
        8,
        takes_advice=True,
    ),
    Prompt(_("What do we want to keep so?"), _("What would you miss at once if it were gone?"), 8, takes_advice=True),
    Prompt(
        _("What do we want to try differently?"),
        _("Something small, that you can try on Monday. Who was filmed says first."),
        10,
        takes_advice=True,
    ),
)

GROUND_RULES = (
    _("We look for what goes well. Nobody gets a mark, now or later."),
    _("No advice in the first half. Write it down for yourself."),
    _("Who was filmed speaks first and last, and may stop at any moment without a reason."),
    _("Nothing is quoted outside this circle without asking."),
    _("Nobody films the screen. It cannot be prevented, so we agree on it."),
)

NOTE_ICONS = {
    NoteKind.STRENGTH: "sprout",
    NoteKind.ROUTINE: "eye",
    NoteKind.SURPRISE: "lightbulb",
    NoteKind.KEEP: "bookmark",
    NoteKind.DIFFERENT: "rotate-ccw",
}


def takes_advice(current: int | None) -> bool:
    """Whether «try it differently» may be said at question `current`; after the talk it may."""
    return current is not None and PROMPTS[min(current, len(PROMPTS)) - 1].takes_advice
