"""What schools call the work that people do: other words for each function, in Dutch and English.

Coordinators add words of their own (`FunctionWord`), which go before these.
"""

from __future__ import annotations

from knowledge_network.members.people.enums import Function

FUNCTION_WORDS: dict[Function, tuple[str, ...]] = {
    Function.STUDENT_TEACHER: (
        *(
            "student",
            "pabostudent",
            "pabo student",
            "stagiair",
            "stagiaire",
            "lio",
            "lio-er",
            "lio student",
            "aspirant",
        ),
        *("leraar in opleiding", "leerkracht in opleiding", "docent in opleiding", "zij-instromer", "zijinstromer"),
        *("lio stagiair", "student leraar", "aspirant-leerkracht", "trainee teacher", "duale student", "dio"),
    ),
    Function.TEACHER: (
        *("docent", "leerkracht", "groepsleerkracht", "groepsleraar", "juf", "meester", "onderwijzer", "onderwijzeres"),
        *("leraar basisonderwijs", "leerkracht basisonderwijs", "vakleerkracht", "vakdocent", "vakleraar", "invaller"),
        *("invalleerkracht", "vakleerkracht gym", "vakleerkracht bewegingsonderwijs", "gymleraar", "gymdocent"),
        *("vakleerkracht muziek", "startende leerkracht", "startbekwame leerkracht", "kleuterjuf", "kleuterleerkracht"),
        *("senior leerkracht", "gespecialiseerd leraar", "leraarondersteuner bevoegd", "school teacher"),
    ),
    Function.INSTITUTE_EDUCATOR: (
        *("lerarenopleider", "pabodocent", "pabo docent", "docent pabo", "opleider pabo", "instituutsbegeleider"),
        *("hogeschooldocent", "hogeschoolhoofddocent", "docent lerarenopleiding", "studieloopbaanbegeleider", "slb-er"),
        *("teacher educator", "relatiebeheerder", "tutor pabo", "instituutsopleider pabo"),
    ),
    Function.SCHOOL_EDUCATOR: (
        *("opleider in de school", "opleider op school", "schoolopleider", "school based teacher educator"),
        *("bovenschools opleider", "opleidingscoördinator", "coördinator opleiden", "bovenschools schoolopleider"),
    ),
    Function.WORKPLACE_MENTOR: (
        *(
            "mentor",
            "begeleider",
            "coach",
            "werkplek begeleider",
            "wpb",
            "wpb-er",
            "praktijkbegeleider",
            "praktijkmentor",
        ),
        *("stagebegeleider", "startersbegeleider", "startercoach", "starterscoach", "beeldcoach", "coach starters"),
        *("schoolcoach", "begeleider starters", "stagecoördinator"),
    ),
    Function.RESEARCHER: (
        *("lector", "docent onderzoeker", "promovendus", "associate lector", "hogeschoolonderzoeker", "phd"),
        *("onderzoekscoördinator", "leraar-onderzoeker", "associate professor", "hoogleraar"),
    ),
    Function.SCHOOL_LEADER: (
        *(
            "directeur",
            "schooldirecteur",
            "locatiedirecteur",
            "locatieleider",
            "adjunct directeur",
            "adjunct",
            "rector",
        ),
        *(
            "teamleider",
            "teammanager",
            "teamcoördinator",
            "clusterdirecteur",
            "waarnemend directeur",
            "interim directeur",
        ),
        *("directeur-bestuurder school", "bouwcoördinator leiding", "meerscholig directeur", "meerschools directeur"),
        *("bovenschools directeur", "conrector", "afdelingsleider", "plaatsvervangend directeur", "directrice"),
        *("directie", "locatiecoördinator", "unitleider", "principal", "head teacher", "headteacher", "director"),
    ),
    Function.BOARD_MEMBER: (
        *("bestuurslid", "college van bestuur", "voorzitter cvb", "voorzitter college van bestuur", "lid cvb", "cvb"),
        *("lid college van bestuur", "directeur-bestuurder", "bestuurder-directeur", "algemeen directeur"),
        *("voorzitter bestuur", "voorzitter van het bestuur", "uitvoerend bestuurder", "lid van het bestuur"),
    ),
    Function.OTHER: (
        *(
            "anders",
            "ib'er",
            "ib-er",
            "ib",
            "intern begeleider",
            "interne begeleider",
            "rt'er",
            "rt",
            "remedial teacher",
        ),
        *(
            "onderwijsassistent",
            "leraarondersteuner",
            "klassenassistent",
            "ict coördinator",
            "ict'er",
            "ict-er",
            "icter",
            "icoach",
            "i-coach",
        ),
        *(
            "kwaliteitscoördinator",
            "kc'er",
            "zorgcoördinator",
            "taalcoördinator",
            "rekencoördinator",
            "leescoördinator",
        ),
        *("bouwcoördinator", "cultuurcoördinator", "icc'er", "administratie", "administratief medewerker", "conciërge"),
        *("beleidsmedewerker", "beleidsadviseur", "staflid", "hr-adviseur", "p&o-adviseur", "hrm", "orthopedagoog"),
        *(
            "gedragsspecialist",
            "pedagogisch medewerker",
            "logopedist",
            "secretaresse",
            "projectleider",
            "taalspecialist",
        ),
        *("rekenspecialist", "specialist jonge kind", "schoolmaatschappelijk werker", "vertrouwenspersoon", "adviseur"),
        *("hoogbegaafdheidsspecialist", "onderwijsondersteuner", "ambulant begeleider", "facilitair medewerker"),
    ),
}
