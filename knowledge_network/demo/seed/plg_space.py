"""Load a few files into the closed spaces, one of them in two versions."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge_network.demo.seed.plg_groups import pick_contact
from knowledge_network.demo.seeding import Seed
from knowledge_network.kit.uploads import SafeFile, check_upload
from plg.groups.models import Group
from plg.space.actions.files import add_file, add_version

VIEWING_GUIDE = """# Kijkwijzer Redeneren bij breuken

Neem één leerling in beeld en schrijf op wat je **ziet en hoort**.

1. Wat doet de leerling in de eerste twee minuten?
2. Vergelijkt de leerling teller, noemer of het ontbrekende stuk?
3. Welk woord of welke tekening helpt?
"""
VIEWING_GUIDE_EXTENDED = VIEWING_GUIDE + "4. Welke zin van een klasgenoot verandert het denken?\n"
STARTERS = "Ik zie dat …, dus …\nIk ben het niet eens, want …\nKun je dat tekenen?\nHoe weet je dat zeker?\n"
TEXTS = (
    ("Titel", "Zaakvak", "Groep", "Eén goede vraag"),
    ("Eb en vloed", "aardrijkskunde", "6", "Wat trekt zich terug, en waarheen?"),
    ("Hoe een bij de weg vindt", "natuur", "5", "Wat weet de bij dat jij niet weet?"),
    ("Turf uit het veen", "geschiedenis", "7", "Wie werd hier rijk van?"),
)


def seed_files(seeded: list[Group], reference: dt.date) -> None:
    groups = {group.name: group for group in seeded}
    at = dt.datetime.combine(reference - dt.timedelta(days=30), dt.time(14, 10), dt.UTC)
    maths, reading = groups["Rekenen met inzicht"], groups["Lezen om te weten"]
    lead = pick_contact(maths)
    guide, _is_new = add_file(
        group=maths,
        by=lead,
        content=_text("kijkwijzer-redeneren.md", VIEWING_GUIDE),
        title="Kijkwijzer Redeneren bij breuken",
        description="Om mee te nemen bij een lesbezoek.",
        at=at,
    )
    add_version(
        file=guide,
        by=lead,
        content=_text("kijkwijzer-redeneren.md", VIEWING_GUIDE_EXTENDED),
        note="Vraag 4 toegevoegd na de herhaalde les",
        at=at + dt.timedelta(days=21),
    )
    add_file(
        group=maths, by=lead, content=_text("zinstarters.txt", STARTERS), title="Zinstarters voor op het bord", at=at
    )
    add_file(
        group=reading,
        by=pick_contact(reading),
        content=_workbook("rijke-teksten.xlsx"),
        title="Rijke teksten bij de zaakvakken",
        description="Vul gerust aan.",
        at=at,
    )
    add_file(
        group=reading,
        by=pick_contact(reading),
        content=_table("leesmomenten.csv"),
        title="Leesmomenten per week",
        at=at,
    )


def _text(name: str, text: str) -> SafeFile:
    return check_upload(SimpleUploadedFile(name, text.encode()))


def _workbook(name: str) -> SafeFile:
    book = openpyxl.Workbook()
    for row in TEXTS:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return check_upload(SimpleUploadedFile(name, _without_moments(stream)))


def _without_moments(stream: io.BytesIO) -> bytes:
    """The same workbook, that says of no part when it was written but this century's beginning."""
    plain = io.BytesIO()
    with zipfile.ZipFile(stream) as written, zipfile.ZipFile(plain, "w") as kept:
        for part in written.namelist():
            content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">2001-01-01T00:00:00Z<", written.read(part))
            kept.writestr(zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)
    return plain.getvalue()


def _table(name: str) -> SafeFile:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(
        [("dag", "minuten"), ("maandag", 20), ("dinsdag", 15), ("donderdag", 25)]
    )
    return check_upload(SimpleUploadedFile(name, stream.getvalue().encode()))


SEED = Seed("Files of groups", lambda network: seed_files(network.groups, network.reference), after=("plg_groups",))
