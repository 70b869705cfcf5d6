"""Setting a network up from a file, by the same actions as the pages. Run again it changes what differs.

[network]      name, short_name, kind, region_name, region_phrase, holiday_region
[look]         brand_colour, accent_colour
[mail]         sender_name, reply_to, contact_email, trusted_domains
[public]       open_signup, public_figures, public_directory
[coordinator]  email, given_name, infix, family_name
[partners]     sites, boards_file (files of DUO beside this one), boards (board numbers)
[topics]       sets: "po", "vo", "mbo"
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from knowledge_network.kit import colours
from knowledge_network.members.imports import register, runs
from knowledge_network.members.imports.change import ImportConflictError
from knowledge_network.members.imports.enums import ImportKind
from knowledge_network.members.imports.reading import UnreadableTableError, open_table
from knowledge_network.members.network.actions import settings, setup
from knowledge_network.members.network.enums import Section, SetupStep
from knowledge_network.members.network.queries import has_coordinator
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Board
from knowledge_network.members.vocabulary.actions import add_starter
from knowledge_network.members.vocabulary.starter import StarterSet

FIELDS: dict[str, tuple[str, ...]] = {
    "network": ("name", "short_name", "kind", "region_name", "region_phrase", "holiday_region"),
    "look": ("brand_colour", "accent_colour"),
    "mail": ("sender_name", "reply_to", "contact_email", "trusted_domains"),
    "public": ("open_signup", "public_figures", "public_directory"),
    "coordinator": ("email", "given_name", "infix", "family_name"),
    "partners": ("sites", "boards_file", "boards"),
    "topics": ("sets",),
}


class UnusableSetupFile(Exception):  # noqa: N818 - says what is wrong with the file
    """What stands in the file cannot be used; the text says where."""


@dataclass
class _Work:
    """What the file asks, where its files lie, and what was done."""

    wanted: Mapping[str, Mapping[str, Any]]
    folder: Path
    report: list[str] = field(default_factory=list)

    def part(self, name: str) -> dict[str, Any]:
        return dict(self.wanted.get(name, {}))


def set_up(wanted: Mapping[str, Any], *, folder: Path) -> list[str]:
    """Do what the file says; gives a line per part. UnusableSetupFile or ValidationError: the caller rolls back."""
    _check(wanted)
    work = _Work(wanted, folder)
    parts: dict[str, Callable[[_Work], None]] = {
        "network": _network,
        "look": _look,
        "mail": _mail,
        "public": _public,
        "coordinator": _coordinator,
        "partners": _partners,
        "topics": _topics,
    }
    for name, do in parts.items():
        if name in wanted:
            do(work)
    return work.report


def _check(wanted: Mapping[str, Any]) -> None:
    for name, values in wanted.items():
        if name not in FIELDS:
            raise UnusableSetupFile(f"[{name}] is no part of the settings; known are {', '.join(FIELDS)}.")
        if not isinstance(values, dict):
            raise UnusableSetupFile(f"{name} is no table.")
        if unknown := sorted(set(values) - set(FIELDS[name])):
            raise UnusableSetupFile(f"[{name}] knows no {', '.join(unknown)}; known are {', '.join(FIELDS[name])}.")


def _network(work: _Work) -> None:
    values = work.part("network")
    region = values.pop("holiday_region", None)
    if values:
        settings.change_network(section=Section.NAME, by=None, **values)
        setup.finish_step(step=SetupStep.NAME, by=None)
    if region:
        settings.change_network(section=Section.REGION, by=None, holiday_region=region)
        setup.finish_step(step=SetupStep.REGION, by=None)
    work.report.append("network: set")


def _look(work: _Work) -> None:
    values = work.part("look")
    brand = values.get("brand_colour", "")
    if brand and not (colours.is_colour(brand) and colours.fits_light_paper(brand)):
        raise UnusableSetupFile("[look] brand_colour: words in this colour are hard to read; choose a darker #rrggbb.")
    _section(work, "look", Section.LOOK, SetupStep.LOOK)


def _mail(work: _Work) -> None:
    _section(work, "mail", Section.MAIL, SetupStep.MAIL)


def _public(work: _Work) -> None:
    _section(work, "public", Section.PUBLIC, SetupStep.PUBLIC)


def _section(work: _Work, name: str, section: str, step: str) -> None:
    settings.change_network(section=section, by=None, **work.part(name))
    setup.finish_step(step=step, by=None)
    work.report.append(f"{name}: set")


def _coordinator(work: _Work) -> None:
    """Logs in with a code by mail; whoever runs the network already stays."""
    if has_coordinator():
        work.report.append("coordinator: there is one already")
        return
    values = {"infix": "", **work.part("coordinator")}
    if missing := [name for name in ("email", "given_name", "family_name") if not values.get(name)]:
        raise UnusableSetupFile(f"[coordinator] lacks {', '.join(missing)}.")
    member = setup.begin_network(token=None, **values)
    work.report.append(f"coordinator: {member.email} logs in with a code by mail")


def _partners(work: _Work) -> None:
    values = work.part("partners")
    numbers = [str(number) for number in values.get("boards", [])]
    for name, kind in (("sites", ImportKind.SITES), ("boards_file", ImportKind.BOARDS)):
        if name in values:
            _bring_in(work, kind, work.folder / str(values[name]), numbers)
    boards = {board.bg_number: board for board in Board.objects.current().filter(bg_number__in=numbers)}
    if missing := sorted(set(numbers) - set(boards)):
        raise UnusableSetupFile(f"[partners] boards: no school or board has the number {', '.join(missing)}.")
    count = setup.bring_in_partners(organisations=boards.values(), by=None)
    setup.finish_step(step=SetupStep.PARTNERS, by=None)
    work.report.append(f"partners: {count} boards take part now")


def _bring_in(work: _Work, kind: str, path: Path, numbers: list[str]) -> None:
    if not path.is_file():
        raise UnusableSetupFile(f"[partners] there is no file {path}.")
    content = path.read_bytes()
    options = {"boards": numbers, "sector": _sector(content), "day": timezone.localdate().isoformat()}
    run = runs.offer_list(kind=kind, by=None, name=path.name, content=content, options=options, now=True)
    run.refresh_from_db()
    if not run.problem:
        try:
            run = runs.apply_import(run=run, by=None, now=True)
        except ImportConflictError as error:
            raise UnusableSetupFile(f"[partners] {path.name}: {error}") from error
        run.refresh_from_db()
    if run.problem:
        raise UnusableSetupFile(f"[partners] {path.name}: {run.problem}")


def _sector(content: bytes) -> str:
    """Only files of secondary schools name a structure. UnusableSetupFile when it is no file of DUO."""
    try:
        _layout, table = open_table(io.BytesIO(content), register.SITES, register.BOARDS)
    except UnreadableTableError as error:
        raise UnusableSetupFile(f"[partners] {error}") from error
    return Sector.SECONDARY if "structure" in table.columns else Sector.PRIMARY


def _topics(work: _Work) -> None:
    sets = work.part("topics").get("sets", [])
    if unknown := sorted(set(sets) - set(StarterSet.values)):
        raise UnusableSetupFile(f"[topics] sets: there is no list {', '.join(unknown)}.")
    count = add_starter(sets=sets, by=None)
    setup.finish_step(step=SetupStep.TOPICS, by=None)
    work.report.append(f"topics: {count} came in")
