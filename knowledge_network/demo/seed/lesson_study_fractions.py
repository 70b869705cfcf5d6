"""The finished Lesson Study of the demo: comparing fractions. Teachers, pupils and classes are invented."""

from __future__ import annotations

from knowledge_network.demo.seed.lesson_study_shapes import (
    DemoChange,
    DemoInsight,
    DemoInterview,
    DemoNote,
    DemoPupil,
    DemoRow,
    DemoStudy,
    DemoStudyItem,
    Rewrite,
)
from lesson_study.classroom.enums import Match
from lesson_study.cycles.enums import Phase, StudyItemKind, Subject
from lesson_study.discussion.enums import InsightLevel, Progress, Step
from lesson_study.plan.enums import PlanColumn

EXPECTED, PARTLY, OTHERWISE = Match.EXPECTED, Match.PARTLY, Match.OTHERWISE

FRACTIONS = DemoStudy(
    group="Rekenen met inzicht",
    title="Welke breuk is groter?",
    subject=Subject.MATHS,
    years=(7,),
    topics=("breuken en verhoudingen", "Lesson Study begeleiden"),
    phase=Phase.REFLECTION,
    goal="Leerlingen laten hun denken zien en gebruiken elkaars redenering.",
    theme="Redeneren zichtbaar maken",
    question=(
        "We willen begrijpen hoe leerlingen breuken vergelijken, zodat ze niet alleen naar teller of noemer kijken."
    ),
    evidence=(
        "Op een startopdracht met zes vergelijkingen gaf 48 procent een antwoord met een goede redenering. De anderen "
        "keken alleen naar de teller of alleen naar de noemer, of schreven op dat ze het «gewoon zagen»."
    ),
    school_link="Alle drie de scholen hebben redeneren bij rekenen in hun schoolplan staan.",
    items=(
        DemoStudyItem(
            StudyItemKind.LEARNING_LINE,
            "Leerlijn breuken, groep 6 tot en met 8",
            "Eerst verdelen en benoemen, dan vergelijken met strook en getallenlijn, daarna pas gelijknamig maken.",
        ),
        DemoStudyItem(
            StudyItemKind.SOURCE,
            "Ni en Zhou (2005) over de voorkeur voor hele getallen",
            "Kinderen lezen een breuk als twee losse getallen. Dat verdwijnt niet vanzelf: je moet het tegenkomen.",
        ),
        DemoStudyItem(
            StudyItemKind.SOURCE,
            "Onze eigen methode, blok 4 en 5",
            "Gaat na één les al over op gelijknamig maken. Tekenen krijgt weinig tijd.",
        ),
        DemoStudyItem(
            StudyItemKind.MISCONCEPTION,
            "1/6 is meer dan 1/4, want 6 is meer dan 4",
            "De noemer wordt gelezen als een gewoon getal.",
        ),
        DemoStudyItem(
            StudyItemKind.MISCONCEPTION,
            "3/4 en 4/5 zijn even groot: er mist steeds één stukje",
            "Het aantal ontbrekende stukjes telt, niet hoe groot zo'n stukje is.",
        ),
        DemoStudyItem(
            StudyItemKind.PRETASK,
            "Startopdracht met zes vergelijkingen",
            "48 procent goed beredeneerd; twee van de drie fouten waren misvatting 2.",
        ),
        DemoStudyItem(
            StudyItemKind.EXPERT,
            "Gesproken met een instituutsopleider rekenen",
            "Tip: laat ze eerst zien wat er ontbreekt, en vraag dan welk stukje kleiner is.",
        ),
    ),
    pupils=(
        DemoPupil(
            "A",
            "Bo",
            "Onzeker, rekent met hele getallen",
            "Kent helften en kwarten, leest 1/6 als 6.",
            "Vergelijkt stambreuken met een strook.",
            Progress.REACHED,
            "Legde 4/5 meteen goed op de lijn, en zei waarom.",
        ),
        DemoPupil(
            "B",
            "Noor",
            "Tekent, komt langzaam tot een conclusie",
            "Tekent nauwkeurig, maar trekt er zelden een conclusie uit.",
            "Gebruikt de getallenlijn om 3/4 en 4/5 te vergelijken.",
            Progress.PARTLY,
            "Vergeleek goed toen de tekening eerst af mocht.",
        ),
        DemoPupil(
            "C",
            "Sem",
            "Rekent snel om, legt niet uit",
            "Maakt gelijknamig uit het hoofd.",
            "Verwoordt een redenering zonder gelijknamig te maken.",
            Progress.PARTLY,
            "Met de zinstarter lukte één zin; daarna rekende Sem weer om.",
        ),
    ),
    rows=(
        DemoRow(
            "Startprobleem: pizza 3/4 of 4/5",
            5,
            "Vertelt over twee pizza's en vraagt: wie heeft er meer? Geeft zelf geen antwoord.",
            "Kiezen met hun handen en onthouden hun keuze.",
            "Twee pizza's op het bord",
            {"A": "kiest 4/5, want 5 is meer", "B": "kiest nog niet", "C": "rekent het meteen uit"},
        ),
        DemoRow(
            "Alleen nadenken en tekenen",
            6,
            "Zegt: laat zien hoe je het weet. Loopt rond en helpt niet.",
            "Tekenen of schrijven alleen.",
            "Wit papier, stroken",
            {
                "A": "zegt: gelijk, er mist één stuk",
                "B": "tekent twee cirkels, komt niet tot een antwoord",
                "C": "schrijft 15/20 en 16/20",
            },
            {"A": "Wijst A iets aan op de tekening?", "C": "Tekent C iets?"},
        ),
        DemoRow(
            "In tweetallen: overtuig je maatje",
            8,
            "Vraagt: kan je maatje jouw uitleg navertellen?",
            "Leggen uit, vragen door, wisselen van rol.",
            "",
            {
                "A": "neemt het antwoord van het maatje over",
                "B": "laat de tekening zien",
                "C": "zegt: gewoon omrekenen",
            },
            {"B": "Wie begint te praten?"},
        ),
        DemoRow(
            "Klassikaal: drie oplossingen naast elkaar",
            12,
            "Hangt drie tekeningen op en vraagt: waar zie je wat er ontbreekt?",
            "Vergelijken de oplossingen en zeggen wat hetzelfde is.",
            "Drie tekeningen, magneten",
            {
                "A": "wijst het ontbrekende stuk aan",
                "B": "herkent de eigen tekening",
                "C": "noemt gelijknamig maken",
            },
        ),
        DemoRow(
            "Getallenlijn van touw",
            12,
            "Vraagt om breuken op het touw te hangen en te zeggen waarom daar.",
            "Hangen kaartjes op, schuiven, zeggen waarom.",
            "Touw van vier meter, kaartjes, knijpers",
            {
                "A": "hangt 4/5 te ver naar links",
                "B": "gebruikt het touw om te vergelijken",
                "C": "hangt alles goed, zegt weinig",
            },
            {"A": "Waar kijkt A naar voordat het kaartje hangt?"},
        ),
        DemoRow(
            "Exitkaart: 5/6 of 7/8",
            7,
            "Vraagt om één zin: ik zie dat …, dus ….",
            "Schrijven alleen.",
            "Exitkaarten",
            {"A": "kiest goed, reden ontbreekt", "B": "tekent en kiest goed", "C": "rekent om"},
        ),
    ),
    notes=(
        DemoNote(1, "A", 3, EXPECTED, "steekt hand op bij 4/5"),
        DemoNote(1, "C", 4, EXPECTED, "fluistert: 15/20 en 16/20"),
        DemoNote(2, "A", 7, EXPECTED, "Gelijk, er mist bij allebei één stuk.", is_quote=True),
        DemoNote(2, "B", 9, EXPECTED, "twee cirkels, gum, opnieuw"),
        DemoNote(2, "C", 8, EXPECTED, "schrijft de sommen, legt potlood neer"),
        DemoNote(3, "A", 13, EXPECTED, "knikt bij de uitleg van maatje, schrijft het over"),
        DemoNote(
            3, "B", 14, OTHERWISE, "wacht tot maatje klaar is met praten; tekening blijft dicht", is_critical=True
        ),
        DemoNote(3, "C", 15, PARTLY, "«Omrekenen. Klaar.» Maatje vraagt niets."),
        DemoNote(4, "A", 22, PARTLY, "wijst het gat aan, maar zegt niets"),
        DemoNote(4, "B", 24, EXPECTED, "glimlacht bij de eigen tekening"),
        DemoNote(4, "C", 25, PARTLY, "herhaalt het antwoord, geen uitleg"),
        DemoNote(5, "A", 35, OTHERWISE, "legt 4/5 meteen goed: «want dat stukje is kleiner»", is_critical=True),
        DemoNote(5, "B", 37, EXPECTED, "schuift 3/4 terug en meet met de hand"),
        DemoNote(5, "C", 38, EXPECTED, "hangt alles goed, kijkt naar de klok"),
        DemoNote(6, "A", 46, PARTLY, "kiest 7/8; schrijft: het gat is klein"),
        DemoNote(6, "B", 47, EXPECTED, "tekent eerst, kiest 7/8"),
        DemoNote(6, "C", 47, EXPECTED, "40/48 en 42/48"),
        DemoNote(1, "B", 4, EXPECTED, "houdt beide handen onder de tafel, kijkt naar het bord"),
        DemoNote(3, "A", 16, EXPECTED, "Ja, 4/5 dan maar.", is_quote=True),
        DemoNote(3, "A", 18, PARTLY, "vraagt één keer «hoezo?», knikt bij het antwoord"),
        DemoNote(3, "B", 17, OTHERWISE, "gumt in de tekening terwijl het maatje praat"),
        DemoNote(3, "B", 19, PARTLY, "schuift de tekening naar het midden, zegt niets"),
        DemoNote(3, "C", 17, EXPECTED, "Gewoon omrekenen.", is_quote=True),
        DemoNote(3, "C", 19, OTHERWISE, "tekent een strook in de kantlijn en kleurt die half"),
    ),
    interviews=(
        DemoInterview(
            "A",
            "Het touw.",
            "Dat een klein gat betekent dat het meer is.",
            "Bij het touw zag ik het pas.",
            "Eerder met het touw beginnen.",
        ),
        DemoInterview(
            "B",
            "Tekenen.",
            "Dat je kunt kijken wat er mist.",
            "Dat mijn tekening op het bord hing.",
            "Ik had langer willen tekenen.",
        ),
        DemoInterview(
            "C",
            "Dat het niet moeilijk was.",
            "Uitleggen is moeilijker dan uitrekenen.",
            "De vraag waarom.",
            "Een moeilijker breuk.",
        ),
    ),
    discussion=(
        (Step.TEACHER, "Ik zag veel handen bij het touw. Bij de tweetallen wist ik niet wat er gezegd werd."),
        (Step.OBSERVATIONS, "A keek bij het touw naar het stuk dat ontbrak, niet naar de cijfers."),
        (Step.OBSERVATIONS, "B zei in acht minuten niets; de tekening lag omgekeerd op tafel."),
        (Step.OBSERVATIONS, "C gaf drie keer een goed antwoord en geen enkele keer een reden."),
        (Step.PUPILS, "Twee van de drie wilden eerder met het touw beginnen of langer tekenen."),
        (
            Step.EXPECTED_SEEN,
            "In rij 3 kwamen drie van de negen notities overeen met wat we dachten: het maatje praat, de ander wacht.",
        ),
        (Step.DESIGN, "Het touw maakt het ontbrekende stuk zichtbaar. Het komt te laat in de les."),
        (Step.DESIGN, "«Overtuig je maatje» geeft het woord aan wie al praat."),
        (Step.EXPERT, "Het ontbrekende stuk is een brug. Blijf erbij stilstaan voordat er gerekend wordt."),
        (Step.MY_CLASS, "Ik laat morgen eerst twee minuten stil tekenen."),
    ),
    changes=(
        DemoChange(
            2,
            "Touw in rij 5",
            "Touw naar voren, vóór de tweetallen",
            "Bij het touw zag A pas wat er ontbreekt.",
            (11, 12),
        ),
        DemoChange(
            3,
            "Meteen praten in tweetallen",
            "Eerst twee minuten stil tekenen, dan praten",
            "B wachtte tot het maatje praatte.",
            (6,),
        ),
        DemoChange(
            3, "Overtuig je maatje", "Zinstarter: «Ik zie dat …, dus …»", "C gaf een antwoord zonder reden.", (7, 10)
        ),
    ),
    rewrites=(
        Rewrite(2, PlanColumn.LABEL, "Touw naar voren: 3/4 en 4/5 ophangen"),
        Rewrite(2, PlanColumn.MINUTES, "9"),
        Rewrite(2, PlanColumn.TEACHER, "Laat twee leerlingen 3/4 en 4/5 op het touw hangen. Vraagt: wat ontbreekt er?"),
        Rewrite(2, PlanColumn.PUPILS, "Kijken naar het touw, wijzen aan wat er ontbreekt, tekenen dat na."),
        Rewrite(2, PlanColumn.MATERIALS, "Touw van vier meter, twee kaartjes, wit papier"),
        Rewrite(3, PlanColumn.LABEL, "Twee minuten stil tekenen, dan overtuig je maatje"),
        Rewrite(3, PlanColumn.MINUTES, "10"),
        Rewrite(3, PlanColumn.TEACHER, "Hangt de zinstarter op: «Ik zie dat …, dus …». Wacht twee minuten."),
        Rewrite(4, PlanColumn.MINUTES, "10"),
        Rewrite(5, PlanColumn.LABEL, "Terug naar het touw: 5/6 en 7/8"),
        Rewrite(5, PlanColumn.MINUTES, "9"),
    ),
    second_notes=(
        DemoNote(2, "A", 8, EXPECTED, "hangt 3/4 en 4/5, wijst het gat aan"),
        DemoNote(2, "B", 9, EXPECTED, "tekent het touw na"),
        DemoNote(2, "C", 9, EXPECTED, "rekent om en kijkt dan naar het touw"),
        DemoNote(3, "A", 14, EXPECTED, "Ik zie dat er minder mist, dus 4/5 is meer.", is_quote=True),
        DemoNote(3, "A", 17, EXPECTED, "herhaalt de zin voor het maatje"),
        DemoNote(3, "A", 19, EXPECTED, "wisselt van rol en vraagt door"),
        DemoNote(3, "B", 15, EXPECTED, "laat de tekening zien en begint te praten"),
        DemoNote(3, "B", 18, EXPECTED, "maakt de zin af met de tekening"),
        DemoNote(3, "B", 20, PARTLY, "valt stil bij 5/6"),
        DemoNote(3, "C", 16, EXPECTED, "Ik zie dat het gat kleiner is, dus …", is_quote=True),
        DemoNote(3, "C", 18, EXPECTED, "legt uit zonder som"),
        DemoNote(3, "C", 20, OTHERWISE, "rekent weer om bij de laatste breuk"),
        DemoNote(4, "A", 25, EXPECTED, "wijst en zegt welk stuk kleiner is"),
        DemoNote(4, "B", 26, EXPECTED, "noemt wat hetzelfde is"),
        DemoNote(4, "C", 27, PARTLY, "noemt gelijknamig maken als controle"),
        DemoNote(5, "A", 36, EXPECTED, "hangt 7/8 goed"),
        DemoNote(5, "B", 37, EXPECTED, "meet met de hand"),
        DemoNote(5, "C", 38, EXPECTED, "vraagt om een moeilijker kaartje"),
        DemoNote(6, "A", 46, EXPECTED, "7/8, want er mist minder"),
        DemoNote(6, "B", 47, EXPECTED, "tekent en schrijft een zin"),
        DemoNote(6, "C", 47, PARTLY, "som én een halve zin"),
    ),
    second_discussion=(
        (Step.OBSERVATIONS, "A en B begonnen allebei te praten voordat het maatje iets zei."),
        (
            Step.EXPECTED_SEEN,
            "In rij 3 kwamen zeven van de negen notities overeen met wat we dachten. Eerst waren dat er drie.",
        ),
        (Step.DESIGN, "De zinstarter hielp. Snelle rekenaars hebben er een moeilijker breuk bij nodig."),
        (Step.MY_CLASS, "De zinstarter hangt nu ook bij meten op het bord."),
    ),
    insights=(
        DemoInsight(
            InsightLevel.PUPIL,
            "Het ontbrekende stuk vergelijken is een brug naar redeneren over breuken.",
            "We vragen bij elke vergelijking: wat ontbreekt er, en welk stuk is kleiner?",
            (11,),
        ),
        DemoInsight(
            InsightLevel.TEACHER,
            "Wie later ingrijpt en een zinstarter geeft, hoort meer redeneringen.",
            "Eerst twee minuten stil tekenen. De zinstarter hangt op het bord.",
            (6, 7),
        ),
        DemoInsight(
            InsightLevel.SCHOOL,
            "Een vaste redeneerles in elk blok past in het rooster van alle drie de scholen.",
            "We plannen de redeneerles in blok 3 en bezoeken elkaars les.",
            (),
        ),
    ),
    asked_of_expert="Kijk je mee of deze les laat zien hoe leerlingen redeneren?",
    feedback=(
        "Laat ze eerst zien wat er ontbreekt, en vraag dan welk stukje kleiner is. Reken zelf niet voor. Bij rij 3 ben "
        "ik benieuwd wie er begint te praten."
    ),
    summary=(
        "Leerlingen van groep 7 vergelijken breuken door te kijken naar het stuk dat ontbreekt. Met het lesplan, wat "
        "we verwachtten, wat drie casusleerlingen lieten zien, en wat we in de tweede les veranderden."
    ),
    open_question="Hoe houd je snelle rekenaars aan het redeneren als het antwoord al op papier staat?",
    question_for_practice="Helpt eerst stil tekenen ook bij andere onderwerpen dan breuken?",
    answer=(
        "Geef het antwoord weg en vraag alleen naar het waarom: «4/5 is groter. Schrijf twee redenen op die een ander "
        "overtuigen.» Laat ze daarna raden welke reden hun maatje koos. Dan valt er met snel rekenen niets te winnen."
    ),
)
