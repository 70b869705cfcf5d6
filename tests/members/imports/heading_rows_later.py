"""Rows of headings that were written down later by somebody who had not read the words.

What the words learned from them stands in `headings.py`; what is not said here is asked or known to be of no use.
"""

from __future__ import annotations

from tests.members.imports.heading_rows import HeadingRow

LATER = [
    HeadingRow(
        "list of a secretary",
        "Med. nr.|Naam (volledig)|Emailadres zakelijk|Rol|School / locatie",
        {
            "whole_name": "Naam (volledig)",
            "email": "Emailadres zakelijk",
            "function": "Rol",
            "organisation": "School / locatie",
        },
    ),
    HeadingRow(
        "payroll with a number for each thing",
        "Personeelsnummer|Roepnaam|Voorv.|Geslachtsnaam|E-mail|Functie 1|Brinnr",
        {
            "given_name": "Roepnaam",
            "infix": "Voorv.",
            "family_name": "Geslachtsnaam",
            "email": "E-mail",
            "function": "Functie 1",
            "organisation": "Brinnr",
        },
    ),
    HeadingRow(
        "institute",
        "Naam docent|Instituut|E-mailadres HBO|Functie",
        {
            "whole_name": "Naam docent",
            "organisation": "Instituut",
            "email": "E-mailadres HBO",
            "function": "Functie",
        },
    ),
    HeadingRow(
        "personnel system",
        "Werknemer|Organisatorische eenheid|Functie|Email zakelijk|Datum in dienst",
        {
            "whole_name": "Werknemer",
            "organisation": "Organisatorische eenheid",
            "function": "Functie",
            "email": "Email zakelijk",
            "start": "Datum in dienst",
        },
    ),
    HeadingRow(
        "capitals and short words",
        "VOORNAAM|TV|ACHTERNAAM|MAIL|SCHOOL|FUNCTIE",
        {
            "given_name": "VOORNAAM",
            "infix": "TV",
            "family_name": "ACHTERNAAM",
            "email": "MAIL",
            "organisation": "SCHOOL",
            "function": "FUNCTIE",
        },
    ),
    HeadingRow(
        "accounts of an office",
        "Weergavenaam|User principal name|Afdeling|Functietitel",
        {"whole_name": "Weergavenaam", "email": "User principal name", "function": "Functietitel"},
    ),
    HeadingRow(
        "address list of a mail server",
        "Display name|Primary SMTP Address|Office|Job title",
        {
            "whole_name": "Display name",
            "email": "Primary SMTP Address",
            "organisation": "Office",
            "function": "Job title",
        },
    ),
    HeadingRow(
        "sign-up sheet",
        "Voor- en achternaam|E-mailadres (school)|Werkplek|Werkzaam als",
        {
            "whole_name": "Voor- en achternaam",
            "email": "E-mailadres (school)",
            "organisation": "Werkplek",
            "function": "Werkzaam als",
        },
    ),
    HeadingRow(
        "initials beside the name",
        "Voorletters|Roepnaam|Tussenv|Achternaam|Email-adres|Vestiging|Functiebenaming|Sinds",
        {
            "given_name": "Roepnaam",
            "infix": "Tussenv",
            "family_name": "Achternaam",
            "email": "Email-adres",
            "organisation": "Vestiging",
            "function": "Functiebenaming",
            "start": "Sinds",
        },
    ),
    HeadingRow(
        "contacts of a mail program",
        "Given Name|Family Name|E-mail 1 - Value|Organization 1 - Name|Organization 1 - Title",
        {
            "given_name": "Given Name",
            "family_name": "Family Name",
            "email": "E-mail 1 - Value",
            "organisation": "Organization 1 - Name",
            "function": "Organization 1 - Title",
        },
    ),
]
