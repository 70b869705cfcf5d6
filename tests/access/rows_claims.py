"""Expertise: one's own claims, the page of one claim, evidence, recognition, availability."""

from __future__ import annotations

from expertise.claims.enums import ClaimLevel, ClaimVisibility, EndorsementBasis, EvidenceGround, EvidenceKind
from expertise.claims.links import confirm_address
from tests.access.table import FORBIDDEN, HIDDEN, LOGIN, MEMBERS, OK, STRANGERS, Row, everybody, members_only, only


def claim(world):
    return {"public_id": world.claim.public_id}


def hidden(world):
    return {"public_id": world.hidden_claim.public_id}


def evidence(world):
    return {**claim(world), "evidence_id": world.evidence.public_id}


def endorsement(world):
    return {**claim(world), "endorsement_id": world.endorsement.public_id}


FIELDS = {"level": ClaimLevel.USER, "visibility": ClaimVisibility.NETWORK}
EVIDENCE = {"kind": EvidenceKind.EXPERIENCE, "title": "Vijf jaar in groep 6", "ground": EvidenceGround.PRACTICE}
TEXT = "Ik zag in haar les hoe leerlingen elkaars redenering gebruikten."

# `group_lead` owns both claims, `same_board` recognised the one that is shown.
OWNER = only("group_lead")
HIDDEN_CLAIM = {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN), "group_lead": OK}
SHOWN = {"*": OK, **dict.fromkeys(STRANGERS, HIDDEN)}
COLLEAGUES = members_only(group_lead=FORBIDDEN)
GIVER = only("same_board")

OWN = [
    Row("expertise:my_expertise", members_only()),
    Row("expertise:claim_add", members_only()),
    Row("expertise:claim_add", members_only(), data=lambda w: {"thema": w.topic.slug}, note="from a suggestion"),
    Row("expertise:claim_add", members_only(), "post", data=lambda w: {"topic": w.topic.name, **FIELDS}),
    Row("expertise:claim_topics", members_only(), data=lambda w: {"topic": "lezen"}),
    Row("expertise:claim_from_text", members_only()),
    Row("expertise:claim_from_text", members_only(), "post", data=lambda w: {"text": "begrijpend lezen"}),
    Row("expertise:availability_edit", members_only()),
    Row("expertise:availability_edit", members_only(), "post", data=lambda w: {"most_open": 2}),
    *[
        Row(f"expertise:{name}", outcome, method, kwargs=which, data=lambda w: {**FIELDS, **EVIDENCE}, note=note)
        for which, outcome, note in ((claim, OWNER, ""), (hidden, HIDDEN_CLAIM, "hidden"))
        for name, method in (
            ("claim_change", "get"),
            ("claim_change", "post"),
            ("claim_confirm", "post"),
            ("claim_show", "post"),
            ("claim_archive", "post"),
            ("claim_restore", "post"),
            ("claim_erase", "post"),
            ("evidence_add", "get"),
            ("evidence_add", "post"),
            ("evidence_restore", "post"),
        )
    ],
    Row("expertise:evidence_remove", OWNER, "post", kwargs=evidence),
    Row(
        "expertise:evidence_remove",
        {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)},
        "post",
        kwargs=lambda w: {**hidden(w), "evidence_id": w.evidence.public_id},
        note="of another claim",
    ),
]

OTHERS = [
    Row("expertise:claim_detail", SHOWN, kwargs=claim),
    Row("expertise:claim_detail", {"*": HIDDEN, "group_lead": OK}, kwargs=hidden, note="hidden"),
    Row("expertise:endorsement_give", COLLEAGUES, kwargs=claim),
    Row(
        "expertise:endorsement_give",
        COLLEAGUES,
        "post",
        kwargs=claim,
        data=lambda w: {"source": EndorsementBasis.LESSON_VISIT, "text": TEXT},
    ),
    Row("expertise:endorsement_give", {**HIDDEN_CLAIM, "group_lead": FORBIDDEN}, kwargs=hidden, note="hidden"),
    Row("expertise:endorsement_withdraw", GIVER, "post", kwargs=endorsement),
    Row("expertise:endorsement_restore", GIVER, "post", kwargs=endorsement),
    Row("expertise:endorsement_pairs", only("coordinator")),
]

FROM_THE_MAIL = [
    Row(
        "expertise:claim_confirm_from_mail",
        everybody(),
        method,
        kwargs=lambda w: {"token": confirm_address(w.people["group_lead"]).rstrip("/").rsplit("/", 1)[-1]},
    )
    for method in ("get", "post")
] + [
    Row("expertise:claim_confirm_from_mail", {"*": HIDDEN}, kwargs=lambda w: {"token": "verzonnen"}, note="forged"),
]

ROWS = [*OWN, *OTHERS, *FROM_THE_MAIL]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "expertise:claim_confirm", "hidden"): MEMBERS,
    ("post", "expertise:claim_confirm", ""): MEMBERS,
    ("post", "expertise:claim_erase", ""): MEMBERS,
    ("post", "expertise:claim_erase", "hidden"): MEMBERS,
    ("post", "expertise:claim_restore", "hidden"): MEMBERS,
    ("post", "expertise:claim_restore", ""): MEMBERS,
    ("get", "expertise:endorsement_give", ""): ("same_board",),
    ("post", "expertise:endorsement_give", ""): ("same_board",),
    ("post", "expertise:endorsement_restore", ""): MEMBERS,
    ("post", "expertise:evidence_add", ""): MEMBERS,
    ("post", "expertise:evidence_restore", ""): MEMBERS,
    ("post", "expertise:evidence_restore", "hidden"): MEMBERS,
}
