"""The knowledge base: products, their review, files and contact persons; methods."""

from __future__ import annotations

from expertise.claims.enums import EvidenceGround
from expertise.products.enums import ProductKind
from tests.access.table import FORBIDDEN, HIDDEN, LOGIN, MEMBERS, OK, STRANGERS, Row, everybody, members_only, only


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
    Row("expertise:product_suggest", members_only(), data=lambda world: {"q": "kijkwijzer"}),
    Row("expertise:product_detail", everybody(), kwargs=product),
    Row("expertise:product_detail", MAKERS, kwargs=draft, note="draft"),
    Row("expertise:product_citation", everybody(), kwargs=product),
    Row("expertise:product_citation", MAKERS, kwargs=draft, note="draft"),
]


def sent_in(world):
    return {"slug": world.review_product.slug}


def method(world):
    return {"slug": world.method.slug}


def version(world):
    return {**product(world), "number": 1}


def person(world):
    return {"member": world.people["same_board"].public_id}


def hidden_but(*roles, forbidden=()):
    """OK for `roles`, 403 for `forbidden`; for every other member it does not exist, strangers log in first."""
    return {
        "*": HIDDEN,
        **dict.fromkeys(STRANGERS, LOGIN),
        **dict.fromkeys(forbidden, FORBIDDEN),
        **dict.fromkeys(roles, OK),
    }


KEEPERS = only("group_lead", "coordinator")
DESK = only("coordinator")
DRAFT_KEEPERS = hidden_but("group_lead", "coordinator", forbidden=("group_member",))
ALL_FIELDS = {
    "title": "Een les",
    "kind": ProductKind.ACTIVITY,
    "summary": "Wat het is.",
    "ground": EvidenceGround.PRACTICE,
    "access": "open",
    "licence": "cc-by-40",
    "language": "nl",
}

WRITING = [
    Row("expertise:product_mine", members_only()),
    Row("expertise:product_add", members_only()),
    Row("expertise:product_add", members_only(), "post", data=lambda w: ALL_FIELDS),
    Row(
        "expertise:product_add",
        hidden_but("group_lead", "coordinator"),
        data=lambda w: {"groep": w.group.slug},
        note="of a group",
    ),
    Row("expertise:product_edit", KEEPERS, kwargs=product),
    Row("expertise:product_edit", KEEPERS, "post", kwargs=product, data=lambda w: ALL_FIELDS),
    Row("expertise:product_edit", DRAFT_KEEPERS, kwargs=draft, note="draft"),
    Row("expertise:product_submit", DRAFT_KEEPERS, "post", kwargs=draft),
    Row(
        "expertise:product_withdraw",
        hidden_but("group_lead", "coordinator", forbidden=("other_board",)),
        "post",
        kwargs=sent_in,
    ),
    Row("expertise:product_confirm", KEEPERS, "post", kwargs=product),
    Row("expertise:product_historical", KEEPERS, "post", kwargs=product),
    Row("expertise:product_remove", DESK, kwargs=product),
    Row("expertise:product_remove", DESK, "post", kwargs=product, data=lambda w: {"reason": "Dubbel."}),
    Row(
        "expertise:product_restore",
        only(otherwise=FORBIDDEN) | {"coordinator": HIDDEN},
        "post",
        kwargs=product,
        note="not removed",
    ),
    Row("expertise:product_file_add", KEEPERS, kwargs=product),
    Row("expertise:product_file_add", KEEPERS, "post", kwargs=product),
    Row("expertise:product_file", everybody(), kwargs=version),
    Row("expertise:product_file", {"*": HIDDEN}, kwargs=lambda w: {**draft(w), "number": 1}, note="no file"),
    Row("expertise:product_preview", everybody(), kwargs=version),
]

REVIEW = [
    Row("expertise:product_queue", members_only()),
    Row("expertise:product_table", only("coordinator")),
    Row("expertise:products_bulk", only("coordinator"), "post", data=lambda w: {"action": "csv", "everything": "on"}),
    Row("expertise:products_undo", only("coordinator"), "post"),
    Row(
        "expertise:product_review",
        hidden_but("other_board", forbidden=("group_lead", "coordinator")),
        kwargs=sent_in,
        note="maker and coordinator are not asked",
    ),
    Row(
        "expertise:product_review",
        hidden_but("other_board", forbidden=("group_lead", "coordinator")),
        "post",
        kwargs=sent_in,
        data=lambda w: {"verdict": "change", "note": "Noem de bron."},
    ),
    Row(
        "expertise:product_second_reader",
        hidden_but("coordinator", forbidden=("group_lead", "other_board")),
        kwargs=sent_in,
    ),
    Row(
        "expertise:product_second_reader",
        hidden_but("coordinator", forbidden=("group_lead", "other_board")),
        "post",
        kwargs=sent_in,
        data=person,
    ),
]

PEOPLE = [
    Row("expertise:product_use", members_only(), kwargs=product),
    Row("expertise:product_use", members_only(), "post", kwargs=product, data=lambda w: {"used_on": "2026-03-03"}),
    Row(
        "expertise:product_use",
        hidden_but(forbidden=("group_member", "group_lead", "coordinator")),
        kwargs=draft,
        note="draft",
    ),
    Row("expertise:product_use_remove", hidden_but(), "post", kwargs=product, note="noted nothing"),
    Row("expertise:product_use_restore", hidden_but(), "post", kwargs=product, note="took nothing away"),
    Row("expertise:product_kept", members_only()),
    Row("expertise:product_keep", members_only(), "post", kwargs=product),
    Row(
        "expertise:product_keep",
        members_only(),
        "post",
        kwargs=product,
        data=lambda w: {"not_any_more": "1"},
        note="back",
    ),
    Row(
        "expertise:product_keep",
        hidden_but(forbidden=("group_member", "group_lead", "coordinator")),
        "post",
        kwargs=draft,
        note="draft",
    ),
    Row("expertise:product_contact", everybody(), kwargs=product),
    Row("expertise:product_contact", everybody(), "post", kwargs=product),
    Row("expertise:product_contact", MAKERS, kwargs=draft, note="draft"),
    Row("expertise:product_contact_change", KEEPERS, kwargs=product),
    Row("expertise:product_contact_change", KEEPERS, kwargs=product, data=lambda w: {"zoek": "a"}, note="search"),
    Row("expertise:product_contact_change", KEEPERS, "post", kwargs=product, data=person),
]

METHODS = [
    Row("expertise:method_list", everybody()),
    Row("expertise:method_list", everybody(), data=lambda w: {"vraag": "les", "tijd": "weken"}, note="asked"),
    Row("expertise:method_detail", everybody(), kwargs=method),
    Row("expertise:method_edit", DESK, kwargs=method),
    Row("expertise:method_edit", DESK, "post", kwargs=method),
    Row("expertise:method_load", DESK, "post"),
]

ROWS = READING + WRITING + REVIEW + PEOPLE + METHODS

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "expertise:product_submit", ""): MEMBERS,
    ("post", "expertise:products_undo", ""): MEMBERS,
}
