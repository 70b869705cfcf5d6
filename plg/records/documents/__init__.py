"""Documents on paper: PDF/UA made by typst. What they say is passed as data, never put into the source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


def pdf(name: str, data: dict[str, Any]) -> bytes:
    """The document `name` (a file of this folder) with `data`, as a tagged PDF (PDF/UA-1) of A4 pages."""
    import typst  # 8 MB, for the few who ask for paper

    return typst.compile(
        FOLDER / f"{name}.typ",
        root=FOLDER,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
