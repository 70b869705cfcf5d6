"""What is said under each question of the demo network before and after its answer. All of it invented.

By the place of the question in `help_request_texts.QUESTIONS`.
"""

# ruff: noqa: E501  # a message a line

from __future__ import annotations

from typing import NamedTuple


class Talk(NamedTuple):
    """In turns: who helps, who asks, who helps again with more, who asks; and afterwards what was done with it."""

    first: str
    reply: str
    more: str = ""
    thanks: str = ""
    done: str = ""


TALKS: dict[int, Talk] = {
    0: Talk(
        "Lastig, want jij wilt haar helpen én je groep rust geven. Op welke momenten grijp jij in?",
        "Vooral bij het wisselen van les. Zij roept dan om stilte en ik neem het over voordat het echt mislukt.",
        "Dan zou ik met dat ene moment beginnen, en de rest van de les even laten zoals die is. Jij zit en zij staat.",
        "Dat durf ik wel. Ik leg haar morgen de keuze voor, dan is het ook haar plan.",
        "Na drie weken deed zij de wissel na het buitenspelen alleen. Ik zat op mijn handen, dat was het moeilijkste.",
    ),
    1: Talk(
        "Die snelle rekenaars ken ik. Hoe lang zit er nu tussen jouw vraag en de eerste vinger?",
        "Als ik eerlijk ben: twee tellen. En dan geef ik de beurt ook nog aan wie het al weet.",
        "Dan ligt daar je winst. Zet een zandloper neer en laat alle potloden bewegen voordat er iemand praat.",
        "Een zandloper heb ik nog van de tandarts. Ik probeer het deze week bij de breuken.",
        "Twee meisjes die nooit iets zeiden, lieten hun tekening zien. De snelle rekenaars moesten wennen aan wachten.",
    ),
    2: Talk(
        "Wat gebeurt er als je de tekst weghaalt en vraagt wat er vreemd aan was?",
        "Dan blijft het stil. Ze weten losse woorden, zoals eb en maan, maar niet hoe die bij elkaar horen.",
        "Laat ze er een pijl tussen tekenen. Als de pijl lukt, lukt de zin daarna meestal ook.",
        "Mooi, dat past op de achterkant van hun schrift. Ik begin met één alinea.",
        "We doen het nu elke dinsdag bij natuur. De schets komt eerst, en de zin volgt bijna vanzelf.",
    ),
    3: Talk(
        "Ik heb jarenlang een 3/4 gehad. Hoe ziet jouw ochtend er nu uit, van half negen tot de pauze?",
        "Eerst kring, dan taal voor groep 3 terwijl groep 4 werkt, en dan is het al pauze. Spelen schuift naar vrijdag.",
        "Zet het spelen eens vooraan. Groep 3 begint in de hoeken met een opdrachtkaart, en jij begint bij groep 4.",
        "Op die manier had ik het nog niet bekeken. Mag ik jouw rooster een keer zien?",
        "Het rooster draait nu vier weken. Op maandag loopt het nog niet, op de andere dagen speelt groep 3 elke ochtend.",
    ),
    5: Talk(
        "Fijn dat je niet meteen aan een toets denkt. Wat doet de leerling als je vraagt om hardop te rekenen?",
        "Hij kijkt naar mij en niet naar de som. Als ik knik, gaat hij door.",
        "Dan leest hij jou in plaats van de som. Ga eens naast hem zitten in plaats van tegenover hem.",
        "Oei, die is raak. Ik ga morgen aan de andere kant van de tafel zitten.",
        "We hebben één doel gekozen: springen over het tiental. Na zes weken deed hij het zonder naar mij te kijken.",
    ),
    6: Talk(
        "Ik kom graag meedenken. Waar zijn de ouders bang voor, denk je?",
        "Dat hun dochter straks tussen kinderen zit die niet willen leren. Dat zeiden ze pas bij de deur.",
        "Begin dan daar, en niet bij de cijfers. Mensen kunnen pas rekenen als ze gehoord zijn.",
        "Zo had ik het gesprek niet voorbereid. Ik schrijf mijn eerste zin opnieuw.",
        "Het gesprek duurde korter dan gepland. De afspraak hangt bij hen thuis op de koelkast, vertelde het meisje.",
    ),
    7: Talk(
        "Welk thema doe je na de vakantie? Dan denk ik met je mee over de woorden.",
        "De Romeinen. Er zitten wel veertig moeilijke woorden in dat hoofdstuk.",
        "Kies er zeven die ook buiten dat hoofdstuk terugkomen: handel, grens, bestuur. Toga mag je vergeten.",
        "Dat scheelt. Ik hang ze op bij de deur, dan komen we er elke dag langs.",
        "Ze gebruikten «grens» bij het voetballen. De lijst voor het volgende thema maken we met de parallelklas.",
    ),
    8: Talk(
        "Haken ze af omdat het saai is, of omdat ze het niet kunnen? Dat zijn bij mij twee groepjes.",
        "Goeie. Drie kunnen het allang, en vijf tellen alles nog uit. Die krijgen hetzelfde blad.",
        "Geef die vijf alleen de splitsingen en de andere drie een spel dat ze zelf mogen maken.",
        "Ik heb het met ze besproken. De drie willen een bordspel over tafels maken voor groep 3.",
        "Het bordspel is af en ligt in groep 3. De vijf zijn er nog niet, maar ze zuchten niet meer.",
    ),
    9: Talk(
        "Hoeveel tijd wil jij er hoogstens aan kwijt zijn? Dan werken we vanaf daar terug.",
        "Een half uur per stapel. Nu is het twee avonden en lezen ze het niet eens.",
        "Dan kies je één ding per opdracht en schrijf je één vraag onder elke tekst. Meer past er niet in dat half uur.",
        "Ik begin met «kan ik dit voor me zien?». Dat is voor groep 6 te begrijpen.",
        "De eerste stapel kostte mij veertig minuten. Op mijn vraag schreven negentien kinderen een antwoord terug.",
    ),
    10: Talk(
        "Wat doen ze als de anderen spelen? Lopen ze rond, of kijken ze toe?",
        "De een loopt rond met een auto, de ander blijft bij mij. Als ik ze ergens neerzet, zijn ze zo weer weg.",
        "Dan weten ze misschien niet wat ze gaan doen. Teken het vooraf, ook al zijn het maar krabbels.",
        "Ik heb ze laten tekenen wat ze wilden bouwen. De auto kreeg een garage!",
        "De garage staat er al een week. Het tekenblad hangt erboven en ze vertellen elkaar wat er nog moet komen.",
    ),
    11: Talk(
        "Leuk! Hoe groot is je lokaal, en mag er tape op de vloer?",
        "Klein, maar de hal mag ik gebruiken op donderdag. Tape vindt onze conciërge goed, als ik het zelf weghaal.",
        "Top. Begin met vier kaarten: vooruit, links, rechts en pakken. Meer heb je in de eerste les niet nodig.",
        "De kaarten zijn geknipt. Ik ben zelf de eerste robot.",
        "Ze lieten mij drie keer tegen de kapstok lopen. De les erna zochten ze uit op welke kaart het misging.",
    ),
    12: Talk(
        "Wat doet zij op die avonden? Vraag haar een week lang op te schrijven wat het werk was.",
        "Ze maakt voor elk vak eigen werkbladen. De methode vindt ze saai, en daar heeft ze gelijk in.",
        "Dan mag ze één vak kiezen waar ze iets moois van maakt. De rest komt dit jaar uit het boek.",
        "Ze koos wereldoriëntatie. Je zag de opluchting.",
        "Op woensdagavond staat haar laptop nu op school. Ze heeft zich weer aangemeld bij haar koor.",
    ),
    13: Talk(
        "Wil je het weten van de hele groep, of alleen van wie je twijfelt?",
        "Van iedereen, maar ik lees geen dertig kaartjes meer. Dat houd ik geen week vol.",
        "Je hoeft ze niet te lezen. Kijk alleen naar het antwoord en leg ze neer. Twee minuten, langer niet.",
        "Dat klinkt alsof het in de pauze past. Ik doe het met rekenen, drie keer in de week.",
        "De middelste stapel is mijn instructiegroepje van de volgende dag. Nakijken in de avond is gestopt.",
    ),
    14: Talk(
        "Wat vindt hij zelf moeilijk? Heeft iemand hem dat gevraagd?",
        "Nee. Hij zei: «Dat ik moet wachten.» Daar moest ik even over nadenken.",
        "Geef hem dan iets waar wachten bij hoort, zoals een proef met planten of een interview met iemand.",
        "Hij wil weten waarom mos op de noordkant groeit. En of dat wel zo is.",
        "Hij is zes weken met mos bezig geweest. Het antwoord was anders dan in het boek, en dat vond hij prachtig.",
    ),
    15: Talk(
        "Met vijf is een mooi team. Is er een vraag waar jullie alle vijf last van hebben?",
        "Ja: leerlingen die bij spelling alles goed hebben en in hun eigen tekst niets.",
        "Dat is een prachtige vraag om mee te beginnen. Kies drie leerlingen en kijk een les lang alleen naar hen.",
        "We hebben een datum. De directeur staat die middag voor mijn groep.",
        "We zagen dat de leerlingen hun tekst nooit teruglezen. Dat hadden we in geen enkel dictee kunnen zien.",
    ),
    16: Talk(
        "Wat delen ze, grappige dingen of ook nieuws? Dat maakt uit voor je les.",
        "Alles door elkaar. Vorige week een bericht over een vergiftigd snoepje, dat ging de hele school door.",
        "Neem dat bericht. Niet om te straffen, maar om samen uit te zoeken waar het begon.",
        "Het bleek uit een ander land te komen en vier jaar oud te zijn. Ze waren er stil van.",
        "Er hangt nu een kaart bij de deur: wie, wanneer, waarom. Ze wijzen elkaar erop, en ook hun ouders.",
    ),
    17: Talk(
        "Chaos komt bij mij altijd door het stoppen, niet door het bewegen. Hoe stop jij?",
        "Ik roep. En dan roep ik harder.",
        "Probeer een teken met je arm en doe het de eerste dag tien keer zonder les erachteraan.",
        "We hebben het als spel gedaan, wie het eerst stilstaat. Het ging verrassend goed.",
        "We bewegen nu om tien uur, elke dag vijf minuten, in het eigen lokaal. Het speellokaal heb ik niet meer nodig.",
    ),
    18: Talk(
        "Wat is er op het plein gebeurd als zij binnenkomen? Vaak neemt een groep dat mee.",
        "Voetbal. Het gaat altijd over een doelpunt dat niet telde.",
        "Spreek af dat dat buiten wordt opgelost, met één scheidsrechter uit groep 8. Binnen ligt er iets klaars.",
        "De pleinwacht vond het een goed plan. Er zijn drie scheidsrechters gekozen.",
        "Het kwartier is nu drie minuten. De taak op het bord is een tekening die ze afmaken, elke dag een stukje.",
    ),
    19: Talk(
        "Welke taal spreekt hij thuis, en zit er nog iemand op school die die taal kent?",
        "Tigrinya. Op school niemand, maar een meisje in groep 7 van onze buren wel.",
        "Nodig haar op maandag uit voor een half uur. Niet om te tolken, maar om de klas te laten zien.",
        "Ze kwam en ze was trots. Hij lachte voor het eerst toen zij zei waar de wc was.",
        "Hij is klassendienst en deelt de schriften uit, met alle namen. De woordkaart is al drie bladzijden lang.",
    ),
    20: Talk(
        "Achtentwintig is veel voor één boek. Is er een plek in je lokaal voor zes kinderen en jij?",
        "De leeshoek, als ik de kussens weghaal. Maar wat doet de rest dan?",
        "De rest speelt het verhaal na met spullen. Zes kinderen komen, en na tien minuten komen zes anderen.",
        "Wij hebben een beer, een bed en een lamp klaargelegd. Het liep meteen.",
        "Bij de derde keer vertelden de kinderen het boek zelf. Twee kinderen die niet praten, deden het met de beer.",
    ),
    21: Talk(
        "Weten ze zelf hoe ver ze waren aan het begin? Dat mist vaak.",
        "Nee, alleen ik weet dat. Ik heb de lijsten in mijn map.",
        "Geef het terug in de vorm van een strookje per week. Niet naast elkaar, maar onder elkaar.",
        "Ik maak strookjes zonder namen erop, die ze in hun eigen laatje bewaren.",
    ),
    22: Talk(
        "Wat zou je anders doen als het antwoord ja is? En wat als het nee is?",
        "Als het werkt, gaan we door in groep 5. Anders stoppen we ermee, want het kost veel tijd.",
        "Dan heb je je vraag. Kijk naar het werk van zes leerlingen en praat met diezelfde zes.",
        "Zes kunnen we aan. Wij spreken af wie de gesprekken doet, dan is het niet de eigen leraar.",
    ),
    23: Talk(
        "Wat is er bij jullie in de wijk aan de hand waar kinderen over mopperen?",
        "De zebra bij de winkel. Auto's stoppen niet, en elke ochtend is het raak.",
        "Tel dan een week auto's, met de klas. Met een getal kun je naar het gemeentehuis.",
        "Er rijden honderdzes auto's langs in een half uur. Daar schrokken we zelf van.",
    ),
    24: Talk(
        "Je hebt meer dan je denkt. Heb je een donkere hoek en vier zaklampen?",
        "De berging, en zaklampen nemen ze zelf mee. Ik ben alleen bang dat het spelen wordt.",
        "Laat ze eerst tekenen wat ze denken te zien. Dan wordt het kijken, want ze willen weten of het klopt.",
        "Dat doe ik. De tekeningen hangen we ernaast.",
    ),
    25: Talk(
        "Ik doe het ook. Bij mij helpt het als ik iets in mijn handen heb, een kop thee bijvoorbeeld.",
        "Haha, die ga ik lenen. Maar als ze echt vastzitten, is mijn antwoord dan verboden?",
        "Nee hoor. Je mag het zeggen nadat je drie keer gevraagd hebt wat ze al geprobeerd hebben.",
        "Ik heb het één middag gedaan. Twee groepjes kwamen er zelf uit en één had mij echt nodig.",
    ),
    26: Talk(
        "Wat vindt jouw groep leuk om te doen met muziek: luisteren, klappen of bewegen?",
        "Klappen en bewegen. Zodra ik een lied inzet, hoor ik mezelf en dan stop ik.",
        "Dan laat je het lied door een filmpje zingen en doe jij het ritme. Niemand die het merkt.",
    ),
    27: Talk(
        "Wie zit er in dat gesprek, en wie praat het meest?",
        "Vijf collega's en ik. Twee mensen praten, en daarna gaat iedereen weg met een zwaar hoofd.",
        "Begin met drie minuten schrijven over een moment dat goed ging. Dan pas praten.",
    ),
    28: Talk(
        "Typen ze de hele vraag van het werkblad over? Dat zie ik bij mij ook.",
        "Ja, met vraagteken en al. En dan klikken ze het eerste aan.",
        "Geef ze drie lege vakjes op papier. Past je vraag er niet in, dan is hij te lang.",
    ),
    29: Talk(
        "Lees je ze weleens alleen het einde voor van een boek? Dat vinden ze raar en leuk.",
        "Nee, nooit gedaan. Maar ze weten wel allemaal hoe een film afloopt.",
        "Neem dan een film. Wat was het laatste beeld, en wat moest er dus eerder gebeuren?",
    ),
    30: Talk(
        "Ik gebruik stroken van gekleurd karton, steeds even lang. Wat heb jij al in je kast?",
        "Alleen breukencirkels. Daar zien ze wel stukken, maar ze kunnen er niet mee vergelijken.",
        "Precies daarom doe ik stroken. Zal ik er een setje opsturen, met de eerste opdracht erbij?",
    ),
}
