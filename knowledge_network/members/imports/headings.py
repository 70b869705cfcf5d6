"""What the columns of a list of people are called by the offices that make it.

A heading is compared in three ways, the strictest first: as it is written, without the words around it that say nothing
(«Zakelijk e-mailadres van de medewerker» is an e-mail address), and as an abbreviation («Voorv.»). A heading of which
a word remains unexplained («E-mail leidinggevende») is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from knowledge_network.members.imports.functions import FUNCTION_WORDS
from knowledge_network.members.imports.reading import Column, Layout, heading_key

_RANK_CLEANED, _RANK_SHORT, _RANK_BARE = 1, 2, 3
_LESS_WANTED = 10


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Whom a row is about.
_PERSON = frozenset(word for words in FUNCTION_WORDS.values() for word in map(heading_key, words)) | _words(
    "medewerker medewerkers medewerkster collega collegas personeelslid personeel deelnemer deelnemers student"
    " studenten contactpersoon contact persoon lid leden employee employees staff member"
    " participant person werknemer werknemers werkneemster"
)
# What stands around the word that counts: articles, questions, and whether it is for work.
_AROUND = _words(
    "de het een van je jij jouw uw u ik mijn is wat welk welke op in bij aan voor ben heb heeft werk werkt werken"
    " werkzaam zakelijk zakelijke dienst primair primaire eigen huidig huidige hoofd optioneel verplicht actueel"
    " work business primary main current your the of a at preferred value address1 1 optional required"
)
_FOR_WORK = _words("werk zakelijk zakelijke dienst school work business schoolmail werkmail")
# An address like this is used when there is no better one.
_PRIVATE = _words("prive thuis persoonlijk persoonlijke private home personal")
# A heading with one of these words is of no use to us, and nobody has to be asked about it.
_UNNEEDED = _words(
    "telefoon telefoonnummer tel telnr mobiel gsm fax phone mobile pager adres straat street woonplaats plaats city"
    " postcode postal zip land country geboortedatum geboorteplaats geboren birthday leeftijd geslacht gender aanhef"
    " titel titels title suffix achtervoegsel opmerking opmerkingen toelichting notitie notities notes remarks nr"
    " nummer id code pers persnr personeelsnummer studentnummer tijdstempel timestamp begintijd voltooiingstijd"
    " leerjaar klas groep kvk fte wtf uren werkdagen dagen salaris schaal iban bsn leidinggevende manager aanwezig"
    " afwezig type label labels categories categorieen category afdeling department nickname phonetic website web page"
    " url display initials2 account company2 referred spouse children hobby priority sensitivity mileage billing"
    " reden reason rij row directory anniversary profession assistant assistent callback telex tty"
)
_LAST_PART = (
    4  # letters: of a compound («werkmail», «stageschool») the last part says what it is, if it is a word itself
)


@dataclass(frozen=True)
class _Meaning:
    """How a column is called. `around`: words that say nothing here; `lesser`: what counts when there is no better."""

    names: tuple[str, ...]
    lesser: tuple[str, ...] = ()
    around: frozenset[str] = frozenset()


_MEANINGS: dict[str, _Meaning] = {
    "email": _Meaning(
        ("e-mail", "e-mailadres", "mail", "mailadres", "e-mail address", "emailaddress", "e-mailaccount", "smtp"),
        ("user principal name", "upn"),
        around=_words("school adres address hbo hogeschool instituut opleiding"),
    ),
    "given_name": _Meaning(
        ("voornaam", "roepnaam", "given name", "first name", "forename", "voornamen", "given names"),
        ("voorletters", "initialen", "initials", "voorletter"),
    ),
    "middle_name": _Meaning(("middle name", "additional name", "tweede naam", "middelste naam")),
    "infix": _Meaning(
        (
            "tussenvoegsel",
            "tussenvoegsels",
            "voorvoegsel",
            "voorvoegsels",
            "tussenvoegsel achternaam",
            "voorvoegsel achternaam",
            "infix",
            "prefix",
            "voorzetsel",
            "tussenv",
            "tv",
            "tsv",
        )
    ),
    "family_name": _Meaning(
        ("achternaam", "familienaam", "geslachtsnaam", "family name", "last name", "surname", "lastname"),
    ),
    "whole_name": _Meaning(
        (
            "naam",
            "volledige naam",
            "achternaam, voornaam",
            "naam, voornaam",
            "voor- en achternaam",
            "voornaam en achternaam",
            "name",
            "full name",
            "naam volledig",
            "weergavenaam",
            "display name",
        ),
    ),
    "organisation": _Meaning(
        (
            "school",
            "schoolnaam",
            "naam school",
            "vestiging",
            "vestigingsnaam",
            "vestigingscode",
            "locatie",
            "brin",
            "brinnummer",
            "brincode",
            "brin nummer",
            "brin code",
            "brinnr",
            "brin6",
            "standplaats",
            "werkplek",
            "werklocatie",
            "organisatorische eenheid",
            "office",
            "organisatie",
            "school of organisatie",
            "organisation",
            "organization",
            "organization name",
            "school site",
            "site code",
            "company",
            "bedrijf",
            "instelling",
            "instituut",
        ),
        ("bestuur", "werkgever", "stichting", "board", "employer", "schoolbestuur"),
        around=_words("naam name"),
    ),
    "function": _Meaning(
        (
            "functie",
            "functienaam",
            "functieomschrijving",
            "functiebenaming",
            "functietitel",
            "werkzaam als",
            "rol",
            "function",
            "role",
            "job title",
            "job",
            "position",
            "organization title",
            "taak",
            "beroep",
        ),
        around=_words("school organisatie"),
    ),
    "start": _Meaning(
        (
            "vanaf",
            "startdatum",
            "ingangsdatum",
            "in dienst per",
            "in dienst",
            "in dienst sinds",
            "datum in dienst",
            "sinds",
            "begindatum",
            "datum indiensttreding",
            "indiensttreding",
            "from",
            "start",
            "start date",
        )
    ),
    "language": _Meaning(("taal", "voorkeurstaal", "language")),
}


class OfficeLayout(Layout):
    """A list of people: its headings are recognised by their meaning."""

    def recognise(self, cells: Iterable[str]) -> dict[str, int]:
        """Each column of ours gets the heading that says it best, each heading one column at most."""
        headings = list(cells)
        wishes = sorted(
            (rank, place, name) for place, text in enumerate(headings) for name, rank in _find_meanings(text).items()
        )
        found: dict[str, int] = {}
        taken: set[int] = set()
        for _rank, place, name in wishes:
            if name not in found and place not in taken:
                found[name] = place
                taken.add(place)
        return found


def is_unneeded(text: str) -> bool:
    """Whether we know that this heading is of no use here."""
    words = heading_key(text).split()
    compound = any(word.endswith(("nummer", "code", "datum", "telefoon")) for word in words)
    return not words or compound or not _UNNEEDED.isdisjoint(words)


def says_less(text: str, found: Container[str]) -> bool:
    """«Voorletters» beside «Roepnaam»: what another column says better, so that nobody has to be asked about it."""
    glued = _glue(_split(text))
    return any(
        glued in {_glue(_split(name)) for name in meaning.lesser} and column in found
        for column, meaning in _MEANINGS.items()
    )


def _glue(words: Iterable[str]) -> str:
    return "".join(words)


def _split(text: str) -> list[str]:
    """The words of a heading; «e-mail» is one word, and what stands in brackets counts like the rest."""
    return re.sub(r"\be mail", "email", heading_key(text)).split()


_BY_NAME: dict[str, dict[str, int]] = {
    column: {_glue(_split(name)): order for order, name in enumerate((*meaning.names, *meaning.lesser))}
    for column, meaning in _MEANINGS.items()
}


def _find_meanings(text: str) -> dict[str, int]:
    """The columns that a heading may stand for, each with a rank: the lower the better."""
    ranks = {name: rank for name in _MEANINGS if (rank := _rank(text, name)) is not None}
    if not ranks and (parts := _find_in_parts(text)):
        ranks = parts
    if not ranks and _is_person(text):
        ranks = {"whole_name": _RANK_BARE * 100}
    return ranks


def _find_in_parts(text: str) -> dict[str, int]:
    """«School/organisatie» and «Voornaam / First name»: both parts say the same."""
    parts = [part for part in re.split(r"[/|]", text) if part.strip()]
    if len(parts) < 2:
        return {}
    each = [{name: rank for name in _MEANINGS if (rank := _rank(part, name)) is not None} for part in parts]
    shared = set.intersection(*map(set, each))
    return {name: max(ranks[name] for ranks in each) for name in shared}


def _rank(text: str, column: str) -> int | None:
    """None when the heading says something else; a hundred for each way of comparing, and the order of the name."""
    words, known, meaning = _split(text), _BY_NAME[column], _MEANINGS[column]
    if not words:
        return None
    order = known.get(_glue(words))
    way = 0
    if order is None:
        order, way = _find_cleaned(words, known, meaning), _RANK_CLEANED
    if order is None:
        order, way = _find_short(text, words, known), _RANK_SHORT
    if order is None:
        return None
    less = order >= len(meaning.names) or not _PRIVATE.isdisjoint(words)
    more = column == "email" and not _FOR_WORK.isdisjoint(words)
    return (way + _LESS_WANTED * less - 2 * more) * 100 + order


def _find_cleaned(words: Sequence[str], known: dict[str, int], meaning: _Meaning) -> int | None:
    """Without the words that say nothing («achternaam student»), or by the last part of a compound («werkmail»)."""
    nothing = _PERSON | _AROUND | _PRIVATE
    for left in (
        [word for word in words if word not in nothing],
        [word for word in words if word not in nothing | meaning.around],
    ):
        if (glued := _glue(left)) in known:
            return known[glued]
    if len(left) == 1 and _UNNEEDED.isdisjoint(left):
        endings = [name for name in known if left[0].endswith(name) and len(name) >= _LAST_PART]
        return min((known[name] for name in endings), default=None)
    return None


def _find_short(text: str, words: Sequence[str], known: dict[str, int]) -> int | None:
    """«Voorv.» for «voorvoegsel»: the beginning of a name, with a full stop to say so."""
    short = words[0]
    if len(words) != 1 or not text.rstrip().endswith(".") or len(short) < 3:
        return None
    return next((order for name, order in known.items() if name.startswith(short) and name != short), None)


def _is_person(text: str) -> bool:
    """«Medewerker», «Deelnemer»: the heading names whom the row is about, so its name stands below."""
    words = [word for word in _split(text) if word not in _AROUND]
    return len(words) == 1 and words[0] in _PERSON


PEOPLE = OfficeLayout(
    columns=tuple(
        Column(name, (*meaning.names, *meaning.lesser), required=name == "email") for name, meaning in _MEANINGS.items()
    ),
    alternatives=(("family_name", "whole_name"),),
    max_rows=10_000,
)
# What a filled-in template holds, and what an export of errors gives back.
TEMPLATE = ("email", "given_name", "infix", "family_name", "organisation", "function", "start", "language")


def heading(name: str) -> str:
    return next(c.headings[0] for c in PEOPLE.columns if c.name == name)
