"""Bring the public register of schools in, or the names of boards."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from knowledge_network.members.imports import register, runs
from knowledge_network.members.imports.change import ImportConflictError
from knowledge_network.members.imports.enums import ImportKind, ImportState, RowOutcome
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.imports.reading import UnreadableTableError, open_table
from knowledge_network.members.organisations.enums import Sector

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Import a file of DUO Open Onderwijsdata: sites of schools (primary or secondary, of today or of years ago) "
        "or boards with their names. Nothing is ever deleted; sites that the file no longer names are closed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or XLSX")
        parser.add_argument("--region", nargs="+", default=[], help="name of a COROP area, for instance Achterhoek")
        parser.add_argument("--municipality", nargs="+", default=[], help="name of a municipality")
        parser.add_argument("--board", nargs="+", default=[], help="board number, for instance 41565")
        sectors = [Sector.PRIMARY.value, Sector.SECONDARY.value, Sector.SPECIAL.value]
        parser.add_argument("--sector", choices=sectors, help="default: as the columns tell, po or vo")
        parser.add_argument("--date", type=dt.date.fromisoformat, help="date of the file, default today")
        parser.add_argument("--all-boards", action="store_true", help="of a file of boards: also those we do not know")
        parser.add_argument(
            "--despite-doubts",
            action="store_true",
            help="carry out a file that seems cut off, is of the whole country, or closes many schools",
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path})
        try:
            kind, sector = kind_and_sector(path)
        except UnreadableTableError as error:
            raise CommandError(str(error)) from error
        chosen = {
            "regions": options["region"],
            "municipalities": options["municipality"],
            "boards": options["board"],
            "sector": options["sector"] or sector,
            "day": (options["date"] or timezone.localdate()).isoformat(),
            "all_boards": options["all_boards"],
        }
        with transaction.atomic():
            run = runs.offer_list(
                kind=kind, by=None, name=path.name, content=path.read_bytes(), options=chosen, now=True
            )
            self._fail_with(run)
            if not options["dry_run"]:
                run = self._apply(run, despite_doubts=options["despite_doubts"])
            self._report(run)
            if options["dry_run"]:
                run.file.delete(save=False)
                transaction.set_rollback(True)

    def _apply(self, run: ImportRun, *, despite_doubts: bool) -> ImportRun:
        try:
            run = runs.apply_import(run=run, by=None, now=True, despite_doubts=despite_doubts)
        except ImportConflictError as error:
            self._report(run)
            run.file.delete(save=False)
            raise CommandError(f"{error} {_('Nothing was changed. If this is right: --despite-doubts.')}") from error
        self._fail_with(run)
        return run

    def _fail_with(self, run: ImportRun) -> None:
        run.refresh_from_db()
        if run.problem:
            if run.file:
                run.file.delete(save=False)
            raise CommandError(run.problem)

    def _report(self, run: ImportRun) -> None:
        for row in run.rows.exclude(reason="").filter(outcome__in=RowOutcome.PROBLEMS).order_by("number")[:SHOWN]:
            self.stderr.write(f"{row.number}: {row.label or row.key}: {row.reason}")
        self.stdout.write(counts_in_words(run.counts))
        if run.state != ImportState.APPLIED:
            self.stdout.write(_("Nothing was changed: this was a dry run."))


def kind_and_sector(path: Path) -> tuple[str, str]:
    """Whether the file holds sites or boards, and of which sector: only files of secondary schools name a structure."""
    with path.open("rb") as source:
        layout, table = open_table(source, register.SITES, register.BOARDS)
    sector = Sector.SECONDARY if "structure" in table.columns else Sector.PRIMARY
    return (ImportKind.SITES if layout is register.SITES else ImportKind.BOARDS), sector


def counts_in_words(counts: dict[str, int]) -> str:
    """«6506 gelezen, 262 nieuw, 0 gewijzigd, …», in the language of the installation."""
    outcome = RowOutcome
    wanted = (outcome.NEW, outcome.CHANGED, outcome.CLOSED, outcome.UNCHANGED, outcome.SKIPPED, outcome.DUPLICATE)
    with translation.override(translation.get_language() or "nl"):
        parts = [f"{counts['read']} {_('read')}", *(f"{counts[o]} {o.label}" for o in wanted)]
        return ", ".join([*parts, f"{counts[outcome.ERROR]} {outcome.ERROR.label}"])
