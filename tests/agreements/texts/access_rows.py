"""The text of agreements: all members read what was put up for signing; a draft is for who writes it and directors."""

from __future__ import annotations

from typing import Any

from knowledge_network.agreements.texts.actions.life import give_notice
from tests.access.table import HIDDEN, MEMBERS, Row, members_only, only
from tests.agreements.signing.access_rows import (
    CONTRACT,
    COORDINATOR,
    DRAFT,
    READS_DRAFT,
    SIGNING,
    WRITES_DRAFT,
    deed,
    of,
    page,
    public_id,
    sends,
    slug_of,
)

ARTICLE = of("contract_draft", article=public_id("contract_article"))
AMENDMENT = of("contract", amendment=public_id("contract_amendment"))
A_CHANGE = sends(after="Anders.", reason="Duidelijker", effective_from="2025-08-01")
REMARK = of("contract_draft", article=public_id("contract_article"), remark=public_id("contract_remark"))


def everything(world: Any) -> dict[str, Any]:
    return {}


def an_article(world: Any) -> dict[str, Any]:
    article = world.contract_article
    return {"title": "Samen leren", "text": article.text + " Elke dag.", "base": article.text, "chapter": ""}


def leaving(world: Any) -> dict[str, Any]:
    """The agreement and a party of it that gave notice."""
    party = world.contract.parties.get(organisation=world.board)
    if not party.has_given_notice:
        give_notice(party=party, by=world.people["board_director"])
    return {"public_id": world.contract.public_id, "party": world.board.slug}


ROWS: list[Row] = [
    page("agreement_list", members_only(), everything),
    page("agreement_start", COORDINATOR, everything),
    deed("agreement_start", COORDINATOR, everything),
    page("agreement_detail", members_only(), CONTRACT),
    page("agreement_detail", members_only(), SIGNING, note="being signed"),
    page("agreement_detail", READS_DRAFT, DRAFT, note="a draft"),
    page(
        "agreement_detail",
        only(otherwise=HIDDEN),
        lambda world: {"public_id": "bestaatniet"},
        note="made up",
    ),
    page("agreement_compare", members_only(), SIGNING),
    deed("agreement_next", COORDINATOR, CONTRACT),
    page("agreement_write", WRITES_DRAFT, DRAFT),
    page("agreement_describe", WRITES_DRAFT, DRAFT),
    deed("agreement_describe", WRITES_DRAFT, DRAFT, sends(title="Nieuwe titel", notice_period_months="3")),
    deed("agreement_discard", WRITES_DRAFT, DRAFT),
    page("article_add", WRITES_DRAFT, DRAFT),
    deed("article_add", WRITES_DRAFT, DRAFT, sends(title="Nieuw", text="1. Nieuw.", after="1")),
    page("article_change", WRITES_DRAFT, ARTICLE),
    deed("article_change", WRITES_DRAFT, ARTICLE, an_article),
    deed("article_move", WRITES_DRAFT, ARTICLE, sends(number="2")),
    page("article_remove", WRITES_DRAFT, ARTICLE),
    deed("article_remove", WRITES_DRAFT, ARTICLE),
    page("article_discuss", READS_DRAFT, ARTICLE),
    deed("article_discuss", READS_DRAFT, ARTICLE, sends(text="Mooi zo.")),
    deed("remark_resolve", WRITES_DRAFT, REMARK),
    deed("party_add", WRITES_DRAFT, DRAFT),
    deed("party_remove", WRITES_DRAFT, of("contract_draft", party=slug_of("board"))),
    page("agreement_amend", COORDINATOR, CONTRACT),
    deed("agreement_amend", COORDINATOR, CONTRACT, A_CHANGE),
    page("amendment_change", COORDINATOR, AMENDMENT),
    deed("amendment_change", COORDINATOR, AMENDMENT, A_CHANGE),
    deed("amendment_discard", COORDINATOR, AMENDMENT),
    page("agreement_detail", READS_DRAFT, of("contract_change"), note="a change, read where it is signed"),
    page("party_leave", only("coordinator", "board_director"), of("contract", party=slug_of("board"))),
    deed("party_leave", only("coordinator", "board_director"), of("contract", party=slug_of("board"))),
    page("party_stay", only("coordinator", "board_director"), of("contract", party=slug_of("board"))),
    deed("party_stay", only("coordinator", "board_director"), leaving),
    page("agreement_terminate", COORDINATOR, CONTRACT),
    deed("agreement_terminate", COORDINATOR, CONTRACT, sends(reason="Samen besloten")),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("get", "agreements:agreement_detail", "a change, read where it is signed"): MEMBERS,
    ("post", "agreements:agreement_next", ""): MEMBERS,
    ("post", "agreements:party_add", ""): MEMBERS,
}
