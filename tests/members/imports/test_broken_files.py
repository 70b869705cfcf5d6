"""Files that offices send and that are broken or no list: each is told in its own words, or asked about."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from knowledge_network.members.imports.enums import ImportState, Letters
from knowledge_network.members.imports.letters import guess_letters, read_once
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.organisations.actions import take_part
from tests.factories import NetworkRoleFactory, SiteFactory
from tests.members.imports.sheets import make_workbook

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"

LIST = "E-mail;Naam;School\na@example.org;Noëlle Vérité;De Bron\nb@example.org;Zoë Müller;De Bron\n"
ROWS = [["E-mail", "Naam"], ["a@example.org", "Anne Baas"]]


@pytest.fixture(autouse=True)
def coordinator(client):
    member = NetworkRoleFactory().member
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture(autouse=True)
def school():
    site = SiteFactory(name="De Bron", school__name="De Bron", school__brin="07EX")
    take_part(organisation=site.school.board, by=None)
    return site


def offer(client, content: bytes, name: str = "leden.csv"):
    values = {"file": SimpleUploadedFile(name, content), "method": "invite", "function": "teacher"}
    return client.post(reverse("members:import_members"), values, follow=True)


def pack(entries: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return memory.getvalue()


def strict_workbook() -> bytes:
    good = zipfile.ZipFile(io.BytesIO(make_workbook({"Leden": ROWS})))
    entries = {name: good.read(name) for name in good.namelist()}
    plain, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    return pack({name: data.replace(plain, strict) for name, data in entries.items()})


def hidden_workbook() -> bytes:
    """Every tab hidden: spreadsheet programs do not make such files, exports of other programs do."""
    good = zipfile.ZipFile(io.BytesIO(make_workbook({"Oud": ROWS})))
    entries = {name: good.read(name) for name in good.namelist()}
    return pack({name: data.replace(b'state="visible"', b'state="hidden"') for name, data in entries.items()})


XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
QUOTE = (
    b'E-mail;Naam;School\na@example.org;"Anne Baas;De Bron\nb@example.org;B Bos;De Bron\nc@example.org;C Cos;De Bron\n'
)
UNDEFINED = b"\x81\x8d\x8f\x90\x9d"  # of Windows' western letters; programs let these bytes be
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
REFUSED = {
    "old.xls": (OLE + "Workbook".encode("utf-16-le"), ".xls"),
    "password.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
    "word.doc": (OLE + "WordDocument".encode("utf-16-le"), "Word"),
    "page.xls": (b"\xef\xbb\xbf  <html><table><tr><td>E-mail</td></tr></table></html>", "webpagina"),
    "sheet2003.xls": (XML, "webpagina"),
    "strict.xlsx": (strict_workbook(), "Strict"),
    "list.numbers": (pack({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}), "Numbers"),
    "list.ods": (pack(ODS), "LibreOffice"),
    "binary.xlsb": (pack({"xl/workbook.bin": b"x", "[Content_Types].xml": b"<x/>"}), "xlsb"),
    "letter.docx": (pack({"word/document.xml": b"<x/>"}), "Word"),
    "letter.rtf": (b"{\\rtf1 E-mail}", "Word"),
    "cards.vcf": (b"BEGIN:VCARD\nFN:Anne\nEND:VCARD\n", "adreskaartjes"),
    "scan.pdf": (b"%PDF-1.7", "geen tabel"),
    "photo.png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "geen tabel"),
    "list.csv.gz": (gzip.compress(LIST.encode()), "ingepakt"),
    "list.zip": (pack({"leden.csv": LIST.encode()}), "ingepakt"),
    "~$list.xlsx": (b"\x05Anne".ljust(165, b"\x00"), "~$"),
    "list.gsheet": (b'{"url": "https://docs.google.com/spreadsheets/x", "doc_id": "x"}', "Google"),
    "mail.eml": (b"From: a@example.org\r\nTo: b@example.org\r\nSubject: lijst\r\n\r\nHierbij\r\n", "mail"),
    "headings.csv": (b"E-mail;Naam;School\n", "kopjes"),
    "blank.csv": (b"   \n\n  \n", "niets in"),
    "empty.xlsx": (make_workbook({"Blad1": []}), "niets in"),
    "cut.xlsx": (make_workbook({"Leden": ROWS})[:2000], "beschadigd"),
    "nothing.csv": (b"", "leeg"),
    "all_hidden.xlsx": (hidden_workbook(), "verborgen"),
    "quote.csv": (QUOTE, "regel 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_list_is_refused_in_its_own_words(client, name):
    content, words = REFUSED[name]
    response = offer(client, content, name)
    assert response.status_code == 422
    assert words in str(response.context["form"].errors)
    assert not ImportRun.objects.exists()


# Letters that are in doubt are asked about, with the names in sight ----------------------------

DOUBTFUL = {
    "one wrong byte in UTF-8": LIST.encode() + "c@example.org;Renée Bos;De Bron\n".encode("cp1252"),
    "an old Mac": LIST.encode("mac_roman"),
    "DOS": LIST.encode("cp850"),
    "encoded twice": LIST.encode().decode("cp1252").encode(),
}


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_letters_in_doubt_are_asked_with_the_names_in_sight_before_mail_goes_out(client, kind):
    response = offer(client, DOUBTFUL[kind])
    run = ImportRun.objects.get()
    assert run.state == ImportState.ASKING
    assert not run.rows.exists()
    page = response.content.decode()
    assert "Noëlle Vérité" in page or "Renée" in page
    form = response.context["form"]
    data = {row.field.html_name: row.heading.column for row in form.asked()}
    client.post(reverse("members:import_columns", args=[run.public_id]), {**data, "letters": form["letters"].initial})
    labels = list(run.rows.order_by("number").values_list("label", flat=True))
    assert labels[:2] == ["Noëlle Vérité", "Zoë Müller"]
    assert labels[2:] in ([], ["Renée Bos"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_without_a_doubt_ask_nothing(client, encoding):
    offer(client, LIST.encode(encoding))
    run = ImportRun.objects.get()
    assert run.state == ImportState.PLANNED
    assert run.rows.first().label == "Noëlle Vérité"


def test_who_knows_better_chooses_other_letters(client):
    offer(client, DOUBTFUL["encoded twice"])
    run = ImportRun.objects.get()
    data = {"column_1": "email", "column_2": "whole_name", "column_3": "organisation", "letters": Letters.UTF8}
    client.post(reverse("members:import_columns", args=[run.public_id]), data)
    assert run.rows.first().label.startswith("NoÃ«lle")


def test_cells_of_a_workbook_that_were_encoded_twice_are_asked_too(client):
    offer(client, make_workbook({"Leden": [["E-mail", "Naam"], ["a@example.org", "NoÃ«lle Baas"]]}), "leden.xlsx")
    run = ImportRun.objects.get()
    assert run.state == ImportState.ASKING
    data = {"column_1": "email", "column_2": "whole_name", "letters": Letters.TWICE}
    client.post(reverse("members:import_columns", args=[run.public_id]), data)
    assert run.rows.get().label == "Noëlle Baas"


@pytest.mark.parametrize("name", ["Noëlle", "Łukasz", "Đurić", "van ’t Hof", "Yılmaz", "O'Brien"])
def test_what_was_encoded_twice_is_read_as_it_was_meant(name):
    taken_for_windows = "".join(bytes([b]).decode("cp1252" if b not in UNDEFINED else "latin-1") for b in name.encode())
    assert read_once(taken_for_windows) == name
    assert read_once(name) == name


@pytest.mark.parametrize(("name", "letters"), [("Élise", Letters.WINDOWS), ("Zoë …", Letters.WINDOWS)])
def test_a_capital_or_a_sign_beside_a_name_is_no_doubt(name, letters):
    guess = guess_letters(io.BytesIO(f"E-mail;Naam\na@example.org;{name}\n".encode("cp1252")))
    assert (guess.letters, guess.is_doubtful) == (letters, False)


def test_a_list_of_which_all_rows_are_wrong_never_says_that_all_is_there(client):
    response = offer(client, b"E-mail;Naam\ngeen;A Baas\nook geen;B Bos\n")
    page = response.content.decode()
    assert "staat er al" not in page
    assert "Geen enkele rij" in page


def test_line_ends_inside_a_cell_are_no_stray_quotation_mark(client):
    offer(client, b'E-mail;Naam;School\na@example.org;"Anne\nBaas";"De\nBron"\n')
    assert ImportRun.objects.get().rows.get().label == "Anne Baas"
