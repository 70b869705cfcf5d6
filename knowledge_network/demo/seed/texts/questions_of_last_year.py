"""The questions of last year, how they were bundled, and what two theme groups made of them. All of it invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LastBundle:
    """An indicative question of last year with its originals; `answered_by` names the topic of a product."""

    name: str
    words: str
    rationale: str
    topic: str
    originals: tuple[str, ...]
    answered_by: str = ""


LAST_YEAR: tuple[LastBundle, ...] = (
    LastBundle(
        "Praten over teksten",
        "Hoe krijg je alle kinderen aan het praten over een tekst?",
        "In alle drie de vragen praten steeds dezelfde vijf kinderen.",
        "begrijpend lezen",
        (
            "Bij een tekstgesprek praten er vijf. Hoe krijg ik de anderen mee?",
            "Hoe stel ik vragen over een tekst zonder dat het een toets wordt?",
            "Welke teksten maken praten makkelijk?",
        ),
        "begrijpend lezen",
    ),
    LastBundle(
        "Lezen met thuistaal",
        "Hoe helpt de thuistaal een kind om een Nederlandse tekst te begrijpen?",
        "De thuistaal is er al. De vraag is wanneer je hem in de leesles gebruikt.",
        "meertaligheid/NT2",
        (
            "Mag een kind de tekst eerst in de eigen taal navertellen?",
            "Hoe zet ik twee kinderen met dezelfde thuistaal bij elkaar, zonder de rest te verliezen?",
            "Wat doe ik als ik de thuistaal zelf niet spreek?",
        ),
    ),
    LastBundle(
        "Formatief zonder papier",
        "Hoe weet je tijdens de les wat kinderen begrijpen, zonder extra werk?",
        "Het gaat om kijken en luisteren in de les, niet om een extra toets.",
        "formatief handelen",
        (
            "Hoe zie ik halverwege de les wie het snapt?",
            "Wat doe ik met wisbordjes als de helft het fout heeft?",
            "Hoe onthoud ik wat ik in de les zag?",
        ),
    ),
    LastBundle(
        "Feedback van kinderen aan elkaar",
        "Hoe leren kinderen elkaar feedback te geven waar ze iets aan hebben?",
        "Kinderen zeggen «goed gedaan». De vragen zoeken hoe het verder komt.",
        "feedback geven",
        (
            "Mijn leerlingen zeggen alleen «mooi». Hoe leer ik ze meer?",
            "Vanaf welke groep kan feedback aan elkaar?",
        ),
        "feedback geven",
    ),
    LastBundle(
        "Starter in een druk team",
        "Hoe blijft er tijd voor een starter als het team vol zit?",
        "Begeleiders en starters lopen tegen dezelfde volle week aan.",
        "begeleiden van starters",
        (
            "Wie let er op een starter als de begeleider ziek is?",
            "Hoe plan ik gesprekken met een starter die nooit tijd heeft?",
            "Welke taken haal je bij een starter weg?",
        ),
        "begeleiden van starters",
    ),
    LastBundle(
        "Breuken in de bovenbouw",
        "Waarom raken kinderen de breuken in groep 8 weer kwijt?",
        "Wat in groep 7 lukte, is een jaar later weg.",
        "breuken en verhoudingen",
        ("In groep 8 zijn de breuken weg. Hoe kan dat?", "Hoe vaak moet je breuken laten terugkomen?"),
    ),
    LastBundle(
        "AI in het huiswerk",
        "Wat doe je als een kind het huiswerk door AI laat maken?",
        "De vragen gaan over het gesprek met het kind, niet over verbieden.",
        "AI-geletterdheid",
        ("Hoe merk ik dat AI het heeft geschreven?", "Wat zeg ik tegen ouders die AI juist handig vinden?"),
    ),
    LastBundle(
        "Spel in groep 3",
        "Hoe blijft er spel in groep 3 als er ook gelezen moet worden?",
        "De overgang van groep 2 naar 3 kost spel. De vragen zoeken hoe het samengaat.",
        "jonge kind en spelend leren",
        (
            "Wanneer spelen kinderen in groep 3 nog?",
            "Hoe maak ik van lezen een spel?",
            "Wat zeggen ouders als ik laat spelen?",
        ),
    ),
)
WISHES: tuple[tuple[str, str, str, int | None], ...] = (
    ("taal en lezen", "wish", "Eén plek met goede teksten per groep.", 1),
    ("taal en lezen", "wish", "Bij elkaar in de klas kijken, ook op andere scholen.", 2),
    ("taal en lezen", "expectation", "Dat wat we vinden ook past bij meertalige kinderen.", 3),
    ("didactiek", "wish", "Korte filmpjes van echte lessen.", 1),
    ("leren van leraren", "expectation", "Dat directeuren tijd vrijmaken om mee te doen.", 1),
    ("leren van leraren", "wish", "Een vast gezicht voor elke starter.", None),
)


@dataclass(frozen=True)
class WalkEntry:
    """What one member wrote down; `who` is the number of the member in the group."""

    kind: str
    who: int
    title: str
    first: str = ""
    second: str = ""
    third: str = ""
    fourth: str = ""
    contact: str = ""
    link: str = ""
    addressee: str = ""
    days: int = 0


# Up to step 6: one source is there, one is missing.
FORMATIVE: tuple[WalkEntry, ...] = (
    WalkEntry(
        "practice",
        1,
        "Een school met stille minuten",
        "Elke les begint met twee minuten waarin ieder kind opschrijft wat het al weet. Groep 5 tot en met 8.",
        "De leraar ziet voor de uitleg wie wat nodig heeft.",
        "Het team sprak af dat er die twee minuten niemand praat.",
        contact="Leraar groep 7",
    ),
    WalkEntry(
        "practice",
        2,
        "Een school met een wand van vragen",
        "Kinderen hangen op wat ze nog niet snappen. De leraar kiest er elke dag drie uit.",
        "Ook stille kinderen vragen iets.",
        "Een kwartier aan het eind van de dag.",
        contact="Intern begeleider",
    ),
    WalkEntry(
        "source",
        3,
        "Overzichtsartikel over formatief handelen (2022)",
        "Vragen stellen helpt alleen als de leraar er in dezelfde les iets mee doet.",
        "Past bij onze wens: zonder extra werk.",
        "Het onderzoek ging over oudere leerlingen.",
        days=4,
    ),
)
# Up to step 9: the case is there, so the group may go on to its solution.
HOME_LANGUAGE: tuple[WalkEntry, ...] = (
    WalkEntry(
        "practice",
        1,
        "Een school met taalmaatjes",
        "Twee kinderen met dezelfde thuistaal vertellen elkaar de tekst na en daarna de groep in het Nederlands.",
        "Kinderen vertellen langer en durven meer.",
        "Een rustige plek, en een leraar die niet alles hoeft te verstaan.",
        contact="Leraar groep 6",
    ),
    WalkEntry(
        "practice",
        2,
        "Een school met woorden op de muur",
        "Bij elke tekst hangen tien woorden, met het woord in de thuistaal ernaast.",
        "Ouders komen kijken en vullen aan.",
        "Een kwartier per week.",
        contact="Onderbouwcoördinator",
    ),
    WalkEntry(
        "source",
        0,
        "Handreiking meertaligheid in de klas (2021)",
        "Kennis die een kind in de eigen taal heeft, gaat mee naar de tweede taal.",
        "Geldt ook voor kinderen die net in Nederland zijn.",
        "Hoeveel tijd het kost staat er niet bij.",
    ),
    WalkEntry(
        "source",
        3,
        "Onderzoek naar voorlezen in twee talen (2019)",
        "Wie een verhaal eerst in de thuistaal hoort, begrijpt het daarna beter in het Nederlands.",
        "Past bij groep 1 tot en met 4.",
        "Het waren kleine groepen.",
    ),
    WalkEntry("talk", 0, "Team bovenbouw", "Wanneer gebruik jij de thuistaal?", "Vaak niet. Mocht het wel?", days=30),
    WalkEntry(
        "talk", 1, "Team groep 5 en 6", "Wat houdt je tegen?", "Dat je het niet verstaat. Een maatje helpt.", days=26
    ),
    WalkEntry(
        "talk", 2, "Team onderbouw", "Waar lukt het al?", "Bij voorlezen. Ouders lezen mee in twee talen.", days=24
    ),
    WalkEntry(
        "talk", 3, "Team van de pabo", "Wat leren studenten hierover?", "Nog weinig. Ze vragen er wel om.", days=20
    ),
    WalkEntry(
        "case",
        1,
        "Het verhaal van de vulkaan",
        "Een kind in groep 6 leest vlot, maar kan niet navertellen.",
        "Het vertelt eerst in het Arabisch aan een maatje, met een tekening erbij.",
        "Daarna vertelt het zes zinnen in het Nederlands, met de goede woorden.",
        "Een maatje, tien minuten en een tekening.",
        days=9,
    ),
    WalkEntry(
        "barrier",
        2,
        "Toetsen mogen alleen in het Nederlands",
        "Laat zien wat een kind weet, ook als het woord nog ontbreekt.",
        addressee="ministry",
        days=8,
    ),
    WalkEntry(
        "barrier",
        3,
        "Studenten leren er weinig over",
        "Maak er een vaste leertaak van.",
        addressee="institute",
        days=8,
    ),
    WalkEntry(
        "barrier",
        0,
        "Geen vervanging als je bij elkaar kijkt",
        "Een invaller voor twee ochtenden in het jaar is genoeg.",
        addressee="board",
        days=8,
    ),
    WalkEntry(
        "barrier",
        1,
        "Boeken in andere talen zijn er bijna niet",
        "Laat scholen van één bestuur ze aan elkaar uitlenen.",
        addressee="board",
        days=3,
    ),
)

# Conversations of both theme groups: a title, and what is said after each other.
TALK_ABOUT_SEEING = (
    "Wisbordjes: hoe vaak op een dag?",
    "Bij mij pakken ze de bordjes nu drie keer per dag en het wordt een beetje gewoon. Hoe doen jullie dat?",
    "Alleen bij de overgang van uitleg naar zelf doen. Dan beslis ik wie er nog even bij mij blijft.",
    "Wij laten ze eerst overleggen en dan pas schrijven. Ik zie minder bordjes die van de buurman zijn.",
    "Ik neem de vraag mee naar mijn team. Onze kleuters doen het met duim omhoog, dat telt ook.",
)
TALK_ABOUT_HOME_LANGUAGE = (
    "Navertellen in twee talen: wat hoor je dan?",
    "Vanochtend vertelde een meisje het verhaal eerst in het Pools. In het Nederlands kwam er daarna veel meer.",
    "Mooi. Schrijf je op wat er meer kwam? Woorden, of ook de volgorde van het verhaal?",
    "De volgorde! Ze zei «eerst» en «toen», dat hoorde ik in september nooit.",
)
