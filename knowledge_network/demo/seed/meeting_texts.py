"""What the groups of the demo network do in their meetings. All of it invented."""

from __future__ import annotations

from dataclasses import dataclass

from plg.meetings.enums import AgendaGoal
from plg.records.enums import FollowUp, Mechanism, ReturnAudience


@dataclass(frozen=True)
class Subject:
    """A subject of an agenda with what was said, and what came of it."""

    title: str
    goal: str
    minutes: int
    report: str
    decision: str = ""
    action: str = ""


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        "Wat zagen we in de klas?",
        AgendaGoal.WORK,
        30,
        "Ieder bracht twee voorbeelden van leerlingwerk mee. We legden ze naast elkaar en keken eerst alleen: wat staat er echt? "
        "Opvallend vaak zit de fout in de eerste stap, niet in de berekening of het lezen zelf.",
        "We nemen elke keer twee voorbeelden van leerlingwerk mee, zonder naam.",
        "Voorbeelden van leerlingwerk scannen en bij de bestanden zetten",
    ),
    Subject(
        "Terugblik: wat deed je met de vorige keer?",
        AgendaGoal.INFORM,
        15,
        "Vier van ons probeerden de zinstarters uit. Twee keer werkte het meteen, twee keer vroegen leerlingen eerst om meer denktijd.",
        "",
        "Zinstarters op A3 drukken voor alle deelnemende klassen",
    ),
    Subject(
        "De volgende les voorbereiden",
        AgendaGoal.WORK,
        35,
        "We ontwierpen de les van achteren naar voren: eerst de exitkaart, dan de opdracht. De kern is dat leerlingen elkaar overtuigen.",
        "De les duurt 45 minuten en begint met twee minuten stil tekenen.",
        "Lesplan uitschrijven en een week vooraf rondsturen",
    ),
    Subject(
        "Wie kijkt mee bij wie?",
        AgendaGoal.DECIDE,
        10,
        "We maakten tweetallen over de besturen heen. Wie meekijkt, let op één leerling en schrijft alleen op wat te zien en te horen is.",
        "Iedereen kijkt dit halfjaar één keer mee op een andere school.",
        "Datum voor het lesbezoek afspreken met je maatje",
    ),
    Subject(
        "Wat vertellen we ons team?",
        AgendaGoal.OPINION,
        20,
        "Een vergadering van tien minuten werkt beter dan een mail. We oefenden het verhaal in tweetallen.",
        "",
        "Tien minuten vragen op de agenda van het team",
    ),
    Subject(
        "Onderzoek dat ons helpt",
        AgendaGoal.INFORM,
        20,
        "We bespraken een artikel over hardop denken. Herkenbaar: leraren doen vaak het goede antwoord voor, en niet het zoeken.",
        "",
        "Samenvatting van het artikel maken op één pagina",
    ),
    Subject(
        "Opbrengst: wat houden we over?",
        AgendaGoal.DECIDE,
        25,
        "We kozen drie dingen die iedereen blijft doen. De kijkwijzer is klaar om te delen; de lesbeschrijving nog niet.",
        "De kijkwijzer gaat naar de kennisbank onder CC BY.",
        "Kijkwijzer nakijken op taal en delen",
    ),
    Subject(
        "Rondvraag over de planning",
        AgendaGoal.DECIDE,
        10,
        "De woensdagmiddag blijft. In de weken met rapportgesprekken plannen we niets.",
        "We beginnen voortaan om 15.30 uur precies.",
    ),
)

TITLES = ("Bijeenkomst", "Samen voorbereiden", "Lessen bekijken", "Opbrengst delen")
PLACES = ("Teamkamer", "Lokaal groep 7", "Speelzaal", "Bibliotheek")
OPENINGS = (
    "Iedereen vertelt in één zin wat er deze week lukte.",
    "We beginnen met een foto uit de klas: wat zie je, en wat nog meer?",
    "Kort rondje. Welkom aan een collega die voor het eerst aanschuift.",
)
RETURNS: tuple[tuple[str, str, str], ...] = (
    (
        "Ik laat leerlingen eerst twee minuten stil tekenen voordat ze praten.",
        ReturnAudience.CLASS,
        Mechanism.TRANSFORMATION,
    ),
    ("De drie zinstarters hangen nu in alle bovenbouwklassen.", ReturnAudience.YEAR_GROUPS, Mechanism.COORDINATION),
    ("In het team verteld wat stille leerlingen doen als je wacht.", ReturnAudience.TEAM, Mechanism.REFLECTION),
    ("Ik merkte dat ik zelf te snel help. Ik tel nu tot vijf.", ReturnAudience.CLASS, Mechanism.IDENTIFICATION),
    (
        "Kijkwijzer besproken in de bouwvergadering; twee collega's gaan hem gebruiken.",
        ReturnAudience.YEAR_GROUPS,
        Mechanism.COORDINATION,
    ),
    ("De les met het touw herhaald in groep 6. Werkte ook daar.", ReturnAudience.CLASS, Mechanism.TRANSFORMATION),
    ("Studiedag: een halfuur hardop denken geoefend met het hele team.", ReturnAudience.TEAM, Mechanism.TRANSFORMATION),
    (
        "Met aspirant-leraren gekeken naar wat leerlingen zeggen in plaats van naar de leraar.",
        ReturnAudience.INSTITUTE,
        Mechanism.REFLECTION,
    ),
    (
        "In het directeurenoverleg verteld hoeveel tijd samen voorbereiden kost en oplevert.",
        ReturnAudience.BOARD,
        Mechanism.IDENTIFICATION,
    ),
    (
        "Stopstreepjes in zaakvakteksten: alle klassen van de bovenbouw doen mee.",
        ReturnAudience.YEAR_GROUPS,
        Mechanism.COORDINATION,
    ),
)
FOLLOW_UPS = (FollowUp.SHARED, FollowUp.APPLIED, FollowUp.APPLIED, FollowUp.ADAPTED, FollowUp.STOPPED)
DEPTH_NOTES = (
    "Vooral verhalen over hoe het ging.",
    "We gaven elkaar tips.",
    "Iedereen bracht materiaal mee en liet het zien.",
    "We ontwierpen samen en voelen ons samen verantwoordelijk.",
)
OUTCOMES = (
    "De deelnemer kan leerlingwerk bespreken zonder te oordelen, een les van achteren naar voren ontwerpen en een collega bevragen "
    "op wat leerlingen laten zien."
)
NETWORK_SUBJECTS = (
    Subject(
        "Welkom en waar staan we",
        AgendaGoal.INFORM,
        15,
        "De programmaleiding liet zien wat de groepen dit jaar maakten.",
    ),
    Subject(
        "Markt van opbrengsten",
        AgendaGoal.WORK,
        60,
        "Twaalf tafels, elke tafel een opbrengst om mee te nemen. De meeste vragen gingen over tijd en rooster.",
        "Elke school kiest voor de volgende keer één opbrengst om uit te proberen.",
        "Overzicht van de opbrengsten rondsturen",
    ),
    Subject(
        "Vooruitblik", AgendaGoal.OPINION, 15, "Drie nieuwe vragen kregen genoeg stemmen om er een groep van te maken."
    ),
)
