"""What the project groups and the other expert groups of the demo network spoke about. All of it invented."""

# ruff: noqa: E501  # a subject is easier to read with each text on one line

from __future__ import annotations

from knowledge_network.demo.seed.meeting_texts import Subject
from plg.meetings.enums import AgendaGoal

DECIDE, INFORM, OPINION, WORK = AgendaGoal.DECIDE, AgendaGoal.INFORM, AgendaGoal.OPINION, AgendaGoal.WORK

MINUTES: dict[str, tuple[Subject, ...]] = {
    "Didactische waaier ICT": (
        Subject(
            "Kaart 7 tot en met 12 na de proef", WORK, 40,
            "Acht klassen probeerden zes kaarten. De kaart over feedback met geluid werd het meest gebruikt en de kaart over toetsen bijna niet. De teksten zijn te lang: niemand leest in de klas meer dan zestig woorden.",
            "Een kaart telt hooguit zestig woorden, met één voorbeeld.",
            "Kaart 9 en 11 herschrijven en terugsturen naar de proefklassen",
        ),
        Subject(
            "Wanneer leg je hem weg?", OPINION, 20,
            "De sterkste kaarten zeggen ook wanneer papier beter is. Twee leraren vonden dat eerst vreemd in een waaier over ICT. Na de proef noemden zij het de reden dat ze hem houden.",
            "Op elke kaart staat een zin over wanneer je het niet doet.",
            "",
        ),
        Subject(
            "Vorm: waaier, map of allebei", DECIDE, 15,
            "De waaier valt uit elkaar na drie weken gebruik. Dikker papier scheelt, en een ring in plaats van een schroef ook. Een digitale versie komt er ook, zonder filmpjes.",
            "We drukken op stevig papier met een ring, en zetten hetzelfde online.",
            "Prijs opvragen bij twee drukkers in de regio",
        ),
        Subject(
            "Welke kaarten missen we?", WORK, 25,
            "Er zit niets in over kinderen die thuis geen computer hebben. En niets over luisteren naar elkaar zonder scherm. Beide kaarten maken we erbij, dan zijn het er vierentwintig.",
            "",
            "Twee nieuwe kaarten schrijven en in één klas proberen",
        ),
        Subject(
            "De handleiding van twee bladzijden", WORK, 25,
            "De eerste versie telde negen bladzijden en zei niets wat de kaarten niet al zeggen. We streepten door tot twee: hoe je begint, en wat je na een maand bespreekt.",
            "De handleiding past op twee bladzijden en heeft geen inleiding.",
            "Handleiding laten lezen door iemand die de waaier niet kent",
        ),
    ),
    "Leskisten Wetenschap & Technologie": (
        Subject(
            "Wat komt er terug van een kist?", INFORM, 20,
            "In de kist met lampen ontbraken zeven batterijen en een lijm die niet mee hoefde. De lijst voorin is oud. Twee scholen schreven hun wensen op de deksel, wat eigenlijk handig is.",
            "Iedere school vinkt de lijst af en schrijft op de deksel wat op is.",
            "Nieuwe lijsten in alle zes de kisten leggen",
        ),
        Subject(
            "Rondbrengen of ophalen", DECIDE, 15,
            "Rondbrengen kost één ochtend per maand en niemand heeft die. Ophalen werkt als je weet dat er iemand is. De conciërges van drie scholen willen het samen doen.",
            "Wie de kist leent, haalt hem op; op woensdag is er altijd iemand.",
            "Belrooster maken met de conciërges",
        ),
        Subject(
            "Nieuwe proef bij geluid", WORK, 30,
            "We bouwden de snaartelefoon en hoorden weinig. Met een strakker touw gaat het wel, en dat moet in de beschrijving staan. De kinderen vinden het touw zelf het spannendst.",
            "",
            "De beschrijving van geluid aanpassen en meesturen",
        ),
        Subject(
            "Beheer na dit jaar", OPINION, 20,
            "De projectgroep is klaar en de kisten leven door. Er moet iemand zijn die kapotte dingen vervangt, en een klein bedrag. Dat leggen we bij het netwerk neer, met cijfers van het gebruik.",
            "Wij vragen om een vaste beheerder voor twee uur in de maand.",
            "Gebruik van dit jaar op een half blad zetten",
        ),
    ),
    "Startklaar: inductie in het eerste jaar": (
        Subject(
            "Wat zeggen starters zelf?", WORK, 40,
            "Twintig gesprekken uitgeschreven. Tijd om te kijken bij een ander komt in zestien gesprekken terug en staat in geen enkel programma. Drie starters zeiden dat zij liever geen mentor hadden gehad dan deze.",
            "Kijken bij een collega krijgt een vaste plek in week 6 en week 20.",
            "De zestien uitspraken over kijken bij een ander bij elkaar zetten",
        ),
        Subject(
            "De eerste honderd dagen op één blad", WORK, 30,
            "We begonnen met veertig punten en hielden er elf over. Week 1 gaat over waar de koffie staat en wie je belt. De map met beleid komt pas in week 8.",
            "Alles wat in de eerste week niet nodig is, gaat eruit.",
            "Het blad voorleggen aan drie starters van nu",
        ),
        Subject(
            "Begeleiden en beoordelen", DECIDE, 25,
            "Op vijf scholen doet één persoon allebei. De studenten vertellen dan minder, dat horen wij bij de opleiding ook. We kunnen het niet verplichten, wel uitleggen.",
            "In ons programma is de begeleider nooit degene die beoordeelt.",
            "Een voorbeeld uitschrijven van een school waar het gesplitst is",
        ),
        Subject(
            "Wat kost het, en wie betaalt?", OPINION, 20,
            "Per starter rekenen we op dertig uur begeleiding in een jaar. Twee besturen doen dat al, drie denken van wel en weten het niet. We leggen het neer met wat het oplevert: minder mensen die vertrekken.",
            "",
            "Berekening per bestuur maken, zonder namen van scholen",
        ),
        Subject(
            "De kijkwijzer voor lesbezoek", WORK, 30,
            "Eén vraag per bezoek, en die kiest de starter. In de proef keken begeleiders nog steeds naar orde, omdat dat makkelijk is. We zetten de vraag bovenaan, in grote letters.",
            "De starter vult de vraag in, niet de begeleider.",
            "De kijkwijzer testen bij vier lesbezoeken",
        ),
    ),
    "Begeleiding van starters": (
        Subject(
            "Een starter die wil stoppen", WORK, 30,
            "Het was geen orde en geen liefde voor het vak, het was het aantal vergaderingen. De school heeft er drie geschrapt en zij blijft. Dat is één geval, en toch vroegen we allemaal na hoe het bij ons zit.",
            "",
            "Natellen hoeveel vergaderingen een starter in het eerste half jaar heeft",
        ),
        Subject(
            "Intervisie: wie stelt de vraag?", DECIDE, 20,
            "In de groepen waar de begeleider voorzit, praat hij de helft van de tijd. Als een starter voorzit, worden de vragen korter en beter. Vreemd genoeg komt er ook meer op tafel.",
            "Vanaf de tweede keer zit een starter voor.",
            "Kaart met vijf stappen meesturen aan de starters",
        ),
        Subject(
            "Aspirant-leraren die vastlopen", WORK, 35,
            "Twee gevallen besproken. In allebei nam de mentor het steeds een beetje over, met de beste bedoelingen. Eén signaal afspreken en een overgang laten oefenen bleek bij de eerste genoeg.",
            "We bellen binnen een week met de opleiding als een stage stokt.",
            "Belafspraak met de opleiding vastleggen",
        ),
        Subject(
            "Samen opleiden: wie doet wat?", OPINION, 25,
            "De ene school denkt dat de opleider komt kijken, de ander wacht op een mail. We schreven op één blad wie wat doet, en het werd minder dan gedacht. Nu nog horen of het klopt.",
            "",
            "Het blad laten lezen door twee scholen en de pabo",
        ),
        Subject(
            "Zij-instromers zijn geen studenten", INFORM, 20,
            "Zij hebben een baan gehad en willen niet begeleid worden als iemand van negentien. Wat helpt is hun ervaring gebruiken: bij ons geeft er een de lessen over techniek. Wel een maatje, geen beoordeling in week 4.",
            "In het programma komt een bladzijde voor zij-instromers.",
            "De bladzijde samen met twee zij-instromers schrijven",
        ),
    ),
    "Ontwerpateliers": (
        Subject(
            "Een atelier dat leeg staat", WORK, 30,
            "Van de vier ateliers worden er twee gebruikt. In de andere twee staan dozen voor de kerst. Het lokaal is niet het probleem, er is niemand die er elke week naartoe gaat.",
            "Een atelier krijgt pas spullen als er iemand voor is.",
            "Vragen wie bij jullie de sleutel heeft en waarom",
        ),
        Subject(
            "Opdrachten uit de buurt", WORK, 25,
            "De bakker wilde een doos die je kunt stapelen, de bibliotheek een plek waar je fluistert. De opdrachten waren te groot en werden kleiner toen kinderen erover gingen praten.",
            "",
            "Drie opdrachten uit de buurt verzamelen en kleiner maken",
        ),
        Subject(
            "Minder machines", OPINION, 20,
            "De printer die alles kan, staat in de weg. Karton, tape en tijd leveren meer ideeën op, en dat hadden we moeten weten. De lijst voor scholen wordt dus korter.",
            "We raden scholen aan te beginnen met karton en een opruimkast.",
            "De inrichtingslijst terugbrengen tot één bladzijde",
        ),
        Subject(
            "Kleuters en groep 8 aan één tafel", INFORM, 20,
            "In één ochtend maakten zij een stoel voor een knuffel. De kleuters wisten precies wat de knuffel nodig had, groep 8 wist hoe je het maakt. Niemand verveelde zich.",
            "",
            "Foto's verzamelen zonder gezichten erop",
        ),
    ),
}  # fmt: skip

RETURNS: dict[str, tuple[str, ...]] = {
    "Didactische waaier ICT": (
        "Drie kaarten gebruikt op een studiemiddag. De kaart waarop je iets weglegt, werd het vaakst gekozen.",
        "In groep 7 laten kiezen tussen een kaart en papier, en gevraagd waarom.",
        "De waaier hangt aan de haak naast het digibord. Hij wordt gebruikt, zie ik aan de hoeken.",
    ),
    "Leskisten Wetenschap & Technologie": (
        "De kist met bruggen drie weken gehad. De lijst voorin nu zelf bijgewerkt.",
        "Met twee parallelcollega's de proef met geluid gedaan, in drie lokalen tegelijk.",
        "Aan de directie laten zien hoeveel klassen een kist per jaar ziet.",
    ),
    "Startklaar: inductie in het eerste jaar": (
        "Het blad met de eerste honderd dagen ingevuld met onze twee starters erbij.",
        "In het directeurenoverleg verteld dat tijd om te kijken het meest genoemd wordt.",
        "Met mijn starter een vraag gekozen voor het lesbezoek, en mijn mond gehouden.",
    ),
    "Begeleiding van starters": (
        "De voorzitter van onze intervisie is nu een starter. Ik zit achterin.",
        "Met de opleiding afgesproken dat we binnen een week bellen bij een stage die stokt.",
        "In ons team de vergaderingen van een starter geteld. Het waren er negentien.",
    ),
    "Ontwerpateliers": (
        "De printer staat in de gang, het karton ligt in het lokaal. Het is er drukker dan ooit.",
        "Groep 3 en groep 8 samen laten ontwerpen, één ochtend.",
    ),
}
