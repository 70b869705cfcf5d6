"""What may be put among a group's files. Decided by what is inside, never by what the name promises.

Images are made anew, so that place and camera (EXIF) and anything hidden behind the picture stay out. Office files are
archives: they are looked into without unpacking them.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import shutil
import subprocess  # nosec B404 - our own program, without a shell
import sys
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree as ET
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit import picture_child

MAX_BYTES = 25 * 1024 * 1024
MAX_NAME = 120
# Unfolded in 150 MB; a photo with four times as many is read at half its size.
MAX_PIXELS = 13_000_000
MAX_FRAMES = 200
MAX_ENTRIES = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024
MAX_MANIFEST = 2 * 1024 * 1024
# Before the first element of a part no more is read than these many chunks.
LONGEST_BEGINNING = 16
CHUNK = 16 * 1024

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
# What the list of contents calls the main part of an Office file, whatever its name (Word Online: word/document2.xml).
OFFICE_PARTS = {
    OFFICE + "wordprocessingml.document.main+xml": (OFFICE + "wordprocessingml.document", ".docx"),
    OFFICE + "spreadsheetml.sheet.main+xml": (OFFICE + "spreadsheetml.sheet", ".xlsx"),
    OFFICE + "presentationml.presentation.main+xml": (OFFICE + "presentationml.presentation", ".pptx"),
    OFFICE + "presentationml.slideshow.main+xml": (OFFICE + "presentationml.presentation", ".pptx"),
}
USUAL_PARTS = {
    "word/document.xml": "wordprocessingml.document.main+xml",
    "xl/workbook.xml": "spreadsheetml.sheet.main+xml",
    "ppt/presentation.xml": "presentationml.presentation.main+xml",
}
OPEN_DOCUMENT_TYPES = {
    OPEN_DOCUMENT + "text": ".odt",
    OPEN_DOCUMENT + "spreadsheet": ".ods",
    OPEN_DOCUMENT + "presentation": ".odp",
}
IMAGE_TYPES = {
    "PNG": ("image/png", (".png",)),
    "JPEG": ("image/jpeg", (".jpg", ".jpeg")),
    "WEBP": ("image/webp", (".webp",)),
    "GIF": ("image/gif", (".gif",)),
}
TEXT_TYPES = {".txt": "text/plain", ".csv": "text/csv", ".md": "text/markdown"}
CHILD = Path(picture_child.__file__)
# One picture at a time on this machine, for all processes of this user.
PICTURE_LOCK = Path(tempfile.gettempdir()) / f"network-picture-{os.getuid()}.lock"
# Offered to the file dialog of the browser; the server decides by itself.
ACCEPT = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.webp,.gif,.txt,.csv,.md"

NOT_ALLOWED = _(
    "We cannot take this kind of file. Save it as PDF, Word, Excel, PowerPoint, OpenDocument, JPEG, PNG or plain text, "
    "and try again."
)
PHOTO_OF_PHONE = _("This is a photo in a format of phones (HEIC or AVIF). Save it again as JPEG and try once more.")
DRAWING = _("We cannot take this kind of picture. Save it again as PNG or JPEG and try once more.")
PACKED = _("This is a packed folder. Unpack it and choose the files that are in it.")
DAMAGED = _("This file is damaged, we cannot open it. Save it again and try once more.")
HAS_MACROS = _("There are macros in this file. Save it without macros (for instance as .docx or .xlsx) and try again.")
HAS_PASSWORD = _("There is a password on this file. Take the password off and try again.")
TOO_MANY_PIXELS = _("This image has too many pixels. Make it smaller and try again.")
TOO_BIG_INSIDE = _("When unpacked, this file is too big. Make it smaller and try again.")


@dataclass(frozen=True)
class SafeFile:
    """A file that may be kept: its clean name, true type and content."""

    name: str
    media_type: str
    content: IO[bytes]
    size: int
    sha256: str

    def as_django_file(self) -> File[bytes]:
        self.content.seek(0)
        return File(self.content, name=self.name)


def check_upload(upload: UploadedFile[bytes]) -> SafeFile:
    """The safe form of `upload`. Raises ValidationError, in words for the person who sent it."""
    name = clean_name(upload.name or "")
    size = upload.size or 0
    if size == 0:
        raise ValidationError(_("This file is empty."), code="empty")
    if size > MAX_BYTES:
        raise ValidationError(
            _("This file is %(size)s. A file may be %(limit)s at most."),
            code="too_big",
            params={"size": filesizeformat(size), "limit": filesizeformat(MAX_BYTES)},
        )
    stream = _stream_of(upload)
    head = stream.read(4096)
    stream.seek(0)
    media_type, extensions, content = _checker_for(head)(stream, name)
    return SafeFile(_with_extension(name, extensions), media_type, content, *_measure(content))


def clean_name(raw: str) -> str:
    """The file name without folders, invisible characters and what file systems trip over."""
    if "\0" in raw:
        raise ValidationError(_("The name of this file holds a character that cannot be stored."), code="name")
    base = unicodedata.normalize("NFC", raw.replace("\\", "/").rsplit("/", 1)[-1])
    visible = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in base if not _is_invisible(c))
    kept = "".join("-" if c in '<>:"|?*' else c for c in visible)
    stem, dot, extension = " ".join(kept.split()).rstrip(" .").rpartition(".")
    if not dot:
        stem, extension = extension, ""
    stem = stem.strip(" .")[:MAX_NAME] or str(_("file"))
    return f"{stem}.{extension.lower()[:10]}" if extension else stem


def _is_invisible(character: str) -> bool:
    """Format characters (zero width, right-to-left marks) and half characters: they only serve to mislead in a name."""
    return unicodedata.category(character) in {"Cf", "Cs", "Co", "Cn"}


def _stream_of(upload: UploadedFile[bytes]) -> IO[bytes]:
    stream: IO[bytes] = upload.file  # type: ignore[assignment]
    stream.seek(0)
    return stream


def _measure(content: IO[bytes]) -> tuple[int, str]:
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256")  # type: ignore[arg-type]
    size = content.seek(0, io.SEEK_END)
    content.seek(0)
    return size, digest.hexdigest()


def _with_extension(name: str, allowed: tuple[str, ...]) -> str:
    path = PurePosixPath(name)
    return name if path.suffix in allowed else f"{path.stem}{allowed[0]}"


# What reading a damaged archive may raise.
UNREADABLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ET.ParseError, RuntimeError, OSError, ValueError, KeyError,
    EOFError, IndexError, OverflowError,
)  # fmt: skip

Checked = tuple[str, tuple[str, ...], IO[bytes]]


def _checker_for(head: bytes) -> Callable[[IO[bytes], str], Checked]:
    """Which check fits the first bytes. They stand at the very beginning, so that no file is two things at once."""
    if words := _known_by_sight(head):
        return _refuse(words)
    if head.startswith(b"%PDF-"):
        return _check_pdf
    if head.startswith(b"PK\x03\x04"):
        return _check_archive
    if head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")):
        return _check_image
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _check_image
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _refuse_old_office
    return _check_text


def _known_by_sight(head: bytes) -> str | Promise:
    """What to do with a kind of file that we know and do not take; empty for all others."""
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}:
        return PHOTO_OF_PHONE
    if head.startswith((b"II*\0", b"MM\0*", b"BM", b"8BPS")) or b"<svg" in head[:1000]:
        return DRAWING
    return PACKED if head.startswith((b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b")) else ""


def _refuse(words: str | Promise) -> Callable[[IO[bytes], str], Checked]:
    """Refuses what we know by sight, and says what to do with it."""

    def refuse(stream: IO[bytes], name: str) -> Checked:
        raise ValidationError(str(words), code="kind")

    return refuse


def _refuse_old_office(stream: IO[bytes], name: str) -> Checked:
    """The container of .doc, .xls, .ppt, and of office files with a password."""
    raise ValidationError(
        _("This is an old Office file or one with a password. Save it as .docx, .xlsx or .pptx without a password."),
        code="old_office",
    )


def _check_pdf(stream: IO[bytes], name: str) -> Checked:
    stream.seek(0, io.SEEK_END)
    stream.seek(max(0, stream.tell() - 2048))
    if b"%%EOF" not in stream.read():
        raise ValidationError(DAMAGED, code="damaged")
    return "application/pdf", (".pdf",), stream


# Archives -------------------------------------------------------------------------------------


def _check_archive(stream: IO[bytes], name: str) -> Checked:
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            media_type, extension = _office_type(archive, {entry.filename for entry in entries})
    except UNREADABLE as error:
        raise ValidationError(DAMAGED, code="damaged") from error
    return media_type, (extension,), stream


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Limits before anything is unpacked: number, total size, ratio, paths, passwords, macros."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise ValidationError(TOO_BIG_INSIDE, code="archive")
    for entry in entries:
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise ValidationError(TOO_BIG_INSIDE, code="archive")
        if entry.flag_bits & 0x1:
            raise ValidationError(HAS_PASSWORD, code="password")
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise ValidationError(DAMAGED, code="damaged")
        if _is_macro(path):
            raise ValidationError(HAS_MACROS, code="macros")


def _is_macro(path: PurePosixPath) -> bool:
    parts = [part.lower() for part in path.parts]
    return bool(parts) and (
        parts[-1] in {"vbaproject.bin", "vbadata.xml"}
        or "activex" in parts
        or "macrosheets" in parts
        or parts[0] in {"basic", "scripts"}
    )


def _office_type(archive: zipfile.ZipFile, names: set[str]) -> tuple[str, str]:
    if "[Content_Types].xml" in names:
        _refuse_entities(archive, names)
        manifest = _read_small(archive, "[Content_Types].xml")
        for part, kind in _parts_of(manifest):
            if kind in OFFICE_PARTS and part.lstrip("/") in names:
                return OFFICE_PARTS[kind]
        for part, kind in USUAL_PARTS.items():
            if part in names:
                return OFFICE_PARTS[OFFICE + kind]
    elif "mimetype" in names:
        media_type = _read_small(archive, "mimetype").decode("ascii", "replace").strip()
        if media_type in OPEN_DOCUMENT_TYPES:
            return media_type, OPEN_DOCUMENT_TYPES[media_type]
    raise ValidationError(NOT_ALLOWED if "[Content_Types].xml" in names else PACKED, code="kind")


def _refuse_entities(archive: zipfile.ZipFile, names: set[str]) -> None:
    """No part declares a type of document: Office never does, and who does has the reader fetch or unfold something."""
    for name in names:
        if name.lower().endswith((".xml", ".rels", ".vml")):
            with archive.open(name) as entry:
                if not _begins_plainly(entry):
                    raise ValidationError(DAMAGED, code="damaged")


def _begins_plainly(entry: IO[bytes]) -> bool:
    """Whether the first element comes soon, and before it no type of document."""
    met: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_declared: met.append(False)
    parser.StartElementHandler = lambda *_element: met.append(True)
    for _chunk in range(LONGEST_BEGINNING):
        try:
            parser.Parse(data := entry.read(CHUNK), not data)
        except expat.ExpatError:
            # Nothing that reads it comes any further either.
            return all(met)
        if met:
            return met[0]
    return False


def _read_small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        data = entry.read(MAX_MANIFEST + 1)
    if len(data) > MAX_MANIFEST:
        raise ValidationError(TOO_BIG_INSIDE, code="archive")
    return data


def _parts_of(data: bytes) -> list[tuple[str, str]]:
    """(name, type) of the parts; a file that calls itself macro-enabled is one, whatever its parts are named."""
    found = []
    for element in ET.fromstring(data):  # noqa: S314  # nosec B314 - small, and expat refuses entity bombs
        kind = element.get("ContentType", "").lower()
        if "macroenabled" in kind or "vbaproject" in kind:
            raise ValidationError(HAS_MACROS, code="macros")
        found.append((element.get("PartName", ""), kind))
    return found


# Images ---------------------------------------------------------------------------------------


def _check_image(stream: IO[bytes], name: str) -> Checked:
    stream.seek(0)
    kind, content = _made_anew(stream)
    return *IMAGE_TYPES[kind], content


def _made_anew(stream: IO[bytes]) -> tuple[str, IO[bytes]]:
    """Format and content of the picture as `picture_child` makes it, in a process of its own, one at a time."""
    command = [sys.executable, "-I", str(CHILD), str(MAX_PIXELS), str(MAX_FRAMES)]
    target: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it is what we give
    with PICTURE_LOCK.open("a") as lock, tempfile.TemporaryFile() as source:
        shutil.copyfileobj(stream, source)
        source.seek(0)
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            done = subprocess.run(  # noqa: S603  # nosec B603 - our own program, and numbers
                command, stdin=source, stdout=target, stderr=subprocess.PIPE, timeout=60, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise ValidationError(TOO_MANY_PIXELS, code="pixels") from error
    if done.returncode == picture_child.DAMAGED:
        raise ValidationError(DAMAGED, code="damaged")
    if done.returncode:
        # Too many pixels, by its own account or because the kernel ended it.
        raise ValidationError(TOO_MANY_PIXELS, code="pixels")
    target.seek(0)
    return done.stderr.decode("ascii", "replace").strip(), target


# Text -----------------------------------------------------------------------------------------


def _check_text(stream: IO[bytes], name: str) -> Checked:
    """Plain text under one of three extensions; control characters betray everything else."""
    extension = PurePosixPath(name).suffix
    data = stream.read()
    stream.seek(0)
    if extension not in TEXT_TYPES or not _is_plain_text(data):
        raise ValidationError(NOT_ALLOWED, code="kind")
    return TEXT_TYPES[extension], (extension,), stream


def _is_plain_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            return False
    return not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text)
