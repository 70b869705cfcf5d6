"""Choosing as its pages show it: what can be chosen, and once it is closed the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.choosing.counting import Place, order_theme
from expertise.choosing.forms import BallotForm
from expertise.choosing.models import Choosing, ChoosingOption
from expertise.choosing.queries import list_options, read_points
from expertise.questions.counting import FEWEST
from expertise.questions.enums import RoleGroup


@dataclass(frozen=True)
class Choice:
    """One question on the ballot."""

    id: str
    field: str
    value: str
    words: str
    name: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class BallotTheme:
    name: str
    field: str
    limit: int
    errors: list[str]
    choices: list[Choice]


@dataclass(frozen=True)
class VoicePlace:
    label: str
    place: str


@dataclass(frozen=True)
class ResultRow:
    """One question in the order. What may not be shown is empty."""

    place: str
    words: str
    name: str
    url: str
    rank_sum: str
    unweighted: str
    points: str
    voices: list[VoicePlace]
    is_first: bool


@dataclass(frozen=True)
class ResultTheme:
    name: str
    rows: list[ResultRow]
    alone: list[tuple[str, str]]


@dataclass(frozen=True)
class VoiceLine:
    """`voters` is empty where nothing may be said of how many there were."""

    label: str
    joined: str
    voters: str


@dataclass(frozen=True)
class Result:
    """`is_whole`: every voice had five voters or more. `has_order`: at least one had."""

    themes: list[ResultTheme]
    voices: list[VoiceLine]
    voice_names: list[str]
    is_whole: bool
    has_order: bool


def build_ballot(form: BallotForm) -> list[BallotTheme]:
    themes = []
    for bound, limit in form.themes():
        values = {str(value) for value in bound.value() or ()}
        choices = [
            Choice(
                id=f"{bound.id_for_label or bound.auto_id}_{number}",
                field=bound.html_name,
                value=key,
                words=option.bundle.words,
                name=option.bundle.name,
                url=option.bundle.get_absolute_url(),
                is_chosen=key in values,
            )
            for number, (key, option) in enumerate(
                (key, form.by_key[key])
                for key, _label in form.fields[bound.name].choices  # type: ignore[attr-defined]
            )
        ]
        themes.append(
            BallotTheme(str(bound.label), bound.html_name, limit, [str(error) for error in bound.errors], choices)
        )
    return themes


def say_place(place: int, *, is_tied: bool) -> str:
    """«2», or «2 (gedeeld)»."""
    return _("%(place)d (shared)") % {"place": place} if is_tied else str(place)


def build_result(choosing: Choosing) -> Result:
    """Three queries."""
    voices = list(choosing.voices.all())
    standing = [one for one in voices if not one.joins]
    shown = [one for one in standing if one.voters is not None]
    is_whole = bool(standing) and len(shown) == len(standing)
    options, points = list_options(choosing), read_points(choosing)
    of_voice = {one.role_group: points.get(one.role_group, {}) for one in shown}
    order = {role_group: number for number, role_group in enumerate(RoleGroup.values)}
    lines = [
        VoiceLine(
            label=str(one),
            joined=", ".join(str(other) for other in voices if other.joins == one.role_group),
            voters=str(one.voters) if is_whole else "",
        )
        for one in sorted(standing, key=lambda one: order[one.role_group])
    ]
    return Result(
        themes=_build_themes(options, of_voice, is_whole=is_whole) if of_voice else [],
        voices=lines,
        voice_names=[str(RoleGroup(one).label) for one in sorted(of_voice, key=order.__getitem__)] if is_whole else [],
        is_whole=is_whole,
        has_order=bool(of_voice),
    )


def _build_themes(
    options: Sequence[ChoosingOption], of_voice: dict[str, dict[int, int]], *, is_whole: bool
) -> list[ResultTheme]:
    named = {option.pk: option for option in options}
    of_theme: dict[str, list[int]] = {}
    for option in options:
        of_theme.setdefault(option.theme.name if option.theme else _("Other questions"), []).append(option.pk)
    found = []
    for theme, keys in of_theme.items():
        if len(keys) == 1:
            bundle = named[keys[0]].bundle
            found.append(ResultTheme(theme, [], [(bundle.words, bundle.get_absolute_url())]))
            continue
        places = order_theme(keys, of_voice, is_whole=is_whole)
        found.append(ResultTheme(theme, [_build_row(one, named[one.key]) for one in places], []))
    return found


def _build_row(place: Place[int], option: ChoosingOption) -> ResultRow:
    order = {role_group: number for number, role_group in enumerate(RoleGroup.values)}
    return ResultRow(
        place=say_place(place.place, is_tied=place.is_tied),
        words=option.bundle.words,
        name=option.bundle.name,
        url=option.bundle.get_absolute_url(),
        rank_sum=number_format(place.rank_sum, 1) if place.rank_sum is not None else "",
        unweighted=say_place(place.unweighted, is_tied=place.unweighted_is_tied) if place.unweighted else "",
        points=_say_points(place.points),
        voices=[
            VoicePlace(str(RoleGroup(voice).label), say_place(at, is_tied=tied))
            for voice, (at, tied) in sorted(place.of_voice.items(), key=lambda pair: order[pair[0]])
        ],
        is_first=place.place == 1,
    )


def _say_points(points: int | None) -> str:
    if points is None:
        return ""
    if points < FEWEST:
        return _("fewer than five times")
    return ngettext("%(n)d time", "%(n)d times", points) % {"n": points}
