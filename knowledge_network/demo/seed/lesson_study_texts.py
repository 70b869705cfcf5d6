"""The two short Lesson Studies of the demo: one in design, one that stopped."""

from __future__ import annotations

from knowledge_network.demo.seed.lesson_study_shapes import (
    DemoPupil,
    DemoRow,
    DemoStudy,
    DemoStudyItem,
)
from lesson_study.cycles.enums import Phase, StudyItemKind, Subject

PLAY = DemoStudy(
    group="Het jonge kind: spel als motor",
    title="Wat gebeurt er als het spel stokt?",
    subject=Subject.PLAY,
    years=(1, 2),
    topics=("jonge kind en spelend leren",),
    phase=Phase.DESIGN,
    goal="Kinderen houden hun spel zelf gaande.",
    theme="Spel verrijken",
    question=(
        "We willen begrijpen hoe kinderen verder spelen als hun spel stokt, zodat ze leren een nieuw idee van een "
        "ander op te pakken."
    ),
    evidence="In de huishoek duurt een spel nu gemiddeld zes minuten.",
    school_link="Spelend leren is het thema van de groepen 1 en 2 dit jaar.",
    items=(
        DemoStudyItem(StudyItemKind.SOURCE, "Leerlijn spel", "Van naast elkaar naar met elkaar spelen."),
        DemoStudyItem(StudyItemKind.SOURCE, "Kijkwijzer spelbegeleiding", "Vier manieren om mee te spelen."),
        DemoStudyItem(StudyItemKind.MISCONCEPTION, "Als je iets nieuws in de hoek legt, gaat het spel vanzelf door"),
    ),
    pupils=(
        DemoPupil("A", "Kaj", "Kijkt toe, begint niet", "Speelt alleen.", "Doet een voorstel in het spel."),
        DemoPupil("B", "Saar", "Neemt de leiding", "Verdeelt de rollen.", "Neemt een idee van een ander over."),
    ),
    rows=(
        DemoRow(
            "Kring: wat speelden jullie gisteren?",
            8,
            "Vraagt wat er moeilijk was.",
            "Vertellen.",
            "Foto's van de hoek zonder kinderen",
            {"A": "luistert", "B": "vertelt veel"},
        ),
        DemoRow(
            "Spelen in de bakkerij",
            20,
            "Kijkt tien minuten en speelt dan mee als klant.",
            "Spelen.",
            "Bakkerij, bestelbriefjes",
            {"A": "kijkt toe", "B": ""},
        ),
    ),
)

ROBOTS = DemoStudy(
    group="Digitale geletterdheid in de praktijk",
    title="Waarom doet de robot dat?",
    subject=Subject.DIGITAL,
    years=(5,),
    topics=("programmeren en robotica",),
    phase=Phase.STUDY,
    goal="Leerlingen zoeken zelf uit waarom iets niet werkt.",
    theme="Fouten zoeken",
    question=(
        "We willen begrijpen hoe leerlingen een fout in hun programma zoeken, zodat ze niet meteen opnieuw beginnen."
    ),
    evidence="Bij de vorige les gooide de helft van de tweetallen het programma weg na de eerste fout.",
    school_link="Programmeren staat in het plan voor digitale geletterdheid.",
    items=(DemoStudyItem(StudyItemKind.SOURCE, "Leerlijn programmeren", "Van stappen naar herhalen."),),
    stopped_because="Twee leraren kregen een andere groep. Op tijd een nieuwe klas vinden lukte niet.",
    learned_from_stopping="Vraag pas lesuren vrij als zeker is wie dit jaar welke groep heeft.",
)
