"""Who is in the demo network. Every person is invented; the family names were made up from pieces and are nobody's."""

# ruff: noqa: SIM905  # a list of names reads best as words

from __future__ import annotations

import random
from dataclasses import dataclass

from knowledge_network.members.people.enums import Function, NetworkRoleKind

PASSWORD = "netwerk-demo"  # noqa: S105  # nosec B105  # published on the log-in page of the demo


@dataclass(frozen=True)
class DemoLogin:
    """One account of the log-in page: `label` is what the visitor reads there."""

    address: str
    given_name: str
    infix: str
    family_name: str
    function: Function
    label: str
    role: str = ""

    @property
    def email(self) -> str:
        return f"{self.address}@demo.example"

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_name, self.infix, self.family_name) if part)


LOGINS = (
    DemoLogin("leraar", "Tessa", "", "Kolkveld", Function.TEACHER, "Leraar"),
    DemoLogin("aspirant", "Jorn", "", "Beltmate", Function.STUDENT_TEACHER, "Aspirant-leraar"),
    DemoLogin("schoolopleider", "Ilse", "", "Hagreis", Function.SCHOOL_EDUCATOR, "Schoolopleider"),
    DemoLogin("instituut", "Karim", "", "el Amrani-Veldboer", Function.INSTITUTE_EDUCATOR, "Instituutsopleider"),
    DemoLogin("schoolleider", "Wendy", "", "Roessinghof", Function.SCHOOL_LEADER, "Schoolleider"),
    DemoLogin("bestuurder", "Bestuurder", "", "Demo", Function.BOARD_MEMBER, "Bestuurder"),
    DemoLogin(
        "programmaleider",
        "Mirthe",
        "",
        "Losserdaal",
        Function.OTHER,
        "Programmaleider",
        NetworkRoleKind.PROGRAMME_LEADER,
    ),
    DemoLogin(
        "coordinator",
        "Ruben",
        "",
        "Dinkelaar",
        Function.OTHER,
        "Netwerkcoördinator",
        NetworkRoleKind.NETWORK_COORDINATOR,
    ),
    DemoLogin("expert", "Fenna", "", "Twickelstra", Function.TEACHER, "Trekker en expert"),
    DemoLogin(
        "verbinding",
        "Sjoerd",
        "",
        "Hazelbekke",
        Function.SCHOOL_EDUCATOR,
        "Verbindingsofficier",
        NetworkRoleKind.LIAISON_OFFICER,
    ),
    DemoLogin(
        "privacy",
        "Aleida",
        "",
        "Boekelmors",
        Function.INSTITUTE_EDUCATOR,
        "Privacycontact",
        NetworkRoleKind.PRIVACY_CONTACT,
    ),
    DemoLogin(
        "beheer", "Twan", "", "Reggestroom", Function.RESEARCHER, "Platformbeheerder", NetworkRoleKind.PLATFORM_ADMIN
    ),
    DemoLogin("werkplek", "Loes", "", "Stroetmeule", Function.WORKPLACE_MENTOR, "Werkplekbegeleider"),
    DemoLogin("onderzoeker", "Gijsbert", "", "Hakenbelt", Function.RESEARCHER, "Onderzoeker"),
)

# How many of each function there are, the demo logins included.
SIZES = {
    Function.TEACHER: 84,
    Function.STUDENT_TEACHER: 16,
    Function.SCHOOL_EDUCATOR: 10,
    Function.INSTITUTE_EDUCATOR: 9,
    Function.WORKPLACE_MENTOR: 8,
    Function.RESEARCHER: 6,
    Function.SCHOOL_LEADER: 16,
    Function.BOARD_MEMBER: 8,
    Function.OTHER: 3,  # two programme leaders and the network coordinator
}

GIVEN_NAMES = (
    "Anouk Bram Carmen Daan Elif Fleur Gijs Hanna Ibrahim Jade Koen Lieke Mohamed Noor Okke Pien Quinten Rosa Sanne Tijn "
    "Ulrike Vera Wessel Xandra Yasmina Zeki Aylin Bas Chantal Dewi Esther Femke Gerben Hilde Ilona Jelmer Kim Lars Marieke "
    "Nadia Olaf Petra Rachid Sietske Timo Ursula Veerle Wouter Yusuf Zoë Aafke Berend Cynthia Douwe Evelien Freek Guusje "
    "Henrike Imke Jasper Karlijn Leontien Maarten Niels Odette Pepijn Renske Silvan Truus Umut Vincent Wietske Youri Zainab "
    "Annelot Boris Cathelijne Derk Emre Floortje"
).split()

FAMILY_FRONTS = (
    "Esch Brook Mors Haar Wolf Lonne Dinkel Regge Buurse Boeke Holt Berken Eiken Linde Roers Stroot Zonne Kamp Vasse Usse"
).split()
FAMILY_BACKS = "belt mate stroom bekke daal wijk hagen kolk brink esch hof meule veen stege".split()
INFIXES = ("", "", "", "", "", "", "van", "van der", "ter", "te")


def invented_names(source: random.Random, count: int) -> list[tuple[str, str, str]]:
    """`count` different names as (given name, infix, family name)."""
    families = [f + b for f in FAMILY_FRONTS for b in FAMILY_BACKS if f.lower()[:4] != b[:4]]
    source.shuffle(families)
    return [
        (GIVEN_NAMES[n % len(GIVEN_NAMES)], source.choice(INFIXES), families[n % len(families)]) for n in range(count)
    ]


LANGUAGES = (
    ["nl"],
    ["nl"],
    ["nl", "en"],
    ["nl", "en", "de"],
    ["nl", "tr"],
    ["nl", "ar", "en"],
    ["nl", "pl"],
    ["nl", "en"],
)

ABOUT = {
    Function.TEACHER: (
        "Ik sta graag in de klas en probeer elk blok iets nieuws uit. Vraag me gerust om mee te kijken.",
        "Na tien jaar bovenbouw werk ik nu met **combinatiegroepen**. Ik deel graag hoe wij de dag indelen.",
        "Ik verzamel rijke teksten bij de zaakvakken. Heb je een goede? Stuur hem door!",
        "Rekenen met materiaal, ook in groep 8: daar word ik blij van.",
        "Ik ben gegrepen door hoe leerlingen hun denken laten zien. Daarom doe ik mee aan Lesson Study.",
    ),
    Function.STUDENT_TEACHER: (
        "Derdejaars pabo. Ik onderzoek hoe leerlingen elkaar feedback geven.",
        "Ik loop mijn lio-stage en leer het meest van meekijken bij anderen.",
    ),
    Function.SCHOOL_EDUCATOR: (
        "Ik begeleid aspirant-leraren en starters op onze scholen. Mijn vraag is altijd: wat zie je de leerlingen doen?",
    ),
    Function.INSTITUTE_EDUCATOR: (
        "Ik verbind onderzoek en praktijk. Denk graag mee over een lesontwerp of een onderzoeksvraag.",
    ),
    Function.WORKPLACE_MENTOR: ("Elke dag samen met een student voor de klas: daar leer ik zelf ook van.",),
    Function.RESEARCHER: (
        "Ik doe praktijkonderzoek met teams. Geen rapport voor in de la, maar iets waar je maandag wat aan hebt.",
    ),
    Function.SCHOOL_LEADER: ("Ik maak tijd en ruimte om samen te leren. Kom gerust een ochtend kijken.",),
    Function.BOARD_MEMBER: ("",),
    Function.OTHER: ("Ik zorg dat mensen elkaar vinden. Weet je niet bij wie je moet zijn? Begin bij mij.",),
}
