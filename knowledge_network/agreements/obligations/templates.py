"""The obligations that follow from the founding agreement of a knowledge network, as rules to begin with."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_network.agreements.obligations.enums import Level, OwnerRole, SelfCheck


@dataclass(frozen=True)
class RuleText:
    """One rule. The words are Dutch, as the agreement is; `due` is (day, month)."""

    article: int
    paragraph: int
    title: str
    owner_role: OwnerRole
    level: Level
    due: tuple[int, int]
    evidence_required: str
    self_check: SelfCheck | None = None
    before_year: bool = False


LEADERS, PROGRAMME = OwnerRole.PROGRAMME_LEADERS, Level.PROGRAMME

FOUNDING = (
    RuleText(
        article=1,
        paragraph=1,
        title="Twee programmaleiders, elk minstens 0,2 fte",
        owner_role=OwnerRole.BOARDS,
        level=Level.BOARDS,
        due=(1, 8),
        evidence_required="De rollen in het ledenbestand: één uit het werkveld, één uit de lerarenopleiding.",
        self_check=SelfCheck.PROGRAMME_LEADERS,
    ),
    RuleText(
        article=2,
        paragraph=1,
        title="Werkplan: concept op 1 mei, vast op 1 juli",
        owner_role=LEADERS,
        level=PROGRAMME,
        due=(1, 7),
        evidence_required="Het vastgestelde werkplan.",
        self_check=SelfCheck.WORK_PLAN,
        before_year=True,
    ),
    RuleText(
        article=2,
        paragraph=1,
        title="Begroting, per soort geld",
        owner_role=LEADERS,
        level=PROGRAMME,
        due=(1, 7),
        evidence_required="De begroting bij het vastgestelde werkplan.",
        self_check=SelfCheck.BUDGET,
        before_year=True,
    ),
    RuleText(
        article=2,
        paragraph=2,
        title="Verslag over projectgelden: eerste halfjaar",
        owner_role=LEADERS,
        level=PROGRAMME,
        due=(1, 2),
        evidence_required="Het verslag: welke gelden, en voor welk thema van de strategische agenda.",
    ),
    RuleText(
        article=2,
        paragraph=2,
        title="Verslag over projectgelden: hele jaar",
        owner_role=LEADERS,
        level=PROGRAMME,
        due=(1, 7),
        evidence_required="Het verslag: welke gelden, en voor welk thema van de strategische agenda.",
    ),
    RuleText(
        article=2,
        paragraph=3,
        title="Netwerkbeeld in de winter: wie kent wie?",
        owner_role=LEADERS,
        level=PROGRAMME,
        due=(31, 1),
        evidence_required="Het netwerkbeeld, besproken met coördinator en verbindingsofficieren.",
    ),
    RuleText(
        article=2,
        paragraph=3,
        title="Netwerkbeeld in de zomer: wie kent wie?",
        owner_role=LEADERS,
        level=PROGRAMME,
        due=(15, 6),
        evidence_required="Het netwerkbeeld, besproken met coördinator en verbindingsofficieren.",
    ),
    RuleText(
        article=2,
        paragraph=3,
        title="Bijeenkomsten tussen alle lagen",
        owner_role=OwnerRole.COORDINATOR,
        level=Level.BOARDS,
        due=(31, 7),
        evidence_required="Per jaar twee keer de bestuurders, twee keer de schoolleiders, drie keer iedereen.",
        self_check=SelfCheck.MEETINGS_OF_LAYERS,
    ),
    RuleText(
        article=2,
        paragraph=4,
        title="Evaluaties op vijf niveaus",
        owner_role=LEADERS,
        level=PROGRAMME,
        due=(30, 6),
        evidence_required="Een evaluatie op elk niveau: deelnemer, groep, school, programma, bestuur.",
        self_check=SelfCheck.EVALUATIONS,
    ),
    RuleText(
        article=3,
        paragraph=1,
        title="Producten binnen 30 dagen op de website",
        owner_role=OwnerRole.PROJECT_LEADS,
        level=PROGRAMME,
        due=(31, 7),
        evidence_required="De dag van inleveren en de dag van publiceren in de kennisbank.",
        self_check=SelfCheck.PRODUCTS_IN_TIME,
    ),
    RuleText(
        article=3,
        paragraph=2,
        title="Elke school deelt één product of voorbeeld",
        owner_role=OwnerRole.EVERY_PARTY,
        level=Level.SCHOOL,
        due=(31, 7),
        evidence_required="Een gepubliceerd product in de kennisbank waar iemand van de school achter staat.",
        self_check=SelfCheck.SHARING,
    ),
)
