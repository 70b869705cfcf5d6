"""Value stories of the demo: what invented teachers tell. No pupil is named.

Group, which of its people tells, who reads it, days ago, title, parts (kind, text, for whom), arrows back (from, to).
"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_network.insight.stories.enums import StoryVisibility, ValueKind
from lesson_study.discussion.enums import InsightLevel

V, K, L = StoryVisibility, ValueKind, InsightLevel


@dataclass(frozen=True)
class StoryText:
    group: str
    teller: int
    visibility: str
    days_ago: int
    title: str
    parts: tuple[tuple[str, str, str], ...]
    back: tuple[tuple[int, int], ...] = ()


STORIES = (
    StoryText(
        "Rekenen met inzicht", 0, V.PUBLIC, 41, "Eerst tekenen, dan pas praten",
        (
            (
                K.IMMEDIATE,
                "In de nabespreking zei een collega van een andere school: «Kijk eens wie er nog níets heeft gezegd.» "
                "We hadden het alle vier gemist.",
                "",
            ),
            (
                K.POTENTIAL,
                "Ik nam een simpele regel mee: twee minuten stil tekenen voordat iemand praat. En het nummer van "
                "iemand die het al een jaar doet.",
                "",
            ),
            (
                K.APPLIED,
                "Drie weken lang begon ik elke redeneerles met een leeg blaadje. De eerste keer werd er gelachen, de "
                "derde keer pakten ze het zelf.",
                "",
            ),
            (
                K.REALISED,
                "Leerlingen die anders wachten tot een ander het zegt, laten nu hun tekening zien. In acht van de "
                "tien lessen begon het gesprek bij een kind dat eerst stil was.",
                L.PUPIL,
            ),
            (
                K.REFRAMED,
                "Ik noemde een les geslaagd als iedereen het antwoord had. Nu kijk ik of iedereen een begin heeft "
                "gemaakt.",
                "",
            ),
        ),
        ((5, 3),),
    ),
    StoryText(
        "Rekenen met inzicht", 1, V.NETWORK, 48, "Het touw ligt nu in de kast van elke groep",
        (
            (
                K.IMMEDIATE,
                "Een meter touw over de vloer, en ineens liep iemand naar de plek waar drie kwart ligt.",
                "",
            ),
            (K.APPLIED, "Ik deed de les over in mijn eigen groep en nodigde twee collega's uit om te kijken.", ""),
            (
                K.REALISED,
                "We hebben afgesproken dat breuken in groep 6, 7 en 8 met het touw beginnen. Het staat in onze "
                "jaarplanning.",
                L.SCHOOL,
            ),
        ),
    ),
    StoryText(
        "Rekenen met inzicht", 2, V.GROUP, 55, "Ik durfde te laten zien dat het mislukte",
        (
            (K.ENABLING, "Mijn schoolleider nam een ochtend mijn groep over, zodat ik kon gaan kijken.", ""),
            (K.IMMEDIATE, "Ik vertelde dat mijn les in de soep liep. Niemand gaf meteen raad; ze vroegen door.", ""),
            (
                K.REALISED,
                "Ik grijp later in. Ik tel tot tien voordat ik help, en vaak is het dan niet meer nodig.",
                L.TEACHER,
            ),
        ),
    ),
    StoryText(
        "Lezen om te weten", 0, V.PUBLIC, 37, "Haperen mag hardop",
        (
            (
                K.IMMEDIATE,
                "Een leraar deed voor hoe zij zelf vastliep in een zin over vulkanen. Ik had dat nog nooit iemand "
                "zien doen.",
                "",
            ),
            (K.POTENTIAL, "Stopstreepjes: een streepje waar je even niet meer weet wat er staat.", ""),
            (
                K.APPLIED,
                "Elke dinsdag lezen we een weetjestekst met een potlood in de hand. Ik haper als eerste.",
                "",
            ),
            (
                K.REALISED,
                "Leerlingen zeggen nu «hier snap ik het niet meer» in plaats van door te lezen. Dat hoor ik ook bij "
                "wereldoriëntatie.",
                L.PUPIL,
            ),
        ),
    ),
    StoryText(
        "Lezen om te weten", 1, V.NETWORK, 60, "De woordenmuur bleef hangen",
        (
            (K.POTENTIAL, "Een woordenmuur met schetsen, en een lijst boeken die bij de thema's passen.", ""),
            (
                K.APPLIED,
                "Ik hing de muur op naast het raam. Leerlingen vullen hem zelf aan, ook in hun thuistaal.",
                "",
            ),
            (
                K.REALISED,
                "Bij de toets van het thema gebruikten bijna alle leerlingen de nieuwe woorden in hun uitleg.",
                L.PUPIL,
            ),
            (
                K.STRATEGIC,
                "De bibliotheek heeft meegedacht en zet nu per thema een kist klaar voor drie scholen.",
                "",
            ),
        ),
        ((4, 2),),
    ),
    StoryText(
        "Lezen om te weten", 2, V.GROUP, 33, "Van elkaar afkijken is geen spieken",
        (
            (K.IMMEDIATE, "We keken een half uur bij elkaar in de klas, zonder formulier.", ""),
            (K.POTENTIAL, "Vier manieren om een tekst te beginnen, waarvan ik er één kende.", ""),
        ),
    ),
    StoryText(
        "Het jonge kind: spel als motor", 0, V.PUBLIC, 44, "Ik ga op mijn hurken zitten en zeg niets",
        (
            (
                K.IMMEDIATE,
                "We keken een filmpje van vijf minuten drie keer. Bij de derde keer zagen we pas wie het spel "
                "bedacht.",
                "",
            ),
            (K.APPLIED, "Elke ochtend kijk ik tien minuten naar één hoek en schrijf ik alleen op wat ik zie.", ""),
            (
                K.REALISED,
                "Kinderen spelen langer door aan hetzelfde verhaal: van een paar minuten naar een half uur.",
                L.PUPIL,
            ),
            (
                K.REFRAMED,
                "Vroeger vond ik een drukke hoek onrustig. Nu vraag ik me af wat ze daar aan het uitzoeken zijn.",
                "",
            ),
        ),
        ((4, 2),),
    ),
    StoryText(
        "Het jonge kind: spel als motor", 1, V.NETWORK, 70, "De opvang en wij kijken met dezelfde ogen",
        (
            (K.ENABLING, "De pedagogisch medewerkers kregen uren om mee te doen.", ""),
            (K.POTENTIAL, "Eén kijkwijzer voor opvang en school, op één bladzijde.", ""),
            (
                K.REALISED,
                "De overdracht gaat nu over spel en niet alleen over zindelijk en kleuren kennen.",
                L.SCHOOL,
            ),
        ),
    ),
    StoryText(
        "Talent zien, talent voeden", 0, V.NETWORK, 51, "Het kind dat altijd klaar was",
        (
            (K.IMMEDIATE, "Een vraag van een collega: «Is hij klaar, of is hij opgehouden?»", ""),
            (K.APPLIED, "Ik geef niet meer werk maar één moeilijkere vraag, en ga er vijf minuten bij zitten.", ""),
            (
                K.REALISED,
                "Ik herken nu ook talent dat niet vooraan zit: bij twee leerlingen had ik het gemist.",
                L.TEACHER,
            ),
        ),
    ),
    StoryText(
        "Talent zien, talent voeden", 1, V.OWN, 20, "Voor mezelf: nog niet af",
        (
            (K.IMMEDIATE, "Ik schrok van mijn eigen lijstje met «slimme» kinderen.", ""),
            (K.ORIENTING, "Ik wil leren kijken naar wat een kind doet als het vastloopt.", ""),
        ),
    ),
    StoryText(
        "Digitale geletterdheid in de praktijk", 0, V.NETWORK, 65, "Eerst zonder scherm",
        (
            (K.POTENTIAL, "Vier lessen programmeren met bekertjes en pijlen.", ""),
            (K.APPLIED, "Een student en ik gaven ze samen in groep 5.", ""),
            (K.REALISED, "Leerlingen zoeken fouten nu stap voor stap, ook bij rekenen.", L.PUPIL),
        ),
    ),
    StoryText(
        "Digitale geletterdheid in de praktijk", 1, V.GROUP, 58, "Mijn team vroeg erom",
        (
            (K.APPLIED, "Op de studiedag liet ik drie collega's zelf een tekst van een chatprogramma nakijken.", ""),
            (
                K.REALISED,
                "We hebben nu één afspraak over wat leerlingen ermee mogen. Die staat in de schoolgids.",
                L.SCHOOL,
            ),
            (
                K.TRANSFORMATIVE,
                "Wij wachten niet meer op een methode: we maken eerst zelf iets en vragen dan raad.",
                "",
            ),
        ),
    ),
    StoryText(
        "Startklaar: inductie in het eerste jaar", 0, V.PUBLIC, 62, "Een starter hoort ook iets te brengen",
        (
            (K.IMMEDIATE, "Een starter liet zien hoe ze een kring begint. De ervaren leraren schreven mee.", ""),
            (
                K.APPLIED,
                "Sindsdien begint elk gesprek met een starter met: «Wat zag je hier dat je wilt bewaren?»",
                "",
            ),
            (
                K.REALISED,
                "Starters blijven vaker na een dag zitten om te praten, en vragen eerder om hulp.",
                L.TEACHER,
            ),
        ),
    ),
    StoryText(
        "Praatplaat Lerend team", 0, V.NETWORK, 80, "De praatplaat hing er al een week, en toen",
        (
            (K.IMMEDIATE, "Iemand plakte er een briefje op: «Hier praten we nooit over.»", ""),
            (K.APPLIED, "We namen dat briefje als enige punt op de agenda.", ""),
            (K.REALISED, "Er is nu elke zes weken een half uur waarin iemand een mislukking inbrengt.", L.SCHOOL),
            (K.STRATEGIC, "Twee andere scholen van ons bestuur hebben het overgenomen en bellen ons erover.", ""),
        ),
    ),
)  # fmt: skip
