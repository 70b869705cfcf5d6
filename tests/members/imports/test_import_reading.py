"""Whatever is offered as a table gives rows or a clear text, never an error of the program."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from knowledge_network.members.imports import names, register, workbook
from knowledge_network.members.imports.headings import PEOPLE
from knowledge_network.members.imports.reading import Column, Layout, UnreadableTableError, clean, open_table

LAYOUT = Layout(columns=(Column("email", ("e-mail", "mail"), required=True), Column("name", ("naam", "name"))))


def read(content: bytes, layout: Layout = LAYOUT) -> list[dict[str, str]]:
    _layout, table = open_table(io.BytesIO(content), layout)
    return [row.values for row in table.rows]


def sheet(rows: list[list]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


# What is recognised ---------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_delimiter_and_encoding_are_found_out(delimiter, encoding):
    text = f"Naam{delimiter}E-mail\r\nZoë{delimiter}zoe@example.org\r\n"
    assert read(text.encode(encoding)) == [{"email": "zoe@example.org", "name": "Zoë"}]


@pytest.mark.parametrize("heading", ["E-MAIL", "e mail", " E_Mail ", "mail", "'E-mail'"])
def test_headings_are_recognised_however_written(heading):
    assert read(f"{heading};naam\na@example.org;A\n".encode())[0]["email"] == "a@example.org"


def test_headings_may_stand_lower_and_empty_rows_are_passed_over():
    rows = read(b"sep=;\nLijst van mei;\n\nnaam;e-mail\n;\nA;a@example.org\n\n")
    assert rows == [{"email": "a@example.org", "name": "A"}]


def test_a_row_is_numbered_as_in_the_sheet():
    _layout, table = open_table(io.BytesIO(b"e-mail\na\n\nb\n"), LAYOUT)
    assert [row.number for row in table.rows] == [2, 4]


def test_quoted_line_ends_and_delimiters_stay_inside_their_cell():
    assert read(b'naam;e-mail\n"De ""Brug""; A\nB";a@example.org\n')[0]["name"] == 'De "Brug"; A B'


def test_short_and_long_rows_are_read():
    assert read(b"naam;e-mail\nA\nB;b@example.org;x;y\n") == [
        {"email": "", "name": "A"},
        {"email": "b@example.org", "name": "B"},
    ]


def test_excel_is_read_with_numbers_and_dates_as_people_see_them():
    rows = read(sheet([["naam", "e-mail"], [7, "a@example.org"], [2.0, "b"], [dt.datetime(2026, 8, 1), "c"]]))
    assert [row["name"] for row in rows] == ["7", "2", "2026-08-01"]


def test_a_formula_is_never_worked_out_or_kept_and_says_that_its_outcome_is_missing():
    rows = read(sheet([["naam", "e-mail"], ['=HYPERLINK("http://kwaad")', "a@example.org"]]))
    assert rows[0]["name"] == workbook.UNSTORED
    assert "kwaad" not in str(rows)


def test_our_own_exports_come_back_as_they_were():
    assert clean("'=1+1") == "=1+1"
    assert clean("'s-Gravenhage") == "'s-Gravenhage"


@pytest.mark.parametrize("text", ["\u202eabc", "a\u200bb\u200fc", "\x00abc\x1f", " a  \u00a0 b\tc ", "\ud800abc"])
def test_hidden_characters_are_left_out(text):
    assert clean(text).replace(" ", "") == "abc"


# What is refused, with a text -----------------------------------------------------------------


def test_missing_columns_are_named_with_what_was_found():
    with pytest.raises(UnreadableTableError, match=r"e-mail.*Straat"):
        read(b"Naam;Straat\nA;B\n")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\x03" * 50,
        b"%PDF-1.7 e-mail",
        b"\x89PNG\r\n",
        b"\xd0\xcf\x11\xe0old",
        b"PK\x03\x04broken",
        b"\n\n\n",
    ],
)
def test_what_is_no_table_is_refused(content):
    with pytest.raises(UnreadableTableError):
        read(content)


def test_too_many_rows_are_refused():
    with pytest.raises(UnreadableTableError, match="2"):
        read(b"e-mail\n" + b"a\n" * 3, Layout(columns=LAYOUT.columns, max_rows=2))


def archive(entries: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as found:
        for name, data in entries.items():
            found.writestr(name, data)
    return memory.getvalue()


def test_a_bomb_of_one_entry_is_refused_before_it_is_unpacked():
    with pytest.raises(UnreadableTableError, match=r"CSV|csv"):
        read(archive({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b"0" * 30_000_000}))


def test_a_bomb_of_many_entries_is_refused():
    with pytest.raises(UnreadableTableError):
        read(archive({"xl/workbook.xml": b"", **{f"{n}.xml": b"" for n in range(workbook.MAX_ENTRIES + 1)}}))


def test_an_archive_that_is_no_workbook_is_refused():
    with pytest.raises(UnreadableTableError):
        read(archive({"readme.txt": b"e-mail"}))


def test_entities_that_multiply_are_refused():
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]><worksheet><sheetData><row><c t='str'><v>&j;</v></c></row></sheetData></worksheet>"
    )
    good = zipfile.ZipFile(io.BytesIO(sheet([["e-mail"], ["a"]])))
    entries = {name: good.read(name) for name in good.namelist()}
    with pytest.raises(UnreadableTableError):
        read(archive({**entries, "xl/worksheets/sheet1.xml": evil}))


def test_a_row_number_beyond_all_measure_is_refused():
    good = zipfile.ZipFile(io.BytesIO(sheet([["e-mail"], ["a@example.org"]])))
    entries = {name: good.read(name) for name in good.namelist()}
    name = "xl/worksheets/sheet1.xml"
    entries[name] = entries[name].replace(b'r="2"', b'r="999999999"').replace(b'r="A2"', b'r="A999999999"')
    with pytest.raises(UnreadableTableError):
        read(archive(entries))


# Never an exception ---------------------------------------------------------------------------


def survives(content: bytes) -> None:
    for layout in (LAYOUT, register.SITES, PEOPLE):
        with suppress(UnreadableTableError):
            for values in read(content, layout):
                assert all(isinstance(value, str) and "\x00" not in value for value in values.values())


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_random_bytes_give_rows_or_a_text(content):
    survives(content)


@settings(max_examples=100)
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_random_text_under_good_headings_gives_rows_or_a_text(text, encoding):
    survives(f"naam;e-mail;VESTIGINGSCODE\n{text}".encode(encoding, "replace"))


@settings(max_examples=60)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=20))
def test_damaged_workbooks_give_rows_or_a_text(place, noise):
    content = bytearray(sheet([["e-mail", "naam"], ["a@example.org", "A"]]))
    content[place : place + len(noise)] = noise
    survives(bytes(content))


# Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jan van der Berg", ("Jan", "van der", "Berg")),
        ("Berg, Jan van der", ("Jan", "van der", "Berg")),
        ("Berg, v.d., Jan", ("Jan", "v.d.", "Berg")),
        ("van der Berg, Jan", ("Jan", "van der", "Berg")),
        ("Berg van der, Jan", ("Jan", "van der", "Berg")),
        ("Anna Maria Jansen", ("Anna Maria", "", "Jansen")),
        ("Karim el Amrani-Veldboer", ("Karim", "el", "Amrani-Veldboer")),
        ("Jansen", ("", "", "Jansen")),
        ("De Vries", ("De", "", "Vries")),
        ("", ("", "", "")),
    ],
)
def test_whole_names_are_taken_apart(text, parts):
    assert names.split_name(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mw. I. (Iris) de Groot", ("Iris", "de", "Groot")),
        ("dhr. drs. J. Visser", ("J.", "", "Visser")),
        ("De heer Jan de Boer", ("Jan", "de", "Boer")),
        ("Mevr. Anna Bakker-Smit MSc", ("Anna", "", "Bakker-Smit")),
        ("Prof. dr. ir. Kees Kok, PhD", ("Kees", "", "Kok")),
        ("Visser, dhr. J.", ("J.", "", "Visser")),
        ("Ing Dekker", ("", "", "Dekker")),
        ("Ma Li", ("Ma", "", "Li")),
        ("Bo Ma", ("Bo", "", "Ma")),
        ("Ing, Jan", ("Jan", "", "Ing")),
        ("Jan (vrijdag) Bos", ("Jan (vrijdag)", "", "Bos")),
    ],
)
def test_how_somebody_is_addressed_or_what_they_studied_is_no_part_of_their_name(text, parts):
    assert names.split_name(text) == parts


def test_titles_in_columns_of_their_own_are_dropped_too():
    assert names.complete("drs. J.C. (Jan Kees)", "", "Visser MEd") == ("Jan Kees", "", "Visser MEd")
    assert names.complete("Mevrouw Fatma", "", "Yılmaz") == ("Fatma", "", "Yılmaz")


@pytest.mark.parametrize(
    ("given_name", "infix", "family", "parts"),
    [
        ("Jan", "", "van der Berg", ("Jan", "van der", "Berg")),
        ("", "", "Berg, v.d., Jan", ("Jan", "v.d.", "Berg")),
        ("Jan", "van", "Berg", ("Jan", "van", "Berg")),
        ("Jan", "", "Berg, v.d.", ("Jan", "v.d.", "Berg")),
    ],
)
def test_an_infix_in_the_family_name_finds_its_place(given_name, infix, family, parts):
    assert names.complete(given_name, infix, family) == parts


def test_a_family_name_has_one_key_however_written():
    keys = {names.family_key(text) for text in ("van der Bérg", "Berg", "v.d. BERG", "Van Der berg")}
    assert keys == {"berg"}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("Jan", "J.", True), ("Jan", "jan", True), ("Jan Piet", "J.P.", True), ("Jan", "Joke", False), ("", "Jan", True)],
)
def test_given_names_may_be_initials(one, other, alike):
    assert names.given_alike(one, other) is alike


# The register's spelling ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ENSCHEDE", "Enschede"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("'T HARDE", "'t Harde"),
        ("HOF VAN TWENTE", "Hof van Twente"),
        ("RIJSSEN-HOLTEN", "Rijssen-Holten"),
        ("IJSSELSTEIN UT", "IJsselstein UT"),
        ("DEN HAM OV", "Den Ham OV"),
        ("BERGEN OP ZOOM", "Bergen op Zoom"),
        ("SÚDWEST-FRYSLÂN", "Súdwest-Fryslân"),
        ("Enschede", "Enschede"),
        ("", ""),
    ],
)
def test_places_are_written_as_people_write_them(text, name):
    assert register.place_name(text) == name


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("591659840", "0591659840"),
        ("0591-659840", "0591659840"),
        ("+31 (0)53 487 1111", "0534871111"),
        ("0031534871111", "0534871111"),
        ("12", ""),
        ("", ""),
    ],
)
def test_phone_numbers_get_their_zero_back(text, number):
    assert register.phone_number(text) == number


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.school.nl", "https://www.school.nl"),
        ("http://school.nl/", "http://school.nl"),
        ("www.a.nl; www.b.nl", "https://www.a.nl"),
        ("javascript:alert(1)", ""),
        ("geen", ""),
        ("", ""),
    ],
)
def test_websites_get_their_scheme(text, address):
    assert register.web_address(text) == address


@pytest.mark.parametrize(("text", "code"), [("7511ab", "7511 AB"), ("7511  AB", "7511 AB"), ("0511 AB", ""), ("x", "")])
def test_postcodes_are_spaced(text, code):
    assert register.postcode(text) == code


@pytest.mark.parametrize(
    ("text", "width", "padded"), [("8123456", 8, "08123456"), ("153", 4, "0153"), ("0", 8, ""), ("123456", 5, "")]
)
def test_numbers_get_their_zeros_back(text, width, padded):
    assert register.digits(text, width) == padded
