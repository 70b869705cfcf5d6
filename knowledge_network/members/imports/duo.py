"""The register's lists as an import: what is planned is carried out row by row, and taken back the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import IO, TYPE_CHECKING

from django.db.models import Model, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledge_network.members.imports import register
from knowledge_network.members.imports.bulk import delete_unused, free_slugs, insert_organisations
from knowledge_network.members.imports.change import BATCH, Change, Fields, ImportConflictError, get_field, turn
from knowledge_network.members.imports.duo_plan import Scope, plan_boards, plan_sites
from knowledge_network.members.imports.enums import ImportDoubt, ImportKind
from knowledge_network.members.imports.models import ImportRow, ImportRun
from knowledge_network.members.imports.reading import UnreadableTableError, open_table
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Board, Organisation, School, Site
from knowledge_network.members.people.facets import forget_directory_options_after_commit
from knowledge_network.members.people.models import Member
from knowledge_network.search import actions as search

if TYPE_CHECKING:
    from knowledge_network.members.imports.people_plan import Kept


class DuoImporter:
    """Sites or boards: the columns tell which."""

    def keep(self, run: ImportRun) -> list[Kept]:
        return []

    def plan(self, run: ImportRun, source: IO[bytes], kept: list[Kept]) -> Iterator[Change]:
        scope = Scope.from_options(run.options)
        layout, table = open_table(source, register.SITES, register.BOARDS)
        run.options |= table.describe()
        found = ImportKind.SITES if layout is register.SITES else ImportKind.BOARDS
        if run.kind != found:
            raise UnreadableTableError(
                _("This is a file of boards. Choose «boards» to bring it in.")
                if found == ImportKind.BOARDS
                else _("This is a file of schools. Choose «schools» to bring it in.")
            )
        doubts: set[ImportDoubt] = set()
        yield from plan_sites(table, scope, doubts) if layout is register.SITES else plan_boards(table, scope)
        run.options |= {"doubts": sorted(doubts)}

    def carry_out(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        for batch in batched(rows, BATCH):
            _Batch(batch).carry_out()
        forget_directory_options_after_commit()

    def take_back(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        """Changes first, the newest first; what the import made goes last, and only if nothing hangs on it."""
        new: dict[str, list[str]] = {"site": [], "school": [], "board": []}
        for batch in batched(rows, BATCH):
            _Batch(batch).take_back(new)
        parents: tuple[type[Model], ...] = (Organisation, Site, School, Board)
        hint = _("The import made organisations that are used by now.")
        for model, key, codes in (
            (Site, "site_code", new["site"]),
            (School, "brin", new["school"]),
            (Board, "bg_number", new["board"]),
        ):
            for part in batched(codes, BATCH):
                if issubclass(model, Organisation):
                    found = model.objects.filter(**{f"{key}__in": part}).values_list("pk", flat=True)
                    search.remove("organisation", list(found))
                delete_unused(model.objects.filter(**{f"{key}__in": part}), parents, hint)
        forget_directory_options_after_commit()


def _locked[M: Model](model: type[M]) -> QuerySet[M]:
    return model._default_manager.select_for_update(of=("self",), no_key=True)


class _Batch:
    """Some rows and the boards, schools and sites they speak of, locked."""

    def __init__(self, rows: tuple[ImportRow, ...]) -> None:
        self.rows = rows
        numbers = {row.values["board_number"] for row in rows if row.values.get("board_number")}
        for row in rows:
            numbers.update(n for n in row.difference.get("school", {}).get("board", []) if n)
        brins = {row.key[:4] for row in rows if row.values.get("site_code")}
        codes = {row.key for row in rows if "site" in row.difference}
        self.boards = {b.bg_number: b for b in _locked(Board).filter(bg_number__in=numbers)}
        self.schools = {s.brin: s for s in _locked(School).filter(brin__in=brins)}
        self.sites = {s.site_code: s for s in _locked(Site).filter(site_code__in=codes)}
        self.numbers = dict(Board.objects.filter(schools__brin__in=brins).values_list("pk", "bg_number"))
        self.touched: dict[str, set[str]] = {"board": set(), "school": set(), "site": set()}
        self.made_boards: dict[str, Board] = {}
        self.made_schools: dict[str, School] = {}
        self.made_sites: dict[str, Site] = {}
        self.moved: list[School] = []

    def refresh_search(self) -> None:
        """Boards and sites that may be found under another name now; changed schools bring all their sites along."""
        moved = Organisation.objects.filter(site__school__in=self.moved).values_list("pk", flat=True)
        changed = [o.pk for o in (*self.boards.values(), *self.sites.values())]
        search.refresh("organisation", {*changed, *moved})

    def carry_out(self) -> None:
        for row in self.rows:
            difference = row.difference
            if "board" in difference:
                self._board(row.values["board_number"], difference["board"])
            if "school" in difference:
                self._school(row.values["brin"], difference["school"])
            if "site" in difference:
                self._site(row, difference["site"])
        self._insert()
        self._update()

    def take_back(self, new: dict[str, list[str]]) -> None:
        """Undo the changes of these rows and note in `new` what they made."""
        for row in self.rows:
            for name, key in (("site", "site_code"), ("school", "brin"), ("board", "bg_number")):
                fields = row.difference.get(name)
                if fields is None:
                    continue
                if key in fields:
                    new[name].append(fields[key][1])
                elif name == "school":
                    self._turn_school(self._known(self.schools, row.values["brin"]), fields, forward=False)
                else:
                    turn(self._changed(row, name), fields, forward=False)
                    self.touched[name].update(fields)
        self._update()

    def _changed(self, row: ImportRow, name: str) -> Site | Board:
        """The site or the board that a row changed."""
        if name == "site":
            return self._known(self.sites, row.key)
        return self._known(self.boards, row.values["board_number"])

    @staticmethod
    def _known[M: Model](owner: dict[str, M], code: str) -> M:
        if code not in owner:
            raise ImportConflictError(_("%(code)s is gone in the meantime.") % {"code": code})
        return owner[code]

    def _absent[M: Model](self, owner: dict[str, M], code: str) -> None:
        if code in owner:
            raise ImportConflictError(_("%(code)s was added in the meantime.") % {"code": code})

    def _board(self, number: str, fields: Fields) -> None:
        if "bg_number" in fields:
            self._absent(self.boards, number)
            self.boards[number] = self.made_boards[number] = Board(**{n: pair[1] for n, pair in fields.items()})
        else:
            turn(self._known(self.boards, number), fields, forward=True)
            self.touched["board"].update(fields)

    def _school(self, brin: str, fields: Fields) -> None:
        if "brin" in fields:
            self._absent(self.schools, brin)
            plain = {n: pair[1] for n, pair in fields.items() if n != "board"}
            school = School(**plain, board=self._known(self.boards, str(fields["board"][1])))
            self.schools[brin] = self.made_schools[brin] = school
            self.numbers[school.board_id] = school.board.bg_number
        else:
            self._turn_school(self._known(self.schools, brin), fields, forward=True)

    def _turn_school(self, school: School, fields: Fields, *, forward: bool) -> None:
        plain = {n: pair for n, pair in fields.items() if n != "board"}
        turn(school, plain, forward=forward)
        self.touched["school"].update(plain)
        if "board" in fields:
            expected, wanted = fields["board"] if forward else reversed(fields["board"])
            if self.numbers.get(school.board_id) != expected:
                raise ImportConflictError(
                    _("%(object)s was changed in the meantime: %(field)s.") % {"object": school, "field": _("board")}
                )
            school.board = self._known(self.boards, str(wanted))
            self.numbers[school.board_id] = str(wanted)
            self.touched["school"].add("board")
            self.moved.append(school)

    def _site(self, row: ImportRow, fields: Fields) -> None:
        if "site_code" in fields:
            self._absent(self.sites, row.key)
            site = Site(**{n: get_field(Site, n).to_python(pair[1]) for n, pair in fields.items()})
            site.school = self._known(self.schools, row.values["brin"])
            self.sites[row.key] = self.made_sites[row.key] = site
        else:
            turn(self._known(self.sites, row.key), fields, forward=True)
            self.touched["site"].update(fields)

    def _insert(self) -> None:
        """Boards, then schools, then sites: each stands on the one before. People find a site by its name and place."""
        boards, schools, sites = self.made_boards, self.made_schools, self.made_sites
        wished = {number: slugify(board.name)[:100] for number, board in boards.items()}
        wished |= {code: slugify(f"{site.name} {site.place}")[:100] for code, site in sites.items()}
        slugs = free_slugs(wished) if wished else {}
        for code, organisation in (boards | sites).items():
            organisation.slug = slugs[code]
        insert_organisations(list(boards.values()), OrganisationKind.BOARD)
        for school in schools.values():
            school.board = school.board  # the key it got just now
        School.objects.bulk_create(schools.values())
        for site in sites.values():
            site.school = site.school
            site.governing_board_id = site.school.board_id
        insert_organisations(list(sites.values()), OrganisationKind.SITE)

    def _update(self) -> None:
        if self.touched["board"]:
            Board.objects.bulk_update(self.boards.values(), sorted(self.touched["board"]))
        if self.touched["school"]:
            School.objects.bulk_update(self.schools.values(), sorted(self.touched["school"]))
        if self.touched["site"]:
            changed = [site for code, site in self.sites.items() if code not in self.made_sites]
            Site.objects.bulk_update(changed, sorted(self.touched["site"]))
        for school in self.moved:
            rehome(school)
        self.refresh_search()


def rehome(school: School) -> None:
    """All sites of a school stand under its board, also those that no list names."""
    Organisation.objects.filter(site__school=school).update(governing_board=school.board_id)
