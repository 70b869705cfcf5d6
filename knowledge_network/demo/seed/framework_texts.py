"""Frameworks of the demo, in words of our own: criteria with an example and what each level looks like."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_network.insight.frameworks.enums import FrameworkScope

GROWTH = ("Ik begin", "Ik doe het", "Ik doe het bewust", "Ik help anderen")
SCHOOL = ("Nog niet", "Soms", "Meestal", "Altijd en overal")


@dataclass(frozen=True)
class CriterionText:
    part: str
    text: str
    example: str
    described: tuple[str, ...] = ()


@dataclass(frozen=True)
class FrameworkText:
    title: str
    scope: str
    intro: str
    source: str
    levels: tuple[str, ...]
    criteria: tuple[CriterionText, ...]


C = CriterionText
FRAMEWORKS = (
    FrameworkText(
        "Profiel opleidingsschool",
        FrameworkScope.TEAM,
        "Waaraan zie je dat een school samen met de opleiding leraren opleidt? Voor een team dat naar zichzelf kijkt.",
        "Eigen woorden, naar de kenmerken die opleidingsscholen in het land delen.",
        SCHOOL,
        (
            C("Samen opleiden", "School en opleiding maken samen de leerweg van elke aspirant-leraar.", "In september zitten we met drie aan tafel: aspirant, werkplekbegeleider en instituutsopleider.", ("De opleiding bepaalt, wij voeren uit.", "We praten erover als er iets misgaat.", "We plannen en bespreken het samen.", "Ook de aspirant plant mee, en we leren er zelf van.")),
            C("Samen opleiden", "Werkplekbegeleiders krijgen tijd en scholing om goed te begeleiden.", "Elke begeleider heeft een uur per week en een ochtend training per blok.", ("Het gebeurt tussendoor.", "Er is tijd, als het uitkomt.", "De tijd staat in het rooster.", "Tijd en scholing zijn vast, en we leren van elkaar.")),
            C("Leren in de school", "Aspirant-leraren doen mee met wat het team onderzoekt.", "Twee aspiranten zitten in het team van onze Lesson Study.", ("Zij maken hun eigen opdrachten.", "Soms kijkt er iemand mee.", "Hun onderzoek past bij onze vraag.", "Wij veranderen iets door wat zij vonden.")),
            C("Leren in de school", "Wat we leren komt terug in het hele team.", "Na elke bijeenkomst tien minuten in de teamvergadering.", ("Het blijft bij wie er was.", "We vertellen het in de wandelgangen.", "Er is een vast moment voor.", "Het leidt tot afspraken die we nakomen.")),
            C("Kwaliteit", "We vragen aspirant-leraren en starters wat beter kan, en doen er iets mee.", "Twee keer per jaar een gesprek zonder leidinggevende.", ("Dat vragen we niet.", "We vragen het, soms.", "We vragen het vast en bespreken het.", "We laten zien wat we ermee deden.")),
        ),
    ),
    FrameworkText(
        "Werkplekbegeleider",
        FrameworkScope.PERSON,
        "Voor wie een aspirant-leraar of starter in de klas begeleidt. Alleen jij leest wat je invult.",
        "Eigen woorden.",
        GROWTH,
        (
            C("Kijken", "Ik kijk eerst wat er gebeurt voordat ik iets vind.", "Ik schrijf tien minuten op wat leerlingen doen.", ("Ik zie vooral wat er misgaat.", "Ik zie ook wat er goed gaat.", "Ik kijk met een vraag.", "Ik leer anderen zo te kijken.")),
            C("Praten", "Ik stel vragen waardoor de ander zelf nadenkt.", "«Waar zag je dat ze het snapten?»", ("Ik geef vooral raad.", "Ik vraag en geef raad.", "Ik wacht, vraag door en vat samen.", "Ik bespreek mijn gesprekken met collega’s.")),
            C("Praten", "Ik zeg eerlijk wat ik zie, zo dat de ander verder kan.", "Eén ding dat werkt, één ding om morgen te proberen.", ("Ik vind dat lastig.", "Het lukt als het goed gaat.", "Het lukt ook als het schuurt.", "Ik help anderen erbij.")),
            C("Laten groeien", "Ik geef stap voor stap meer ruimte.", "Eerst een kring, dan een les, dan een dag.", ("Ik neem het snel over.", "Ik laat los als ik er vertrouwen in heb.", "Ik spreek stappen af.", "De ander bepaalt de stappen mee.")),
            C("Zelf leren", "Ik leer zelf van wie ik begeleid.", "Een aspirant liet mij zien hoe je een les start met een raadsel.", ("Daar denk ik niet aan.", "Soms neem ik iets over.", "Ik vraag ernaar.", "We onderzoeken samen iets.")),
        ),
    ),
    FrameworkText(
        "Teacher leader",
        FrameworkScope.PERSON,
        "Voor leraren die collega’s meenemen zonder leidinggevende te zijn. Alleen jij leest wat je invult.",
        "Eigen woorden.",
        GROWTH,
        (
            C("Richting", "Ik maak van een vraag uit de klas een vraag van het team.", "«Hoe krijgen we stille leerlingen aan het woord?» werd ons jaarthema.", ("Ik houd het bij mezelf.", "Ik noem het in de pauze.", "Ik breng het in.", "Ik help anderen hun vraag in te brengen.")),
            C("Samen", "Ik zorg dat iedereen kan meedoen, ook wie twijfelt.", "Ik vraag vooraf aan wie weinig zegt wat diegene nodig heeft.", ("Ik werk met wie wil.", "Ik nodig iedereen uit.", "Ik luister juist naar twijfel.", "Twijfel maakt ons plan beter.")),
            C("Onderzoeken", "Ik kijk met anderen naar wat leerlingen laten zien.", "Drie schriften op tafel, geen namen.", ("We praten over lessen.", "We kijken soms naar werk.", "We doen dat vast.", "We veranderen er lessen door.")),
            C("Buiten", "Ik haal en breng kennis buiten mijn school.", "Ik deed een vraag in de expertgroep en bracht het antwoord terug.", ("Nog niet.", "Ik lees mee.", "Ik vraag en breng terug.", "Ik breng anderen met elkaar in contact.")),
        ),
    ),
    FrameworkText(
        "De verbindende leraar",
        FrameworkScope.PERSON,
        "Voor wie mensen, scholen en opleiding met elkaar verbindt. Alleen jij leest wat je invult.",
        "Eigen woorden, naar wat het netwerk onder verbinden verstaat.",
        GROWTH,
        (
            C("Over de grens", "Ik weet wie waar mee bezig is, ook buiten mijn bestuur.", "Ik ken in drie besturen iemand bij wie ik kan aankloppen.", ("Ik ken mijn eigen school.", "Ik ken een paar mensen.", "Ik onderhoud contacten.", "Anderen vinden elkaar door mij.")),
            C("Over de grens", "Ik vertaal wat hier werkt naar een andere school.", "Ik vraag eerst hoe het daar gaat.", ("Ik vertel wat wij doen.", "Ik vraag wat past.", "We passen het samen aan.", "Ook ik neem iets mee terug.")),
            C("Vertrouwen", "Ik houd me aan wat mij in vertrouwen is verteld.", "Ik vraag of ik iets mag doorvertellen.", ("Ik denk er niet altijd aan.", "Ik let erop.", "Ik maak er afspraken over.", "Ik help groepen die afspraken maken.")),
            C("Ruimte", "Ik maak ruimte voor wie anders denkt.", "Ik herhaal wat de ander zei voordat ik reageer.", ("Ik verdedig mijn idee.", "Ik laat de ander uitspreken.", "Ik vraag door.", "Verschil brengt ons verder.")),
        ),
    ),
    FrameworkText(
        "Evenwichtig en gezond collectief leren",
        FrameworkScope.TEAM,
        "Een spiegel voor een team: weten we waarom we samen leren, wat het oplevert en of het vol te houden is? Geen cijfer en geen oordeel.",
        "Naar visie, resultaten en kwaliteitsontwikkeling, in eigen woorden.",
        (),
        (
            C("Visie", "Iedereen weet waarom en waarvoor we samen leren.", "Vraag het drie collega’s: zeggen ze ongeveer hetzelfde?"),
            C("Visie", "Wat we samen leren past bij waar de school heen wil.", "Ons thema staat in het schoolplan, in woorden die we zelf gebruiken."),
            C("Resultaten voor leerlingen", "We zien bij leerlingen iets veranderen.", "Wat zeggen of doen ze nu, wat ze in september niet deden?"),
            C("Resultaten voor leraren", "Wie meedoet, doet in de klas iets anders dan eerst.", "Noem één ding dat je niet meer doet."),
            C("Resultaten voor de school", "Wat we leren wordt een afspraak of een gewoonte.", "Wat doen nieuwe collega’s vanzelf mee?"),
            C("Kwaliteitsontwikkeling", "Samen leren heeft tijd, en die tijd blijft staan als het druk is.", "Wat ging er het laatste half jaar niet door, en waarom?"),
            C("Kwaliteitsontwikkeling", "Het is vol te houden: het geeft ons meer dan het kost.", "Wie loopt er leeg, en wie laadt op?"),
        ),
    ),
)  # fmt: skip
