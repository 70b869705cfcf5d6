"""The sixty products of the demo network, five of each group. All of it invented.

Per line: kind, title, summary, for whom, minutes, what it gave, topics, first and last year group, ground.
"""

from __future__ import annotations

from typing import NamedTuple

from expertise.claims.enums import EvidenceGround
from expertise.products.enums import ProductKind


class DemoProduct(NamedTuple):
    kind: str
    title: str
    summary: str
    for_whom: str
    minutes: int | None
    result: str
    topics: tuple[str, ...]
    years: tuple[int, int] | None
    ground: EvidenceGround = EvidenceGround.PRACTICE


def _of(*rows: tuple[object, ...]) -> tuple[DemoProduct, ...]:
    return tuple(DemoProduct(*row) for row in rows)  # type: ignore[arg-type]


RESEARCH, LITERATURE = EvidenceGround.PRACTICE_RESEARCH, EvidenceGround.LITERATURE
FRACTIONS, FORMATIVE, LESSON_STUDY = "breuken en verhoudingen", "formatief handelen", "Lesson Study begeleiden"
READING, WORDS, MULTILINGUAL = "begrijpend lezen", "woordenschat", "meertaligheid/NT2"
PLAY, EXECUTIVE = "jonge kind en spelend leren", "executieve functies"
GIFTED, COMBINED = "meer- en hoogbegaafdheid", "differentiëren in combinatiegroepen"
DIGITAL, CODING, MEDIA, AI = "digitale geletterdheid", "programmeren en robotica", "mediawijsheid", "AI-geletterdheid"
SCIENCE, DESIGN = "wetenschap en technologie", "onderzoekend en ontwerpend leren"
STARTERS, COACHING, ORDER = "begeleiden van starters", "coachen van aspirant-leraren", "klassenmanagement"
FEEDBACK, RESEARCHING = "feedback geven", "praktijkonderzoek en data"

PRODUCTS: dict[str, tuple[DemoProduct, ...]] = {
    "Rekenen met inzicht": _of(
        (ProductKind.LESSON_MATERIAL, "Breuken op een touw", "Les uit de Lesson Study «Welke breuk is groter?» in groep 7. Leerlingen vergelijken 3/4 en 4/5 met een touw als getallenlijn. Met kaartjes, zinstarters en wat je van leerlingen kunt verwachten.", "leraren van groep 6 tot en met 8", 50, "Wie naar het ontbrekende stuk keek, hoefde niet meer gelijknamig te maken. In de herhaalde les lukte dat 7 van de 9 keer.", (FRACTIONS, LESSON_STUDY, FORMATIVE), (6, 8), RESEARCH),
        (ProductKind.VIEWING_GUIDE, "Kijkwijzer redeneren bij breuken", "Eén pagina om mee te nemen bij een lesbezoek. Vier vragen helpen je om te kijken naar wat leerlingen doen, in plaats van naar wat de leraar doet.", "leraren en schoolopleiders die bij elkaar kijken", 60, "Leraren grijpen later in en laten leerlingen vaker elkaar overtuigen.", (FRACTIONS, FORMATIVE), (6, 8), RESEARCH),
        (ProductKind.ACTIVITY, "Overtuig je maatje", "Werkvorm van acht minuten waarin tweetallen hun antwoord verdedigen met een tekening. Met vier zinstarters voor op het bord.", "groep 5 tot en met 8", 10, "Stille leerlingen praten eerder als zij eerst twee minuten stil mogen tekenen.", (FRACTIONS, FEEDBACK), (5, 8)),
        (ProductKind.LESSON_MATERIAL, "Zes startproblemen met verhoudingen", "Zes korte problemen uit het dagelijks leven: limonade mengen, fietsen, korting. Elk met verwachte antwoorden en één doorvraag.", "groep 7 en 8", 20, "Je ziet binnen vijf minuten wie optelt en wie vermenigvuldigt.", (FRACTIONS, "automatiseren rekenen"), (7, 8)),
        (ProductKind.PRACTICE_EXAMPLE, "Rekenen met spullen in groep 8", "Hoe twee scholen concreet materiaal terugbrachten in de bovenbouw, en wat er nodig was om leerlingen van twaalf dat niet kinderachtig te laten vinden.", "teams die rekenzwakke leerlingen willen helpen", None, "Drie leerlingen die vastliepen, legden voor het eerst uit wat zij deden.", ("rekenproblemen en dyscalculie", FRACTIONS), (7, 8)),
    ),
    "Lezen om te weten": _of(
        (ProductKind.LESSON_MATERIAL, "Twaalf rijke teksten bij de zaakvakken", "Twaalf teksten over aardrijkskunde, geschiedenis en natuur. Bij elke tekst één goede vraag en drie woorden die er echt toe doen.", "groep 5 tot en met 8", 40, "Leerlingen praten langer door over de inhoud en minder over de opdracht.", (READING, WORDS), (5, 8)),
        (ProductKind.ACTIVITY, "Hardop haperen", "De leraar laat horen waar het lezen vastloopt en hoe je dat herstelt. Daarna zetten leerlingen zelf stopstreepjes in de tekst.", "groep 5 tot en met 8", 25, "Leerlingen durven te zeggen dat zij iets niet begrijpen, ook de vlotte lezers.", (READING, FORMATIVE), (5, 8), LITERATURE),
        (ProductKind.RESEARCH_REPORT, "Wat doen leerlingen als ze een zin niet begrijpen?", "Klein onderzoek in drie groepen 6. We keken wat leerlingen doen bij een moeilijke zin: doorlezen, teruglezen, tekenen of vragen.", "leraren en lerarenopleiders", None, "Teruglezen komt bijna niet vanzelf. Een schets maken hielp vooral meertalige leerlingen.", (READING, MULTILINGUAL, RESEARCHING), (6, 6), RESEARCH),
        (ProductKind.FILM, "Drie zinnen over eb en vloed", "Filmpje van vier minuten: een leerling vertelt een weetjestekst na in drie zinnen, met een schets ernaast. Zonder gezichten in beeld.", "teams die over navertellen willen praten", 15, "Een goed begin voor een gesprek over wat begrijpen eigenlijk is.", (READING, WORDS), (6, 7)),
        (ProductKind.VIEWING_GUIDE, "Luisteren naar tweetallen die lezen", "Kaart met zes dingen die je kunt horen als leerlingen samen een tekst lezen, en wat je dan wel of niet zegt.", "groep 4 tot en met 8", 20, "Leraren stellen minder vragen en krijgen langere antwoorden.", (READING, FEEDBACK), (4, 8)),
    ),
    "Het jonge kind: spel als motor": _of(
        (ProductKind.VIEWING_GUIDE, "Spel zien, spel verrijken", "Kijkwijzer met drie rondes: kijken, meespelen, iets toevoegen. Gemaakt met pedagogisch medewerkers.", "groep 1 en 2 en de voorschool", 30, "Het spel duurt langer en jonge kinderen nemen vaker zelf het voortouw.", (PLAY, EXECUTIVE), (1, 2), RESEARCH),
        (ProductKind.PRACTICE_EXAMPLE, "De bouwhoek bijna leeg", "Een team haalde de helft van de spullen uit de bouwhoek. Alleen planken, doeken en één opdrachtfoto bleven.", "groep 1 en 2", None, "De hoek is weer vol. Kinderen overleggen meer, omdat niet alles er al is.", (PLAY, WORDS), (1, 2)),
        (ProductKind.LESSON_MATERIAL, "Woorden in het spel: twintig verhaaltassen", "Twintig tassen met voorwerpen, een prentenboek en acht woorden die je in het spel laat terugkomen.", "groep 1 tot en met 3", 30, "Kinderen gebruiken vijf van de acht woorden na twee weken uit zichzelf.", (WORDS, PLAY, MULTILINGUAL), (1, 3)),
        (ProductKind.PRESENTATION, "Spelend leren in groep 3: zo organiseren wij het", "Twaalf dia's over een dagindeling met speelwerktijd in groep 3, met foto's van de klas en een weekrooster.", "teams die groep 2 en 3 willen verbinden", 45, "Genoeg instructietijd én elke dag een uur spel. Het rooster hangt nu op drie scholen.", (PLAY, COMBINED), (2, 4)),
        (ProductKind.ARTICLE, "Wachten is ook een vaardigheid", "Kort artikel over executieve functies bij kleuters: wat je ziet, wat je kunt doen en wat je beter kunt laten.", "leraren van groep 1 en 2, aspirant-leraren", 10, "Geeft taal om met ouders te praten over leren plannen.", (EXECUTIVE, PLAY), (1, 2), LITERATURE),
    ),
    "Talent zien, talent voeden": _of(
        (ProductKind.ACTIVITY, "Opdrachten met een lage drempel en een hoog plafond", "Acht opdrachten die iedereen kan beginnen en niemand zomaar af heeft. Voor de hele klas tegelijk.", "groep 4 tot en met 8", 45, "We zagen bij vier leerlingen iets wat we nog niet wisten.", (GIFTED, COMBINED), (4, 8)),
        (ProductKind.VIEWING_GUIDE, "Wie zie ik over het hoofd?", "Vragenlijst voor een teamgesprek over leerlingen die niet opvallen, met drie opdrachten om maandag mee te beginnen.", "teams en intern begeleiders", 60, "Elke leraar noemde twee namen die nergens op een lijst stonden.", (GIFTED, FORMATIVE), (1, 8)),
        (ProductKind.PRACTICE_EXAMPLE, "De verrijkingsgroep komt terug in de klas", "Een school stopte met de plusklas op vrijdag en bracht de opdrachten naar de gewone les.", "schoolleiders en leraren", None, "Meer leerlingen doen mee en niemand mist meer gym.", (GIFTED, COMBINED), (5, 8)),
        (ProductKind.LESSON_MATERIAL, "Filosoferen met een steen", "Zes gesprekken van een kwartier met een voorwerp als begin. Met vragen die geen goed antwoord hebben.", "groep 3 tot en met 8", 15, "Leerlingen vragen vaker aan elkaar wat zij bedoelen.", (GIFTED, "burgerschap"), (3, 8)),
        (ProductKind.RESEARCH_REPORT, "Wat vinden leerlingen zelf moeilijk genoeg?", "Interviews met achttien leerlingen over uitdaging. Met citaten, een samenvatting van een bladzijde en drie tips.", "leraren en onderzoekers", None, "Moeilijk is niet meer, maar anders. Leerlingen willen vooral samen vastlopen.", (GIFTED, RESEARCHING), (5, 8), RESEARCH),
    ),
    "Digitale geletterdheid in de praktijk": _of(
        (ProductKind.LESSON_MATERIAL, "Leerlijn informatievaardigheden op één blad", "Van zoeken in groep 4 tot bronnen vergelijken in groep 8. Met per jaar drie lessen die je in een zaakvak doet.", "groep 4 tot en met 8", None, "Het team weet wie wat doet. Geen les komt meer twee keer voorbij.", (DIGITAL, MEDIA), (4, 8)),
        (ProductKind.ACTIVITY, "Echt of nep in tien minuten", "Leerlingen sorteren twaalf berichten en leggen uit waaraan zij het zagen. Met nabespreking over wat je dan doet.", "groep 6 tot en met 8", 20, "Leerlingen kijken eerder naar wie het schreef dan naar hoe het eruitziet.", (MEDIA, DIGITAL), (6, 8)),
        (ProductKind.LESSON_MATERIAL, "Programmeren zonder computer", "Acht lessen waarin kinderen elkaar opdrachten geven, herhalen en fouten zoeken. Met kaarten om uit te knippen.", "groep 1 tot en met 5", 30, "Ook kleuters vinden de fout in een reeks van zes stappen.", (CODING, PLAY), (1, 5)),
        (ProductKind.PRACTICE_EXAMPLE, "Onze afspraken over AI in groep 8", "Hoe een school met leerlingen en ouders afspraken maakte over chatbots: wat mag, wat niet en wat je erbij vertelt.", "groep 7 en 8, schoolleiders", None, "Eén bladzijde die leerlingen zelf schreven. Ouders waren vooral blij dat er iets lag.", (AI, MEDIA), (7, 8)),
        (ProductKind.PRESENTATION, "Mediawijsheid op de ouderavond", "Dia's en een gespreksopdracht voor een ouderavond van een uur, met vragen die je aan tafel kunt stellen.", "leraren die een ouderavond maken", 60, "Ouders praten met elkaar in plaats van alleen te luisteren.", (MEDIA, "oudergesprekken"), None),
    ),
    "Didactische waaier ICT": _of(
        (ProductKind.LESSON_MATERIAL, "Didactische waaier ICT", "Waaier met 24 kaarten. Elke kaart begint met een leerdoel en laat dan pas zien welk middel past, en wanneer papier beter is.", "leraren van groep 3 tot en met 8", None, "Leraren kiezen minder vaak een middel omdat het leuk is.", (DIGITAL, FORMATIVE), (3, 8)),
        (ProductKind.FILM, "Drie kaarten uit de waaier", "Filmpje van zes minuten met drie lessen waarin een kaart wordt gebruikt, en één waarin de leraar hem weer weglegt.", "teams die met de waaier beginnen", 15, "Helpt bij de eerste studiemiddag.", (DIGITAL, FEEDBACK), (3, 8)),
        (ProductKind.ACTIVITY, "Studiemiddag met de waaier", "Draaiboek voor twee uur: kaarten trekken, een les ombouwen en elkaar bevragen.", "ICT-coördinatoren en schoolopleiders", 120, "Elke leraar gaat naar huis met een les voor dezelfde week.", (DIGITAL, DESIGN), None),
        (ProductKind.RESEARCH_REPORT, "De waaier getest in acht klassen", "Wat leraren deden met de waaier in zes weken: welke kaarten zij kozen, welke niet, en waarom.", "teams die willen kiezen", None, "De kaart over feedback werd het meest gebruikt, die over toetsen bijna niet. Die is herschreven.", (DIGITAL, RESEARCHING), (3, 8), RESEARCH),
        (ProductKind.ARTICLE, "Wanneer papier beter is", "Twee bladzijden over wat we weten van lezen en schrijven op papier en op een scherm.", "leraren en schoolleiders", 10, "Een rustig antwoord op een vraag die elk team krijgt.", (DIGITAL, READING), None, LITERATURE),
    ),
    "Leskisten Wetenschap & Technologie": _of(
        (ProductKind.LESSON_MATERIAL, "Leskist Bruggen bouwen", "Alles voor vier lessen over krachten en constructies, met een lesbeschrijving en een lijst om de kist weer te vullen.", "groep 5 tot en met 8", 240, "Leerlingen ontwerpen drie keer opnieuw en noemen dat zelf geen fout.", (SCIENCE, DESIGN), (5, 8)),
        (ProductKind.LESSON_MATERIAL, "Leskist Licht en schaduw", "Zaklampen, spiegels en doeken voor drie lessen. Met verwachte uitspraken van leerlingen en wat je dan vraagt.", "groep 3 tot en met 5", 180, "Leerlingen voorspellen eerst en kijken daarna beter.", (SCIENCE, DESIGN), (3, 5)),
        (ProductKind.LESSON_MATERIAL, "Leskist Waterzuivering", "Vier lessen over filters en schoon water, met een bezoek aan een zuivering als afsluiting.", "groep 6 tot en met 8", 240, "De vraag waar ons water vandaan komt leeft nog weken.", (SCIENCE, "burgerschap"), (6, 8)),
        (ProductKind.PICTURE, "Ontwerpcirkel voor aan de muur", "Praatplaat met zes stappen van ontwerpend leren, in woorden van leerlingen.", "groep 3 tot en met 8", None, "Leerlingen zeggen zelf in welke stap zij zitten.", (DESIGN, SCIENCE), (3, 8)),
        (ProductKind.PRACTICE_EXAMPLE, "Zes kisten, negen scholen", "Hoe het uitlenen werkt: reserveren, bijvullen en wie de kist rondbrengt.", "scholen die samen materiaal delen", None, "Elke kist is dertig weken per jaar onderweg.", (SCIENCE, DESIGN), None),
    ),
    "Startklaar: inductie in het eerste jaar": _of(
        (ProductKind.PRACTICE_EXAMPLE, "De eerste honderd dagen", "Programma voor starters van acht besturen: wie doet wat in week 1, 6, 12 en 20.", "schoolleiders en schoolopleiders", None, "Starters weten vanaf dag één wie zij kunnen bellen.", (STARTERS, COACHING), None, RESEARCH),
        (ProductKind.VIEWING_GUIDE, "Kijkwijzer voor de eerste lesbezoeken", "Kijk samen met een starter naar één ding tegelijk. Met een gesprek van vijftien minuten erna.", "werkplekbegeleiders en coaches", 45, "Het gesprek gaat over leerlingen en niet over een lijst.", (STARTERS, FEEDBACK), None),
        (ProductKind.ACTIVITY, "Intervisie voor starters: vijf stappen", "Draaiboek voor anderhalf uur, met rollen en een kaart met open vragen.", "groepen van vier tot acht starters", 90, "Na drie keer leiden starters de intervisie zelf.", (STARTERS, ORDER), None),
        (ProductKind.RESEARCH_REPORT, "Waarom blijven starters?", "Gesprekken met 22 starters aan het eind van hun eerste jaar. Wat hielp, wat niet en wat zij hun school gunnen.", "bestuurders, schoolleiders, opleiders", None, "Tijd om te kijken bij een ander werd het meest genoemd en het minst gekregen.", (STARTERS, RESEARCHING), None, RESEARCH),
        (ProductKind.PRESENTATION, "Startklaar in tien dia's", "Korte presentatie voor een directieberaad, met wat het kost en wat het oplevert.", "schoolleiders en bestuurders", 15, "Vier besturen spraken begeleidingstijd af.", (STARTERS, COACHING), None),
    ),
    "Praatplaat Lerend team": _of(
        (ProductKind.PICTURE, "Praatplaat Lerend team", "Plaat van een school op een gewone dag. Teams wijzen aan waar zij leren, en waar zij dat zouden willen.", "schoolteams", 60, "Het gesprek begint bij wat er al is.", (LESSON_STUDY, FEEDBACK), None),
        (ProductKind.ACTIVITY, "Handleiding bij de praatplaat", "Drie manieren om de plaat te gebruiken: een kwartier, een uur of een studiemiddag.", "teamleiders en schoolopleiders", 15, "Ook een team dat weinig praat, komt op gang.", (LESSON_STUDY, COACHING), None),
        (ProductKind.FILM, "Een team praat over zichzelf", "Vijf minuten uit een gesprek met de praatplaat, met toestemming van iedereen die te zien is.", "begeleiders van teams", 20, "Je ziet hoe een vraag van een conciërge het gesprek draait.", (LESSON_STUDY, FEEDBACK), None),
        (ProductKind.RESEARCH_REPORT, "Wat gebeurt er na het gesprek?", "We belden zes teams acht weken na hun gesprek met de praatplaat.", "schoolleiders en onderzoekers", None, "Vier teams kijken nu bij elkaar in de klas. Twee teams vonden er geen tijd voor.", (RESEARCHING, LESSON_STUDY), None, RESEARCH),
        (ProductKind.ARTICLE, "Leren van gewone dagen", "Waarom een lerend team vaker zit in de koffiepauze dan in de studiedag, en wat je daarmee kunt.", "schoolteams", 10, "Wordt gebruikt als tekst vooraf bij een studiemiddag.", (LESSON_STUDY, "oudergesprekken"), None, LITERATURE),
    ),
    "Taal": _of(
        (ProductKind.ARTICLE, "De stand van taal: vijf vragen van scholen", "De expertgroep beantwoordt vijf vragen die vaak terugkomen, elk op een halve bladzijde met bronnen.", "leraren, taalcoördinatoren", 20, "Twaalf scholen namen de antwoorden over in hun taalplan.", (READING, "schrijfonderwijs"), None, LITERATURE),
        (ProductKind.LESSON_MATERIAL, "Woordenschat in elk vak", "Acht lessen waarin je in aardrijkskunde, rekenen en gym aan dezelfde twintig schooltaalwoorden werkt.", "groep 5 tot en met 8", 30, "De woorden komen terug in teksten die leerlingen zelf schrijven.", (WORDS, READING), (5, 8)),
        (ProductKind.ACTIVITY, "Schrijven, bespreken, herschrijven", "Drie rondes waarin leerlingen elkaar één ding teruggeven. Met kaarten voor de schrijver en de lezer.", "groep 5 tot en met 8", 45, "De tweede versie is bij bijna iedereen langer én duidelijker.", ("schrijfonderwijs", FEEDBACK), (5, 8), RESEARCH),
        (ProductKind.VIEWING_GUIDE, "Thuistaal in de les", "Wanneer zet je de taal van thuis bewust in? Kijkwijzer met vier situaties uit echte lessen.", "leraren met meertalige leerlingen", 30, "Leerlingen leggen iets aan elkaar uit in twee talen en leren daar allebei van.", (MULTILINGUAL, WORDS), None, LITERATURE),
        (ProductKind.FILM, "Letters leren in beweging", "Filmpje van vijf minuten over letters lopen, springen en leggen, met drie tips om het rustig te houden.", "groep 3", 20, "Kinderen onthouden de richting van een letter beter.", ("technisch lezen groep 3-4", "bewegend leren"), (3, 3)),
    ),
    "Begeleiding van starters": _of(
        (ProductKind.VIEWING_GUIDE, "Orde houden zonder de groep over te nemen", "Gesprekskaart voor wie een aspirant-leraar begeleidt die vastloopt. Kijken, wachten, en dan pas helpen.", "werkplekbegeleiders en mentoren", 30, "De aspirant-leraar lost het in twee van de drie gevallen zelf op.", (COACHING, ORDER), None),
        (ProductKind.ACTIVITY, "Drie gesprekken in de eerste maand", "Wat je bespreekt in week 1, 2 en 4, met zinnen om mee te beginnen.", "mentoren van starters", 30, "Het gaat eerder over wat goed gaat.", (STARTERS, COACHING), None),
        (ProductKind.PRESENTATION, "Feedback die je kunt gebruiken", "Dia's en oefeningen voor een middag over feedback aan volwassenen.", "schoolopleiders en coaches", 120, "Begeleiders stellen één vraag meer en geven één advies minder.", (FEEDBACK, COACHING), None, LITERATURE),
        (ProductKind.RESEARCH_REPORT, "Hoe kijken aspirant-leraren naar beoordelen?", "Vragenlijst en zes gesprekken over begeleiden en beoordelen door dezelfde persoon.", "opleiders en schoolleiders", None, "Studenten vertellen minder als hun begeleider ook beoordeelt. We scheiden dat nu.", (COACHING, RESEARCHING), None, RESEARCH),
        (ProductKind.PRACTICE_EXAMPLE, "Een maatje in het eerste jaar", "Twee besturen koppelden starters aan een ervaren leraar van een andere school.", "besturen en schoolopleiders", None, "Een vraag stellen aan iemand van buiten blijkt makkelijker.", (STARTERS, ORDER), None),
    ),
    "Ontwerpateliers": _of(
        (ProductKind.ACTIVITY, "Atelier in één ochtend", "Draaiboek om met een hele school een ochtend te ontwerpen rond één vraag van buiten.", "schoolteams", 180, "Kinderen van vijf en elf werken aan hetzelfde idee.", (DESIGN, "cultuureducatie"), (1, 8)),
        (ProductKind.PICTURE, "Van idee naar maken", "Praatplaat die leerlingen helpt kiezen: schetsen, bouwen, vragen of weggooien.", "groep 3 tot en met 8", None, "Leerlingen gooien eerder een plan weg en beginnen opnieuw.", (DESIGN, SCIENCE), (3, 8)),
        (ProductKind.PRACTICE_EXAMPLE, "Een atelier in het oude handenarbeidlokaal", "Wat een school kocht, weggooide en leerde bij het inrichten van een ontwerpatelier.", "schoolleiders en vakleraren", None, "Minder machines, meer karton. Het lokaal is elke dag bezet.", (DESIGN, "cultuureducatie"), None),
        (ProductKind.LESSON_MATERIAL, "Ontwerpopdrachten uit de buurt", "Tien opdrachten van een bakker, een buurthuis en een bibliotheek. Met wat je vooraf met hen afspreekt.", "groep 5 tot en met 8", 120, "Echte vragen maken dat leerlingen langer doorgaan.", (DESIGN, "burgerschap"), (5, 8)),
        (ProductKind.ARTICLE, "Wat ontwerpend leren niet is", "Drie misverstanden over ontwerpend leren, en wat we er zelf van leerden.", "leraren die beginnen", 10, "Handig om vooraf te lezen met je team.", (DESIGN, RESEARCHING), None, LITERATURE),
    ),
}  # fmt: skip

# (adaptation note, whether the name may stand with it)
NOTES: tuple[tuple[str, bool], ...] = (
    ("Wij deden het in een combinatiegroep 5/6. De eerste ronde maakten we korter, dan hield iedereen het vol.", True),
    ("Werkte goed. Ik liet de zinstarters weg, omdat mijn groep die al kent.", True),
    ("In groep 4 gebruikt in plaats van groep 6: met plaatjes erbij lukt dat prima.", False),
    ("Samen met een aspirant-leraar voorbereid. Zij gaf de les en ik keek mee.", True),
    ("Twee keer gedaan. De tweede keer begonnen we buiten en dat gaf rust.", False),
    ("Voor onze meertalige leerlingen schreven we de moeilijke woorden vooraf op.", True),
    ("Ik gebruikte alleen de laatste bladzijde, voor een teamvergadering. Daar kwam een goed gesprek uit.", False),
    ("Met drie collega's geprobeerd, in drie verschillende groepen. Volgend jaar zit het in ons jaarplan.", True),
)
ASKED_TO_CHANGE = (
    "Mooi materiaal. Noem nog de bron van de tekst op bladzijde 2 en haal de naam van de school uit de foto."
)
