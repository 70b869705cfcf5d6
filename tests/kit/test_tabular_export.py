"""What leaves as a table is text in a spreadsheet, never a formula."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from openpyxl import load_workbook

from knowledge_network.kit.tabular_export import csv_response, xlsx_response

DANGEROUS = ["=1+1", "+31 53 4871111", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠SUM(A1)"]


def cells_of_csv(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_cell_that_looks_like_a_formula_is_text(text):
    response = csv_response("lijst.csv", ["naam"], [[text]])
    assert cells_of_csv(response)[1] == ["'" + text]


@pytest.mark.parametrize("text", DANGEROUS)
def test_xlsx_cell_that_looks_like_a_formula_is_text(text):
    response = xlsx_response("lijst.xlsx", "Lijst", ["naam"], [[text]])
    cell = load_workbook(io.BytesIO(response.content)).active["A2"]
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("cut", [",", ";", "\t", '",', '";', '"\t', ',"', "\n", '"\r\n'])
def test_no_cell_is_a_formula_wherever_another_spreadsheet_cuts(cut, delimiter):
    """An English spreadsheet cuts at commas and reads our quotes otherwise: no name brings a cell of its own."""
    response = csv_response("lijst.csv", ["wie", "wat"], [["Jan", f"Noor{cut}=1+1{cut}@SUM(A1)"], ["Piet", "a"]])
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", '"='))] == []


def test_what_only_looks_a_little_like_it_stays_as_it_was_written():
    (_header, row) = cells_of_csv(csv_response("a.csv", ["wat"], [["rekenen, taal - en a=b, c@d.example; 5-3"]]))
    assert row == ["rekenen, taal - en a=b, c@d.example; 5-3"]


def test_numbers_and_dates_stay_what_they_are_and_parts_follow_a_comma():
    rows = [[-2, 0.5, dt.date(2026, 3, 3), None]]
    assert cells_of_csv(csv_response("a.csv", list("abcd"), rows))[1] == ["-2", "0,5", "2026-03-03", ""]
    sheet = load_workbook(io.BytesIO(xlsx_response("a.xlsx", "A", list("abcd"), rows).content)).active
    assert [c.value for c in sheet[2]] == [-2, 0.5, dt.datetime(2026, 3, 3), None]


def test_download_is_an_attachment_that_no_browser_interprets_or_keeps():
    response = csv_response("fouten é.csv", ["naam"], [])
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_control_characters_never_break_a_workbook():
    response = xlsx_response("a.xlsx", "[a]:*?/b", ["naam"], [["een\x00twee\x0b"]])
    book = load_workbook(io.BytesIO(response.content))
    assert book.active["A2"].value == "eentwee"
    assert book.active.title == "ab"


def test_tables_leave_by_one_door(project):
    """Whoever writes a sheet by hand forgets what a cell may be."""
    packages = ("knowledge_network", "plg", "expertise", "lesson_study")
    modules = [module for package in packages for module in sorted((project / package).rglob("*.py"))]
    by_hand = {
        module.relative_to(project).as_posix()
        for module in modules
        if re.search(r"csv\.(?:Dict)?[wW]riter|\bWorkbook\(", module.read_text())
    }
    assert by_hand - {"knowledge_network/kit/tabular_export.py"} == {"knowledge_network/demo/seed/plg_space.py"}


@pytest.mark.clock
@pytest.mark.parametrize("name", ["leden.csv", "leden-2026-11-29.csv"])
def test_the_name_of_a_sheet_says_once_of_which_day_it_is(name):
    with time_machine.travel("2026-11-29T23:30+01:00", tick=False):
        response = csv_response(name, ["naam"], [])
    assert response["Content-Disposition"] == 'attachment; filename="leden-2026-11-29.csv"'
