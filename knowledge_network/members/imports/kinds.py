"""Files that offices send as a list and that are none: each is told in its own words how to make it one."""

from __future__ import annotations

import re
import zipfile
from typing import IO

from django.utils.translation import gettext as _

_LOOK = 4096
_OLD_LOOK = 1024 * 1024
_STRICT = b"http://purl.oclc.org/ooxml/"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_PACKED = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
_MAILS = re.compile(
    rb"\A(?:(?:return-path|received|from|to|cc|subject|date|message-id|delivered-to|x-[\w-]+): .*\n){2}"
)
# What Excel puts beside a workbook that is open: the name of who has it open, and blanks.
_LOCK_SIZE = 165
_PAGES = (b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml", b"mime-version:")


def explain_file(source: IO[bytes]) -> str:
    """Why this file cannot be a table, and what to do; empty for text and for workbooks that may be fine."""
    source.seek(0)
    start = source.read(_LOOK)
    source.seek(0)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _explain_old(source)
    return _explain_bytes(start) or _explain_text(start)


def _explain_bytes(start: bytes) -> str:
    if start.startswith(_PICTURES):
        return _("This is not a table. Choose a CSV or XLSX file.")
    if start.startswith(_PACKED):
        return _("This file is packed. Unpack it first, and choose the list that comes out.")
    if len(start) == _LOCK_SIZE and start[0] < _LOCK_SIZE // 3 and start.endswith((b"\x00", b"\x20")):
        return _("This is what Excel keeps beside a workbook that is open. Choose the file without «~$» in its name.")
    return ""


def _explain_text(start: bytes) -> str:
    plain = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if plain.startswith(_PAGES):
        return _(
            "This is a page from the web with the name of an Excel file. Open it in Excel and save it as"
            " «Excel workbook (.xlsx)»."
        )
    if plain.startswith(b"{\\rtf"):
        return _("This is a Word document. Copy its table into Excel and save it as .xlsx.")
    if plain.startswith(b"begin:vcard"):
        return _("These are address cards. Export your contacts as CSV.")
    if plain.startswith(b'{"') and b"docs.google.com" in plain:
        return _("This is a link to a sheet of Google. Choose «Download → Microsoft Excel» there.")
    if _MAILS.match(plain.replace(b"\r", b"")):
        return _("This is a mail. Take the list out of it, and choose that.")
    return ""


def _explain_old(source: IO[bytes]) -> str:
    content = source.read(_OLD_LOOK)
    source.seek(0)
    if _PROTECTED in content:
        return _("This Excel file has a password. Save it without one and try again.")
    if "WordDocument".encode("utf-16-le") in content:
        return _("This is a Word document. Copy its table into Excel and save it as .xlsx.")
    return _("This is an old Excel file (.xls). Open it in Excel and save it as «Excel workbook (.xlsx)».")


def explain_archive(archive: zipfile.ZipFile) -> str:
    """The same for what is packed as a workbook is."""
    names = {name.lower() for name in archive.namelist()}
    if any(name.endswith(".iwa") for name in names) or "index.zip" in names:
        return _("This is a file of Numbers. Choose «Export to → Excel» in Numbers.")
    if "content.xml" in names and "mimetype" in names:
        return _("This is a file of LibreOffice. Save it as «Excel 2007–365 (.xlsx)».")
    if "xl/workbook.bin" in names:
        return _("This is a binary Excel file (.xlsb). Save it as «Excel workbook (.xlsx)».")
    if "word/document.xml" in names:
        return _("This is a Word document. Copy its table into Excel and save it as .xlsx.")
    if not any(name.endswith("workbook.xml") for name in names):
        if any(name.endswith((".csv", ".xlsx", ".xls")) for name in names):
            return _("This file is packed. Unpack it first, and choose the list that comes out.")
        return _("This is not a table. Choose a CSV or XLSX file.")
    if "xl/workbook.xml" in names and _is_strict(archive):
        return _("This is a «Strict Open XML» workbook. Save it as the ordinary «Excel workbook (.xlsx)».")
    return ""


def _is_strict(archive: zipfile.ZipFile) -> bool:
    with archive.open("xl/workbook.xml") as book:
        return _STRICT in book.read(_LOOK)
