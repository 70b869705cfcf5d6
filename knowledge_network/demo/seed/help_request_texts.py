"""What people ask in the demo network, and what they were told. All of it invented."""

from __future__ import annotations

# The question, the situation, its topic and the answer.
QUESTIONS: list[tuple[str, str, str, str]] = [
    (
        "Hoe begeleid ik een aspirant-leraar die vastloopt op orde houden, zonder de groep over te nemen?",
        "Ze durft niet meer alleen voor de groep. Ik grijp steeds in en dat helpt niet.",
        "coachen van aspirant-leraren",
        (
            "Spreek vooraf één signaal af waarmee zij jou om hulp vraagt. Kijk samen tien minuten video "
            "terug: wat ging er goed vlak voordat het onrustig werd? Laat haar eerst één overgang oefenen, "
            "niet de hele les."
        ),
    ),
    (
        "Hoe krijg ik stille leerlingen in groep 7 aan het redeneren bij rekenen?",
        "De snelle rekenaars vullen alles in.",
        "breuken en verhoudingen",
        (
            "Laat iedereen eerst twee minuten stil tekenen. Geef daarna een zinstarter: «Ik zie dat …, dus "
            "…». Vraag een stille leerling pas na het werk in tweetallen."
        ),
    ),
    (
        "Wat doe ik met leerlingen die vlot lezen maar de tekst niet kunnen navertellen?",
        "Groep 6, vooral bij informatieve teksten.",
        "begrijpend lezen",
        (
            "Lees zelf hardop en laat horen waar je hapert. Laat ze bij elke alinea een stopstreepje zetten "
            "en in één zin vertellen wat er staat."
        ),
    ),
    (
        "Hoe organiseer ik in een combinatiegroep 3/4 spelend leren én genoeg instructietijd?",
        "Ik kom steeds tijd tekort.",
        "differentiëren in combinatiegroepen",
        (
            "Werk met een vast rooster van twintig minuten: groep 3 speelt in hoeken met een opdracht "
            "terwijl groep 4 instructie krijgt, daarna wissel je."
        ),
    ),
    (
        "Welke afspraken over AI-gebruik door leerlingen van groep 8 werken?",
        "Ouders vragen ernaar en wij hebben nog niets.",
        "AI-geletterdheid",
        "",
    ),
    (
        "Hoe zet ik een rekenproef op voor een leerling met ernstige rekenproblemen?",
        "De methode helpt niet meer.",
        "rekenproblemen en dyscalculie",
        (
            "Begin met een diagnostisch gesprek bij drie sommen. Noteer welke strategie je ziet. Kies daarna "
            "één doel voor zes weken."
        ),
    ),
    (
        "Wie kan meekijken bij een gesprek met ouders dat moeilijk loopt?",
        "Het gaat over het advies in groep 8.",
        "oudergesprekken",
        (
            "Begin met de vraag wat ouders thuis zien. Laat daarna pas de gegevens zien, en sluit af met één "
            "afspraak op papier."
        ),
    ),
    (
        "Hoe maak ik woordenschat onderdeel van zaakvakken?",
        "Nu is het een los blok op vrijdag.",
        "woordenschat",
        "Kies per thema zeven woorden. Hang ze op met plaatje en zin en gebruik ze elke dag drie keer.",
    ),
    (
        "Hoe houd ik automatiseren leuk in groep 4?",
        "Ze haken af bij de sommenbladen.",
        "automatiseren rekenen",
        "Vijf minuten per dag met bewegen werkt beter dan een blad: sprongen op een getallenlijn op het plein.",
    ),
    (
        "Hoe geef ik feedback op schrijfopdrachten zonder alles te verbeteren?",
        "Ik ben er uren mee bezig.",
        "feedback geven",
        "Kies één criterium per opdracht. Laat leerlingen eerst elkaar bevragen met twee vaste vragen.",
    ),
    (
        "Hoe werk ik aan executieve functies bij kleuters?",
        "Twee kinderen komen niet tot spel.",
        "executieve functies",
        "Geef het spel een plan: teken vooraf samen wat ze gaan doen en kijk na afloop terug op de tekening.",
    ),
    (
        "Wat is een goede eerste les programmeren zonder computers?",
        "Groep 5, geen ervaring.",
        "programmeren en robotica",
        "Laat ze elkaar als robot door het lokaal sturen met pijlkaarten. Fouten zoeken is het leukste deel.",
    ),
    (
        "Hoe help ik een starter die elke avond tot tien uur werkt?",
        "Ik ben haar mentor.",
        "begeleiden van starters",
        "Kijk samen naar een week. Kies twee dingen die niet hoeven. Spreek af dat zij er op één avond niets aan doet.",
    ),
    (
        "Hoe toets ik formatief zonder extra nakijkwerk?",
        "Ik wil weten wie het snapt voor ik verder ga.",
        "formatief handelen",
        (
            "Eén exitkaart per les met één vraag. Leg ze op drie stapels: klaar, bijna, nog niet. Meer hoef "
            "je niet te doen."
        ),
    ),
    (
        "Hoe daag ik een leerling uit die alles al kan?",
        "Groep 6, hij verveelt zich en stoort.",
        "meer- en hoogbegaafdheid",
        (
            "Geef een onderzoeksvraag die langer dan een week duurt en laat hem het proces bijhouden. "
            "Bespreek elke vrijdag het proces, niet het resultaat."
        ),
    ),
    (
        "Hoe begin ik met Lesson Study in een klein team?",
        "We zijn met vijf leraren.",
        "Lesson Study begeleiden",
        "Begin met één les en drie casusleerlingen. Plan het nagesprek binnen 24 uur en neem er een uur voor.",
    ),
    (
        "Hoe praat ik met groep 8 over nepnieuws?",
        "Ze delen alles wat ze zien.",
        "mediawijsheid",
        "Neem drie berichten van deze week. Laat ze zoeken wie het schreef, en waarom.",
    ),
    (
        "Hoe krijg ik meer bewegen in de les zonder chaos?",
        "Het speellokaal is vaak bezet.",
        "bewegend leren",
        "Leer eerst het stopsignaal aan. Begin met één oefening van vijf minuten, elke dag op hetzelfde moment.",
    ),
    (
        "Welke aanpak helpt bij een klas die na de pauze niet tot rust komt?",
        "Elke middag kost het een kwartier.",
        "klassenmanagement",
        "Sta bij de deur, begroet iedereen en laat op het bord een taak klaarstaan die ze alleen kunnen.",
    ),
    (
        "Hoe begin ik met een leerling die nog geen Nederlands spreekt?",
        "Hij komt maandag in groep 5.",
        "meertaligheid/NT2",
        (
            "Maak met hem een woordkaart van de klas in twee talen. Geef hem een maatje en een taak die hij "
            "zonder taal kan."
        ),
    ),
    (
        "Hoe lees ik met jonge kinderen voor zodat iedereen meedoet?",
        "Een groep van 28 kleuters.",
        "jonge kind en spelend leren",
        "Lees het boek drie keer. Bij de derde keer vertellen de kinderen. Werk met kleine groepjes van zes.",
    ),
    (
        "Hoe leer ik groep 4 vloeiend lezen zonder wedstrijdjes?",
        "De zwakke lezers schamen zich.",
        "technisch lezen groep 3-4",
        "Laat duo's dezelfde tekst drie keer lezen en zelf hun vooruitgang kleuren.",
    ),
    (
        "Wat is een goede opzet voor een klein praktijkonderzoek?",
        "We willen weten of onze aanpak werkt.",
        "praktijkonderzoek en data",
        "Formuleer één vraag, kies twee soorten gegevens en plan nu al wanneer je ze samen bekijkt.",
    ),
    (
        "Hoe maak ik burgerschap concreet in groep 7?",
        "Het blijft bij praten.",
        "burgerschap",
        "Laat de groep één echt probleem in de buurt kiezen en nodig iemand van de gemeente uit.",
    ),
    (
        "Hoe geef ik een goede les over licht en schaduw?",
        "Groep 5, ik heb geen materialen.",
        "wetenschap en technologie",
        "Zaklampen en bouwblokken zijn genoeg. Laat eerst voorspellen, dan meten.",
    ),
    (
        "Hoe begeleid ik onderzoekend leren zonder alles voor te zeggen?",
        "Ik geef te snel antwoord.",
        "onderzoekend en ontwerpend leren",
        "Spreek met jezelf af dat je eerst drie vragen stelt. Hang ze op waar jij ze ziet.",
    ),
    (
        "Welke muzieklessen kan ik geven als ik zelf niet zing?",
        "Groep 3.",
        "cultuureducatie",
        "Ritme met het lichaam en een vaste luisteropdracht werken goed. De muziekschool leent instrumenten uit.",
    ),
    (
        "Hoe bespreek ik gedrag in het team zonder over kinderen te klagen?",
        "De sfeer wordt er niet beter van.",
        "passend onderwijs en gedrag",
        "Bespreek één situatie met de vraag: wanneer gaat het wel goed? Dat draait het gesprek.",
    ),
    (
        "Hoe leer ik groep 6 goede zoekvragen maken?",
        "Ze typen hele zinnen over.",
        "digitale geletterdheid",
        "Laat ze eerst drie trefwoorden kiezen op papier en vergelijk de resultaten van twee zoekvragen.",
    ),
    (
        "Hoe leer ik kinderen een goed slot schrijven?",
        "De verhalen stoppen midden in.",
        "schrijfonderwijs",
        "Begin bij het einde: laat ze het slot als eerste schrijven en dan terug naar het begin werken.",
    ),
    (
        "Wie heeft ervaring met breuken en strookmodellen in groep 6?",
        "Mijn methode slaat dit over.",
        "breuken en verhoudingen",
        "",
    ),
    (
        "Hoe maak ik een leesplek waar kinderen blijven?",
        "Onze bibliotheek is een gang.",
        "begrijpend lezen",
        "",
    ),
    (
        "Wat doe je als een maatje in tweetallen nooit praat?",
        "Groep 7, bij rekenen.",
        "breuken en verhoudingen",
        "",
    ),
    (
        "Hoe laat ik een aspirant-leraar zelf een nagesprek leiden?",
        "Ik praat nu te veel.",
        "coachen van aspirant-leraren",
        "",
    ),
    (
        "Wie kent goede prentenboeken over getallen?",
        "Voor groep 2.",
        "jonge kind en spelend leren",
        "",
    ),
    (
        "Hoe gebruik ik de uitslagen van de eindtoets in het team?",
        "We kijken alleen naar het gemiddelde.",
        "praktijkonderzoek en data",
        "",
    ),
    (
        "Kan iemand een gastles geven over zonnepanelen?",
        "Groep 7 en 8 samen.",
        "wetenschap en technologie",
        "",
    ),
    (
        "Hoe help ik een leerling die bang is om fouten te maken?",
        "Ze levert niets in.",
        "feedback geven",
        "",
    ),
]
REASONS = ("Ik zit deze maand vol.", "Dit is niet mijn leeftijdsgroep.", "")
