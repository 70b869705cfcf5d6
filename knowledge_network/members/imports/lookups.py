"""Finding the school and the function that a list means, however it writes them."""

from __future__ import annotations

import difflib
import re

from django.utils import translation
from django.utils.translation import gettext as _

from knowledge_network.kit.models import UnaccentedLower
from knowledge_network.kit.text import folded
from knowledge_network.members.imports.functions import FUNCTION_WORDS
from knowledge_network.members.imports.models import FunctionWord
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Board, Organisation, Site
from knowledge_network.members.people.enums import Function
from knowledge_network.search.understanding import places
from knowledge_network.search.understanding.school_names import KINDS, telling

SUGGESTIONS = 200  # looking for a resembling name costs; a list that is all wrong needs no more hints than this
# What stands before or behind names of schools in lists, and tells none apart either.
_OF_LISTS = frozenset(
    """
    o b basissch sch schl chr rk r k pc pco pcbo kindcentrum kc locatie loc vestiging openb roomskatholieke rkb
    protestantse oec opb sbo so bao primair gemeentelijke dependance hoofdlocatie basischool v vd vh
    """.split()  # noqa: SIM905
)
# The one abbreviation that does tell apart: «GBS De Bron» and «De Bron» may be neighbours.
_SHORT_FOR = re.compile(r"\bgbs\b", re.IGNORECASE)


class UnknownValueError(Exception):
    """Nothing, or more than one thing, goes by this name; the text says what to write instead."""

    def __init__(self, text: str, near: str = "") -> None:
        super().__init__(text)
        self.near = near


def fold_key(text: str) -> str:
    """How words of lists are compared: small letters and figures only."""
    return re.sub(r"[^a-z0-9]+", " ", folded(text)).strip()


class Organisations:
    """All organisations of today by site code, BRIN, board number, name (with place), and the telling words of it."""

    def __init__(self) -> None:
        self.labels: dict[int, str] = {}
        self.codes: dict[str, set[int]] = {}
        self.names: dict[str, set[int]] = {}
        self.known_by: dict[tuple[str, ...], set[int]] = {}
        self.by_town: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self.towns: dict[int, str] = {}
        self.hints: dict[int, str] = {}
        self.participating = set(Organisation.objects.current().participating().values_list("pk", flat=True))
        self.left_to_suggest = SUGGESTIONS
        self._found: dict[str, tuple[int, str] | UnknownValueError] = {}
        self._load()

    def _load(self) -> None:
        rows = Organisation.objects.current().values_list("pk", "name", "place", "kind")
        for pk, name, place, kind in rows.iterator():
            self.labels[pk] = name
            self.towns[pk] = places.plain(place) if place else ""
            for text in {name, f"{name} {place}"}:
                self.names.setdefault(fold_key(text), set()).add(pk)
            for words in telling(name, _OF_LISTS) if kind != OrganisationKind.BOARD else ():
                self.known_by.setdefault(words, set()).add(pk)
                self.by_town.setdefault(self.towns[pk], []).append((pk, words))
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
        if text not in self._found:
            try:
                self._found[text] = self._find(text)
            except UnknownValueError as error:
                self._found[text] = error
        found = self._found[text]
        if isinstance(found, UnknownValueError):
            raise found
        return found

    def _find(self, text: str) -> tuple[int, str]:
        found = self.codes.get(text.upper().replace(" ", "")) or self._named(text) or set()
        if len(found) > 1:
            found = self._in_town(text, found)
        if len(found) > 1 and len(found & self.participating) == 1:
            found = found & self.participating
        if len(found) == 1:
            pk = next(iter(found))
            return pk, self.labels[pk]
        if found:
            codes = ", ".join(sorted(self.hints.get(pk, self.labels[pk]) for pk in found)[:6])
            raise UnknownValueError(
                _("There are several schools «%(name)s». Write the code: %(codes)s.") % {"name": text, "codes": codes}
            )
        raise self._unknown(text)

    def _named(self, text: str) -> set[int]:
        """By its name as the register has it; «De Linde» may be any school that is known by that word alone."""
        exact = self.names.get(fold_key(text), set())
        says_kind = not set(fold_key(text).split()).isdisjoint(KINDS | _OF_LISTS)
        return exact if exact and says_kind else exact | self._known_by(text)

    def _known_by(self, text: str) -> set[int]:
        """By the telling words of its name, with or without the town: «obs De Borgh Enschede», «Borne, De Bron»."""
        for words in telling(_SHORT_FOR.sub(" gereformeerde ", text), _OF_LISTS):
            if words in self.known_by:
                return self.known_by[words]
            for length in range(len(words) - 1, 0, -1):
                if here := self._known_in(" ".join(words[length:]), words[:length]):
                    return here
            for length in range(1, len(words)):
                if here := self._known_in(" ".join(words[:length]), words[length:]):
                    return here
        return set()

    def _known_in(self, town: str, words: tuple[str, ...]) -> set[int]:
        """The schools of a town that are known by these words, or else by these among others."""
        here = {pk for pk in self.known_by.get(words, ()) if self.towns[pk] == town}
        if here or town not in self.by_town:
            return here
        wanted = set(words)
        return {pk for pk, known in self.by_town[town] if wanted.issubset(known)}

    def _in_town(self, text: str, found: set[int]) -> set[int]:
        """Those whose town the text names too, if it names one."""
        words = f" {fold_key(text)} "
        here = {pk for pk in found if self.towns[pk] and f" {self.towns[pk]} " in words}
        return here or found

    def _unknown(self, text: str) -> UnknownValueError:
        near: list[str] = []
        if self.left_to_suggest > 0:
            self.left_to_suggest -= 1
            pool = self.participating or self.labels
            by_key = {key: self.labels[pk] for pk in pool if pk in self.labels for key in _ways(self.labels[pk])}
            # The name as it is written first, then what it has besides the kind of school.
            for way in _ways(text[:80]):
                near = near or [by_key[key] for key in difflib.get_close_matches(way, by_key, 1, 0.7)]
        if near:
            told = _("We do not know the school «%(name)s». Do you mean «%(near)s»?")
            return UnknownValueError(told % {"name": text[:80], "near": near[0]}, near[0])
        return UnknownValueError(_("We do not know the school «%(name)s».") % {"name": text[:80]})


def _ways(name: str) -> list[str]:
    """How a name can be compared: as it is written, and by its telling words."""
    return list(dict.fromkeys([fold_key(name), *(" ".join(words) for words in telling(name, _OF_LISTS))]))


# What stands beside a function and tells none apart: scales, hours, groups, subjects, and that it is for a while.
_SAYS_NOTHING = (
    r"\(.*?\)",
    r"\bgr(?:oep|\.)?(?:en)? ?\d(?: ?(?:[-/+,]|en|t/?m|tot) ?\d)*[a-z]?\b",
    r"\bschaal \d+\b",
    r"\bl ?(?:1[0-9]|[a-e])\b(?: ?[-/] ?l ?(?:1[0-9]|[a-e])\b)?",
    r"\bd ?1[0-9]\b",
    r"\b(?:od|oop|op)\d?\b",
    r"\ba\.?i\.?(?=\s|$)",
    r"\bad interim\b",
    r"\b\d+[.,]?\d* ?(?:fte|wtf|uur)\b",
    r"\b(?:midden|boven|onder)bouw\b",
    r"\b[omb]b\b",
    (
        r"\b(?:wiskunde|rekenen|nederlands|engels|duits|frans|geschiedenis|aardrijkskunde|biologie|natuurkunde"
        r"|scheikunde|economie|maatschappijleer|techniek|informatica|godsdienst|levensbeschouwing|tekenen"
        r"|handvaardigheid|drama)\b"
    ),
)
_BESIDE = re.compile("|".join(_SAYS_NOTHING))
_BETWEEN = re.compile(r"\s*(?:[/;,+&|]|\ben\b|\band\b|\btevens\b|\n)\s*")


class Functions:
    """Functions by their code, their label in either language, and the words that offices use."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        for code, words in FUNCTION_WORDS.items():
            self.words.update(dict.fromkeys(map(fold_key, words), str(code)))
        for language in ("en", "nl"):
            with translation.override(language):
                self.words.update({fold_key(str(label)): code for code, label in Function.choices})
        self.words.update({fold_key(code): code for code in Function.values})
        self.words.update({fold_key(word): code for code, word in Function.address_words().items()})
        self.words.update(FunctionWord.objects.values_list("key", "function"))

    def find(self, text: str, default: str) -> list[str]:
        """The functions that a cell names, in its order; UnknownValueError when one of them is none that we know."""
        if not text:
            return [default]
        if code := self._find_one(text):
            return [code]
        # A cell may hold two: «leerkracht / IB'er». «Groep 3/4» is one, and says nothing.
        parts = [part for part in _BETWEEN.split(_BESIDE.sub(" ", folded(text))) if fold_key(part)]
        found = [self._find_one(part) for part in parts]
        if found and all(found):
            return list(dict.fromkeys(filter(None, found)))
        options = ", ".join(str(label) for label in Function.labels)
        raise UnknownValueError(
            _("We do not know the function «%(name)s». Choose from: %(options)s.")
            % {"name": text[:40], "options": options},
            self._resembling(text),
        )

    def _find_one(self, text: str) -> str | None:
        for form in (text, _BESIDE.sub(" ", folded(text))):
            if code := self.words.get(fold_key(form)):
                return code
        return None

    def _resembling(self, text: str) -> str:
        """The function whose words resemble these most, as a proposal; nothing when none does."""
        near = difflib.get_close_matches(fold_key(text), self.words, 1, 0.75)
        return self.words[near[0]] if near else ""


def list_offered_schools() -> list[str]:
    """The organisations that take part, as people choose them from a list: «De Bron, Borne»."""
    rows = Organisation.objects.current().participating().order_by(UnaccentedLower("name"), "pk")
    return [f"{name}, {place}" if place else name for name, place in rows.values_list("name", "place")]


def name_function(value: object) -> str:
    """The label of a function's code, or the value itself."""
    return str(Function(value).label) if value in Function.values else str(value)
