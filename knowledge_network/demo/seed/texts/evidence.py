"""What shows that somebody can help with a topic, outside the network: kind, what it rests on, and what it is."""

# ruff: noqa: E501  # a sentence a line

from __future__ import annotations

from expertise.claims.enums import EvidenceGround, EvidenceKind

PRACTICE = (EvidenceKind.EXPERIENCE, EvidenceGround.PRACTICE)
COURSE = (EvidenceKind.TRAINING, EvidenceGround.PRACTICE)
STUDY = (EvidenceKind.TRAINING, EvidenceGround.LITERATURE)
RESEARCH = (EvidenceKind.RESEARCH, EvidenceGround.PRACTICE_RESEARCH)
ARTICLE = (EvidenceKind.PUBLICATION, EvidenceGround.LITERATURE)

EVIDENCE: dict[str, tuple[tuple[tuple[str, str], str], ...]] = {
    "automatiseren rekenen": (
        (PRACTICE, "Zes jaar groep 4: elke ochtend tien minuten tafels, eerst met dobbelstenen en pas daarna op tijd"),
        (PRACTICE, "De tafelmuur op ons plein ontworpen, met sprongen voor elke tafel en een route voor regenweer"),
        (COURSE, "Rekencoördinator, post-hbo, met als eindopdracht een oefenplan voor groep 3 tot en met 5"),
        (RESEARCH, "Twaalf weken bijgehouden welke sommen in groep 5 nog geteld worden, in twee parallelgroepen"),
        (ARTICLE, "Stukje in het schoolblad: vijf spelletjes aan de keukentafel voor de splitsingen tot tien"),
        (PRACTICE, "Rekenestafettes in de gymzaal: elk blok één les, met kaartjes die leerlingen zelf maken"),
    ),
    "breuken en verhoudingen": (
        (PRACTICE, "Acht jaar groep 7, met een touw door de klas als getallenlijn en elke week één redeneervraag"),
        (RESEARCH, "Startopdracht met zes breuken in vier klassen gegeven en alle uitleg van leerlingen uitgetypt"),
        (COURSE, "Nascholing over modellen bij breuken: strook, dubbele getallenlijn en verhoudingstabel"),
        (STUDY, "Literatuurstudie over leerlingen die naar teller en noemer apart kijken, voor mijn master"),
        (PRACTICE, "Breukenweek in groep 6: recepten halveren, limonade mengen en een pizza eerlijk verdelen"),
        (ARTICLE, "Bladzijde in de nieuwsbrief van ons bestuur: waarom ik het gelijknamig maken drie weken uitstel"),
    ),
    "rekenproblemen en dyscalculie": (
        (PRACTICE, "Vijf jaar rekengesprekken met leerlingen die vastlopen, steeds met drie sommen en veel stilte"),
        (COURSE, "Opleiding rekenspecialist, met een jaar begeleiding van twee leerlingen uit groep 6"),
        (PRACTICE, "Een rekenkast ingericht voor de bovenbouw, zodat blokjes en geld niet meer voor kleuters zijn"),
        (RESEARCH, "Bij negen leerlingen gekeken wat er gebeurde toen zij een half jaar minder doelen kregen"),
        (STUDY, "Het landelijke protocol voor ernstige rekenproblemen doorgewerkt met ons hele zorgteam"),
    ),
    "begrijpend lezen": (
        (PRACTICE, "Vier jaar zonder losse leeslessen: we lezen bij geschiedenis en natuur, elke dag een half uur"),
        (RESEARCH, "Gefilmd wat leerlingen in groep 6 doen bij een zin die zij niet snappen, en dat samen bekeken"),
        (COURSE, "Taalcoördinator, met een leesplan voor de hele school als afsluiting"),
        (PRACTICE, "Elke vrijdag een leeskring in groep 8 waarin leerlingen de vragen bedenken en ik notuleer"),
        (STUDY, "Masterscriptie over hardop denken door de leraar, met lessen uit mijn eigen groep"),
        (ARTICLE, "Verslag in het blad van de opleiding over het kiezen van rijke teksten bij een thema"),
    ),
    "technisch lezen groep 3-4": (
        (PRACTICE, "Negen jaar groep 3, waarvan de laatste vijf met een aparte start voor kinderen die al lezen"),
        (PRACTICE, "Tutorlezen op maandag en donderdag: groep 7 leest met groep 4, ik train de tutoren in september"),
        (COURSE, "Cursus dyslexie in de klas, met een plan van tien weken voor drie lezers uit groep 4"),
        (RESEARCH, "Bijgehouden of herhaald lezen in duo's helpt: achttien leerlingen, acht weken, elke dag tien minuten"),
        (ARTICLE, "Voor ouders geschreven: wat je thuis doet als lezen elke avond op ruzie uitloopt"),
    ),
    "woordenschat": (
        (PRACTICE, "Woordmuur in groep 2 die meegroeit met het thema; kinderen halen zelf de woorden eraf die zij kennen"),
        (COURSE, "Scholing over woorden kiezen en uitleggen, daarna drie collega's een half jaar begeleid"),
        (RESEARCH, "Onderzoekje in groep 5: welke twintig schooltaalwoorden kent iedereen, en welke alleen van horen zeggen"),
        (PRACTICE, "Het woord van de dag met gebaar, van de kleuters tot groep 8 op dezelfde manier"),
        (ARTICLE, "Kaart met vakwoorden bij wereldoriëntatie gemaakt, die nu op vier scholen in het lokaal hangt"),
    ),
    "schrijfonderwijs": (
        (PRACTICE, "Schrijversuur op dinsdag: eerst praten, dan schrijven, dan voorlezen aan één klasgenoot"),
        (RESEARCH, "Twee versies van dezelfde brief naast elkaar gelegd, bij zesentwintig leerlingen van groep 7"),
        (COURSE, "Driedaagse over feedback op teksten, met opdrachten in mijn eigen groep tussendoor"),
        (PRACTICE, "Klassenkrant met groep 6 die echt in de wijk wordt rondgebracht, nu voor het derde jaar"),
        (STUDY, "Leeskring met vijf collega's over schrijven bij zaakvakken; ik maakte de samenvattingen"),
    ),
    "meertaligheid/NT2": (
        (PRACTICE, "Drie jaar in een schakelklas gewerkt, en nu aanspreekpunt voor nieuwkomers op onze school"),
        (COURSE, "Post-hbo Nederlands als tweede taal, met stage in een taalklas"),
        (PRACTICE, "Voorleesochtend met ouders in zes talen: zij lezen, de kinderen vertellen in het Nederlands na"),
        (RESEARCH, "Samen met de opleiding gekeken wanneer leerlingen in tweetallen hun thuistaal gebruiken"),
        (ARTICLE, "Blad met de eerste tien dagen van een nieuwe leerling: wat doe je, en wat doe je nog niet"),
    ),
    "jonge kind en spelend leren": (
        (PRACTICE, "Elf jaar kleuters; elke dag kijk ik een kwartier naar één hoek en schrijf op wat ik hoor"),
        (COURSE, "Specialist jonge kind, met een eindwerk over meespelen zonder over te nemen"),
        (PRACTICE, "Met pedagogisch medewerkers een speelplan per thema, zodat de voorschool en groep 1 op elkaar lijken"),
        (RESEARCH, "Geteld hoe lang kinderen in de bouwhoek blijven met veel en met weinig spullen"),
        (STUDY, "Verdieping over rekenen in spel, en daarna onze huishoek omgebouwd tot een winkel met echte prijzen"),
    ),
    "executieve functies": (
        (PRACTICE, "Dagkaarten en een zandloper in groep 1 tot en met 3; na een half jaar doen kinderen het zonder"),
        (COURSE, "Training over plannen en volhouden, met spelletjes die ik nu in elke kring doe"),
        (RESEARCH, "Acht weken elke ochtend een wachtspel gedaan en gekeken wat er in de kring veranderde"),
        (PRACTICE, "Plangesprek op maandag met zes leerlingen uit groep 5 die hun weektaak nooit af kregen"),
        (STUDY, "Boekbespreking met de onderbouw over zelfsturing, in vier bijeenkomsten van een uur"),
    ),
    "differentiëren in combinatiegroepen": (
        (PRACTICE, "Zeven jaar groep 5/6 op een dorpsschool, eerst met twee roosters en nu met één"),
        (PRACTICE, "Weektaak met nakijkhoek ingevoerd, zodat er tijd kwam voor de kleine kring"),
        (RESEARCH, "Een maand bijgehouden hoeveel instructie groep 3 en groep 4 echt kregen in mijn combinatieklas"),
        (COURSE, "Cursus klassenorganisatie voor kleine scholen, gevolgd met ons hele team van vijf"),
        (ARTICLE, "Ons dagrooster voor groep 3/4 beschreven voor een bundel van kleine scholen"),
    ),
    "formatief handelen": (
        (PRACTICE, "Drie jaar exitkaartjes bij rekenen, die ik sorteer terwijl de klas naar buiten gaat"),
        (COURSE, "Jaartraject over formatief werken met ons team; ik was de aanjager van de middenbouw"),
        (RESEARCH, "Gekeken wat er met de les van morgen gebeurt als je vandaag maar één vraag stelt"),
        (PRACTICE, "Wisbordjes in groep 6: iedereen antwoordt tegelijk, ik kies drie antwoorden om over te praten"),
        (STUDY, "Samenvatting van onderzoek naar feedback en leerdoelen gemaakt voor onze bouwvergadering"),
        (ARTICLE, "Column over de dag waarop ik geen enkel schrift meer nakeek, en wat ik toen pas zag"),
    ),
    "feedback geven": (
        (PRACTICE, "Complimentenkaart vervangen door drie vaste zinnen; groep 5 gebruikt ze nu ook op het plein"),
        (RESEARCH, "Opnames van gesprekjes teruggeluisterd: hoe vaak zeg ik iets waar een kind iets mee kan doen"),
        (COURSE, "Basistraining beeldcoaching, daarna twaalf collega's begeleid"),
        (PRACTICE, "Feedbackrondje halverwege de les bij beeldende vorming en schrijven, vier jaar lang"),
        (STUDY, "Artikelen over feedback tussen leerlingen besproken met de pabo en er een werkvorm van gemaakt"),
    ),
    "klassenmanagement": (
        (PRACTICE, "Drie keer een groep overgenomen in november; rust kwam door de start van de dag te oefenen"),
        (PRACTICE, "De gouden weken voor onze hele school uitgewerkt: zes weken, per dag één klein ding"),
        (COURSE, "Opleiding groepsdynamica, met begeleiding van een onrustige groep 7 als praktijkdeel"),
        (RESEARCH, "Met een stopwatch gemeten hoeveel tijd wisselen kost, voor en na het invoeren van vaste plekken"),
        (ARTICLE, "Voor starters op papier gezet: wat je zegt als het stil moet zijn, en wat je beter niet zegt"),
    ),
    "meer- en hoogbegaafdheid": (
        (PRACTICE, "Zes jaar verrijkingsgroep op vrijdagochtend, en vooral het overleg met de eigen leraar daarna"),
        (COURSE, "Specialist hoogbegaafdheid, met een traject voor leerlingen die onder hun kunnen werken"),
        (PRACTICE, "Filosofiekring met de hele groep 6, zodat snelle denkers niet elke keer weg hoeven"),
        (RESEARCH, "Gesprekken met achttien leerlingen over werk dat te makkelijk is, en wat zij dan doen"),
        (STUDY, "Toelatingsbeleid van drie scholen vergeleken en teruggebracht tot één bladzijde"),
    ),
    "passend onderwijs en gedrag": (
        (PRACTICE, "Twee jaar met een leerling gewerkt die de klas uitliep; nu heeft hij een plek en een teken"),
        (COURSE, "Master educational needs, met onderzoek naar rust in een gewoon lokaal"),
        (PRACTICE, "Gedragsplan op één bladzijde, dat ook de overblijf en de vakleraar gym kennen"),
        (RESEARCH, "Vier weken opgeschreven wat er vlak voor het boos worden gebeurde, bij drie leerlingen"),
        (STUDY, "Scholing over prikkels en druk gedrag, en daarna een stille hoek gemaakt van twee kasten"),
    ),
    "oudergesprekken": (
        (PRACTICE, "Vijf jaar driehoeksgesprekken: het kind begint en laat drie dingen uit zijn map zien"),
        (COURSE, "Gesprekstraining met een acteur, en die daarna voor ons team op school herhaald"),
        (PRACTICE, "Startgesprekken in de tweede schoolweek, waarin vooral ouders aan het woord zijn"),
        (RESEARCH, "Ouders van twaalf leerlingen gebeld met de vraag wat zij van het vorige gesprek nog wisten"),
        (ARTICLE, "Blad met openingszinnen voor het adviesgesprek in groep 8, gemaakt met drie collega's"),
    ),
    "wetenschap en technologie": (
        (PRACTICE, "Ontdekkast in de gang, elke maand een nieuwe vraag en geen antwoord op de achterkant"),
        (COURSE, "Opleiding W&T-coördinator, met een jaarplanning voor groep 1 tot en met 8"),
        (PRACTICE, "Techniekmiddag met vier bedrijven uit het dorp; leerlingen van groep 7 leiden de bezoekers rond"),
        (RESEARCH, "Voorspellingen van leerlingen over drijven en zinken verzameld en met een aspirant-leraar geordend"),
        (ARTICLE, "Tien proeven met spullen uit de keuken beschreven, met erbij wat er misging"),
    ),
    "onderzoekend en ontwerpend leren": (
        (PRACTICE, "Elk half jaar zes weken een ontwerpopdracht van een echte opdrachtgever, laatst de bibliotheek"),
        (RESEARCH, "Onderzoeksvragen van groep 7 verzameld en gekeken welke je in een week kunt beantwoorden"),
        (COURSE, "Ontwerpend leren gevolgd bij de opleiding, samen met twee collega's van andere scholen"),
        (PRACTICE, "Logboek in plaats van werkstuk: leerlingen schrijven op wat zij weggooiden en waarom"),
        (STUDY, "Drie modellen voor onderzoekend leren vergeleken en er één muurplaat van gemaakt"),
    ),
    "programmeren en robotica": (
        (PRACTICE, "Codeclub na schooltijd, vier jaar lang, en sinds vorig jaar geleid door groep 8"),
        (PRACTICE, "Pijlkaarten en een doolhof van tape op de vloer: programmeren met kleuters zonder scherm"),
        (COURSE, "Nascholing programmeren in blokken en met kleine computers, twaalf avonden"),
        (RESEARCH, "Gekeken hoe leerlingen een fout in hun programma zoeken: gokken, terughalen of voorspellen"),
        (ARTICLE, "Lessenserie van zes met een robotje gedeeld op de website van ons bestuur"),
    ),
    "digitale geletterdheid": (
        (PRACTICE, "Zoeklessen in groep 5 en 6: eerst drie woorden op papier, dan pas het scherm aan"),
        (COURSE, "Opleiding ICT-coördinator, met een leerlijn voor onze school als eindopdracht"),
        (PRACTICE, "Leerlingen die elkaar leren bewaren, delen en terugvinden, met een hulplijst op de deur"),
        (RESEARCH, "Vragenlijst onder groep 7 en 8 over wat zij zelf kunnen, en daarna een opdracht om het te zien"),
        (STUDY, "De landelijke kerndoelen naast onze methodes gelegd en gekeken wat we al deden"),
    ),
    "AI-geletterdheid": (
        (PRACTICE, "Vier lessen in groep 8 waarin we een chatbot controleerden met de schoolbibliotheek ernaast"),
        (COURSE, "Dag over kunstmatige intelligentie voor leraren, en de opdrachten daarna in mijn klas gedaan"),
        (RESEARCH, "Bijgehouden waarvoor leerlingen thuis een chatbot gebruiken, met toestemming van ouders"),
        (STUDY, "Onderzoek gelezen over schrijven met hulp van een computer, en samengevat voor het team"),
        (ARTICLE, "Ouderbrief over chatbots en huiswerk, die drie scholen overnamen"),
    ),
    "mediawijsheid": (
        (PRACTICE, "Elk jaar zes lessen over groepsapps, te beginnen vóór de eerste ruzie"),
        (COURSE, "Mediacoach, met een ouderavond en een lessenserie als eindproduct"),
        (PRACTICE, "Nieuwsrondje op maandag: groep 8 zoekt uit van wie een bericht komt en wie eraan verdient"),
        (RESEARCH, "Met leerlingen bijgehouden hoe vaak zij iets doorsturen zonder het te lezen"),
        (ARTICLE, "Gesprekskaart voor thuis gemaakt over schermtijd, zonder regels en met vragen"),
    ),
    "cultuureducatie": (
        (PRACTICE, "Cultuurcoördinator sinds 2017: elk thema begint met een voorwerp uit de buurt"),
        (COURSE, "Opleiding interne cultuurcoördinator, met een plan voor muziek zonder vakleraar"),
        (PRACTICE, "Theater in de gymzaal met groep 7: zij schrijven, spelen en doen het licht"),
        (RESEARCH, "Werk van twee klassen vergeleken: één met een voorbeeld op het bord en één zonder"),
        (ARTICLE, "Verslag van ons erfgoedproject met de historische vereniging, geschreven door leerlingen"),
    ),
    "bewegend leren": (
        (PRACTICE, "Elke ochtend een kwartier rekenen op het plein in groep 3 en 4, ook bij miezerregen"),
        (COURSE, "Cursus bewegend leren gevolgd met de vakleraar gym, en samen een kist met spellen gemaakt"),
        (RESEARCH, "Zes weken spelling lopend geoefend in de ene groep en zittend in de andere"),
        (PRACTICE, "Beweegkaarten voor het kleine lokaal: drie minuten, zonder dat er een tafel verschuift"),
        (ARTICLE, "Filmpjes met vijf spellen gemaakt voor invallers, te vinden in onze map"),
    ),
    "burgerschap": (
        (PRACTICE, "Leerlingenraad die geld mag uitgeven; twee jaar geleden kochten zij banken voor het plein"),
        (COURSE, "Training voor gesprekken over lastige onderwerpen, met oefenen in de eigen groep"),
        (PRACTICE, "Debat in groep 8 over het plan voor de nieuwe wijk, met de wethouder op de achterste rij"),
        (RESEARCH, "Gekeken wie er praat in de kring en wie niet, en wat er gebeurt als je eerst laat schrijven"),
        (STUDY, "De wet en onze schoolvisie naast elkaar gelegd en er vier vaste momenten van gemaakt"),
    ),
    "begeleiden van starters": (
        (PRACTICE, "Zeven starters begeleid in hun eerste jaar; zes staan er nog steeds voor de klas"),
        (COURSE, "Opleiding tot coach van startende leraren, met lesbezoek en gesprekken op film"),
        (PRACTICE, "Intervisiegroep voor starters van drie scholen, elke zes weken met soep"),
        (RESEARCH, "Aan het eind van het jaar gevraagd wat starters liever niet hadden hoeven doen"),
        (STUDY, "Gelezen waarom leraren vertrekken, en dat voor onze directeuren teruggebracht tot drie keuzes"),
    ),
    "coachen van aspirant-leraren": (
        (PRACTICE, "Elk jaar twee studenten in mijn klas, de laatste jaren met samen lesgeven vanaf week één"),
        (COURSE, "Basiskwalificatie voor schoolopleiders, met gesprekken op film"),
        (PRACTICE, "Een stage die vastliep samen met de opleiding weer op gang gekregen, in zes weken"),
        (RESEARCH, "Nagesprekken teruggeluisterd: wie praat het meest, en wat doet de student daarna"),
        (ARTICLE, "Kaart met tien vragen voor na de les geschreven, die de pabo nu ook gebruikt"),
    ),
    "Lesson Study begeleiden": (
        (PRACTICE, "Vier teams begeleid van eerste vraag tot verslag, ook een team dat halverwege wilde stoppen"),
        (COURSE, "Opleiding tot procesbegeleider Lesson Study, met een cyclus over spelling als praktijkdeel"),
        (RESEARCH, "Observaties van drie lessen naast elkaar gelegd om te zien wat we over het hoofd zagen"),
        (STUDY, "Boek over Lesson Study gelezen met de begeleiders van vijf scholen, een hoofdstuk per keer"),
        (PRACTICE, "Een kijkblad gemaakt waarop je alleen kwijt kunt wat je ziet en hoort, en niet wat je vindt"),
    ),
    "praktijkonderzoek en data": (
        (RESEARCH, "Met een team onderzocht waarom de toets hoog was en het werk in de klas niet"),
        (COURSE, "Onderzoekscoördinator, opgeleid naast mijn werk in groep 7"),
        (PRACTICE, "Elk half jaar een datamiddag die begint bij één leerling in plaats van bij een grafiek"),
        (STUDY, "Master leren en innoveren, met onderzoek naar vragen die een team zelf bedenkt"),
        (ARTICLE, "Handreiking van twee bladzijden over interviews met jonge kinderen"),
        (RESEARCH, "Vragenlijst voor groep 4 met plaatjes gemaakt, geprobeerd en drie keer veranderd"),
    ),
}  # fmt: skip
