"""The running Lesson Study of the demo: thinking aloud. Teachers, pupils and classes are invented."""

from __future__ import annotations

from knowledge_network.demo.seed.lesson_study_shapes import (
    DemoInterview,
    DemoNote,
    DemoPupil,
    DemoRow,
    DemoStudy,
    DemoStudyItem,
)
from lesson_study.classroom.enums import Match
from lesson_study.cycles.enums import Phase, StudyItemKind, Subject
from lesson_study.discussion.enums import Step

EXPECTED, PARTLY, OTHERWISE = Match.EXPECTED, Match.PARTLY, Match.OTHERWISE

READING = DemoStudy(
    group="Lezen om te weten",
    title="Hardop denken bij weetjesteksten",
    subject=Subject.READING,
    years=(6,),
    topics=("begrijpend lezen", "woordenschat"),
    phase=Phase.DISCUSSION,
    goal="Leerlingen merken zelf dat ze iets niet begrijpen, en doen daar iets aan.",
    theme="Haperen en herstellen",
    question=(
        "We willen begrijpen wat leerlingen doen als ze een zin in een informatieve tekst niet begrijpen, zodat ze "
        "zelf leren haperen en herstellen."
    ),
    evidence="Bij navertellen van een weetjestekst noemden zeven van de acht leerlingen losse feiten zonder verband.",
    school_link="Lezen bij de zaakvakken is dit jaar een ontwikkelpunt op beide scholen.",
    items=(
        DemoStudyItem(
            StudyItemKind.MISCONCEPTION,
            "Begrijpen is het woord kunnen oplezen",
            "Leerlingen zeggen dat ze alles snappen als ze vlot lezen.",
        ),
        DemoStudyItem(
            StudyItemKind.SOURCE,
            "Opnames van onze eigen voorbeelden van hardop denken",
            "Wij doen vooral het antwoord voor, en bijna nooit het haperen.",
        ),
        DemoStudyItem(
            StudyItemKind.SOURCE,
            "Overzichtsartikel over hardop denken bij zaakteksten",
            "Werkt als leerlingen zelf aan het woord zijn, niet alleen de leraar.",
        ),
        DemoStudyItem(
            StudyItemKind.METHODS,
            "Twee methodes naast elkaar",
            "De ene laat vragen beantwoorden na de tekst, de andere stopt halverwege.",
        ),
    ),
    pupils=(
        DemoPupil(
            "A",
            "Mees",
            "Leest langzaam, geeft op",
            "Slaat moeilijke zinnen over.",
            "Zet een streepje waar het hapert en leest die zin opnieuw.",
        ),
        DemoPupil(
            "B",
            "Yara",
            "Leest vlot, onthoudt details",
            "Noemt feiten, geen verband.",
            "Vertelt waar de tekst over gaat in drie zinnen.",
        ),
        DemoPupil(
            "C",
            "Ilias",
            "Meertalig, veel kennis, weinig woorden in het Nederlands",
            "Weet veel van het onderwerp.",
            "Legt een begrip uit met een schets en eigen woorden.",
        ),
    ),
    rows=(
        DemoRow(
            "Kijkje in mijn hoofd: de leraar hapert hardop",
            8,
            "Leest voor, stopt, zegt wat niet klopt en leest terug.",
            "Luisteren en tellen hoe vaak de leraar stopt.",
            "Tekst «Waarom bijen dansen»",
            {"A": "telt mee", "B": "kijkt vooruit in de tekst", "C": "vraagt naar een woord"},
        ),
        DemoRow(
            "Stopstreepjes zetten in de tekst",
            7,
            "Zegt: zet een streepje waar je hapert.",
            "Lezen alleen, met potlood.",
            "Tekst op papier",
            {"A": "zet geen streepje", "B": "zet er één bij een moeilijk woord", "C": "zet er veel"},
            {"A": "Waar stopt het lezen?"},
        ),
        DemoRow(
            "In tweetallen hardop denken",
            12,
            "Loopt rond, wijst een streepje aan en vraagt: wat dacht je hier?",
            "Lezen om de beurt en zeggen wat ze denken.",
            "",
            {"A": "leest alleen voor", "B": "leest door", "C": "helpt met wat hij weet"},
        ),
        DemoRow(
            "Woordenmuur en schets",
            8,
            "Hangt woorden op en vraagt om een tekening.",
            "Tekenen het proces en zetten er woorden bij.",
            "Stroken, stiften",
            {"A": "tekent een bij", "B": "schrijft woorden over", "C": "tekent het proces"},
        ),
        DemoRow(
            "Vertel de tekst in drie zinnen",
            10,
            "Geeft de start: eerst …, dan …, daarom ….",
            "Vertellen elkaar de tekst.",
            "",
            {"A": "vertelt één zin", "B": "noemt losse feiten", "C": "vertelt met de schets"},
        ),
    ),
    notes=(
        DemoNote(1, "A", 3, EXPECTED, "telt op de vingers mee"),
        DemoNote(1, "B", 5, EXPECTED, "leest stiekem door"),
        DemoNote(1, "C", 6, EXPECTED, "vraagt wat «nectar» is"),
        DemoNote(2, "A", 11, EXPECTED, "geen enkel streepje"),
        DemoNote(2, "B", 12, EXPECTED, "één streepje"),
        DemoNote(2, "C", 13, PARTLY, "drie streepjes, alle bij lange woorden"),
        DemoNote(3, "A", 20, EXPECTED, "leest voor, kijkt niet op"),
        DemoNote(3, "B", 22, EXPECTED, "leest door: «Ik snap alles.»"),
        DemoNote(3, "C", 24, EXPECTED, "vertelt wat hij van bijen weet"),
        DemoNote(4, "A", 29, PARTLY, "kijkt bij C mee en tekent een pijl"),
        DemoNote(4, "B", 30, EXPECTED, "schrijft «zwerm» en «dans» over"),
        DemoNote(
            4, "C", 31, EXPECTED, "tekent het proces en legt het in de thuistaal uit aan het maatje", is_critical=True
        ),
        DemoNote(5, "A", 39, OTHERWISE, "vertelt twee zinnen, met de schets van C erbij", is_critical=True),
        DemoNote(5, "B", 40, EXPECTED, "vier losse feiten"),
        DemoNote(5, "C", 42, EXPECTED, "drie zinnen, wijst in de schets"),
    ),
    interviews=(
        DemoInterview(
            "A", "Dat ik mocht kijken bij de tekening.", "Dat je terug mag lezen.", "De pijlen.", "Eerst tekenen."
        ),
        DemoInterview(
            "B", "Dat ik snel klaar was.", "Dat bijen dansen.", "Niks, ik snapte alles.", "Een langere tekst."
        ),
        DemoInterview(
            "C", "Tekenen.", "Hoe je «nectar» uitlegt.", "Dat ik het eerst in mijn eigen taal mocht zeggen.", "Niks."
        ),
    ),
    discussion=(
        (Step.TEACHER, "Ik merkte dat het bij de schets ineens stil en druk tegelijk was."),
        (Step.OBSERVATIONS, "A zette geen streepje en las gewoon door waar het haperde."),
        (Step.OBSERVATIONS, "C legde het aan het maatje uit in de thuistaal en wees daarbij aan."),
        (Step.OBSERVATIONS, "B zei «ik snap alles» en noemde daarna vier losse feiten."),
        (Step.PUPILS, "A wil eerst tekenen. B vond niets moeilijk."),
        (Step.EXPECTED_SEEN, "A vertelde twee zinnen met de schets van C erbij. Dat hadden we niet verwacht."),
        (Step.DESIGN, "Een stopstreepje bij elke alinea zou laten zien waar het hapert."),
        (Step.DESIGN, "De schets kan vóór de tweetallen."),
        (Step.EXPERT, "Thuistaal is denktaal. Vraag er bewust om vóór het vertellen, niet als noodgreep."),
        (Step.MY_CLASS, "Ik laat morgen zelf horen waar ik hapere."),
    ),
    asked_of_expert="Wanneer zet je de thuistaal bewust in?",
    feedback="Doe het haperen zelf voor, niet alleen het antwoord. Tel hoe vaak leerlingen terugkijken in de tekst.",
    open_question="Wanneer zet je de thuistaal bewust in?",
)
