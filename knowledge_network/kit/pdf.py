"""Documents on paper: PDF/UA made by typst. What they say is passed as data, never put into the source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


class UnprintableError(Exception):
    """The fonts lack a sign that the text holds; paper for screen readers takes no empty boxes."""


def make_pdf(source: Path, data: Mapping[str, object]) -> bytes:
    """The document that the typst file `source` draws of `data`, as a tagged PDF (PDF/UA-1) of A4 pages."""
    import typst  # noqa: PLC0415 8 MB, for the few who ask for paper

    try:
        return typst.compile(
            source,
            root=source.parent,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        if "could not be displayed" in str(error):
            raise UnprintableError from error
        raise
