"""Files that come in: what is inside decides, what hides is left out, what is refused gets a reason."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from knowledge_network.kit import uploads
from knowledge_network.kit.uploads import check_upload, clean_name
from tests.plg.space.test_files import PDF, SECRET, upload


def archive(**parts):
    """An archive in memory; `__` in a name stands for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def office(part="word/document.xml", types="", **others):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        target.writestr(part, "<x/>")
        for name, content in others.items():
            target.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def declaring(part, encoding="utf-8", before=""):
    """A document with a part that has whoever reads it fetch something from the machine that it is read on."""
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}
    parts[part] = f'<?xml version="1.0"?>\n{before}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content.encode(encoding if name == part else "utf-8"))
    return stream.getvalue()


def picture(kind="JPEG", size=(40, 20), **options):
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, format=kind, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "media_type", "clean"),
    [
        (PDF, "les.pdf", "application/pdf", "les.pdf"),
        (PDF, "les.exe", "application/pdf", "les.pdf"),
        (office(), "plan.docx", uploads.OFFICE + "wordprocessingml.document", "plan.docx"),
        (office("xl/workbook.xml"), "lijst.zip", uploads.OFFICE + "spreadsheetml.sheet", "lijst.xlsx"),
        (office("ppt/presentation.xml"), "x.pptx", uploads.OFFICE + "presentationml.presentation", "x.pptx"),
        (archive(mimetype=uploads.OPEN_DOCUMENT + "text"), "a.odt", uploads.OPEN_DOCUMENT + "text", "a.odt"),
        (picture(), "Foto.JPG", "image/jpeg", "Foto.jpg"),
        (picture("PNG"), "foto.jpg", "image/png", "foto.png"),
        (picture("WEBP"), "foto", "image/webp", "foto.webp"),
        (picture("GIF"), "foto.gif", "image/gif", "foto.gif"),
        ("ééntje".encode(), "a.txt", "text/plain", "a.txt"),
        ("één;twee".encode("cp1252"), "a.csv", "text/csv", "a.csv"),
        (b"# Kop", "a.md", "text/markdown", "a.md"),
    ],
)
def test_what_is_inside_decides_not_the_name(content, name, media_type, clean):
    checked = check_upload(upload(content, name))
    assert (checked.media_type, checked.name) == (media_type, clean)
    assert checked.size == len(checked.content.read())


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "leeg.txt", "empty"),
        (b"MZ\x90\x00\x03\x00", "les.pdf", "kind"),
        (b"\x7fELF\x02\x01", "les.txt", "kind"),
        (b"<html><script>x</script></html>", "les.html", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "les.svg", "kind"),
        (b"#!/bin/sh", "les.sh", "kind"),
        (b"tekst \x00 nul", "les.txt", "kind"),
        (b" " + PDF, "les.pdf", "kind"),
        (b"%PDF-1.7 zonder einde", "les.pdf", "damaged"),
        (picture()[:100], "foto.jpg", "damaged"),
        (b"PK\x03\x04rommel", "les.docx", "damaged"),
        (archive(a="b"), "les.zip", "kind"),
        (office(word__vbaProject__bin="x").replace(b"vbaProject/bin", b"vbaProject.bin"), "les.docm", "macros"),
        (office(xl__macrosheets__sheet1="x"), "les.xlsx", "macros"),
        (office(word__activeX__activeX1="x"), "les.docx", "macros"),
        (
            office(types='<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'),
            "les.docx",
            "macros",
        ),
        (archive(mimetype=uploads.OPEN_DOCUMENT + "text", Basic__x="y"), "les.odt", "macros"),
        (archive(mimetype="application/epub+zip"), "les.odt", "kind"),
        (declaring("[Content_Types].xml"), "les.docx", "damaged"),
        (declaring("word/document.xml"), "les.docx", "damaged"),
        (declaring("word/_rels/document.xml.rels"), "les.docx", "damaged"),
        (declaring("xl/workbook.xml", "utf-16"), "les.xlsx", "damaged"),
        (declaring("word/document.xml", before=f"<!--{'x' * 100_000}-->"), "les.docx", "damaged"),
        (declaring("word/document.xml", before=" " * 900_000), "les.docx", "damaged"),
        (office(types="<"), "les.docx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1oud", "les.doc", "old_office"),
        (office(word__bom="0" * 30_000_000), "bom.docx", "archive"),
    ],
)
def test_what_is_refused_gets_a_reason(content, name, code):
    with pytest.raises(ValidationError) as refusal:
        check_upload(upload(content, name))
    assert refusal.value.code == code
    assert refusal.value.messages[0]


def test_an_archive_with_too_many_entries_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_ENTRIES", 2)
    with pytest.raises(ValidationError) as refusal:
        check_upload(upload(office(a="x", b="y"), "les.docx"))
    assert refusal.value.code == "archive"


def test_an_archive_that_climbs_out_of_its_folder_is_refused():
    stream = io.BytesIO(office())
    with zipfile.ZipFile(stream, "a") as target:
        target.writestr("../../etc/passwd", "x")
    with pytest.raises(ValidationError) as refusal:
        check_upload(upload(stream.getvalue(), "les.docx"))
    assert refusal.value.code == "damaged"


def test_a_file_that_is_too_big_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_BYTES", 10)
    with pytest.raises(ValidationError) as refusal:
        check_upload(upload(b"x" * 11))
    assert refusal.value.code == "too_big"


@pytest.mark.parametrize(("size", "frames"), [((3000, 3000), 1), ((1000, 1000), 15)])
def test_a_picture_with_too_many_pixels_is_refused(monkeypatch, size, frames):
    monkeypatch.setattr(uploads, "MAX_PIXELS", 5_000_000)
    others = [Image.new("RGB", size, (n, n, n)) for n in range(1, frames)]
    options = {"save_all": True, "append_images": others} if others else {}
    with pytest.raises(ValidationError) as refusal:
        check_upload(upload(picture("GIF" if others else "PNG", size, **options), "groot.png"))
    assert refusal.value.code == "pixels"


def test_a_photo_loses_its_place_and_camera_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = SECRET
    exif.get_ifd(0x8825)[1] = "N"
    checked = check_upload(upload(picture(exif=exif), "foto.jpg"))
    data = checked.content.read()
    assert SECRET.encode() not in data
    result = Image.open(io.BytesIO(data))
    assert not result.getexif()
    assert result.size == (20, 40)


HIDDEN = archive(geheim=SECRET)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_no_picture_is_a_second_thing_as_well(kind):
    """A picture with an archive behind it, or with a script in its remarks, opens as that elsewhere."""
    options = {"comment": b"/*<script>" + SECRET.encode()} if kind in {"GIF", "JPEG"} else {}
    data = check_upload(upload(picture(kind, **options) + HIDDEN, "foto.png")).content.read()
    assert SECRET.encode() not in data
    assert b"<script>" not in data
    assert not zipfile.is_zipfile(io.BytesIO(data))


@pytest.mark.parametrize(
    ("content", "name", "clean"),
    [
        (PDF + HIDDEN + b"\n%%EOF", "les.zip", "les.pdf"),
        (office() + b"<script>x</script>", "les.html", "les.docx"),
        (b"<script>alert(1)</script>", "les.html.txt", "les.html.txt"),
    ],
)
def test_what_could_be_two_things_bears_the_name_of_the_one_it_is_served_as(content, name, clean):
    checked = check_upload(upload(content, name))
    assert checked.name == clean
    assert checked.media_type not in {"text/html", "image/svg+xml", "application/zip", "application/xhtml+xml"}


def test_what_hides_behind_a_picture_is_left_out():
    checked = check_upload(upload(picture("PNG") + SECRET.encode(), "foto.png"))
    assert SECRET.encode() not in checked.content.read()


def test_a_moving_picture_keeps_moving():
    frames = [Image.new("RGB", (8, 8), (n * 60, 0, 0)) for n in range(1, 4)]
    content = picture("GIF", (8, 8), save_all=True, append_images=frames, duration=[50, 60, 70, 80])
    result = Image.open(check_upload(upload(content, "a.gif")).content)
    assert result.n_frames == 4
    assert result.info["duration"] == 50


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Jan\\les.TXT", "les.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("  . les  plan .pdf", "les plan.pdf"),
        ("le\u200bs\r\n.txt", "les.txt"),
        ('a<b>:"c|?*.txt', "a-b---c---.txt"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        (".txt", "bestand.txt"),
    ],
)
def test_names_are_cleaned(raw, clean):
    assert clean_name(raw).replace("file.", "bestand.") == clean


@given(st.text(max_size=200))
def test_no_name_breaks_anything(raw):
    if "\0" in raw:
        with pytest.raises(ValidationError):
            clean_name(raw)
        return
    name = clean_name(raw)
    assert name
    assert len(name) <= 150
    assert not set(name) & set('/\\\0\r\n<>:"|?*')
    assert clean_name(name) == name


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF1234WEBP"]),
)
def test_rubbish_is_never_a_server_error(content, head):
    try:
        checked = check_upload(upload(head + content, "x.txt"))
    except ValidationError:
        return
    assert checked.media_type in {"text/plain", "application/pdf", "image/gif", "image/png", "image/webp"}


# Pictures in a process of their own ----------------------------------------------------------------


def test_sixteen_bits_of_grey_stay_grey():
    grey = Image.new("I;16", (64, 1))
    grey.putdata([n * 1024 for n in range(64)])
    stream = io.BytesIO()
    grey.save(stream, "PNG")
    shades = list(Image.open(check_upload(upload(stream.getvalue(), "scan.png")).content).convert("L").tobytes())
    assert shades == [n * 4 for n in range(64)]


def test_a_photo_with_a_wide_gamut_keeps_its_colours():
    """The same red has other numbers in the colours of a screen."""
    profile = display_p3()
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 60, 60)).save(stream, "JPEG", quality=100, icc_profile=profile)
    shown = Image.open(check_upload(upload(stream.getvalue(), "foto.jpg")).content)
    red, green, blue = shown.getpixel((4, 4))
    assert red > 212
    assert green < 58
    assert abs(green - blue) < 20
    assert "icc_profile" not in shown.info


def display_p3() -> bytes:
    """A small profile of a matrix and a curve, with the primaries of Display P3."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def colour(*xyz: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, xyz))

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    text = b"mluc\0\0\0\0" + struct.pack(">II", 1, 12) + b"enUS" + struct.pack(">II", 4, 28) + "P3".encode("utf-16-be")
    tags = {
        b"desc": text,
        b"cprt": text,
        b"wtpt": colour(0.9642, 1, 0.8249),
        b"rXYZ": colour(0.51512, 0.24120, -0.00105),
        b"gXYZ": colour(0.29198, 0.69225, 0.04189),
        b"bXYZ": colour(0.15710, 0.06657, 0.78407),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body, offset = b"", b"", 128 + 4 + 12 * len(tags)
    for name, raw in tags.items():
        data = raw + b"\0" * (-len(raw) % 4)
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", offset + len(body), b"lcms", 0x04300000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + fixed(0.9642) + fixed(1) + fixed(0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


@pytest.mark.parametrize(("size", "mode", "kind"), [((3600, 3600), "RGBA", "PNG"), ((7000, 7000), "RGB", "JPEG")])
@pytest.mark.real_clock(reason="the process that makes a picture anew is started here by hand, to be measured")
def test_no_picture_takes_more_than_a_hundred_and_fifty_megabytes(size, mode, kind, tmp_path):
    source, target = tmp_path / "in", tmp_path / "out"
    Image.new(mode, size, "teal").save(source, kind)
    # What the kernel counted for that program alone: a new process inherits the highest figure of who started it.
    watched = (
        "import pathlib, runpy, sys\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "except SystemExit as end: code = end.code\n"
        "lines = pathlib.Path('/proc/self/status').read_text().splitlines()\n"
        "sys.stderr.write(' ' + next(line for line in lines if line.startswith('VmHWM')).split()[1])\n"
        "sys.exit(code)"
    )
    arguments = [str(uploads.CHILD), str(uploads.MAX_PIXELS), str(uploads.MAX_FRAMES)]
    command = [sys.executable, "-I", "-c", f"import sys; sys.argv = {arguments!r}\n{watched}"]
    with source.open("rb") as given, target.open("wb") as made:
        done = subprocess.run(command, stdin=given, stdout=made, stderr=subprocess.PIPE, text=True)
    said, kilobytes = done.stderr.split()
    assert (done.returncode, said) == (0, kind)
    assert int(kilobytes) < 150 * 1024, f"{int(kilobytes) // 1024} MB"
    assert Image.open(target).format == kind


def test_a_bomb_ends_its_own_process_and_is_refused():
    stream = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(stream, "PNG")
    with pytest.raises(ValidationError) as refusal:
        check_upload(upload(stream.getvalue(), "bom.png"))
    assert refusal.value.code == "pixels"


def test_a_document_of_word_online_is_taken():
    """There the main part is called word/document2.xml."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    manifest = f'<Types><Override PartName="/word/document2.xml" ContentType="{kind}"/></Types>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", manifest)
        archive.writestr("word/document2.xml", "<w/>")
        archive.writestr("customXml/item1.xml", "<x/>")
    assert (
        check_upload(upload(stream.getvalue(), "les.docx")).media_type == uploads.OFFICE + "wordprocessingml.document"
    )


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "foto.heic", "als JPEG"),
        (b"II*\0" + b"\0" * 100, "scan.tif", "als PNG of JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "tekening.svg", "als PNG of JPEG"),
        (b"Rar!\x1a\x07\0" + b"\0" * 50, "map.rar", "Pak hem uit"),
        (b"\x7fELF" + b"\0" * 100, "x.bin", "Sla het op als PDF"),
    ],
)
def test_a_refusal_says_what_to_do(content, name, words):
    with translation.override("nl"), pytest.raises(ValidationError) as refusal:
        check_upload(upload(content, name))
    with translation.override("nl"):
        assert words in refusal.value.messages[0]
