"""Documents on paper: PDF/UA made by typst. What they say is passed as data, never put into the source."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from anyascii import anyascii
from django.utils import timezone

# Typst takes one standard at a time as such, and PDF/A-3a beside PDF/UA-1.
ACCESSIBLE = ("ua-1",)
KEPT_FOR_YEARS = ("a-3a", "ua-1")

# Where an installation keeps more letters (Debian: fonts-noto-core, fonts-noto-cjk), for what typst itself lacks.
FONTS = Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto")
# Scripts that the font of our papers has.
PRINTED = ("LATIN", "GREEK", "CYRILLIC", "DIGIT", "COMBINING")
SIGNS = frozenset("–—‘’‚“”„…•€→←≠≤≥×÷·«»°±½¼¾§©®™✓")


def make_pdf(
    source: Path,
    data: Mapping[str, object],
    *,
    standards: tuple[str, ...] = ACCESSIBLE,
    made_at: dt.datetime | None = None,
) -> bytes:
    """The document that the typst file `source` draws of `data`, as a tagged PDF (PDF/UA-1) of A4 pages.

    With `KEPT_FOR_YEARS` it is PDF/A-3a too, and may carry files. The same source, data and `made_at` give the same
    bytes, so that their fingerprint says whether a document is the one that was signed.

    Paper for screen readers takes no empty boxes: what no font has is written in Latin letters («王» becomes «Wang»,
    a smiley its name), first other scripts and then everything but the plainest letters. So no text costs the paper.
    """
    import typst  # noqa: PLC0415 8 MB, for the few who ask for paper

    # What is kept for years looks the same wherever it is made.
    fonts = [folder for folder in FONTS if folder.is_dir() and standards == ACCESSIBLE]
    for spell in (None, _in_known_scripts, anyascii):
        shown = data if spell is None else _spelt(data, spell)
        try:
            made: bytes = typst.compile(  # type: ignore[call-overload]  # its types know one standard at a time only
                source,
                root=source.parent,
                format="pdf",
                sys_inputs={"data": json.dumps(shown, ensure_ascii=False, default=_write_words)},
                pdf_standards=list(standards),
                ignore_system_fonts=True,
                font_paths=fonts,
                timestamp=int((made_at or timezone.now()).timestamp()),
            )
        except typst.TypstError as error:
            if "could not be displayed" not in str(error) or spell is anyascii:
                raise
        else:
            return made
    raise AssertionError("the last spelling gives a paper or an error")


def _write_words(value: object) -> str:
    """What JSON does not know: a text that is translated late, a day, an amount; never a row with fields of its own."""
    if is_dataclass(value):
        raise TypeError(f"A paper takes words, no {type(value).__name__}.")
    return str(value)


def _spelt(value: Any, spell: Any) -> Any:
    if isinstance(value, str):
        return spell(value)
    if isinstance(value, Mapping):
        return {key: _spelt(one, spell) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_spelt(one, spell) for one in value]
    return value


def _in_known_scripts(text: str) -> str:
    return "".join(sign if _is_printed(sign) else anyascii(sign) for sign in unicodedata.normalize("NFC", text))


def _is_printed(sign: str) -> bool:
    return sign.isascii() or sign in SIGNS or unicodedata.name(sign, "").startswith(PRINTED)
