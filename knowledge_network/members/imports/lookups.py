"""Finding the school and the function that a list means, however it writes them."""

from __future__ import annotations

import difflib
import re

from django.utils import translation
from django.utils.translation import gettext as _

from knowledge_network.kit.text import folded
from knowledge_network.members.organisations.models import Board, Organisation, Site
from knowledge_network.members.people.enums import Function

SUGGESTIONS = 200  # looking for a resembling name costs; a list that is all wrong needs no more hints than this


class UnknownValueError(Exception):
    """Nothing, or more than one thing, goes by this name; the text says what to write instead."""


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", folded(text)).strip()


class Organisations:
    """All organisations of today by site code, BRIN, board number, name, and name with place."""

    def __init__(self) -> None:
        self.labels: dict[int, str] = {}
        self.codes: dict[str, set[int]] = {}
        self.names: dict[str, set[int]] = {}
        self.hints: dict[int, str] = {}
        self.participating = set(Organisation.objects.current().participating().values_list("pk", flat=True))
        self.left_to_suggest = SUGGESTIONS
        self._load()

    def _load(self) -> None:
        for pk, name, place in Organisation.objects.current().values_list("pk", "name", "place").iterator():
            self.labels[pk] = name
            for text in {name, f"{name} {place}"}:
                self.names.setdefault(_key(text), set()).add(pk)
        sites = Site.objects.current().filter(closed_on__isnull=True)
        for pk, code, place in sites.values_list("pk", "site_code", "place").iterator():
            self.hints[pk] = f"{code} {place}"
            for text in (code, code[:4]):
                self.codes.setdefault(text, set()).add(pk)
        for pk, number in Board.objects.current().values_list("pk", "bg_number").iterator():
            self.codes.setdefault(number, set()).add(pk)

    def find(self, text: str, default: int | None = None) -> tuple[int | None, str]:
        """The key and the name of the organisation; of `default` for an empty text; UnknownValueError otherwise."""
        if not text:
            if default and default in self.labels:
                return default, self.labels[default]
            raise UnknownValueError(_("The school is missing."))
        found = self.codes.get(text.upper().replace(" ", "")) or self.names.get(_key(text)) or set()
        if len(found) > 1 and len(found & self.participating) == 1:
            found &= self.participating
        if len(found) == 1:
            pk = next(iter(found))
            return pk, self.labels[pk]
        if found:
            codes = ", ".join(sorted(self.hints.get(pk, self.labels[pk]) for pk in found)[:6])
            raise UnknownValueError(
                _("There are several schools «%(name)s». Write the code: %(codes)s.") % {"name": text, "codes": codes}
            )
        raise UnknownValueError(self._unknown(text))

    def _unknown(self, text: str) -> str:
        near: list[str] = []
        if self.left_to_suggest > 0:
            self.left_to_suggest -= 1
            pool = self.participating or self.labels
            near = difflib.get_close_matches(text[:80], [self.labels[pk] for pk in pool if pk in self.labels], 1, 0.7)
        if near:
            return _("We do not know the school «%(name)s». Do you mean «%(near)s»?") % {
                "name": text[:80],
                "near": near[0],
            }
        return _("We do not know the school «%(name)s».") % {"name": text[:80]}


# Other words for the same work, in Dutch and English.
_SYNONYMS: dict[str, tuple[str, ...]] = {
    Function.STUDENT_TEACHER: ("student", "pabostudent", "pabo student", "stagiair", "stagiaire", "lio", "aspirant"),
    Function.TEACHER: ("docent", "leerkracht", "groepsleerkracht", "juf", "meester", "onderwijzer"),
    Function.INSTITUTE_EDUCATOR: ("lerarenopleider", "pabodocent", "pabo docent", "teacher educator"),
    Function.SCHOOL_EDUCATOR: ("opleider in de school", "school based teacher educator"),
    Function.WORKPLACE_MENTOR: ("mentor", "begeleider", "coach", "werkplek begeleider"),
    Function.RESEARCHER: ("lector", "docent onderzoeker"),
    Function.SCHOOL_LEADER: ("directeur", "schooldirecteur", "locatiedirecteur", "locatieleider", "adjunct directeur",
                             "rector", "teamleider", "principal", "head teacher", "director"),
    Function.BOARD_MEMBER: ("bestuurslid", "college van bestuur", "voorzitter cvb", "lid cvb"),
    Function.OTHER: ("anders", "ib er", "intern begeleider", "onderwijsassistent", "ict coordinator"),
}  # fmt: skip


class Functions:
    """Functions by their code, their label in either language, and other words for the same."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        for code, words in _SYNONYMS.items():
            self.words.update(dict.fromkeys(map(_key, words), str(code)))
        for language in ("en", "nl"):
            with translation.override(language):
                self.words.update({_key(str(label)): code for code, label in Function.choices})
        self.words.update({_key(code): code for code in Function.values})
        self.words.update({_key(word): code for code, word in Function.address_words().items()})

    def find(self, text: str, default: str) -> str:
        if not text:
            return default
        try:
            return self.words[_key(text)]
        except KeyError:
            options = ", ".join(str(label) for label in Function.labels)
            raise UnknownValueError(
                _("We do not know the function «%(name)s». Choose from: %(options)s.")
                % {"name": text[:40], "options": options}
            ) from None


def name_function(value: object) -> str:
    """The label of a function's code, or the value itself."""
    return str(Function(value).label) if value in Function.values else str(value)
