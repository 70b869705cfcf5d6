"""The pages of the sixty products: what stands in `data/products/`, set as PDF by `product_sheet.typ`.

A file for each group; «# title» begins a product, the rest is Typst markup: «== heading», «- point», «+ step».
"""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path

import typst

from expertise.products import presenters
from expertise.products.enums import ProductKind
from expertise.products.models import KnowledgeProduct

PAGES = Path(__file__).resolve().parent.parent / "data" / "products"
SHEET = Path(__file__).resolve().parent / "product_sheet.typ"
MOST_ON_A_PLATE = 8


@cache
def read_pages() -> dict[str, str]:
    """Title of a product → what its pages say, in Typst's markup."""
    found: dict[str, str] = {}
    for path in sorted(PAGES.glob("*.txt")):
        for part in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _newline, body = part.partition("\n")
            found[title.strip()] = body.strip()
    return found


def find_plate(body: str) -> list[str]:
    """What stands in the circles of a plate: the first steps of the text, up to their first mark."""
    steps = re.findall(r"^\+ ([^:.?!,\n]+)", body, re.MULTILINE)
    return [step.strip() for step in steps[:MOST_ON_A_PLATE]]


def set_pages(product: KnowledgeProduct, result: str, more: str = "", *, made_at: dt.datetime | None = None) -> bytes:
    """The PDF of a product; `more` is said after its summary, `made_at` stands in its properties."""
    body = read_pages()[product.title]
    data = {
        "title": product.title,
        "kind": str(product.get_kind_display()),
        "group": str(product.group),
        "summary": product.summary + more,
        "for_whom": product.for_whom,
        "duration": presenters.format_duration(product.minutes),
        "plate": find_plate(body) if product.kind == ProductKind.PICTURE else [],
        "body": body,
        "result": result,
        "licence": product.get_licence_display(),
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    moment = int(made_at.timestamp()) if made_at else None
    return typst.compile(SHEET, format="pdf", sys_inputs=inputs, ignore_system_fonts=True, timestamp=moment)
