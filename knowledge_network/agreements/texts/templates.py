"""Starting points for an agreement: what networks of schools usually agree, without any name in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class ArticleText:
    chapter: str
    title: str
    text: str


@dataclass(frozen=True)
class Template:
    """`key` stands in the form. The texts are Dutch: an agreement is written in the language of its parties."""

    key: str
    name: str | _StrPromise
    about: str | _StrPromise
    preamble: str = ""
    articles: tuple[ArticleText, ...] = ()


ORGANISATION = "Inrichting van de organisatie"
YIELD = "Opbrengsten (leveren van producten en diensten)"

KNOWLEDGE_NETWORK = Template(
    key="kennisnetwerk",
    name=_("Knowledge network"),
    about=_("Three articles: leading the programme, plan, money and meetings, and what it yields."),
    preamble=(
        "Partijen willen dat leraren, aspirant-leraren, lerarenopleiders en onderzoekers in de regio van en met elkaar "
        "leren, over de grenzen van scholen en besturen heen. Zij werken samen op basis van vertrouwen en dialoog, en "
        "niet door toezicht op afstand. Wat deelnemers delen, wordt nooit gebruikt om hen te beoordelen."
    ),
    articles=(
        ArticleText(
            ORGANISATION,
            "Programmaleiding",
            "1. Partijen stellen samen twee programmaleiders aan: één uit het werkveld en één uit de lerarenopleiding. "
            "Elk van hen krijgt minstens 0,2 fte.\n"
            "2. Het leren van aspirant-leraren wordt structureel gefinancierd. Voor de lerende leraar zetten partijen "
            "additionele middelen in. Beide stromen worden apart begroot en verantwoord.\n"
            "3. De programmaleiders stemmen af met de programmaleiding van Samen opleiden.",
        ),
        ArticleText(
            ORGANISATION,
            "Werkplan, geld en overleg",
            "1. De programmaleiders maken elk jaar een werkplan en een begroting bij de strategische agenda. Het "
            "concept is klaar op 1 mei; partijen stellen beide vast vóór 1 juli.\n"
            "2. Projectgelden gaan naar de strategische agenda. De programmaleiders doen twee keer per jaar verslag.\n"
            "3. De programmaleiders bewaken de horizontale verbindingen tussen scholen en besturen en de verticale "
            "verbindingen tussen leraren, schoolleiders en bestuurders. Alle lagen komen elk jaar bij elkaar.\n"
            "4. Elk jaar wordt op vijf niveaus geëvalueerd: deelnemer, groep, school, programma en bestuur.",
        ),
        ArticleText(
            YIELD,
            "Kennis delen",
            "1. Producten worden gemaakt door kleine projectgroepen van deskundigen en komen daarna via de website "
            "beschikbaar voor alle partijen, uiterlijk dertig dagen na oplevering.\n"
            "2. Wie haalt, brengt ook: elke school deelt elk schooljaar minstens één product of praktijkvoorbeeld.\n"
            "3. Voor het werkplan en de begroting geldt artikel 2 lid 1.",
        ),
    ),
)
EMPTY = Template(key="leeg", name=_("Empty"), about=_("Start with one article of your own."))
TEMPLATES = {template.key: template for template in (KNOWLEDGE_NETWORK, EMPTY)}
