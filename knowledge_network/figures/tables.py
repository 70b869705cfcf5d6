"""The one fixed list of what is published of classes B and C: every table × unit × year. Nothing else is served.

No filters, no other cuts: each count stands here once, for the cells of `figures.cells`, in the monthly snapshot that
every role reads. `figures.bands` says how a cell becomes a band.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.figures.bands import WIDTH


@dataclass(frozen=True)
class Table:
    """A count that is published.

    `of_people`: different people, so never more than who works at the unit, and that is known. `width` of a band.
    `gate`: the table whose band has to begin at five or more before this one is shown of the same cell.
    `of_whole`: one cell, the whole network. `students`: of student teachers instead of the staff.
    """

    code: str
    label: str | Promise
    of_people: bool = False
    width: int = WIDTH
    gate: str = ""
    of_whole: bool = False
    students: bool = False


TABLES = (
    Table("P1.attended", _("people who were at a meeting"), of_people=True),
    Table("P1.students", _("student teachers who were at a meeting"), of_whole=True, of_people=True, students=True),
    Table("P3.invited", _("invitations"), gate="P1.attended"),
    Table("P3.attended", _("times present"), gate="P1.attended"),
    # Told of the whole network only: of a cell they are too few for a share that means anything.
    Table("P4.before", _("in a group last year"), of_people=True, of_whole=True),
    Table("P4.stayed", _("of these in a group this year"), of_people=True, of_whole=True),
    # Quarter hours: twenty of them are five hours.
    Table("H1.quarters", _("confirmed hours"), width=4 * WIDTH, gate="P1.attended"),
    Table(
        "H1.students",
        _("confirmed hours of student teachers"),
        of_whole=True,
        width=4 * WIDTH,
        gate="P1.students",
        students=True,
    ),
    Table("T1.attended", _("people who were at a meeting this half year"), of_people=True),
    Table("T1.returned", _("of these with something brought back"), of_people=True),
    Table("T2.returned", _("times something was brought back"), of_whole=True),
    Table("T2.applied", _("times it was applied"), of_whole=True),
    Table("T3.used", _("people who used a product"), of_people=True),
    Table("E3.claims", _("topics on which people can be asked")),
    Table("E3.answered", _("questions answered with help")),
    Table("E4.asked", _("questions asked"), of_whole=True),
    Table("E4.in_time", _("answered in time"), of_whole=True),
    Table("F1.groups", _("groups closed or a year old"), of_whole=True),
    Table("F1.pupil", _("insights about pupils"), of_whole=True),
    Table("F1.teacher", _("insights about teachers"), of_whole=True),
    Table("F1.school", _("insights about the school"), of_whole=True),
    # Told by who was there: of what stands in stories nothing is shown unless five people or more told them.
    Table("F1.tellers", _("people who told a value story"), of_whole=True, of_people=True),
    Table("F1.told_applied", _("times something was applied, as told"), of_whole=True, gate="F1.tellers"),
    Table("F1.told_pupil", _("what became better for pupils, as told"), of_whole=True, gate="F1.tellers"),
    Table("F1.told_teacher", _("what became better for teachers, as told"), of_whole=True, gate="F1.tellers"),
    Table("F1.told_school", _("what became better for the school, as told"), of_whole=True, gate="F1.tellers"),
)

BY_CODE = {table.code: table for table in TABLES}


@dataclass(frozen=True)
class Value:
    """A figure that is no count and of which nothing is added up: rounded, and from five people on."""

    code: str
    label: str | Promise


VALUES = (
    Value("H1.median", _("median of hours of who was there")),
    Value("X1.index", _("external minus internal ties")),
    Value("X1.chance", _("what it would be by chance")),
    # The middle half of the schools: quartiles, rounded, of twenty schools or more.
    Value("P2.middle", _("middle half of the schools: taking part, percent")),
    Value("H2.middle", _("middle half of the schools: hours of those agreed, percent")),
    Value("G.middle", _("middle half of the schools: groups")),
    Value("L1.middle", _("middle half of the schools: studies completed")),
    Value("S.middle", _("middle half of the schools: products shared")),
)

# So many schools are needed for a middle half: of fewer it would be the figure of one or two of them.
FEWEST_SCHOOLS = 20
# A median or an index is of so many people or more.
FEWEST_PEOPLE = 5

CODES = frozenset(row.code for row in (*TABLES, *VALUES))
