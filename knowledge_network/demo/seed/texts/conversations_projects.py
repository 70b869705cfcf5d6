"""Conversations in the closed spaces of project groups and expert groups. All of it invented."""

# ruff: noqa: E501  # a post a line

from __future__ import annotations

from knowledge_network.demo.seed.texts.talks import DemoTalk, talk

CONVERSATIONS: dict[str, tuple[DemoTalk, ...]] = {
    "Didactische waaier ICT": (
        talk(
            "Proefklassen voor de laatste ronde",
            36,
            (1, "Ik zoek nog twee klassen voor kaart 13 tot en met 18, het liefst een kleine school."),
            (4, "Onze school doet mee, vanaf groep 5. We hebben wel maar een half lokaal met tablets."),
            (2, "Dat is juist goed. In de vorige ronde had iedereen alles, en toen bleek kaart 14 niks."),
            (1, "Fijn. Ik stuur de kaarten in een envelop, dan kunnen jullie erop schrijven."),
            (4, "Terug gestuurd. Bij kaart 15 staat «niet doen als het regent» en dat is serieus bedoeld."),
            (0, "Die opmerking laten we staan. Wie dat leest, vergeet het nooit meer."),
        ),
        talk(
            "Zestig woorden is weinig",
            17,
            (3, "Kaart 9 krijg ik niet onder de zestig. Er moet staan dat de leerlingen zelf kiezen, en waarom."),
            (5, "Schrap het waarom en laat het voorbeeld staan. Het voorbeeld is de reden."),
            (0, "Lees hem eens hardop voor aan iemand in de gang. Wat die vraagt, moet erop, de rest niet."),
            (3, "Gedaan bij de overblijf. Zij vroeg alleen: «En als ze niet kunnen kiezen?» Nu staat dat erop, en verder niets."),
        ),
    ),
    "Leskisten Wetenschap & Technologie": (
        talk(
            "Kist 3 is al vier weken weg",
            34,
            (1, "De kist met geluid is niet terug. Weet iemand bij wie hij staat?"),
            (0, "Volgens de lijst bij de school aan de beek. Ik bel morgen."),
            (0, "Ze dachten dat hij mocht blijven tot de zomer, omdat er niets op de deksel stond."),
            (3, "Dan zetten we de datum op de deksel. Met een stift, want een briefje waait weg."),
            (1, "Kist is terug, en er zit een extra snaartelefoon bij. Die houden we."),
        ),
        talk(
            "Wat doen we met de kapotte lampen?",
            11,
            (2, "Van de vijf zaklampen doen er twee het. Nieuwe kopen of weggooien?"),
            (4, "Laat groep 8 ze openmaken. Drie van de vier keer is het het contactje, en dat is een prima les."),
            (2, "Gedaan: vier doen het weer. De vijfde is echt stuk, die is nu een lantaarn in de bouwhoek."),
        ),
    ),
    "Startklaar: inductie in het eerste jaar": (
        talk(
            "Wat zet je wél in de eerste week?",
            40,
            (1, "Ons blad met de eerste week is nog steeds te vol. Wat mag er van jullie echt niet ontbreken?"),
            (4, "De naam van één persoon die je altijd mag bellen, met een telefoonnummer."),
            (2, "Waar de sleutel van het papierhok ligt. Ik meen het, daar huilde iemand om."),
            (5, "En een lege plek in het rooster van woensdag. Anders komt dat nooit meer."),
            (0, "De map met afspraken mag van mij naar week 8. Wie leest dat nou in zijn eerste week?"),
            (1, "Vier punten, meer worden het niet. Ik stuur het vanmiddag rond."),
        ),
        talk(
            "Een starter die niet durft te vragen",
            20,
            (3, "Bij ons vraagt een starter nooit iets, en dan blijkt ze om negen uur 's avonds nog op school. Hoe maken jullie vragen makkelijk?"),
            (5, "Ik vraag elke week: «Wat kostte jou deze week te veel tijd?» Daar kun je niet «niets» op zeggen."),
            (0, "Bij ons heeft elke starter een maatje van een andere school. Aan een vreemde vragen ze alles."),
            (3, "Dat maatje willen wij ook. Wie kan er met mij meedenken over wie dat wordt?"),
            (0, "Ik ken er twee die dat graag doen. Ik bel ze even en laat je weten wie er kan."),
        ),
    ),
    "Praatplaat Lerend team": (
        talk(
            "Wat moet er op de plaat staan?",
            18,
            (0, "We willen geen organogram. Wat zou jij aanwijzen als je moest zeggen waar jullie leren?"),
            (2, "De gang bij het kopieerapparaat. Daar hoor ik alles wat ik op de studiedag mis."),
            (1, "Bij ons de keukentafel. Er past precies een bouw omheen."),
            (3, "Dan moet er op de plaat een plek zijn waar mensen staan te wachten. Dat is overal hetzelfde."),
            (0, "Ik laat een kopieerapparaat en een keukentafel tekenen, met lege wolkjes erboven."),
        ),
        talk(
            "Testen in vijf teams",
            6,
            (1, "Onze school wil de plaat wel proberen, maar alleen als het drie kwartier duurt en niet langer."),
            (0, "Prima, dat was ook het plan. Wie kijkt er mee zonder mee te praten?"),
            (2, "Ik. En ik schrijf op wie er niets zegt, want daar gaat het over."),
        ),
    ),
    "Taal": (
        talk(
            "Een school wil een oordeel over haar leesresultaten",
            43,
            (3, "Een directeur vraagt of wij willen zeggen of het goed gaat. Doen we dat?"),
            (0, "Nee. Wel willen we meekijken wat ze al weten en wat ze nog niet weten."),
            (5, "Als we beginnen met oordelen, durft volgende week niemand meer iets te vragen."),
            (3, "Ik schrijf terug dat we langskomen, zonder cijfers op tafel. Kan iemand mee?"),
            (1, "Ik ga mee. Dinsdagmiddag, dan zijn de kinderen naar huis en is er tijd."),
            (3, "Het was een goed gesprek. Ze hadden hun antwoord al, ze durfden het alleen niet hardop te zeggen."),
        ),
        talk(
            "Bronnen: hoe streng zijn we?",
            26,
            (6, "In het antwoord over spelling staat een bron uit 1998. Laten we die staan?"),
            (2, "Als er niets nieuwers is, ja, met erbij dat hij oud is."),
            (4, "Ik heb gezocht. Er is iets van drie jaar geleden en dat zegt half iets anders."),
            (6, "Dan noemen we ze allebei, en schrijven we dat het niet vaststaat. Een antwoord met «we weten het niet» mag ook."),
            (0, "Dat is precies waarom mensen ons vragen."),
        ),
    ),
    "Begeleiding van starters": (
        talk(
            "Wie mag er bij een lesbezoek zijn?",
            35,
            (4, "Bij ons wil de directeur mee naar het bezoek in week 6. Goed of niet?"),
            (1, "Niet. De starter vertelt dan iets anders, en dat is precies wat je niet wilt."),
            (3, "Wij hebben afgesproken dat de directeur een eigen bezoek doet, later, en dat het geen begeleiding heet."),
            (4, "Dat onderscheid heb ik voorgelegd en het was meteen duidelijk. Dank."),
            (0, "Zet dat zinnetje op het blad met afspraken, dan hoef je het nooit meer uit te leggen."),
        ),
        talk(
            "Zij-instromer zonder maatje",
            23,
            (6, "Onze zij-instromer is 48 en zit tussen starters van 22. Hij voelt zich de opa. Iemand een idee?"),
            (2, "Koppel hem aan iemand van een andere school die ook uit het bedrijfsleven komt. Dat is in een half uur gebeurd."),
            (5, "Ik ken iemand, die kwam uit de bouw. Ik vraag of hij wil bellen."),
            (6, "Ze hebben elkaar gebeld en gaan samen een keer kijken. Hij zei: «Hij snapt waarom ik geen map wil.»"),
        ),
    ),
    "Ontwerpateliers": (
        talk(
            "Wie wil dit weer oppakken?",
            190,
            (0, "Deze groep staat stil. Ik heb een nieuwe baan en geen tijd meer. Is er iemand die wil?"),
            (3, "Ik wil wel, maar pas na de vakantie. Nu heb ik drie groepen bij elkaar."),
            (1, "Misschien moeten we eerst vragen welke scholen hun atelier nog gebruiken."),
            (0, "Goed idee. Twee van de vier, denk ik. Ik zet het in het archief en dan weet wie het vindt waar het staat."),
        ),
    ),
}  # fmt: skip
