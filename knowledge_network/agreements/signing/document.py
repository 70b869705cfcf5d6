"""What the paper of an agreement says, and its fingerprint."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge_network.agreements.signing.documents import AGREEMENT
from knowledge_network.agreements.texts.clauses import split_clauses
from knowledge_network.agreements.texts.models import Amendment, Article, CollaborationAgreement
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.pdf import KEPT_FOR_YEARS, make_pdf


@dataclass(frozen=True)
class SignedLine:
    """One row of the page of evidence."""

    party: str
    function: str
    how: str
    at: dt.datetime | None
    # Of a paper the day that stands on it: when its scan was brought in says nothing about when it was signed.
    on: dt.date | None = None


@dataclass(frozen=True)
class EvidencePage:
    """What the last page says, and `facts`: the whole chain, attached for machines."""

    signatures: tuple[SignedLine, ...]
    document_sha256: str
    chain_head: str
    facts: dict[str, Any]


def draw_agreement(
    agreement: CollaborationAgreement, *, made_at: dt.datetime, evidence: EvidencePage | None = None
) -> bytes:
    """The document in the language of the network. The same agreement and moment give the same bytes."""
    with override(settings.LANGUAGE_CODE):
        return make_pdf(AGREEMENT, _data(agreement, evidence), standards=KEPT_FOR_YEARS, made_at=made_at)


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _data(agreement: CollaborationAgreement, evidence: EvidencePage | None) -> dict[str, Any]:
    return {
        "lang": settings.LANGUAGE_CODE,
        "title": agreement.title,
        "network": agreement.partnership.name,
        "preamble": agreement.preamble,
        "parties": [
            {"name": party.name_as_signed, "role": str(party.get_role_display()), "number": party.number_as_signed}
            for party in agreement.parties.order_by("name_as_signed")
        ],
        "articles": _articles(list(agreement.articles.order_by("number"))),
        "change": _change(agreement.amendment) if agreement.is_change else None,
        "signing_lines": evidence is None,
        "evidence": None if evidence is None else _evidence(evidence),
        "partial": agreement.partial_start_reason,
        "words": _words(agreement),
    }


def _articles(rows: list[Article]) -> list[dict[str, Any]]:
    chapter, found = "", []
    for row in rows:
        found.append(
            {
                "number": row.number,
                "title": row.title,
                "chapter": row.chapter,
                "opens_chapter": row.chapter != chapter,
                "clauses": _clauses(row.text),
            }
        )
        chapter = row.chapter
    return found


def _change(row: Amendment) -> dict[str, Any]:
    """What a change says: where, why, and the text of before beside that of after."""
    article = row.article
    heading = f"{_('Article')} {article.number} · {article.title}" if article else _("The agreement as a whole")
    return {
        "heading": heading,
        "reason": row.reason,
        "before": _clauses(row.before),
        "after": _clauses(row.after),
    }


def _clauses(text: str) -> list[dict[str, Any]]:
    return [{"number": clause.number, "text": clause.text} for clause in split_clauses(text)]


def _evidence(evidence: EvidencePage) -> dict[str, Any]:
    return {
        "signatures": [
            {
                "party": line.party,
                "function": line.function,
                "how": line.how,
                "at": _moment(line),
            }
            for line in evidence.signatures
        ],
        "document_sha256": evidence.document_sha256,
        "chain_head": evidence.chain_head,
        "json": json.dumps(evidence.facts, ensure_ascii=False, sort_keys=True, indent=1),
    }


def _moment(line: SignedLine) -> str:
    if line.on is not None:
        return f"{line.on:%d-%m-%Y}"
    return timezone.localtime(line.at).strftime("%d-%m-%Y %H:%M") if line.at else "–"


def _words(agreement: CollaborationAgreement) -> dict[str, Any]:
    term = ""
    if agreement.effective_from and agreement.effective_to:
        term = _("From %(first)s until and including %(last)s") % {
            "first": nice_date(agreement.effective_from),
            "last": nice_date(agreement.effective_to),
        }
    elif agreement.effective_from:
        term = _("From %(first)s") % {"first": nice_date(agreement.effective_from)}
    return {
        "description": _("Agreement of the partners of %(network)s") % {"network": agreement.partnership.name},
        # The title of a change tells its number already.
        "version": "" if agreement.is_change else _("version %(number)s") % {"number": agreement.version},
        "term": term,
        "parties": _("Parties"),
        "party_columns": [_("Name"), _("As"), _("Number")],
        "preamble": _("Considering that"),
        "article": _("Article"),
        "reason": _("Why"),
        "before": _("It says now"),
        "after": _("It becomes"),
        "signatures": _("Signatures"),
        "signatures_text": _(
            "Signed on the site of the network this page stays empty: then the signed document has a page of evidence. "
            "Who signs on paper fills in the lines of their party."
        ),
        "signing_columns": [_("Name"), _("Function"), _("Place and date"), _("Signature")],
        "evidence": _("Evidence"),
        "evidence_text": _("This is how the parties signed. The same facts are attached to this file for machines."),
        "signature_columns": [_("Party and function"), _("How"), _("When")],
        "partial": _("It started without all parties. The reason:"),
        "fingerprint": _("Fingerprint (SHA-256) of the document that was signed:"),
        "chain_head": _("Last fingerprint of what happened:"),
        "what_it_proves": _(
            "These are ordinary electronic signatures: who signed logged in again and pressed the button. The seal of "
            "this platform shows that nothing in this file was changed since. It does not prove who somebody is."
        ),
        "attachment": _("What happened in the signing round"),
    }
