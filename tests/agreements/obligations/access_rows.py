"""Obligations: the list for every member; one of them for who reads agreements or answers for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from knowledge_network.agreements.obligations.enums import DueRule, Level, ObligationState, OwnerRole
from knowledge_network.agreements.obligations.models import Obligation, ObligationEvidence, ObligationRule
from knowledge_network.agreements.texts.enums import AgreementStatus, PartyRole
from knowledge_network.agreements.texts.models import Article, CollaborationAgreement, Party
from knowledge_network.members.organisations.models import Partnership
from tests import factories as f
from tests.access.table import HIDDEN, MEMBERS, Row, members_only, only
from tests.quality.canaries import token

READS = only("leader_own", "leader_other", "board_director", "coordinator")
READERS = frozenset({"leader_own", "leader_other", "board_director", "coordinator"})
# What the boards owe: a director of a party answers for it.
WORKS = only("board_director", "coordinator")
RUNS = only("coordinator")

CHOSEN = {
    ("agreements.obligationrule", "due_rule"): DueRule.YEARLY,
    ("agreements.obligationrule", "due_month"): 7,
    ("agreements.obligationrule", "due_day"): 1,
    ("agreements.obligationrule", "self_check"): "",
    ("agreements.obligation", "state"): ObligationState.PLANNED,
    ("agreements.obligation", "facts"): {},
    ("agreements.obligation", "met_on"): None,
}


def objects_of(world: Any) -> dict[str, Any]:
    """An agreement in force of the director's board, and what follows from it; nobody is told."""
    director = world.people["board_director"]
    board = director.appointments.get().organisation
    partnership = Partnership.objects.order_by("pk").first() or f.PartnershipFactory()
    agreement = CollaborationAgreement.objects.create(
        partnership=partnership,
        title="Overeenkomst van proef",
        version=41,
        effective_from=timezone.localdate() - dt.timedelta(days=1),
    )
    party = Party.objects.create(
        agreement=agreement, organisation=board, role=PartyRole.BOARD, name_as_signed=board.name
    )
    article = Article.objects.create(
        agreement=agreement, number=1, title="Opbrengst", text="1. Wij delen wat wij maken."
    )
    agreement.status, agreement.document_sha256 = AgreementStatus.IN_FORCE, "ab" * 32
    agreement.save()
    rule, spare, other = (
        ObligationRule.objects.create(
            article=article,
            paragraph=1,
            title=title,
            owner_role=OwnerRole.BOARDS,
            level=Level.BOARDS,
            due_rule=DueRule.YEARLY,
            due_month=7,
            due_day=1,
        )
        for title in ("Wat de besturen doen", "Wat nog meer", "Wat vervalt")
    )
    later = timezone.localdate() + dt.timedelta(days=200)
    owed = Obligation.objects.create(rule=rule, school_year=later.year, due_on=later)
    met = Obligation.objects.create(
        rule=spare, school_year=later.year, due_on=later, state=ObligationState.MET, met_on=timezone.localdate()
    )
    evidence = ObligationEvidence.objects.create(obligation=owed, text="Het verslag", file_name="verslag.txt")
    evidence.media_type = "text/plain"
    evidence.content.save("verslag.txt", ContentFile(b"kort verslag"))
    return {
        "agreement_in_force": agreement,
        "party_of_director": party,
        "obligation": owed,
        "met_obligation": met,
        "evidence_of_obligation": evidence,
        "obligation_rule": rule,
        "other_rule": other,
    }


def plant(world: Any) -> None:
    owed = world.obligation
    owed.note = token("verplichting-notitie", READERS)
    owed.save(update_fields=["note"])
    ObligationEvidence.objects.filter(pk=world.evidence_of_obligation.pk).update(
        text=token("verplichting-bewijs", READERS)
    )


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def with_evidence(world: Any) -> dict[str, Any]:
    return {"public_id": world.obligation.public_id, "evidence": world.evidence_of_obligation.public_id}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def page(name: str, outcomes: dict[str, str], where: Any = None, data: Any = None, note: str = "") -> Row:
    return Row(f"agreements:{name}", outcomes, kwargs=where or sends(), data=data or sends(), note=note)


def deed(name: str, outcomes: dict[str, str], where: Any = None, data: Any = None, note: str = "") -> Row:
    return Row(f"agreements:{name}", outcomes, method="post", kwargs=where or sends(), data=data or sends(), note=note)


OWED, MET, RULE = of("obligation"), of("met_obligation"), of("other_rule")
ALL_HIDDEN = {**only(otherwise=HIDDEN)}


def tomorrow(world: Any) -> dict[str, Any]:
    return {"owner": "", "due_on": (timezone.localdate() + dt.timedelta(days=9)).isoformat()}


def a_rule(world: Any) -> dict[str, Any]:
    return {
        "article": world.obligation_rule.article.public_id,
        "title": "Nog iets",
        "owner_role": OwnerRole.BOARDS.value,
        "level": Level.BOARDS.value,
        "due_rule": DueRule.YEARLY.value,
        "due_day": 1,
        "due_month": 6,
    }


ROWS = [
    page("obligation_list", members_only()),
    page("obligation_list", members_only(), data=sends(toon="van-mij", artikel="1"), note="mine"),
    page("obligation_detail", READS, OWED),
    page("obligation_detail", ALL_HIDDEN, lambda w: {"public_id": "bestaatniet"}, note="made up"),
    deed("obligation_start", WORKS, OWED),
    page("obligation_meet", WORKS, OWED),
    deed("obligation_meet", WORKS, OWED, lambda w: {"on": timezone.localdate().isoformat()}),
    page("obligation_lapse", RUNS, OWED),
    deed("obligation_lapse", RUNS, OWED, sends(reason="Niet meer nodig")),
    deed("obligation_reopen", RUNS, MET),
    deed("obligation_check", READS, OWED),
    page("obligation_note", WORKS, OWED),
    deed("obligation_note", WORKS, OWED, sends(note="We zijn bezig.")),
    page("obligation_assign", RUNS, OWED),
    deed("obligation_assign", RUNS, OWED, tomorrow),
    page("evidence_add", WORKS, OWED),
    deed("evidence_add", WORKS, OWED, sends(text="Het verslag")),
    page("evidence_file", READS, with_evidence),
    deed("evidence_remove", WORKS, with_evidence),
    page("rule_list", RUNS),
    deed("rules_begin", RUNS),
    page("rule_add", RUNS),
    deed("rule_add", RUNS, data=a_rule),
    page("rule_change", RUNS, RULE),
    deed("rule_change", RUNS, RULE, a_rule),
    page("rule_end", RUNS, RULE),
    deed("rule_end", RUNS, RULE, sends(reason="Niet meer nodig")),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "agreements:obligation_check", ""): MEMBERS,
    ("post", "agreements:rules_begin", ""): MEMBERS,
}
