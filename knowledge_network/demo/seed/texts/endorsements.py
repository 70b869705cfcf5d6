"""What colleagues say of each other, by topic and by what they know it from. All of it invented."""

# ruff: noqa: E501  # a text a line

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """Texts by what the endorsement rests on."""

    meeting: tuple[str, ...]
    product: tuple[str, ...]
    question: tuple[str, ...]
    visit: tuple[str, ...]


ENDORSEMENTS: dict[str, Said] = {
    "automatiseren rekenen": Said(
        meeting=(
            "Liet ons zelf een tafel leren die niemand kent. Toen snapte ik pas waarom mijn groep 4 zo snel moe is.",
            "Bracht toetsjes uit de eigen klas mee en liet zien wat je eruit kunt halen. Ik doe er nu één per week in plaats van vijf.",
            "Had ook het mislukte spel bij zich, de rekenbingo. Juist daarvan heb ik het meest geleerd.",
        ),
        product=(
            "De springroute voor de tafels hangt bij ons op het plein. Zelfs groep 7 telt stiekem mee.",
            "Ik gebruikte de oefenkaarten zes weken. Drie leerlingen tellen niet meer op hun vingers bij de splitsingen.",
        ),
        question=("Op mijn vraag over sommenbladen kreeg ik vijf minuten oefening voor elke ochtend. Het gezucht is weg.",),
        visit=("Ik zat achterin bij het rekenen op het plein. Elk kind wist wat het oefende, en waarom.",),
    ),
    "breuken en verhoudingen": Said(
        meeting=(
            "Legde twee antwoorden van leerlingen naast elkaar en wachtte. Wij praatten een half uur over één getallenlijn.",
            "Door de vraag «hoe weet je dat zeker?» die steeds terugkwam, vraag ik dat nu zelf ook, aan iedereen.",
            "We rekenden zelf met stroken papier. Ik had nooit gezien dat het ontbrekende stukje de sleutel is.",
        ),
        product=(
            "Het touw ging bij ons de hele bovenbouw door. Sommige leerlingen rekenen het nu op hun vingers na: hoeveel mist er?",
            "De zes startproblemen gebruik ik als opening van het blok. Binnen vijf minuten weet ik wie optelt.",
        ),
        question=("Ik vroeg hoe ik stille rekenaars laat praten. Eerst tekenen, was het antwoord. Het werkte al op dinsdag.",),
        visit=("Kwam bij mij kijken in groep 6 en schreef alleen op wat één leerling zei. Daar had ik meer aan dan aan tien tips.",),
    ),
    "rekenproblemen en dyscalculie": Said(
        meeting=(
            "Speelde een rekengesprek voor met een collega als leerling. Ik durf nu veel langer te zwijgen.",
            "Vertelde eerlijk hoe lang het duurde voordat er iets verbeterde. Dat gaf mij moed om door te gaan.",
            "Liet ons drie sommen maken zonder cijfers. Daarna hadden we het eindelijk over wat een leerling doormaakt.",
        ),
        product=(
            "Met de spullen uit het voorbeeld van groep 8 heeft onze rekenkast nu ook een plank voor grote kinderen.",
            "Het stappenplan gaf mij een begin. Ik voerde het gesprek eerst met mijn duo erbij, daarna alleen.",
        ),
        question=("Drie sommen, één gesprek, één doel: zo simpel werd het plan dat ik terugkreeg. De leerling lacht weer bij rekenen.",),
        visit=("Zag in mijn les wat ik zelf miste: hij telde alles, maar onder de tafel. Nu doen we iets anders.",),
    ),
    "begrijpend lezen": Said(
        meeting=(
            "Las een tekst voor over getijden en liep expres vast. Zo had ik hardop denken nog nooit gezien.",
            "Vroeg ons welke tekst wij zelf voor het laatst niet begrepen. Die vraag stel ik nu ook aan mijn groep.",
            "Bracht een stapel echte teksten mee en gooide de helft weg. Nu kies ik zelf ook strenger.",
        ),
        product=(
            "We lazen vier van de twaalf teksten bij het thema water. Er werd thuis over doorgepraat, vertelden ouders.",
            "De stopstreepjes staan nu in elke zaakvaktekst van groep 6. Vlotte lezers zetten ze het vaakst.",
        ),
        question=("Mijn leerlingen konden niets navertellen. Na twee weken met één zin per alinea kunnen ze dat wel.",),
        visit=("Een ochtend meegekeken in groep 7: weinig vragen, veel praten, en iedereen had de tekst in de hand.",),
    ),
    "technisch lezen groep 3-4": Said(
        meeting=(
            "Liet horen hoe het klinkt als een kind spelt, raadt of leest. Ik luister nu anders.",
            "Nam het rooster van het tutorlezen mee, met alle gaten erin. Dat was precies wat wij nodig hadden.",
            "Wist bij elk kind uit mijn verhaal een eerste stap te noemen, en zei ook wanneer je moet wachten.",
        ),
        product=(
            "Letters leren in beweging werkt bij ons vooral voor kinderen die b en d omdraaien.",
            "Het filmpje lieten we zien op de ouderavond van groep 3. Ouders oefenen nu lopend in de gang.",
        ),
        question=("Geen wedstrijd meer, maar duo's die hun eigen vooruitgang kleuren. Mijn zwakste lezer vraagt er nu om.",),
        visit=("Bekeek mijn leesles en telde hoe lang elk kind echt las. Vier minuten. Nu zijn het er zestien.",),
    ),
    "woordenschat": Said(
        meeting=(
            "Liet ons twintig woorden terugbrengen tot zes. Het werd een goed gesprek over wat kinderen nodig hebben.",
            "Deed een woord voor met gebaar en voorwerp. De week erna hoorde ik het mijn kleuters zeggen op de wc.",
            "Kwam met een lijst die al drie jaar meegaat en waar steeds woorden af mogen. Dat durfden wij niet.",
        ),
        product=(
            "De verhaaltassen gaan nu mee naar huis. Een moeder vroeg of er ook een over brood kon komen.",
            "We werkten in gym, rekenen en aardrijkskunde aan dezelfde woorden. De vakleraar vond het ook leuk.",
        ),
        question=("Ik vroeg hoe woorden blijven hangen. Drie keer per dag, op een gek moment, was het antwoord. Het klopt.",),
        visit=("In de les zag ik woorden die kinderen zelf van de muur haalden. Bij ons hangt die muur er nu ook.",),
    ),
    "schrijfonderwijs": Said(
        meeting=(
            "Liet ons zelf een brief schrijven en herschrijven. Ik was vergeten hoe spannend dat is.",
            "Bewees met twee versies van één tekst dat een leerling meer kan als je één ding teruggeeft.",
            "Zei: niet alles verbeteren. En liet zien welke fouten je gewoon laat staan.",
        ),
        product=(
            "De schrijfrondes doen we nu elke veertien dagen. De tweede versie is bijna altijd langer én beter.",
            "De kaarten voor de lezer zijn goud: kinderen zeggen eindelijk iets anders dan «leuk verhaal».",
        ),
        question=("Verhalen stopten bij ons midden in een zin. Beginnen bij het einde, was de tip. We hebben er weer plezier in.",),
        visit=("Zat bij een schrijfgesprek in mijn groep en zei na afloop één ding. Dat ene doe ik nu elke les.",),
    ),
    "meertaligheid/NT2": Said(
        meeting=(
            "Gaf ons vijf minuten les in een taal die niemand verstond. Sindsdien denk ik anders over mijn nieuwkomer.",
            "Vertelde over een ouder met een tolk en wat er misging. Eerlijk, en daardoor bruikbaar.",
        ),
        product=("Met de kijkwijzer thuistaal heb ik gemerkt hoe vaak kinderen elkaar al helpen zonder dat ik het zie.",),
        question=("Maandag kwam hij binnen, vrijdag had ik een plan voor tien dagen. Zonder dit antwoord was ik verdronken.",),
        visit=("Ik keek een ochtend mee. Geen kind hoefde stil te zijn omdat het de woorden nog niet had.",),
    ),
    "jonge kind en spelend leren": Said(
        meeting=(
            "Speelde met ons in de zandtafel en deed voor wat meespelen is. Ik praatte altijd te veel, weet ik nu.",
            "Had foto's van een lege bouwhoek bij zich. Wij hebben dezelfde week de helft weggehaald.",
            "Vroeg steeds: wie bedacht dit, het kind of jij? Die vraag hangt nu boven onze kast.",
        ),
        product=(
            "Met de kijkwijzer heb ik drie weken naar de huishoek gekeken. Er zit meer taal in dan in mijn kring.",
            "De opdrachtfoto werkt. Twee jongens die nooit kozen, bouwen nu elke ochtend een brug.",
        ),
        question=("Achtentwintig kleuters en één boek: drie keer lezen in kleine groepjes was het antwoord. Nu doet iedereen mee.",),
        visit=("Kwam een uur in mijn speelzaal zitten en schreef op wat kinderen zeiden. Dat blad heb ik bewaard.",),
    ),
    "executieve functies": Said(
        meeting=(
            "Liet ons een wachtspel doen. Half de groep hield het niet vol, en we waren volwassenen.",
            "Bracht het terug tot drie dingen die je morgen kunt oefenen. De dagkaart hangt er al.",
            "Vroeg wat wij zelf doen als we iets uitstellen. Sindsdien praat ik er anders over met kinderen.",
        ),
        product=(
            "Het artikel over wachten gaf ik aan twee ouders. Het gesprek daarna ging over samen oefenen.",
            "Twee weken gewerkt met een plan vooraf op papier. De kinderen tekenen nu zelf wat ze gaan doen.",
        ),
        question=("Een speelplan tekenen voordat je begint: zo eenvoudig, en het hielp twee kinderen die alleen rondliepen.",),
        visit=("Zag in mijn groep dat ik zelf alle beslissingen nam. Dat had ik nooit gemerkt.",),
    ),
    "differentiëren in combinatiegroepen": Said(
        meeting=(
            "Legde het echte rooster op tafel, met de middagen waarop het niet lukt. Daar had ik wat aan.",
            "Schrapte met ons drie instructies die niemand miste. Dat scheelt mij een uur per week.",
            "Deed voor hoe je groep 5 aan het werk krijgt terwijl groep 6 nog praat. Het zit in de eerste twee minuten.",
        ),
        product=(
            "Het weekrooster uit de dia's hangt op onze school. Groep 3 speelt elke dag, en dat was er niet.",
            "We begonnen met één vak samen. Nu doen we er drie, op de manier van dit voorbeeld.",
        ),
        question=("Twintig minuten spelen, twintig minuten instructie, wisselen. Ik kreeg het rooster erbij en het loopt.",),
        visit=("Een middag in een klas met twee groepen en geen chaos. Ik heb de kring met stoelen meteen overgenomen.",),
    ),
    "formatief handelen": Said(
        meeting=(
            "Gaf ons een exitkaart over de bijeenkomst zelf. Toen zag ik pas wat zo'n kaart je oplevert.",
            "Durfde te laten zien hoe de les ná de kaartjes misging. Daarna wisten we wat we beter konden vragen.",
            "Maakte met ons één goede vraag in plaats van tien. Die vraag gebruik ik nog steeds.",
        ),
        product=(
            "De zes verwachte antwoorden zijn handig: ik sorteer de kaartjes nu in de pauze.",
            "We namen de kijkwijzer mee bij drie lessen. Niemand schreef nog op of de leraar het goed deed.",
        ),
        question=("Drie stapels, verder niets. Ik kijk een avond minder na en weet meer.",),
        visit=("Vroeg na mijn les alleen: wat weet je nu van hen? Dat was precies de goede vraag.",),
    ),
    "feedback geven": Said(
        meeting=(
            "Oefende met ons op elkaars werk. Ik schrok van hoe vaag mijn eigen feedback was.",
            "Bracht drie zinnen mee die kinderen zelf kunnen zeggen. In mijn groep 5 gaat het vanzelf.",
            "Liet een opname horen van een gesprek dat niet liep. Dat deed ik nooit, en nu wel.",
        ),
        product=(
            "De dia's gebruikten we in twee studiemiddagen. Ons nagesprek gaat nu over leerlingen.",
            "Overtuig je maatje is bij ons de vaste start van een reken- of taalles geworden.",
        ),
        question=("Niet alles verbeteren maar één ding kiezen: sindsdien ben ik met een stapel in drie kwartier klaar.",),
        visit=("Keek naar mijn feedback en vroeg aan een kind wat het ermee ging doen. Het wist het niet. Oei.",),
    ),
    "klassenmanagement": Said(
        meeting=(
            "Deed de eerste vijf minuten van een dag voor. Zo simpel dat ik dacht: waarom oefen ik dat nooit.",
            "Vroeg waar in de dag het misgaat, en niet met wie. Dat draaide mijn hele verhaal om.",
            "Bracht een groep tekeningen mee van kinderen over rust in de klas. Daar zat alles in.",
        ),
        product=(
            "We gebruikten de gesprekskaart na elke onrustige middag. De derde keer hoefde het niet meer.",
            "De gouden weken staan nu in ons rooster. De groep van vorig jaar is niet terug te herkennen.",
        ),
        question=("Sta bij de deur en begroet iedereen, was het antwoord. De middag begint nu echt anders.",),
        visit=("Zat in mijn drukste uur en zag dat ik zelf het meeste lawaai maakte. Met humor gezegd, dus ik kon ermee verder.",),
    ),
    "meer- en hoogbegaafdheid": Said(
        meeting=(
            "Vroeg naar het kind dat ik nooit noem. Die week zag ik ineens wie er onder zijn niveau werkte.",
            "Legde twee opdrachten naast elkaar: één die moeilijk lijkt en één die het is. Wij zaten er steeds naast.",
            "Deelde hoe het compacten dit jaar mislukte en wat er nu anders gaat. Precies ons probleem.",
        ),
        product=(
            "De filosofielessen doe ik met alle kinderen. De stille rekenaar van achterin leidt nu het gesprek.",
            "Met het rapport van de interviews ben ik zelf gaan vragen wat een kind moeilijk genoeg vindt.",
        ),
        question=("Een vraag die een week duurt en elke vrijdag een gesprekje: hij stoort niet meer, hij heeft het te druk.",),
        visit=("Kwam kijken bij de verrijkingsgroep en zei: laat ze vastlopen. Dat hadden wij netjes voorkomen.",),
    ),
    "passend onderwijs en gedrag": Said(
        meeting=(
            "Liet ons een week opschrijven wat er vlak vóór een uitbarsting gebeurt. Daarna hadden we een plan.",
            "Ging niet in op het gedrag, maar op de ruimte en het moment. Onze stilteplek is verhuisd en het helpt.",
            "Vertelde over een leerling die niet bleef, en wat zij ervan leerden. Dat hoor je niet vaak.",
        ),
        product=(
            "Met het plan op één bladzijde weten ook de invallers en de vakleraar waar ze aan toe zijn.",
            "We haalden alle posters boven het bord weg. Twee kinderen vroegen waar het geruis gebleven was.",
        ),
        question=("Bespreek het moment waarop het wél goed gaat: dat was één zin, en de hele vergadering veranderde.",),
        visit=("Bleef de hele ochtend bij één leerling en vertelde hem daarna wat hij knap deed. Wij waren erbij.",),
    ),
    "oudergesprekken": Said(
        meeting=(
            "Speelde een boze vader zo goed dat ik mijn mond hield. Daarna oefenden we wat ik had willen zeggen.",
            "Draaide de volgorde om: eerst luisteren, dan pas de toets. Sindsdien duren gesprekken korter.",
            "Liet zien hoe een leerling zelf het gesprek kan leiden. Wij proberen het nu in groep 7.",
        ),
        product=(
            "De dia's voor de ouderavond werkten meteen. Ouders praatten met elkaar en ik hoefde weinig te doen.",
            "Met de openingszinnen voerde ik mijn eerste adviesgesprekken. Ik sliep er goed van.",
        ),
        question=("Vraag eerst wat zij thuis zien. Dat was het hele antwoord, en het gesprek liep.",),
        visit=("Zat bij een driehoeksgesprek in mijn klas en gaf me daarna terug hoe vaak ik het woord overnam.",),
    ),
    "wetenschap en technologie": Said(
        meeting=(
            "Liet ons een brug bouwen die instortte, en liet ons daarna nadenken. Zo geef ik het nu ook.",
            "Vertelde wat een leskist echt kost aan tijd. Daardoor konden we een keuze maken.",
            "Begon met een vraag en gaf de hele middag geen antwoord. Ik hield het bijna niet uit, en dat was het punt.",
        ),
        product=(
            "De leskist bruggen ging vier lessen mee. Groep 6 bouwde door toen de bel al ging.",
            "Met de lijst erbij heb ik de kist zelf weer aangevuld. Dat hadden we nog nooit gedaan.",
        ),
        question=("Zaklampen en blokken, dat was alles. De les over schaduw is nu een van mijn beste.",),
        visit=("Keek naar de ontdekkast in onze gang en zei: haal het antwoord eraf. Sindsdien staan er weer kinderen.",),
    ),
    "onderzoekend en ontwerpend leren": Said(
        meeting=(
            "Hielp ons een onderzoeksvraag van kinderen kleiner maken, zonder hem kapot te maken.",
            "Bracht een doos met weggegooide schetsen mee. Mijn groep wil nu ook alles bewaren.",
            "Vroeg drie keer door zonder één antwoord te geven. Dat was vermoeiend en heel leerzaam.",
        ),
        product=(
            "De ontwerpcirkel hangt bij ons in drie lokalen. Kinderen zeggen nu zelf waar ze zijn.",
            "We deden het atelier in één ochtend met de hele school. Kleuters en groep 8 aan één tafel, het kan.",
        ),
        question=("Drie vragen stellen voordat je antwoordt, en ze ophangen waar je ze ziet. Ik kijk er elke les naar.",),
        visit=("Bleef tijdens het bouwen zwijgen. Pas na een uur vroeg hij iets, en toen kregen we tien ideeën.",),
    ),
    "programmeren en robotica": Said(
        meeting=(
            "Liet ons elkaar door het lokaal sturen met pijlkaarten. De fout zat bij de stuurman, niet bij de robot.",
            "Zei eerlijk wat er stuk was gegaan en wat het kost. Nu hebben wij drie robots in plaats van dertien.",
            "Bracht twee leerlingen van groep 8 mee die het uitlegden. Beter dan wij hadden gekund.",
        ),
        product=(
            "Acht lessen zonder computer, dus kon het ook in onze dependance. Kleuters vinden hun eigen fout.",
            "Met de kaarten om uit te knippen begon een aspirant-leraar in groep 4. Het liep meteen.",
        ),
        question=("Laat ze elkaar besturen, niet de robot. Zo begon mijn eerste les, en hij was goed.",),
        visit=("Mijn groep maakte van het programma een dans. Hij vroeg hun waarom, en ze konden het uitleggen.",),
    ),
    "digitale geletterdheid": Said(
        meeting=(
            "Schreef met ons één zoekvraag om, vijf keer. De laatste gaf een heel ander antwoord.",
            "Legde onze leerlijn naast die van drie andere scholen. Wij bleken meer te doen dan we dachten.",
            "Nam een doos met kaarten mee in plaats van laptops. Dat maakte de keuze veel makkelijker.",
        ),
        product=(
            "Het blad met de leerlijn hangt in de teamkamer. Er staan al namen achter.",
            "Twee kaarten uit de waaier gebruik ik elke week. De andere zijn naar groep 4 gegaan.",
        ),
        question=("Eerst drie woorden op papier, dan pas het scherm. Zo zoekt mijn groep nu, zonder dat ik het zeg.",),
        visit=("In de les telde zij hoe vaak een kind een antwoord overtikt. Ik had het in mijn eigen klas niet gezien.",),
    ),
    "AI-geletterdheid": Said(
        meeting=("Liet ons een chatbot iets vragen wat wij zelf weten. Daarna hadden we het over geloven.",),
        product=("De afspraken op één bladzijde schreven wij met onze leerlingen over. Ze houden zich eraan, want ze zijn van hen.",),
        question=("Begin met wat een chatbot niet weet: dat zat in het antwoord, en het werd een mooie les.",),
        visit=("Zag in onze les dat leerlingen de eerste zin overnemen en dan stoppen met denken. Goed gezien.",),
    ),
    "mediawijsheid": Said(
        meeting=(
            "Begon met een bericht dat wij zelf hadden doorgestuurd. Het was even stil, en toen ging het ergens over.",
            "Bracht vijf nepberichten mee die niemand herkende. Groep 8 haalde er later drie uit.",
            "Vertelde over de ruzie in de groepsapp en wat zij daarna anders deed. Wij hebben het overgenomen.",
        ),
        product=(
            "De ouderavond met de gespreksopdracht werd drukker dan de kerstmarkt.",
            "Echt of nep doe ik elke maand met drie nieuwe berichten. De kinderen nemen ze nu zelf mee.",
        ),
        question=("Wie schreef het, en wie verdient eraan? Met die twee vragen begon ik, en het werkt.",),
        visit=("Zat bij het gesprek na een ruzie op de app en zei niets. Achteraf noemde zij drie dingen die goed gingen.",),
    ),
    "cultuureducatie": Said(
        meeting=(
            "Liet ons een schilderij bekijken zonder te weten wat het is. Zo kijkt mijn groep nu ook.",
            "Vertelde hoe je met een klein museum afspraken maakt. Wij gaan er nu twee keer per jaar heen.",
            "Zette ons aan het werk zonder voorbeeld op het bord. Wij raakten in paniek, en dat was de les.",
        ),
        product=(
            "Het project met het archief deden we met groep 7. Een overgrootvader bleek op de foto te staan.",
            "Met de lessen voor ritme geef ik nu muziek zonder te zingen. Groep 3 vraagt ernaar.",
        ),
        question=("Muziek geven zonder zingen, kon dat? Ja, met je handen en een vaste opdracht. Ik doe het elke week.",),
        visit=("Keek naar de werkjes in onze gang en vroeg welke van welk kind was. Wij wisten het niet.",),
    ),
    "bewegend leren": Said(
        meeting=(
            "Deed vijf oefeningen voor in een lokaal met dertig stoelen. Er hoefde niets te verschuiven.",
            "Zei wat je niet moet doen: een wedstrijd. Daardoor durft nu ook onze groep 4 mee.",
            "Legde uit waarom bewegen alleen niet helpt, en wat je er dan bij moet doen.",
        ),
        product=(
            "De pleinroutes zijn bij ons met krijt gemaakt en gaan al een jaar mee.",
            "We deden de beweegkaarten zes weken in groep 4. Na de pauze is het nu twee keer zo snel stil.",
        ),
        question=("Eerst het stopsignaal aanleren, dan pas bewegen. Had ik dat maar eerder gevraagd.",),
        visit=("Kwam kijken op het plein in de regen, met laarzen aan. Dat zegt alles.",),
    ),
    "burgerschap": Said(
        meeting=(
            "Leidde een gesprek waarin wij het niet eens waren, en iedereen bleef zitten. Zo wil ik het ook.",
            "Vroeg wie er in mijn kring nooit iets zegt. Ik wist het antwoord meteen.",
            "Liet ons eerst schrijven en dan pas praten. Nu krijg ik ook de stille leerlingen te horen.",
        ),
        product=(
            "De opzet van de leerlingenraad namen wij over, met geld erbij. Er staan nu fietsenrekken.",
            "Het debat over de nieuwe wijk deden we na. De wethouder kwam ook bij ons.",
        ),
        question=("Laat de groep één echt probleem kiezen. Dat werd bij ons de drukte bij de fietsenstalling.",),
        visit=("Hoorde een gesprek in mijn klas aan en zei daarna: jij deed het meeste praten. Ik lachte, maar het klopte.",),
    ),
    "begeleiden van starters": Said(
        meeting=(
            "Nam vijf echte agenda's van starters mee. We streepten samen weg wat niet hoeft in het eerste jaar.",
            "Vroeg ons naar onze eigen eerste weken. Sindsdien praat ik minder en vraag ik meer.",
            "Vertelde wat er misging met een starter die toch vertrok. Dat heeft ons programma veranderd.",
        ),
        product=(
            "Met de eerste honderd dagen op papier wist onze starter op dag één wie zij kon bellen.",
            "De kijkwijzer gebruik ik in week 2 en week 20. Het is dezelfde kaart en een ander gesprek.",
        ),
        question=("Kies samen twee dingen die niet hoeven. De starter slaapt weer en het werk is er nog.",),
        visit=("Keek mee bij mijn starter en gaf háár het blad, niet mij. Dat was goed.",),
    ),
    "coachen van aspirant-leraren": Said(
        meeting=(
            "Liet een nagesprek horen met veel te veel tips. Ik herkende mezelf en doe er nu twee.",
            "Vroeg wat een student al kan. Mijn eerste gesprek begint nu altijd daarmee.",
            "Bracht de opleiding en de school aan één tafel, zonder dat iemand gelijk hoefde te krijgen.",
        ),
        product=(
            "De gesprekskaart ligt bij ons in elk lokaal. Studenten vragen er nu zelf om.",
            "Drie gesprekken in de eerste maand plan ik meteen in. Daarna loopt het vanzelf.",
        ),
        question=("Spreek een signaal af, was de tip. Zij stak haar hand op haar hart, en ik bleef zitten.",),
        visit=("Keek bij ons mee met een aspirant en gaf haar de opname. Zij zag zelf wat er gebeurde.",),
    ),
    "Lesson Study begeleiden": Said(
        meeting=(
            "Hield drie kwartier lang vast aan één vraag. Ons team wist aan het eind waar het naar keek.",
            "Stopte ons toen wij over de leraar begonnen. Vriendelijk, en nodig.",
            "Hielp ons drie leerlingen kiezen die we nooit kozen. Daar zat de hele cyclus in.",
        ),
        product=(
            "Met het kijkblad schreven wij alleen op wat we zagen. Het nagesprek was nog nooit zo rustig.",
            "De praatplaat gebruiken we aan het begin van elke cyclus. Er komt steeds iets anders uit.",
        ),
        question=("Eén les en drie leerlingen, en plan het gesprek binnen een dag. Dat werd ons eerste begin.",),
        visit=("Kwam bij de herhaalde les en vroeg alleen: wat is er veranderd voor haar? Dat bleef hangen.",),
    ),
    "praktijkonderzoek en data": Said(
        meeting=(
            "Haalde uit onze stapel cijfers één leerling en vroeg wat die morgen nodig heeft.",
            "Maakte van onze vage vraag een vraag die je in zes weken kunt beantwoorden.",
            "Liet zien dat twaalf gesprekken meer zeggen dan honderd vragenlijsten. Wij doen nu twaalf gesprekken.",
        ),
        product=(
            "Met de vragenlijst met plaatjes hebben onze jongste leerlingen voor het eerst meegedaan.",
            "We gebruikten de handreiking bij interviews. Kinderen praten meer als je iets in je handen hebt.",
        ),
        question=("Eén vraag, twee soorten gegevens, en plan nu al wanneer je kijkt. Ons team is klaar, op tijd.",),
        visit=("Zat bij onze datamiddag en legde elk uur de grafiek weg. Toen begonnen wij over leerlingen.",),
    ),
}  # fmt: skip
