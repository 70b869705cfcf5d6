"""What the people of the demo network say they can help with, by topic. All of it invented."""

# topic → (descriptions, groups of primary school for which it is of use)
CLAIMS: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "automatiseren rekenen": (
        (
            "Korte oefenrondes die niet saai worden, en hoe je ziet wie de tafels nog uitrekent.",
            "Van tellen naar weten: opbouw, oefenspellen en een toetsje dat geen stress geeft.",
            "Tafels oefenen in beweging en toch bijhouden wie wat al uit het hoofd weet.",
            "Ouders laten meedoen met vijf minuten oefenen per dag, zonder ruzie aan tafel.",
        ),
        (3, 4, 5),
    ),
    "breuken en verhoudingen": (
        (
            "Breuken vergelijken zonder trucje: strook, getallenlijn van touw en goede vragen.",
            "Ik denk mee over een lessenserie verhoudingen waarin leerlingen zelf redeneren.",
            "Van pannenkoek naar procent: modellen kiezen die leerlingen blijven gebruiken.",
            "Foute antwoorden als begin van de les: zo ontdek je wat leerlingen over breuken denken.",
        ),
        (6, 7, 8),
    ),
    "rekenproblemen en dyscalculie": (
        (
            "Rekengesprekken voeren en een plan maken voor leerlingen die vastlopen.",
            "Wat je in de klas kunt doen voordat er een onderzoek nodig is.",
            "Terug naar materiaal in de bovenbouw, zonder dat leerlingen zich klein voelen.",
            "Met collega's een leerlijn korter maken voor wie vastloopt in groep 6.",
        ),
        (4, 5, 6, 7),
    ),
    "begrijpend lezen": (
        (
            "Hardop denken bij rijke teksten, en hoe je leerlingen leert haperen en herstellen.",
            "Begrijpend lezen koppelen aan zaakvakken: teksten kiezen en vragen die verder gaan dan zoeken.",
            "Kortere lessen met betere teksten: minder vragen maken en meer praten over wat er staat.",
            "Begrijpend luisteren in groep 4 en 5, als opstap naar zelf lezen.",
        ),
        (5, 6, 7, 8),
    ),
    "technisch lezen groep 3-4": (
        (
            "Aanvankelijk lezen in groep 3: wat doe je met kinderen die al lezen en met wie nog zoekt.",
            "Leeskilometers maken met plezier, ook voor kinderen met (een vermoeden van) dyslexie.",
            "Tutorlezen opzetten tussen groep 4 en groep 7, met een middag training voor de tutoren.",
            "Wat je doet in de tien weken voordat je aan een onderzoek denkt.",
        ),
        (3, 4),
    ),
    "woordenschat": (
        (
            "Woorden kiezen, uitleggen en laten terugkomen: een aanpak die je volhoudt.",
            "Woordmuren en schetsen bij teksten, voor leerlingen met weinig Nederlandse woorden.",
            "Nieuwe woorden onthouden met gebaren, rijm en een woord van de dag dat terugkomt bij gym.",
            "Vakwoorden bij wereldoriëntatie: welke kies je, en welke laat je gaan?",
        ),
        (1, 2, 3, 4, 5, 6),
    ),
    "schrijfonderwijs": (
        (
            "Schrijfrondes met echte lezers, en feedback geven op inhoud vóór spelling.",
            "Ik laat zien hoe je van een kringgesprek naar een goede tekst komt.",
            "Schrijven bij elk vak: van logboek tot proefverslag, met één schrijfdoel per week.",
            "Spelling oefenen in eigen teksten, en wat je laat staan.",
        ),
        (5, 6, 7, 8),
    ),
    "meertaligheid/NT2": (
        (
            "Nieuwkomers in je groep: de eerste weken, thuistaal gebruiken en meedoen aan de les.",
            "Thuistaal als hulp bij rekenen en lezen, en praten met ouders via een tolk.",
            "Meertalige boeken en voorlezers vinden, en ze een vaste plek geven in de week.",
            "Kijken naar wat een kind al kan in de eerste taal, voordat je een niveau kiest.",
        ),
        (1, 2, 3, 4, 5, 6, 7, 8),
    ),
    "jonge kind en spelend leren": (
        (
            "Spel observeren en verrijken in groep 1-2, zonder het over te nemen.",
            "Hoeken die uitdagen: van thema naar spelplan, samen met pedagogisch medewerkers.",
            "Hoeken die mee veranderen met het thema, met taal en rekenen verstopt in het spel.",
            "Observeren tijdens spel: wat schrijf ik op, en wat doe ik ermee?",
        ),
        (1, 2),
    ),
    "executieve functies": (
        (
            "Plannen en volhouden oefenen in gewone lessen, met kleine routines.",
            "Hoe je kleuters en middenbouwers helpt om te wachten, te kiezen en af te maken.",
            "Plannen leren met een dagkaart, een wekker en steeds minder hulp.",
            "Spelletjes en gesprekken voor kinderen die eerst doen en dan denken.",
        ),
        (1, 2, 3, 4, 5),
    ),
    "differentiëren in combinatiegroepen": (
        (
            "Twee groepen, één rooster: instructies plannen en zelfstandig werken dat echt loopt.",
            "Combinatieklas 3/4: spelend leren én genoeg instructietijd.",
            "Eén instructie voor twee jaargroepen: wat deel je, en waar splits je?",
            "Weektaken die leerlingen zelf nakijken, zodat ik tijd heb voor de kleine kring.",
        ),
        (3, 4, 5, 6, 7, 8),
    ),
    "formatief handelen": (
        (
            "Kleine checks tijdens de les en wat je daarna anders doet.",
            "Exitkaarten en hints: van nakijken naar bijsturen.",
            "Exit-kaartjes lezen in vijf minuten en de les van morgen erop aanpassen.",
            "Leerdoelen die leerlingen begrijpen, met voorbeelden van goed en bijna goed werk.",
        ),
        (4, 5, 6, 7, 8),
    ),
    "feedback geven": (
        (
            "Feedback waar leerlingen morgen iets mee kunnen; ook leerlingen onderling.",
            "Gesprekken over werk in plaats van cijfers, met voorbeelden uit mijn groep.",
            "Minder nakijken en meer zeggen: feedback tijdens het werken in plaats van erna.",
            "Leerlingen elkaar laten helpen met drie vaste zinnen, vanaf groep 4.",
        ),
        (5, 6, 7, 8),
    ),
    "klassenmanagement": (
        (
            "Rust in de groep zonder strijd: starten, wisselen en afronden.",
            "De gouden weken en een groep die onrustig terugkomt uit de vakantie.",
            "De eerste zes weken: regels die van de groep zijn, en routines die je niet meer hoeft uit te leggen.",
            "Meekijken in een onrustige groep, en samen één ding kiezen om te veranderen.",
        ),
        (1, 2, 3, 4, 5, 6, 7, 8),
    ),
    "meer- en hoogbegaafdheid": (
        (
            "Verborgen talent zien en uitdagen in de gewone klas.",
            "Compacten en verrijken dat je kunt volhouden, en gesprekken over motivatie.",
            "Filosoferen en onderzoeken met de hele groep, zodat snelle denkers niet steeds apart zitten.",
            "Gesprekken met leerlingen die te weinig laten zien van wat ze kunnen.",
        ),
        (3, 4, 5, 6, 7, 8),
    ),
    "passend onderwijs en gedrag": (
        (
            "Kijken naar wat gedrag vertelt, en samen met ouders een plan maken dat werkt.",
            "Inclusie in de praktijk: wat ik wel en niet deed, en wie ik erbij haalde.",
            "Een plan op één bladzijde dat iedereen in de school kent en volhoudt.",
            "Prikkels verminderen in een gewoon lokaal, met spullen die weinig kosten.",
        ),
        (1, 2, 3, 4, 5, 6, 7, 8),
    ),
    "oudergesprekken": (
        (
            "Moeilijke gesprekken voorbereiden en voeren; driehoeksgesprekken met leerling erbij.",
            "Ouders betrekken die je niet vanzelf ziet.",
            "Het eerste kwartier van een lastig gesprek: voorbereiden, openen en stil durven zijn.",
            "Kinderen laten vertellen over hun eigen werk, met hun ouders aan tafel.",
        ),
        (),
    ),
    "wetenschap en technologie": (
        (
            "Leskisten en proefjes die tot denken aanzetten, ook als je weinig materiaal hebt.",
            "Een W&T-middag organiseren met bedrijven uit de buurt.",
            "Proeven met spullen uit de keuken, en verslagen die leerlingen graag schrijven.",
            "Een technieklokaal delen met drie scholen: rooster, materiaal en afspraken.",
        ),
        (3, 4, 5, 6, 7, 8),
    ),
    "onderzoekend en ontwerpend leren": (
        (
            "De ontwerpcyclus in zes lessen, met ruimte voor vragen van leerlingen.",
            "Onderzoeksvragen van leerlingen kleiner en beter maken.",
            "Een ontwerpvraag van een echte opdrachtgever uit de buurt halen.",
            "De zeven stappen van een onderzoek in twee lessen per week, ook in een volle groep.",
        ),
        (5, 6, 7, 8),
    ),
    "programmeren en robotica": (
        (
            "Van unplugged naar Scratch en micro:bit, zonder zelf alles te weten.",
            "Robots in de klas: lessen die meer zijn dan een wedstrijdje.",
            "Programmeren zonder scherm in de onderbouw, en met robots vanaf groep 5.",
            "Leerlingen als helpers: hoe tien kinderen de rest van de school leren programmeren.",
        ),
        (4, 5, 6, 7, 8),
    ),
    "digitale geletterdheid": (
        (
            "Van leerlijn naar les: informatie zoeken, beoordelen en verwerken.",
            "Ik help een team kiezen wat bij welke groep past.",
            "Een leerlijn die past bij wat we al doen bij taal en wereldoriëntatie.",
            "Typen, zoeken en bewaren: wat elk kind eind groep 6 zelf moet kunnen.",
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
            "Praten over groepsapps voordat er ruzie is, met leerlingen en ouders.",
            "Nieuws lezen in groep 7 en 8: van wie is dit bericht, en wat wil het van mij?",
        ),
        (6, 7, 8),
    ),
    "cultuureducatie": (
        (
            "Erfgoed van dichtbij: een project met een museum of archief opzetten.",
            "Muziek en beeldend verbinden aan wereldoriëntatie.",
            "Een museum of theater in de buurt inzetten bij een thema van school.",
            "Beeldende lessen die niet allemaal dezelfde werkjes opleveren.",
        ),
        (1, 2, 3, 4, 5, 6, 7, 8),
    ),
    "bewegend leren": (
        (
            "Rekenen en spelling in beweging, ook in een klein lokaal.",
            "Een week met meer bewegen: rooster, pleinlessen en materiaal.",
            "Rekenen en taal op het schoolplein, ook als het regent.",
            "Korte beweegmomenten die de les niet stilleggen maar verder brengen.",
        ),
        (3, 4, 5),
    ),
    "burgerschap": (
        (
            "Lastige onderwerpen in de kring: afspraken, verschil en respect.",
            "Een leerlingenraad die ergens over gaat.",
            "Meningsverschillen in de klas: een rustige opbouw van kringgesprek naar debat.",
            "Een leerlingenraad die echt iets mag beslissen.",
        ),
        (5, 6, 7, 8),
    ),
    "begeleiden van starters": (
        (
            "Het eerste jaar: lesbezoek, intervisie en wat je beter niet van een starter vraagt.",
            "Een inductieprogramma opzetten met meer scholen samen.",
            "Het eerste jaar in vijf gesprekken, met lesbezoek dat de starter zelf kiest.",
            "Wat je als team van een starter overneemt, en wat je juist niet overneemt.",
        ),
        (),
    ),
    "coachen van aspirant-leraren": (
        (
            "Nabespreken zonder het over te nemen; van advies naar vragen.",
            "Begeleiden van een stage die vastloopt, samen met de opleiding.",
            "Een leergesprek na een les die misging, zonder het over te nemen.",
            "Samen lesgeven met een aspirant: voorbereiden, rollen en terugkijken.",
        ),
        (),
    ),
    "Lesson Study begeleiden": (
        (
            "Een Lesson Study-team begeleiden: onderzoeksvraag, casusleerlingen en een goede nabespreking.",
            "Procesbegeleider van drie cycli; ik denk mee over planning en rollen.",
            "Casusleerlingen kiezen en observeren: wat schrijf je op tijdens de les?",
            "Een eerste cyclus met een team dat weinig tijd heeft.",
        ),
        (),
    ),
    "praktijkonderzoek en data": (
        (
            "Een onderzoeksvraag scherp krijgen en met weinig gegevens iets zinnigs zeggen.",
            "Datagesprekken met een team: van cijfers naar wat we morgen anders doen.",
            "Vragenlijsten en gesprekken die leerlingen van acht begrijpen.",
            "Van toetsgegevens naar een goede vraag, met een team dat niet van grafieken houdt.",
        ),
        (),
    ),
}

# What colleagues say when all that is written for a topic stands there already; {topic} is the topic.
ENDORSEMENTS = (
    "In onze bijeenkomst over {topic} zag ik hoe je klein begint. Ik deed het de week erna ook.",
    "De uitleg over {topic} was helder, ook over wat niet werkte. Dat hielp ons team verder.",
    "Dacht twee keer met me mee over {topic}. Nu pak ik het met mijn collega's samen aan.",
    "Bracht rust in het gesprek over {topic} en hield steeds de leerlingen in beeld.",
    "Liet mij eerst zelf vertellen wat ik zag bij {topic}. Daarna pas kwam het advies, en dat klopte.",
)
