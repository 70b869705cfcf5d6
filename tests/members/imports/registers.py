"""Files as the register publishes them: of years ago (semicolons, one byte a letter) and of today (commas, quotes)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from django.conf import settings

TWENTE_2017 = Path(settings.BASE_DIR) / "knowledge_network" / "demo" / "data" / "duo_twente_2017.csv"

OLD_NAMES = {"INSTELLINGSCODE": "BRIN NUMMER", "VESTIGINGSCODE": "VESTIGINGSNUMMER"}
COLUMNS = [
    "PROVINCIE",
    "BEVOEGD GEZAG NUMMER",
    "INSTELLINGSCODE",
    "VESTIGINGSCODE",
    "VESTIGINGSNAAM",
    "STRAATNAAM",
    "HUISNUMMER-TOEVOEGING",
    "POSTCODE",
    "PLAATSNAAM",
    "GEMEENTENUMMER",
    "GEMEENTENAAM",
    "DENOMINATIE",
    "TELEFOONNUMMER",
    "INTERNETADRES",
    "COROPGEBIED NAAM",
]


def site_row(code: str = "07EX00", **values: str) -> dict[str, str]:
    """One site; keywords name columns with underscores for blanks, for instance BEVOEGD_GEZAG_NUMMER."""
    row = {
        "PROVINCIE": "Overijssel",
        "BEVOEGD GEZAG NUMMER": "41565",
        "INSTELLINGSCODE": code[:4],
        "VESTIGINGSCODE": code,
        "VESTIGINGSNAAM": f"De Proef {code}",
        "STRAATNAAM": "Kerkstraat",
        "HUISNUMMER-TOEVOEGING": "1",
        "POSTCODE": "7511 AB",
        "PLAATSNAAM": "ENSCHEDE",
        "GEMEENTENUMMER": "153",
        "GEMEENTENAAM": "ENSCHEDE",
        "DENOMINATIE": "Openbaar",
        "TELEFOONNUMMER": "534311234",
        "INTERNETADRES": "www.deproef.nl",
        "COROPGEBIED NAAM": "Twente",
    }
    return row | {name.replace("_", " "): value for name, value in values.items()}


def old_file(rows: list[dict[str, str]]) -> bytes:
    """Semicolons, no quotes, one byte per letter, values padded with blanks."""
    names = list(rows[0]) if rows else COLUMNS
    lines = [";".join(OLD_NAMES.get(name, name) for name in names)]
    lines += [";".join(f"{row[name]:<20}" for name in names) for row in rows]
    return ("\n".join(lines) + "\n").encode("cp1252")


def new_file(rows: list[dict[str, str]], *, mark: bool = True, delimiter: str = ",") -> bytes:
    """Commas, every value quoted, UTF-8 with a byte order mark."""
    text = io.StringIO()
    names = list(rows[0]) if rows else COLUMNS
    writer = csv.DictWriter(text, names, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")


def code_number(number: int) -> str:
    """A site code for a number below 6 760 000: «00AA00», «00AA01», …"""
    school, site = divmod(number, 10)
    letters, digits = divmod(school, 100)
    return f"{digits:02d}{chr(65 + letters % 26)}{chr(65 + letters // 26 % 26)}{site:02d}"
