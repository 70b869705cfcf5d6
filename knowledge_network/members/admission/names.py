"""Whom somebody pasted to be invited: names and addresses out of a mail program, a sheet or a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from knowledge_network.kit.text import find_fault_of_name

INFIXES = frozenset(
    ("van", "de", "den", "der", "het", "te", "ten", "ter", "el", "al", "von", "da", "di", "du", "la", "le", "'t", "’t")
)
ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'«»“”|]+@[^\s<>()\[\],;:\"'«»“”|]+")
# What stands around a name and is not of it: quotes of mail programs, brackets, separators of a list.
AROUND = ' \t\r\n<>()[]"“”«»,;:|•*–-'
MAILTO = re.compile(r"mailto:", re.IGNORECASE)


@dataclass(frozen=True)
class Person:
    """Somebody to invite; `is_guessed`: there was no name, so it is made of the address."""

    email: str
    given_name: str
    infix: str
    family_name: str
    is_guessed: bool = False

    @property
    def fields(self) -> dict[str, str]:
        """As `invite_member` takes them."""
        names = {"given_name": self.given_name, "infix": self.infix, "family_name": self.family_name}
        return {"email": self.email, **names}


def read_people(text: str) -> tuple[list[Person], list[str]]:
    """Everybody in `text` once, and the lines and parts in which nobody can be seen.

    It takes `A <a@x>; B <b@x>`, one person or address on each line, a column of a sheet, and «Berg, Anna van der <…>».
    """
    people: dict[str, Person] = {}
    wrong: list[str] = []
    for line in MAILTO.sub("", text).splitlines():
        _read_line(line, people, wrong)
    return list(people.values()), wrong


def _read_line(line: str, people: dict[str, Person], wrong: list[str]) -> None:
    found = list(ADDRESS.finditer(line))
    begin = 0
    for position, match in enumerate(found):
        before, begin = line[begin : match.start()], match.end()
        after = line[begin:] if position == len(found) - 1 else ""
        person = _read(before, match[0].rstrip("."), after)
        if person is None:
            wrong.append(f"{before.strip()}{match[0]}"[:60])
        else:
            people.setdefault(person.email, person)
    if not found and line.strip(AROUND):
        wrong.append(line.strip()[:60])


def _read(before: str, address: str, after: str) -> Person | None:
    try:
        validate_email(address)
    except ValidationError:
        return None
    name = before.strip(AROUND) or after.strip(AROUND)
    if len(address) > 254 or (name and find_fault_of_name(name, is_person=True)):
        return None
    given, infix, family = split_name(name) if name else guess_name(address)
    if not given or len(given) > 60 or len(infix) > 20 or len(family) > 80:
        return None
    return Person(address.lower(), given, infix, family, is_guessed=not name)


def split_name(name: str) -> tuple[str, str, str]:
    """Given name, infix and family name of «Anna van der Berg» or «Berg, Anna van der»."""
    last, comma, first = name.partition(",")
    words = first.split() if comma else name.split()
    if not words:
        return last.strip(), "", ""
    given, rest = words[0], words[1:]
    infix: list[str] = []
    while rest and rest[0].lower() in INFIXES and (comma or len(rest) > 1):
        infix.append(rest.pop(0))
    family = [last.strip(), *rest] if comma else rest
    return given, " ".join(infix), " ".join(family)


def guess_name(address: str) -> tuple[str, str, str]:
    """What an address tells of a name: «anna.van.der.berg@…». The sender looks at it before anything goes out."""
    words = [word for word in re.split(r"[._+-]+", address.partition("@")[0]) if word]
    named = [word.lower() if word.lower() in INFIXES else word[:1].upper() + word[1:] for word in words]
    return split_name(" ".join(named)) if named else ("", "", "")
