"""Documents on paper: PDF/UA made by typst. What they say is passed as data, never put into the source."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

# Typst takes one standard at a time as such, and PDF/A-3a beside PDF/UA-1.
ACCESSIBLE = ("ua-1",)
KEPT_FOR_YEARS = ("a-3a", "ua-1")


class UnprintableError(Exception):
    """The fonts lack a sign that the text holds; paper for screen readers takes no empty boxes."""


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
    """
    import typst  # noqa: PLC0415 8 MB, for the few who ask for paper

    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its types know one standard at a time only
            source,
            root=source.parent,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=list(standards),
            ignore_system_fonts=True,
            timestamp=int(made_at.timestamp()) if made_at else None,
        )
    except typst.TypstError as error:
        if "could not be displayed" in str(error):
            raise UnprintableError from error
        raise
    return made
