"""The knowledge base: products, their review, files and contact persons; methods."""

from __future__ import annotations

from tests.access.table import HIDDEN, OK, Row, everybody


def product(world):
    return {"slug": world.product.slug}


def draft(world):
    return {"slug": world.draft_product.slug}


# Who made it and who runs the network; for everybody else a draft does not exist.
MAKERS = {"*": HIDDEN, "group_member": OK, "group_lead": OK, "coordinator": OK}

READING = [
    Row("expertise:product_list", everybody()),
    Row("expertise:product_list", everybody(), data=lambda w: {"q": "kijkwijzer", "soort": "kijkwijzer"}, note="asked"),
    Row("expertise:product_export", everybody()),
    Row("expertise:product_detail", everybody(), kwargs=product),
    Row("expertise:product_detail", MAKERS, kwargs=draft, note="draft"),
    Row("expertise:product_citation", everybody(), kwargs=product),
    Row("expertise:product_citation", MAKERS, kwargs=draft, note="draft"),
]

ROWS = READING
