"""The words that offices write in cells: functions, schools, days, addresses; and two functions of one person."""

from __future__ import annotations

import pytest

from knowledge_network.members.admission.actions.invitations import accept_invitation
from knowledge_network.members.admission.models import Invitation
from knowledge_network.members.imports import runs
from knowledge_network.members.imports.days import read_day
from knowledge_network.members.imports.lookups import Functions, UnknownValueError
from knowledge_network.members.imports.models import FunctionWord, ImportRun
from knowledge_network.members.organisations.actions import take_part
from knowledge_network.members.people.models import Appointment, Member
from tests.factories import MemberFactory, NetworkRoleFactory, SiteFactory
from tests.members.imports.sheets import make_workbook

pytestmark = pytest.mark.django_db

# Forty functions as lists of staff write them.
FUNCTIONS = {
    "Leerkracht L10": ["teacher"],
    "Docent LC wiskunde": ["teacher"],
    "Leerkracht OB (0,6 fte)": ["teacher"],
    "i-coach": ["other"],
    "leraar LB": ["teacher"],
    "Leraar basisonderwijs": ["teacher"],
    "Groepsleerkracht (0,8 fte)": ["teacher"],
    "leerkracht groep 3/4": ["teacher"],
    "Vakleerkracht bewegingsonderwijs": ["teacher"],
    "invalleerkracht": ["teacher"],
    "juf groep 1-2": ["teacher"],
    "startende leerkracht": ["teacher"],
    "leerkracht bovenbouw": ["teacher"],
    "LIO-er": ["student_teacher"],
    "LIO": ["student_teacher"],
    "pabo-student": ["student_teacher"],
    "Zij-instromer": ["student_teacher"],
    "leerkracht in opleiding": ["student_teacher"],
    "stagiaire": ["student_teacher"],
    "IB'er": ["other"],
    "IB’er": ["other"],
    "Intern begeleider": ["other"],
    "RT'er": ["other"],
    "Onderwijsassistent": ["other"],
    "ICT-coördinator": ["other"],
    "conciërge": ["other"],
    "Beleidsmedewerker": ["other"],
    "teammanager": ["school_leader"],
    "Directeur a.i.": ["school_leader"],
    "adjunct-directeur": ["school_leader"],
    "bovenschools directeur": ["school_leader"],
    "locatieleider": ["school_leader"],
    "MT-lid": [],
    "Voorzitter CvB": ["board_member"],
    "lid College van Bestuur": ["board_member"],
    "directeur-bestuurder": ["board_member"],
    "docent pabo": ["institute_educator"],
    "Hogeschooldocent": ["institute_educator"],
    "bovenschools opleider": ["school_educator"],
    "WPB'er": ["workplace_mentor"],
    "startersbegeleider": ["workplace_mentor"],
    "Leerkracht / IB'er": ["teacher", "other"],
    "leerkracht en werkplekbegeleider": ["teacher", "workplace_mentor"],
    "Schoolopleider, leerkracht groep 7": ["school_educator", "teacher"],
}


def find_functions(text: str) -> list[str]:
    try:
        return [str(code) for code in Functions().find(text, "other")]
    except UnknownValueError:
        return []


@pytest.mark.parametrize(("text", "codes"), FUNCTIONS.items())
def test_forty_functions_are_known_in_the_words_of_offices(text, codes):
    assert find_functions(text) == codes


def test_a_word_of_the_coordinators_goes_before_ours():
    FunctionWord.objects.create(word="IB'er", key="ib er", function="workplace_mentor")
    assert find_functions("IB-er") == ["workplace_mentor"]


# Days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-01",
        "1-8-2026",
        "01/08/2026",
        "1.8.2026",
        "1-8-26",
        "2026-08-01 00:00:00",
        "2026-08-01T00:00",
        "46235",
        "46235,0",
        "1 augustus 2026",
        "1 aug. 2026",
        "1 Aug 2026",
        "za 1 augustus 2026",
        "20260801",
    ],
)
def test_a_day_is_read_as_lists_write_it(text):
    assert read_day(text) == "2026-08-01"


@pytest.mark.parametrize("text", ["straks", "31-02-2026", "1 brumaire 2026", "1800-01-01", "9999999", "20"])
def test_what_is_no_day_is_none(text):
    with pytest.raises(ValueError, match=r"\w"):
        read_day(text)


# Rows -----------------------------------------------------------------------------------------


@pytest.fixture
def coordinator():
    return NetworkRoleFactory().member


@pytest.fixture
def school():
    site = SiteFactory(name="De Bron", school__name="De Bron", school__brin="07EX", place="Borne")
    take_part(organisation=site.school.board, by=None)
    return site


HEAD = "e-mail;naam;school;functie;vanaf\n"


def look(content: str | bytes, by: Member, name: str = "leden.csv", **options) -> ImportRun:
    chosen = {"method": "account", "function": "teacher", "organisation": None, "day": "2026-08-01", **options}
    data = content.encode() if isinstance(content, str) else content
    return runs.offer_list(kind="members", by=by, name=name, content=data, options=chosen, now=True)


def carry_out(run: ImportRun, by: Member) -> ImportRun:
    run = runs.apply_import(run=run, by=by, now=True)
    assert run.problem == ""
    return run


def jobs_of(email: str) -> set[str]:
    return set(Appointment.objects.filter(member__email=email).values_list("function", flat=True))


def test_a_day_that_cannot_be_read_never_blocks_a_row(school, coordinator):
    run = look(HEAD + "a@example.org;A Baas;De Bron;leraar;zodra het kan\n", coordinator)
    row = run.rows.get()
    assert row.outcome == "new"
    assert "zodra het kan" in row.reason
    assert "1 augustus 2026" in row.reason


@pytest.mark.parametrize("cell", ["A Baas <a@example.org>", "a@example.org ::: b@example.org", "mailto:a@example.org"])
def test_an_address_with_something_around_it_is_taken_out(school, coordinator, cell):
    run = look(HEAD + f"{cell};A Baas;De Bron;leraar;\n", coordinator)
    assert [row.key for row in run.rows.all()] == ["a@example.org"]
    assert run.rows.get().outcome == "new"


@pytest.mark.parametrize(
    "rows",
    [
        "a@example.org;A Baas;De Bron;leerkracht / IB'er;\n",
        "a@example.org;A Baas;De Bron;leerkracht;\na@example.org;A. Baas;De Bron;IB'er;\n",
    ],
)
def test_two_functions_in_one_cell_or_two_rows_are_two_appointments_and_go_together(school, coordinator, rows):
    run = carry_out(look(HEAD + rows, coordinator), coordinator)
    assert jobs_of("a@example.org") == {"teacher", "other"}
    assert Appointment.objects.get(member__email="a@example.org", is_primary=True).function == "teacher"
    assert look(HEAD + rows, coordinator).counts["unchanged"] == rows.count("\n")
    runs.undo_import(run=run, by=coordinator, now=True)
    assert not Member.objects.filter(email="a@example.org").exists()


@pytest.mark.parametrize(
    "rows",
    [
        "a@example.org;A Baas;De Bron;leerkracht / IB'er;\n",
        "a@example.org;A Baas;De Bron;leerkracht;\na@example.org;A. Baas;De Bron;IB'er;\n",
    ],
)
def test_who_is_invited_for_two_functions_begins_with_both(school, coordinator, rows):
    run = carry_out(look(HEAD + rows, coordinator, method="invite"), coordinator)
    invitation = Invitation.objects.get()
    assert [job.function for job in invitation.more.all()] == ["other"]
    assert look(HEAD + rows, coordinator, method="invite").counts["unchanged"] == rows.count("\n")
    accept_invitation(invitation=invitation)
    assert jobs_of("a@example.org") == {"teacher", "other"}
    assert run.rows.filter(outcome="new").count() == 1


def test_a_second_function_comes_to_a_member_we_have(school, coordinator):
    MemberFactory(site=school, given_name="Anne", family_name="Baas", email="a@example.org")
    rows = "a@example.org;Anne Baas;De Bron;leraar;\na@example.org;Anne Baas;De Bron;coach;\n"
    run = carry_out(look(HEAD + rows, coordinator), coordinator)
    assert jobs_of("a@example.org") == {"teacher", "workplace_mentor"}
    runs.undo_import(run=run, by=coordinator, now=True)
    assert jobs_of("a@example.org") == {"teacher"}


def test_the_same_address_for_somebody_else_or_the_same_function_stays_a_double(school, coordinator):
    rows = "a@example.org;Anne Baas;De Bron;leraar;\na@example.org;Karel Vos;De Bron;coach;\n"
    rows += "a@example.org;Anne Baas;De Bron;leraar;\n"
    run = look(HEAD + rows, coordinator)
    assert list(run.rows.order_by("number").values_list("outcome", flat=True)) == ["new", "duplicate", "duplicate"]


@pytest.mark.parametrize(("column", "outcome"), [(2, "error"), (4, "new")])
def test_a_formula_without_its_outcome_says_so_and_blocks_only_where_it_is_needed(school, coordinator, column, outcome):
    cells = ["a@example.org", "A Baas", "De Bron", "leraar", "2026-08-01"]
    cells[column] = "=VLOOKUP(A2,Blad2!A:B,2)"
    run = look(make_workbook({"Leden": [HEAD.strip().split(";"), cells]}), coordinator, "leden.xlsx")
    row = run.rows.get()
    assert row.outcome == outcome
    assert "formule" in row.reason
