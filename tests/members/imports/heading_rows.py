"""Thirty rows of headings as offices make them, and what each column means.

They were written down before any synonym was: recognition is tuned on `KNOWN` only, and `HELD_OUT` tells how well it
does on what it never saw. A column of which nothing is said is of no use to us and has to be named as such.
"""

from __future__ import annotations

from typing import NamedTuple


class HeadingRow(NamedTuple):
    """Where it comes from, the headings with «|» between them, and our column for those that count."""

    source: str
    headings: str
    meaning: dict[str, str]

    @property
    def cells(self) -> list[str]:
        return self.headings.split("|")


KNOWN = [
    HeadingRow(
        "staff list of a board",
        "Pers.nr.|Naam medewerker|Werkmail|School|Functienaam|In dienst per",
        {
            "whole_name": "Naam medewerker",
            "email": "Werkmail",
            "organisation": "School",
            "function": "Functienaam",
            "start": "In dienst per",
        },
    ),
    HeadingRow(
        "payroll export with short words",
        "Roepnaam|Voorv.|Achternaam|E-mail (werk)|Functienaam|Locatie",
        {
            "given_name": "Roepnaam",
            "infix": "Voorv.",
            "family_name": "Achternaam",
            "email": "E-mail (werk)",
            "function": "Functienaam",
            "organisation": "Locatie",
        },
    ),
    HeadingRow(
        "hand-made list",
        "Voornaam|Tussenv.|Achternaam|E-mail adres|Naam school|Rol in de school",
        {
            "given_name": "Voornaam",
            "infix": "Tussenv.",
            "family_name": "Achternaam",
            "email": "E-mail adres",
            "organisation": "Naam school",
            "function": "Rol in de school",
        },
    ),
    HeadingRow(
        "register of an institute",
        "Docentcode|Voorletters|Voorvoegsel|Geslachtsnaam|Zakelijk e-mailadres|Afdeling|Functie",
        {
            "given_name": "Voorletters",
            "infix": "Voorvoegsel",
            "family_name": "Geslachtsnaam",
            "email": "Zakelijk e-mailadres",
            "function": "Functie",
        },
    ),
    HeadingRow(
        "form on the web",
        "Tijdstempel|E-mailadres|Wat is je naam?|Op welke school werk je?|Wat is je functie?",
        {
            "email": "E-mailadres",
            "whole_name": "Wat is je naam?",
            "organisation": "Op welke school werk je?",
            "function": "Wat is je functie?",
        },
    ),
    HeadingRow(
        "both kinds of address",
        "Naam|E-mail privé|E-mail zakelijk|Telefoon|Organisatie",
        {"whole_name": "Naam", "email": "E-mail zakelijk", "organisation": "Organisatie"},
    ),
    HeadingRow(
        "the manager stands in it too",
        "Medewerker|E-mail medewerker|Leidinggevende|E-mail leidinggevende|Standplaats|Functieomschrijving",
        {
            "whole_name": "Medewerker",
            "email": "E-mail medewerker",
            "organisation": "Standplaats",
            "function": "Functieomschrijving",
        },
    ),
    HeadingRow(
        "capitals and lines below",
        "VOORNAAM|TUSSENVOEGSEL|ACHTERNAAM|E_MAIL|BRIN_NUMMER|FUNCTIE|INGANGSDATUM",
        {
            "given_name": "VOORNAAM",
            "infix": "TUSSENVOEGSEL",
            "family_name": "ACHTERNAAM",
            "email": "E_MAIL",
            "organisation": "BRIN_NUMMER",
            "function": "FUNCTIE",
            "start": "INGANGSDATUM",
        },
    ),
    HeadingRow(
        "contacts of Outlook, English",
        "Title|First Name|Middle Name|Last Name|Suffix|Company|Department|Job Title|Business Street|Business Phone"
        "|Mobile Phone|Birthday|Categories|E-mail Address|E-mail Type|E-mail Display Name|E-mail 2 Address|Notes",
        {
            "given_name": "First Name",
            "middle_name": "Middle Name",
            "family_name": "Last Name",
            "organisation": "Company",
            "function": "Job Title",
            "email": "E-mail Address",
        },
    ),
    HeadingRow(
        "contacts of Google, today",
        "First Name|Middle Name|Last Name|Phonetic First Name|Nickname|Organization Name|Organization Title"
        "|Organization Department|Birthday|Notes|Labels|E-mail 1 - Label|E-mail 1 - Value|Phone 1 - Value",
        {
            "given_name": "First Name",
            "middle_name": "Middle Name",
            "family_name": "Last Name",
            "organisation": "Organization Name",
            "function": "Organization Title",
            "email": "E-mail 1 - Value",
        },
    ),
    HeadingRow(
        "students of a teacher training college",
        "Studentnummer|Roepnaam|Tussenvoegsels|Achternaam student|Student e-mail|Stageschool|Leerjaar",
        {
            "given_name": "Roepnaam",
            "infix": "Tussenvoegsels",
            "family_name": "Achternaam student",
            "email": "Student e-mail",
            "organisation": "Stageschool",
        },
    ),
    HeadingRow(
        "family name first",
        "Achternaam, voornaam|Mailadres|Vestiging|Taak",
        {
            "whole_name": "Achternaam, voornaam",
            "email": "Mailadres",
            "organisation": "Vestiging",
            "function": "Taak",
        },
    ),
    HeadingRow(
        "names of schools and boards",
        "Bestuur|Schoolnaam|Plaats|Contactpersoon|Mail contactpersoon|Functie contactpersoon",
        {
            "organisation": "Schoolnaam",
            "whole_name": "Contactpersoon",
            "email": "Mail contactpersoon",
            "function": "Functie contactpersoon",
        },
    ),
    HeadingRow(
        "international office",
        "Given names|Family name|Work email|Employer|Position|Start date|Preferred language",
        {
            "given_name": "Given names",
            "family_name": "Family name",
            "email": "Work email",
            "organisation": "Employer",
            "function": "Position",
            "start": "Start date",
            "language": "Preferred language",
        },
    ),
    HeadingRow(
        "list of who came",
        "Nr|Deelnemer|Emailadres deelnemer|School/organisatie|Aanwezig",
        {
            "whole_name": "Deelnemer",
            "email": "Emailadres deelnemer",
            "organisation": "School/organisatie",
        },
    ),
]

HELD_OUT = [
    HeadingRow(
        "export of staff planning",
        "Personeelsnummer|Volledige naam|E-mailadres werk|Werklocatie|Functietitel|Datum in dienst",
        {
            "whole_name": "Volledige naam",
            "email": "E-mailadres werk",
            "organisation": "Werklocatie",
            "function": "Functietitel",
            "start": "Datum in dienst",
        },
    ),
    HeadingRow(
        "short words of another office",
        "Voorn.|Tussenvoegs.|Achtern.|Mail|Sch.|Func.",
        {
            "given_name": "Voorn.",
            "infix": "Tussenvoegs.",
            "family_name": "Achtern.",
            "email": "Mail",
            "organisation": "Sch.",
            "function": "Func.",
        },
    ),
    HeadingRow(
        "school address before the private one",
        "Naam leerkracht|E-mail school|E-mail thuis|Groep|School",
        {"whole_name": "Naam leerkracht", "email": "E-mail school", "organisation": "School"},
    ),
    HeadingRow(
        "birth name and call name",
        "Roepnaam|Voorvoegsel geboortenaam|Geboortenaam|Mailadres werk|Bevoegd gezag|Rol",
        {
            "given_name": "Roepnaam",
            "infix": "Voorvoegsel geboortenaam",
            "family_name": "Geboortenaam",
            "email": "Mailadres werk",
            "organisation": "Bevoegd gezag",
            "function": "Rol",
        },
    ),
    HeadingRow(
        "form on the web, polite",
        "ID|Begintijd|E-mail|Naam|Wat is uw voor- en achternaam?|Bij welke organisatie werkt u?|Uw functie",
        {
            "email": "E-mail",
            "whole_name": "Naam",
            "organisation": "Bij welke organisatie werkt u?",
            "function": "Uw functie",
        },
    ),
    HeadingRow(
        "contacts of Outlook, Dutch",
        "Titel|Voornaam|Middelste naam|Achternaam|Achtervoegsel|Bedrijf|Afdeling|Functie|Werkadres, straat"
        "|Telefoon op werk|Mobiele telefoon|Categorieën|E-mailadres|E-mailtype|Weergavenaam voor e-mail|Notities",
        {
            "given_name": "Voornaam",
            "middle_name": "Middelste naam",
            "family_name": "Achternaam",
            "organisation": "Bedrijf",
            "function": "Functie",
            "email": "E-mailadres",
        },
    ),
    HeadingRow(
        "contacts of Google, of before",
        "Name|Given Name|Additional Name|Family Name|Yomi Name|Name Prefix|Group Membership|E-mail 1 - Type"
        "|E-mail 1 - Value|Organization 1 - Type|Organization 1 - Name|Organization 1 - Title",
        {
            "whole_name": "Name",
            "given_name": "Given Name",
            "middle_name": "Additional Name",
            "family_name": "Family Name",
            "email": "E-mail 1 - Value",
            "organisation": "Organization 1 - Name",
            "function": "Organization 1 - Title",
        },
    ),
    HeadingRow(
        "mentors by school",
        "Brin|Basisschool|Werkplekbegeleider|Mailadres WPB|Opmerkingen",
        {"whole_name": "Werkplekbegeleider", "email": "Mailadres WPB", "organisation": "Basisschool"},
    ),
    HeadingRow(
        "the director's list",
        "Schoolleider|E-mailadres schoolleider|Schoolnaam|Telefoonnummer school",
        {"whole_name": "Schoolleider", "email": "E-mailadres schoolleider", "organisation": "Schoolnaam"},
    ),
    HeadingRow(
        "English staff file",
        "Employee name|Business e-mail|Location|Job description|Hire date",
        {
            "whole_name": "Employee name",
            "email": "Business e-mail",
            "organisation": "Location",
            "function": "Job description",
            "start": "Hire date",
        },
    ),
    HeadingRow(
        "two languages in one cell",
        "Voornaam / First name|Achternaam / Last name|E-mail / Email|School / School|Functie / Role",
        {
            "given_name": "Voornaam / First name",
            "family_name": "Achternaam / Last name",
            "email": "E-mail / Email",
            "organisation": "School / School",
            "function": "Functie / Role",
        },
    ),
    HeadingRow(
        "stars for what is obliged",
        "Voornaam*|Tussenvoegsel|Achternaam*|E-mailadres*|School*|Functie (optioneel)",
        {
            "given_name": "Voornaam*",
            "infix": "Tussenvoegsel",
            "family_name": "Achternaam*",
            "email": "E-mailadres*",
            "organisation": "School*",
            "function": "Functie (optioneel)",
        },
    ),
    HeadingRow(
        "account names of a school suite",
        "Gebruikersnaam|Display name|Voornaam|Achternaam|Primaire e-mail|Organisatie-eenheid|Laatst ingelogd",
        {
            "given_name": "Voornaam",
            "family_name": "Achternaam",
            "whole_name": "Display name",
            "email": "Primaire e-mail",
        },
    ),
    HeadingRow(
        "new colleagues",
        "Naam nieuwe collega|Mail nieuwe collega|Start op|Start per datum|Op welke locatie",
        {
            "whole_name": "Naam nieuwe collega",
            "email": "Mail nieuwe collega",
            "start": "Start per datum",
            "organisation": "Op welke locatie",
        },
    ),
    HeadingRow(
        "partners of the agreement",
        "Instelling|Vertegenwoordiger|Functie vertegenwoordiger|E-mailadres vertegenwoordiger|KvK",
        {
            "organisation": "Instelling",
            "whole_name": "Vertegenwoordiger",
            "function": "Functie vertegenwoordiger",
            "email": "E-mailadres vertegenwoordiger",
        },
    ),
]
