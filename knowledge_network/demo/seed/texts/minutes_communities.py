"""What the learning communities of the demo network spoke about, decided and took on. All of it invented."""

# ruff: noqa: E501  # a subject is easier to read with each text on one line

from __future__ import annotations

from knowledge_network.demo.seed.meeting_texts import Subject
from plg.meetings.enums import AgendaGoal

DECIDE, INFORM, OPINION, WORK = AgendaGoal.DECIDE, AgendaGoal.INFORM, AgendaGoal.OPINION, AgendaGoal.WORK

MINUTES: dict[str, tuple[Subject, ...]] = {
    "Rekenen met inzicht": (
        Subject(
            "Startopdracht met zes breuken: wat zien we?", WORK, 30,
            "Van de 96 blaadjes is bijna de helft goed beredeneerd. De meeste leerlingen die 1/6 groter noemen dan 1/4, kijken alleen naar het onderste getal. Twee blaadjes met een tekening van een reep chocola zijn prachtig en gaan mee naar de volgende keer.",
            "We kijken dit blok naar wat leerlingen tekenen, en niet naar hun antwoord.",
            "De zes vergelijkingen nog een keer afnemen in de parallelgroep",
        ),
        Subject(
            "Touw, strook of pizza?", OPINION, 20,
            "De pizza helpt bij het verdelen en zit in de weg bij het vergelijken, vonden de meesten. Het touw vraagt ruimte; op een van de scholen hangt het nu in de gang. De strook past op elke tafel en is goedkoop.",
            "We gebruiken in alle deelnemende klassen eerst de strook en daarna het touw.",
            "Vier sets stroken snijden uit gekleurd karton",
        ),
        Subject(
            "Een stille leerling in beeld", WORK, 25,
            "We volgden één meisje op film, zes minuten lang. Ze gumt vier keer hetzelfde uit en kijkt dan pas op. Niemand van ons had dat in de klas gezien.",
            "",
            "Toestemming voor het fragment nog een keer navragen op school",
        ),
        Subject(
            "Verhoudingen in het dagelijks leven", INFORM, 15,
            "Limonade mengen blijkt lastiger dan korting, want smaak telt ook mee. Groep 8 maakte zelf een opgave over fietsen bergop. Die is beter dan die uit het boek.",
            "Iedere klas levert één eigen startprobleem aan.",
            "De startproblemen verzamelen en van verwachte antwoorden voorzien",
        ),
        Subject(
            "Wat doen we met de snelle rekenaars?", DECIDE, 20,
            "Ze hoeven niet vooruit, ze kunnen dieper. Een collega liet hen een fout antwoord verdedigen en dat kostte hun een halve les. De anderen luisterden ademloos.",
            "Wie snel klaar is, maakt een foute oplossing waar een klasgenoot in zou trappen.",
            "",
        ),
        Subject(
            "De toets en ons blok", OPINION, 20,
            "In de toets van de methode komt redeneren één keer voor. Twee scholen lieten de helft van de sommen weg en namen een gesprekje op. Dat kost tijd, maar je weet daarna veel meer.",
            "",
            "Drie gespreksvragen opschrijven die de toets kunnen aanvullen",
        ),
    ),
    "Lezen om te weten": (
        Subject(
            "Teksten wegen: welke is het waard?", WORK, 35,
            "We legden tien teksten over water op volgorde. De mooiste plaatjes zaten bij de slechtste tekst. Een goede tekst laat iets open, daar werden we het over eens.",
            "Een tekst mag mee als je er een vraag bij kunt bedenken waar geen antwoord in staat.",
            "De lijst aanvullen met drie teksten over energie",
        ),
        Subject(
            "Hardop haperen: opnames luisteren", WORK, 25,
            "In alle vijf de opnames geven wij binnen vier tellen het antwoord. Eén collega wachtte en zei: ik weet het nog niet. Daarna kwamen de kinderen met drie ideeën.",
            "We nemen voor de volgende keer nog een les op, en zwijgen tien tellen.",
            "Een zin zoeken waar je zelf op vastloopt en die meenemen",
        ),
        Subject(
            "Leesplezier zonder lijstjes", OPINION, 20,
            "De leeslijst werd in groep 6 een wedstrijd. Op een andere school praten kinderen elke vrijdag in tweetallen over één bladzijde, zonder punt. Daar wordt meer gelezen, al weten we het niet zeker.",
            "",
            "Vragen in de eigen klas wat een boek je moet geven om door te lezen",
        ),
        Subject(
            "Vakwoorden: kiezen doet pijn", DECIDE, 20,
            "Voor het thema handel hadden we achtentwintig woorden. Er bleven er acht over, en na een half uur ruzie nog zeven. «Vracht» ging eruit en kwam er weer in.",
            "Per thema kiezen we zeven woorden, die in minstens twee vakken terugkomen.",
            "De zeven woorden van elk thema op het gezamenlijke blad zetten",
        ),
        Subject(
            "De schrijver die niets uitlegt", INFORM, 15,
            "Een artikel over tussenstappen in teksten. Leerlingen missen niet de woorden maar de verbindingen, staat erin, en dat herkenden wij. De zin met «daardoor» was bij iedereen de lastigste.",
            "",
            "Eén les ontwerpen over verbindingswoorden bij aardrijkskunde",
        ),
    ),
    "Het jonge kind: spel als motor": (
        Subject(
            "De huishoek wordt een bakkerij", WORK, 30,
            "We keken naar twee foto's, van maandag en van vrijdag. Maandag lagen er dertig dingen en speelde niemand. Vrijdag lag er deeg, een weegschaal en een briefje, en was er geen plek meer.",
            "We halen elke week iets weg voordat we er iets bijzetten.",
            "Foto's maken van je hoek op maandag en op vrijdag",
        ),
        Subject(
            "Meespelen zonder over te nemen", WORK, 25,
            "In de filmpjes stellen wij vragen waar we het antwoord op weten. De pedagogisch medewerkers doen dat minder, die spelen zelf mee. Van hen namen we de zin «ik ben de klant, wat kan ik hier kopen?» over.",
            "",
            "Drie keer meespelen en daarna opschrijven wat het kind bedacht",
        ),
        Subject(
            "Rekenen dat verstopt zit", INFORM, 20,
            "In de bakkerij wordt gewogen, geteld en betaald. Eén jongen telde het wisselgeld terug vanaf het hoogste getal. Dat doen kinderen in groep 3 in de rekenles pas in april.",
            "",
            "Observatieblad voor tellen en wegen proberen in twee klassen",
        ),
        Subject(
            "De overgang naar groep 3", OPINION, 25,
            "Juffen van groep 2 en groep 3 keken bij elkaar. In groep 3 is er in januari nog precies één hoek, en daar zit de leeslijst in. Dat kan anders zonder dat het lezen minder wordt.",
            "In maart spelen groep 2 en groep 3 een week lang samen in één hoek.",
            "Rooster maken voor de gezamenlijke speelweek",
        ),
        Subject(
            "Kinderen die niet tot spel komen", WORK, 30,
            "We bespraken drie kinderen. Bij twee bleek de hoek te druk, bij de derde ontbrak een speelgenoot. Niemand had een training nodig, wel een andere plek.",
            "Een kind dat niet speelt, krijgt eerst een kleinere plek en een maatje.",
            "",
        ),
    ),
    "Talent zien, talent voeden": (
        Subject(
            "Opdrachten met een lage drempel", WORK, 30,
            "Zes opdrachten geprobeerd in groep 5. Bij de opdracht over de dierentuin bleef iedereen werken, ook wie meestal wacht. Twee leerlingen die we nooit noemen, kwamen het verst.",
            "We testen elke opdracht in minstens drie klassen voordat hij in de bundel komt.",
            "Werk van drie leerlingen meenemen dat je verraste",
        ),
        Subject(
            "Wie zien wij niet?", WORK, 25,
            "Iedereen schreef de namen van de klas op uit het hoofd. De namen die laat kwamen, bleken bijna steeds meisjes die netjes werken. Dat was niet fijn om te zien, en wel nuttig.",
            "De leerlingen die als laatste op je lijstje stonden, krijgen deze week een gesprekje.",
            "",
        ),
        Subject(
            "De verrijkingsgroep en de eigen klas", OPINION, 20,
            "Kinderen doen op vrijdag mooie dingen waar hun eigen juf niets van weet. Op twee scholen is er nu een schriftje dat mee teruggaat. Er wordt in geschreven door het kind, niet door ons.",
            "",
            "Een schriftje maken en het twee weken proberen",
        ),
        Subject(
            "Vastlopen als doel", INFORM, 20,
            "We lazen over leerlingen die nooit iets fout hebben gehad. Op de eerste moeilijke dag haken ze af, en dan noemen wij het motivatie. Twee collega's geven nu elke week één opgave waar niemand uitkomt.",
            "Elke klas krijgt een opgave van de maand die niet op hoeft te worden gelost.",
            "Vier opgaven zoeken die in groep 6 niemand kan maken",
        ),
        Subject(
            "Compacten: wat kan eruit?", DECIDE, 25,
            "We legden het rekenboek ernaast en streepten. Een derde van de lessen kan weg voor wie de instaptoets haalt. Spannend vonden we het wel, want wat als er een gat valt.",
            "De instaptoets bepaalt, niet ons gevoel.",
            "Schrapplan voor blok 4 en blok 5 met elkaar delen",
        ),
    ),
    "Digitale geletterdheid in de praktijk": (
        Subject(
            "Een zoekles in vijf rondes", WORK, 30,
            "Kinderen typen hele zinnen en klikken het eerste resultaat aan. Met drie lege vakjes op papier lukt het veel beter. Groep 6 vond zelf uit dat een streepje tussen woorden ook iets doet.",
            "We doen de zoekles in groep 5, 6 en 7, met hetzelfde blad.",
            "Zoekblad op één kant zetten en rondsturen",
        ),
        Subject(
            "Chatbots: wat spreken we met de klas af?", DECIDE, 25,
            "Vier afspraken bleven over: je zegt dat je het gebruikte, je kijkt het na, je neemt niets over wat je niet uit kunt leggen, en je geeft niemands naam. De laatste bedachten de leerlingen zelf.",
            "De afspraken komen op één blad en worden elk half jaar met de klas herzien.",
            "Het blad met afspraken vertalen voor de ouderavond",
        ),
        Subject(
            "Programmeren zonder scherm", WORK, 20,
            "We liepen zelf een doolhof met kaarten. Bij de tweede keer viel op dat niemand naar de foutieve kaart keek, maar naar de speler. Dat is precies wat onze leerlingen doen.",
            "",
            "Set pijlkaarten lamineren voor drie scholen",
        ),
        Subject(
            "Wat moet elk kind eind groep 8 kunnen?", OPINION, 30,
            "De lijst werd te lang en we schrapten terug tot zes zinnen. Typen stond niet op de lijst, tot iemand vroeg hoe ze dan een verslag moeten maken. Het staat er nu toch op, met een vraagteken.",
            "De zes zinnen gaan naar de andere scholen met de vraag wat er ontbreekt.",
            "De zes zinnen voorleggen aan de collega's van de bovenbouw",
        ),
        Subject(
            "Ruzie in de groepsapp", INFORM, 20,
            "Op drie scholen speelde hetzelfde na een verjaardag. Praten vóór de ruzie helpt meer dan regels erna, denken we. Eén school laat groep 8 de les aan groep 6 geven.",
            "",
            "De les van groep 8 vastleggen, met hun eigen woorden",
        ),
    ),
    "Taal": (
        Subject(
            "Vijf vragen van scholen", WORK, 35,
            "Er kwamen negentien vragen binnen; vijf daarvan waren dezelfde in andere woorden. We schrijven een half blad per vraag, met één bron en één voorbeeld uit een klas. Het antwoord over spellingtoetsen moest over, dat was te stellig.",
            "Elk antwoord wordt door twee mensen gelezen voordat het weggaat.",
            "Eerste versie van het antwoord over leesplezier schrijven",
        ),
        Subject(
            "Lezen in de zaakvakken: wat weten we?", INFORM, 25,
            "We legden drie studies naast elkaar. De uitkomsten lijken op elkaar, de adviezen niet. Dat schrijven we er eerlijk bij.",
            "",
            "Eén bladzijde maken met wat zeker is en wat niet",
        ),
        Subject(
            "Twee producten van groepen", DECIDE, 25,
            "De bundel met teksten is goed en mist de bronnen. De kijkwijzer is klaar, op één zin na die naar een school verwijst. De makers krijgen het deze week terug.",
            "Beide producten zijn goedgekeurd na kleine veranderingen.",
            "De makers bellen met de twee opmerkingen",
        ),
        Subject(
            "Stand van zaken voor het jaarverslag", WORK, 40,
            "Vier bladzijden, geen grafiek per school. We zetten erin wat we nog niet weten. De zin over toetsresultaten hebben we geschrapt, want die vraagt uitleg die er niet in past.",
            "Het stuk gaat eerst naar twee taalcoördinatoren, dan naar het netwerk.",
            "Twee taalcoördinatoren vragen om mee te lezen",
        ),
        Subject(
            "Een school die niet verder komt", OPINION, 20,
            "Een team vroeg drie keer hetzelfde op een andere manier. We denken dat de vraag niet over taal gaat, maar over tijd. Een van ons gaat langs, met koffie.",
            "",
            "Langsgaan en daarna pas antwoorden",
        ),
    ),
}  # fmt: skip

RETURNS: dict[str, tuple[str, ...]] = {
    "Rekenen met inzicht": (
        "De les met het touw herhaald in groep 6, met zeven breuken in plaats van vier.",
        "Leerlingen tekenen nu eerst twee minuten; de vingers gaan pas daarna omhoog.",
        "In de bouwvergadering laten zien wat er gebeurt als je een fout antwoord laat verdedigen.",
        "De stroken liggen in de kast van de hele bovenbouw, met een briefje erbij hoe je begint.",
    ),
    "Lezen om te weten": (
        "Ik hapere nu expres bij een moeilijke zin. De kinderen vinden het geweldig.",
        "Zeven vakwoorden gekozen met mijn parallelcollega, en de rest laten gaan.",
        "Op de studiedag een kwartier in een tekst blijven hangen met het hele team.",
        "De leesmap van groep 5 opgeruimd: elf teksten weg, vier erbij.",
    ),
    "Het jonge kind: spel als motor": (
        "De helft van de spullen uit mijn bouwhoek gehaald. Er wordt nu overlegd.",
        "Met de voorschool afgesproken dat we in dezelfde week aan hetzelfde thema beginnen.",
        "Op een papier bijgehouden wie nooit in de huishoek komt. Dat waren er meer dan ik dacht.",
        "In groep 3 staat weer een hoek, met een opdracht van de week.",
    ),
    "Talent zien, talent voeden": (
        "De opgave van de maand hangt in de hal. Ouders doen ook mee.",
        "Gesprekje gevoerd met drie leerlingen die ik anders nooit spreek.",
        "In het team de lijst met namen gemaakt, uit het hoofd. Dat hakte erin.",
        "Het rekenboek voor twee leerlingen teruggebracht tot wat zij nodig hebben.",
    ),
    "Digitale geletterdheid in de praktijk": (
        "Zoekblad met drie vakjes gebruikt bij geschiedenis. De kinderen vragen er nu om.",
        "De afspraken over chatbots met groep 8 opnieuw geschreven, in hun eigen woorden.",
        "In de teamvergadering een doolhof gelopen met pijlkaarten.",
        "Groep 8 gaf de les over groepsapps aan groep 6. Ik zat erbij en zei niets.",
    ),
    "Taal": (
        "Het halve blad over leesplezier besproken in het taalteam van drie scholen.",
        "Onze kijkwijzer vervangen door die van de groep, want die is korter.",
        "In het directieberaad verteld wat we zeker weten over lezen, en wat niet.",
    ),
}
