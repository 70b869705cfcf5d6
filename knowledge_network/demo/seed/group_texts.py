"""The twelve groups of the demo network and what is said in them. All of it invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from plg.groups.enums import GroupKind, GroupState, Openness


@dataclass(frozen=True)
class DemoConversation:
    """A subject and its posts: (who, in days before the reference date, text); `who` is the number of the member in the group."""

    title: str
    posts: tuple[tuple[int, int, str], ...]
    pinned: bool = False


@dataclass(frozen=True)
class DemoGroup:
    kind: GroupKind
    name: str
    purpose: str
    question: str
    description: str
    topics: tuple[str, ...]
    rhythm: str
    size: int
    state: GroupState = GroupState.ACTIVE
    openness: str = Openness.OPEN
    started_years_ago: int = 1
    assignment: str = ""
    budget: int | None = None
    deliverables: tuple[tuple[str, int], ...] = ()  # what, due in days from the reference date
    results: tuple[tuple[str, str], ...] = ()  # title, summary
    conversations: tuple[DemoConversation, ...] = field(default=())


GROUPS: tuple[DemoGroup, ...] = (
    DemoGroup(
        GroupKind.PLG,
        "Rekenen met inzicht",
        "Leraren groep 6-8 onderzoeken hoe leerlingen redeneren over breuken en verhoudingen, met Lesson Study als werkwijze.",
        "Hoe krijg ik stille leerlingen in groep 7 aan het redeneren bij rekenen, zonder dat de snelle rekenaars alles invullen?",
        "Elke vier weken komen we bij elkaar op een van onze scholen. We bereiden samen een les voor, geven hem om de beurt en kijken "
        "wat leerlingen écht doen. We praten over leerlingen, niet over de leraar.\n\n**Wat vragen we van je?** Een groep 6, 7 of 8, "
        "nieuwsgierigheid en één dagdeel per maand.",
        ("breuken en verhoudingen", "formatief handelen", "Lesson Study begeleiden"),
        "Elke vierde woensdag, 15:30–17:00",
        11,
        started_years_ago=2,
        results=(
            (
                "Kijkwijzer Redeneren bij breuken",
                "Eén pagina om mee te nemen bij een lesbezoek: waar let je op als leerlingen breuken vergelijken? Voor leraren groep 6-8. "
                "Getest in vijf klassen. Leraren grijpen later in en laten leerlingen vaker elkaar overtuigen.",
            ),
            (
                "Een touw als getallenlijn",
                "Lesbeschrijving van 50 minuten waarin leerlingen 3/4 en 4/5 een plek geven op een touw door de klas. Met zinstarters en "
                "verwachte antwoorden. Leerlingen die eerst met hele getallen rekenden, vergeleken nu het ontbrekende stuk.",
            ),
        ),
        conversations=(
            DemoConversation(
                "Touw als getallenlijn: wat zagen jullie?",
                (
                    (
                        1,
                        12,
                        "Bij ons hing het touw door de hele klas. Opvallend: de stille leerlingen liepen er als eersten naartoe. "
                        "Eerst **twee minuten stil tekenen** hielp echt.",
                    ),
                    (
                        3,
                        11,
                        "Herkenbaar! Bij ons zei iemand: «dat stukje is kleiner, dus 4/5 is meer». Zonder gelijknamig maken.",
                    ),
                    (
                        0,
                        10,
                        "Mooi. Zullen we die zin letterlijk in de kijkwijzer zetten? Dan weten collega's waar ze op kunnen letten.",
                    ),
                    (5, 9, "Graag. Ik maak een nieuwe versie en zet hem bij de bestanden."),
                ),
                pinned=True,
            ),
            DemoConversation(
                "Wie geeft de herhaalde les?",
                (
                    (
                        0,
                        6,
                        "De herhaalde les staat voor over drie weken. Wie wil hem geven, liefst in een andere school dan de eerste keer?",
                    ),
                    (4, 5, "Ik wil wel. Mijn groep 7 heeft nog geen breuken vergeleken, dat is misschien juist mooi."),
                    (2, 5, "Dan kijk ik mee en let op leerling A."),
                ),
            ),
            DemoConversation(
                "Zinstarters die werken",
                (
                    (
                        6,
                        3,
                        "Ik hing drie zinstarters op het bord: «Ik zie dat …, dus …», «Ik ben het niet eens, want …», «Kun je dat tekenen?». "
                        "Welke gebruiken jullie?",
                    ),
                ),
            ),
        ),
    ),
    DemoGroup(
        GroupKind.PLG,
        "Lezen om te weten",
        "Begrijpend lezen verbinden met zaakvakken: rijke teksten, hardop denken en praten over tekst.",
        "Wat doe ik met leerlingen die vlot lezen maar niet kunnen vertellen waar een informatieve tekst over gaat?",
        "We lezen met onze groepen informatieve teksten bij de zaakvakken en leren van wat leerlingen zeggen als ze het níet begrijpen. "
        "Dit jaar doen we een Lesson Study-cyclus over hardop denken bij weetjesteksten.",
        ("begrijpend lezen", "woordenschat", "meertaligheid/NT2"),
        "Om de vijf weken op donderdagmiddag",
        9,
        started_years_ago=1,
        results=(
            (
                "Twaalf rijke teksten bij de zaakvakken",
                "Lijst met twaalf teksten voor groep 5-8, met bij elke tekst één goede vraag en drie woorden die er echt toe doen. "
                "Gebruikt op vier scholen; leerlingen praten langer door over de inhoud.",
            ),
        ),
        conversations=(
            DemoConversation(
                "Hardop haperen",
                (
                    (
                        0,
                        9,
                        "Ik merkte dat ik altijd het *antwoord* voordeed en nooit het haperen zelf. Wie heeft een voorbeeld van een zin "
                        "waarop jij zelf vastliep?",
                    ),
                    (
                        2,
                        8,
                        "«De eb trekt zich terug achter de platen.» Mijn groep 6 dacht aan muziekplaten. Ik ook even.",
                    ),
                    (1, 7, "Die ga ik gebruiken! Stopstreepje erbij en dan samen herstellen."),
                ),
            ),
            DemoConversation(
                "Boekentips voor wad en zee",
                ((3, 20, "Wij hebben een kist vol over eb en vloed. Lenen mag, kom hem halen."),),
            ),
        ),
    ),
    DemoGroup(
        GroupKind.PLG,
        "Het jonge kind: spel als motor",
        "Observeren en verrijken van spel in groep 1-2, samen met pedagogisch medewerkers.",
        "Hoe verrijken we spel zonder het over te nemen?",
        "We bekijken samen korte observaties van spel en zoeken naar het moment waarop je als leraar iets toevoegt, of juist niet. "
        "Pedagogisch medewerkers doen mee.",
        ("jonge kind en spelend leren", "woordenschat", "executieve functies"),
        "Elke zes weken op dinsdagmiddag",
        10,
        conversations=(
            DemoConversation(
                "De bouwhoek staat leeg",
                (
                    (
                        0,
                        15,
                        "Onze bouwhoek wordt nauwelijks gebruikt sinds de herfst. Wat doen jullie om hem weer spannend te maken?",
                    ),
                    (
                        4,
                        14,
                        "Wij haalden er juist spullen uit. Alleen nog planken, doeken en één opdrachtfoto. Sindsdien is hij vol.",
                    ),
                ),
            ),
        ),
    ),
    DemoGroup(
        GroupKind.PLG,
        "Talent zien, talent voeden",
        "Signaleren en uitdagen van (verborgen) talent in de gewone klas en de verrijkingsgroep.",
        "Welke leerlingen zien we over het hoofd, en wat hebben zij maandag nodig?",
        "We kijken naar leerlingen die niet opvallen. Met korte opdrachten voor de hele klas ontdekken we wie meer kan dan we dachten.",
        ("meer- en hoogbegaafdheid", "differentiëren in combinatiegroepen"),
        "Elke vierde maandag, 15:45–17:15",
        8,
        conversations=(
            DemoConversation(
                "Opdrachten met een lage drempel",
                (
                    (
                        1,
                        18,
                        "Ik zoek opdrachten waar iedereen in kan, maar waar je ver mee komt. "
                        "Wie heeft er een voor groep 5?",
                    ),
                ),
            ),
        ),
    ),
    DemoGroup(
        GroupKind.PLG,
        "Digitale geletterdheid in de praktijk",
        "Van leerlijn naar les: informatievaardigheden, programmeren en mediawijsheid in alle groepen.",
        "Welke afspraken over AI-gebruik door leerlingen van groep 8 werken, en hoe bespreek je die met ouders?",
        "We maken van de leerlijn gewone lessen. Iedereen probeert er één uit en vertelt wat er gebeurde.",
        ("digitale geletterdheid", "AI-geletterdheid", "mediawijsheid", "programmeren en robotica"),
        "Elke vijfde donderdag, 15:30–17:00",
        9,
        conversations=(
            DemoConversation(
                "Chatbots in groep 8: onze proef",
                (
                    (
                        2,
                        4,
                        "Vier leerlingen gebruikten een chatbot voor hun werkstuk. We hebben met de klas afspraken gemaakt; ik zet de foto van het bord "
                        "bij de bestanden. Wat zouden jullie toevoegen?",
                    ),
                ),
            ),
        ),
    ),
    DemoGroup(
        GroupKind.PROJECT,
        "Didactische waaier ICT",
        "Ontwikkelt en test een waaier met 24 didactische kaarten voor doelgerichte inzet van ICT.",
        "Wanneer voegt ICT iets toe aan leren, en hoe ziet een leraar dat in één oogopslag?",
        "Zes mensen van vier besturen maken samen een waaier die in elke klas past. Elke kaart is in minstens twee klassen getest.",
        ("digitale geletterdheid", "feedback geven"),
        "Elke twee weken, online",
        6,
        openness=Openness.CLOSED,
        assignment="Ontwikkel en test een waaier met 24 kaarten. Lever op vóór de zomer, met een handleiding van twee pagina's.",
        budget=12000,
        deliverables=(("Proefversie met 12 kaarten", -40), ("Waaier met 24 kaarten", 120), ("Handleiding", 150)),
        conversations=(
            DemoConversation(
                "Kaart 7: feedback met audio",
                ((0, 2, "De proefklassen vonden de tekst te lang. Voorstel: maximaal 60 woorden per kaart."),),
            ),
        ),
    ),
    DemoGroup(
        GroupKind.PROJECT,
        "Leskisten Wetenschap & Technologie",
        "Zes uitleenbare leskisten met lesbeschrijvingen, gemaakt door leraren en aspirant-leraren.",
        "Wat heeft een leraar nodig om morgen met een leskist te beginnen?",
        "De kisten staan op zes scholen en gaan rond. Bij elke kist hoort een lesbeschrijving en een lijst van wat je zelf klaarlegt.",
        ("wetenschap en technologie", "onderzoekend en ontwerpend leren"),
        "Afgerond; de kisten worden beheerd",
        5,
        state=GroupState.MAINTAINED,
        started_years_ago=2,
        assignment="Maak zes leskisten met lesbeschrijvingen voor groep 5-8 en regel de uitleen.",
        budget=9000,
        deliverables=(("Zes leskisten", -200), ("Uitleenrooster", -180)),
        results=(
            (
                "Zes leskisten Wetenschap & Technologie",
                "Bouwen, water, geluid, licht, bruggen en planten: zes kisten voor groep 5-8 met lesbeschrijvingen van 60 minuten. "
                "Te leen bij zes scholen. Al 31 klassen werkten ermee; leraren waarderen vooral de klaarliggende materialenlijst.",
            ),
        ),
    ),
    DemoGroup(
        GroupKind.PROJECT,
        "Startklaar: inductie in het eerste jaar",
        "Gezamenlijk inductieprogramma en kijkwijzer voor starters van acht besturen.",
        "Wat heeft een starter nodig in de eerste honderd dagen?",
        "Van elk bestuur denkt iemand mee. We halen op wat starters zelf zeggen en maken één programma dat op elke school past.",
        ("begeleiden van starters", "coachen van aspirant-leraren"),
        "Elke drie weken op vrijdagochtend",
        6,
        assignment="Ontwerp een inductieprogramma voor het eerste jaar met een kijkwijzer voor lesbezoek.",
        budget=15000,
        deliverables=(
            ("Interviews met 20 starters", -20),
            ("Programma eerste honderd dagen", 75),
            ("Kijkwijzer lesbezoek", 130),
        ),
    ),
    DemoGroup(
        GroupKind.PROJECT,
        "Praatplaat Lerend team",
        "Praatplaat en handleiding om met je team te praten over collectief leren.",
        "Hoe begin je in een team het gesprek over samen leren?",
        "Een aanvraag van drie schoolopleiders. De praatplaat past op A2 en het gesprek duurt drie kwartier.",
        ("praktijkonderzoek en data", "feedback geven"),
        "Nog te plannen",
        4,
        state=GroupState.APPLICATION,
        started_years_ago=0,
        assignment="Ontwerp een praatplaat en een handleiding van vier pagina's, getest in vijf teams.",
        budget=6500,
        deliverables=(("Schets", 60), ("Praatplaat en handleiding", 160)),
    ),
    DemoGroup(
        GroupKind.EXPERT,
        "Taal",
        "Bewaakt en deelt kennis over taal- en leesonderwijs; beantwoordt hulpvragen.",
        "Wat weten we over goed taal- en leesonderwijs, en wat werkt op onze scholen?",
        "De expertgroep leest mee met nieuwe kennisproducten, beantwoordt vragen van scholen en schrijft elk jaar op wat de stand van zaken is.",
        ("begrijpend lezen", "technisch lezen groep 3-4", "schrijfonderwijs", "woordenschat"),
        "Vijf keer per jaar op woensdagmiddag",
        8,
        started_years_ago=2,
        results=(
            (
                "Stand van zaken: lezen in Twente",
                "Vier pagina's over wat we zien in leesresultaten en leesplezier, wat scholen doen en welke drie dingen we aanraden. "
                "Voor taalcoördinatoren en schoolleiders.",
            ),
        ),
        conversations=(
            DemoConversation(
                "Leesplezier en toetsen",
                (
                    (
                        1,
                        30,
                        "Drie scholen vragen hoe je leesplezier volgt zonder toets. Wie schrijft een eerste antwoord?",
                    ),
                    (0, 28, "Ik maak een half A4 met drie manieren. Jullie vullen aan?"),
                ),
            ),
        ),
    ),
    DemoGroup(
        GroupKind.EXPERT,
        "Begeleiding van starters",
        "Schoolopleiders en coaches stemmen begeleiding van startende leraren af.",
        "Hoe zorgen we dat elke starter blijft, en blijft leren?",
        "We vergelijken hoe elk bestuur starters begeleidt en leren van wat werkt. Samen met de projectgroep Startklaar.",
        ("begeleiden van starters", "coachen van aspirant-leraren", "klassenmanagement"),
        "Zes keer per jaar",
        7,
        started_years_ago=2,
    ),
    DemoGroup(
        GroupKind.EXPERT,
        "Ontwerpateliers",
        "Ondersteunt scholen die onderzoekend en ontwerpend leren willen organiseren.",
        "Hoe richt je een ontwerpatelier in dat ook na een jaar nog gebruikt wordt?",
        "Deze groep kwam lang bijeen en ligt nu stil. Heb je zin om hem weer op te pakken? Stuur een bericht aan de contactpersoon.",
        ("onderzoekend en ontwerpend leren", "wetenschap en technologie"),
        "Nu geen bijeenkomsten",
        5,
        started_years_ago=2,
    ),
)

AGREEMENT: dict[str, Any] = {
    "shared_outside": "Lesbeschrijvingen, kijkwijzers en wat we leerden over leerlingen in het algemeen. We noemen altijd wie meemaakte, als die dat wil.",
    "stays_inside": "Wat leerlingen of collega's herkenbaar maakt, wat nog niet af is en wat iemand in vertrouwen vertelt.",
    "effort": "Eén dagdeel per maand en een uur voorbereiding. Kun je niet? Meld je af, dan vullen we elkaar aan.",
    "disagreement": "Is dit vraagstuk een conflict waard? Hoe ziet een gezamenlijke aanpak eruit? Wat is de nieuwe praktijk? In die volgorde praten we erover.",
    "bringing_back": "Ieder deelt minstens één keer per half jaar iets in het eigen team. We vertellen de keer daarna hoe dat ging.",
}

MOTIVATIONS = (
    "Ik wil graag leren van collega's op andere scholen.",
    "Op onze school zijn we net begonnen met dit onderwerp en ik zoek mensen om mee te denken.",
    "Mijn duopartner doet al mee en vertelt er steeds enthousiast over.",
)
