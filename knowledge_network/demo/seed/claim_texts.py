"""What the people of the demo network say they can help with, what shows it, and what colleagues say. All invented."""

# topic → (descriptions, groups of primary school for which it is of use)
CLAIMS: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "automatiseren rekenen": (
        (
            "Korte oefenrondes die niet saai worden, en hoe je ziet wie de tafels nog uitrekent.",
            "Van tellen naar weten: opbouw, oefenspellen en een toetsje dat geen stress geeft.",
        ),
        (3, 4, 5),
    ),
    "breuken en verhoudingen": (
        (
            "Breuken vergelijken zonder trucje: strook, getallenlijn van touw en goede vragen.",
            "Ik denk mee over een lessenserie verhoudingen waarin leerlingen zelf redeneren.",
        ),
        (6, 7, 8),
    ),
    "rekenproblemen en dyscalculie": (
        (
            "Rekengesprekken voeren en een plan maken voor leerlingen die vastlopen.",
            "Wat je in de klas kunt doen voordat er een onderzoek nodig is.",
        ),
        (4, 5, 6, 7),
    ),
    "begrijpend lezen": (
        (
            "Hardop denken bij rijke teksten, en hoe je leerlingen leert haperen en herstellen.",
            "Begrijpend lezen koppelen aan zaakvakken: teksten kiezen en vragen die verder gaan dan zoeken.",
        ),
        (5, 6, 7, 8),
    ),
    "technisch lezen groep 3-4": (
        (
            "Aanvankelijk lezen in groep 3: wat doe je met kinderen die al lezen en met wie nog zoekt.",
            "Leeskilometers maken met plezier, ook voor kinderen met (een vermoeden van) dyslexie.",
        ),
        (3, 4),
    ),
    "woordenschat": (
        (
            "Woorden kiezen, uitleggen en laten terugkomen: een aanpak die je volhoudt.",
            "Woordmuren en schetsen bij teksten, voor leerlingen met weinig Nederlandse woorden.",
        ),
        (1, 2, 3, 4, 5, 6),
    ),
    "schrijfonderwijs": (
        (
            "Schrijfrondes met echte lezers, en feedback geven op inhoud vóór spelling.",
            "Ik laat zien hoe je van een kringgesprek naar een goede tekst komt.",
        ),
        (5, 6, 7, 8),
    ),
    "meertaligheid/NT2": (
        (
            "Nieuwkomers in je groep: de eerste weken, thuistaal gebruiken en meedoen aan de les.",
            "Thuistaal als hulp bij rekenen en lezen, en praten met ouders via een tolk.",
        ),
        (1, 2, 3, 4, 5, 6, 7, 8),
    ),
    "jonge kind en spelend leren": (
        (
            "Spel observeren en verrijken in groep 1-2, zonder het over te nemen.",
            "Hoeken die uitdagen: van thema naar spelplan, samen met pedagogisch medewerkers.",
        ),
        (1, 2),
    ),
    "executieve functies": (
        (
            "Plannen en volhouden oefenen in gewone lessen, met kleine routines.",
            "Hoe je kleuters en middenbouwers helpt om te wachten, te kiezen en af te maken.",
        ),
        (1, 2, 3, 4, 5),
    ),
    "differentiëren in combinatiegroepen": (
        (
            "Twee groepen, één rooster: instructies plannen en zelfstandig werken dat echt loopt.",
            "Combinatieklas 3/4: spelend leren én genoeg instructietijd.",
        ),
        (3, 4, 5, 6, 7, 8),
    ),
    "formatief handelen": (
        (
            "Kleine checks tijdens de les en wat je daarna anders doet.",
            "Exitkaarten en hints: van nakijken naar bijsturen.",
        ),
        (4, 5, 6, 7, 8),
    ),
    "feedback geven": (
        (
            "Feedback waar leerlingen morgen iets mee kunnen; ook leerlingen onderling.",
            "Gesprekken over werk in plaats van cijfers, met voorbeelden uit mijn groep.",
        ),
        (5, 6, 7, 8),
    ),
    "klassenmanagement": (
        (
            "Rust in de groep zonder strijd: starten, wisselen en afronden.",
            "De gouden weken en een groep die onrustig terugkomt uit de vakantie.",
        ),
        (1, 2, 3, 4, 5, 6, 7, 8),
    ),
    "meer- en hoogbegaafdheid": (
        (
            "Verborgen talent zien en uitdagen in de gewone klas.",
            "Compacten en verrijken dat je kunt volhouden, en gesprekken over motivatie.",
        ),
        (3, 4, 5, 6, 7, 8),
    ),
    "passend onderwijs en gedrag": (
        (
            "Kijken naar wat gedrag vertelt, en samen met ouders een plan maken dat werkt.",
            "Inclusie in de praktijk: wat ik wel en niet deed, en wie ik erbij haalde.",
        ),
        (1, 2, 3, 4, 5, 6, 7, 8),
    ),
    "oudergesprekken": (
        (
            "Moeilijke gesprekken voorbereiden en voeren; driehoeksgesprekken met leerling erbij.",
            "Ouders betrekken die je niet vanzelf ziet.",
        ),
        (),
    ),
    "wetenschap en technologie": (
        (
            "Leskisten en proefjes die tot denken aanzetten, ook als je weinig materiaal hebt.",
            "Een W&T-middag organiseren met bedrijven uit de buurt.",
        ),
        (3, 4, 5, 6, 7, 8),
    ),
    "onderzoekend en ontwerpend leren": (
        (
            "De ontwerpcyclus in zes lessen, met ruimte voor vragen van leerlingen.",
            "Onderzoeksvragen van leerlingen kleiner en beter maken.",
        ),
        (5, 6, 7, 8),
    ),
    "programmeren en robotica": (
        (
            "Van unplugged naar Scratch en micro:bit, zonder zelf alles te weten.",
            "Robots in de klas: lessen die meer zijn dan een wedstrijdje.",
        ),
        (4, 5, 6, 7, 8),
    ),
    "digitale geletterdheid": (
        (
            "Van leerlijn naar les: informatie zoeken, beoordelen en verwerken.",
            "Ik help een team kiezen wat bij welke groep past.",
        ),
        (4, 5, 6, 7, 8),
    ),
    "AI-geletterdheid": (
        ("Praten met groep 8 over wat een chatbot wel en niet weet.",),
        (7, 8),
    ),
    "mediawijsheid": (
        (
            "Nepnieuws herkennen en lessen over sociale media die niet belerend zijn.",
            "Groepsapps en online ruzie bespreekbaar maken.",
        ),
        (6, 7, 8),
    ),
    "cultuureducatie": (
        (
            "Erfgoed van dichtbij: een project met een museum of archief opzetten.",
            "Muziek en beeldend verbinden aan wereldoriëntatie.",
        ),
        (1, 2, 3, 4, 5, 6, 7, 8),
    ),
    "bewegend leren": (
        (
            "Rekenen en spelling in beweging, ook in een klein lokaal.",
            "Een week met meer bewegen: rooster, pleinlessen en materiaal.",
        ),
        (3, 4, 5),
    ),
    "burgerschap": (
        (
            "Lastige onderwerpen in de kring: afspraken, verschil en respect.",
            "Een leerlingenraad die ergens over gaat.",
        ),
        (5, 6, 7, 8),
    ),
    "begeleiden van starters": (
        (
            "Het eerste jaar: lesbezoek, intervisie en wat je beter niet van een starter vraagt.",
            "Een inductieprogramma opzetten met meer scholen samen.",
        ),
        (),
    ),
    "coachen van aspirant-leraren": (
        (
            "Nabespreken zonder het over te nemen; van advies naar vragen.",
            "Begeleiden van een stage die vastloopt, samen met de opleiding.",
        ),
        (),
    ),
    "Lesson Study begeleiden": (
        (
            "Een Lesson Study-team begeleiden: onderzoeksvraag, casusleerlingen en een goede nabespreking.",
            "Procesbegeleider van drie cycli; ik denk mee over planning en rollen.",
        ),
        (),
    ),
    "praktijkonderzoek en data": (
        (
            "Een onderzoeksvraag scherp krijgen en met weinig gegevens iets zinnigs zeggen.",
            "Datagesprekken met een team: van cijfers naar wat we morgen anders doen.",
        ),
        (),
    ),
}

# kind of evidence, ground, title
EVIDENCE: tuple[tuple[str, str, str], ...] = (
    ("ervaring", "praktijkkennis", "Al zes jaar in mijn eigen groep"),
    ("ervaring", "praktijkkennis", "Werkgroep op onze school, drie jaar"),
    ("opleiding", "praktijkkennis", "Post-hbo-opleiding, afgerond"),
    ("opleiding", "onderzoeksliteratuur", "Master Leren en Innoveren"),
    ("onderzoek", "praktijkonderzoek", "Praktijkonderzoek met twee parallelgroepen"),
    ("publicatie", "onderzoeksliteratuur", "Artikel in een vakblad voor leraren"),
    ("lesson_study", "praktijkonderzoek", "Lesson Study in groep 6 en 7"),
)

# What colleagues say; {topic} is the topic.
ENDORSEMENTS = (
    "In onze bijeenkomst over {topic} liet ze zien hoe je klein begint. Ik deed het de week erna ook.",
    "Hij kwam in mijn les kijken en stelde precies de vraag die ik over {topic} nodig had.",
    "Ik gebruikte haar materiaal bij {topic}. Mijn leerlingen praatten meer en ik minder.",
    "Zijn uitleg over {topic} was helder, en hij vertelde ook wat niet werkte. Dat hielp ons team verder.",
    "Ze dacht twee keer met me mee over {topic}. Nu pak ik het met mijn collega's samen aan.",
    "Door het voorbeeld van {topic} uit zijn groep durfde ik het zelf ook te proberen.",
    "Haar manier van kijken bij {topic} gebruiken we nu bij elk lesbezoek op onze school.",
    "Hij bracht rust in het gesprek over {topic} en hield steeds de leerlingen in beeld.",
    "Met haar kijkwijzer voor {topic} hebben wij drie lessen bekeken en besproken.",
    "Na zijn workshop over {topic} hebben we op school meteen een afspraak gemaakt.",
)
