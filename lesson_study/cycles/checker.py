"""Is this a question about how pupils learn? Plain rules over the words, no model: the same text gives the same advice.

Advice, never a lock of its own: the gate of the phase asks only for what `looks_at_pupils` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Words of the Dutch in which teams write: they are compared, never shown.
PUPILS = re.compile(
    r"\b(leerling(en)?|kind(eren)?|kleuter(s)?|peuter(s)?|jongeren|student(en)?|casusleerling(en)?|zij|ze|groepje(s)?"
    r"|tweetal(len)?|bovenbouwers|onderbouwers|middenbouwers|lezers|rekenaars)\b"
)
PUPIL_NOUN = re.compile(
    r"\b(leerling(en)?|kind(eren)?|kleuter(s)?|peuter(s)?|jongeren|student(en)?|casusleerling(en)?|bovenbouwers"
    r"|onderbouwers|middenbouwers|lezers|rekenaars|nieuwkomers)\b"
)
LEARNING = re.compile(
    r"\b(leren|leert|leerden|denk(en|t)?|nadenken|begrijp(en|t)?|begrip|redene(er|ren|ert)\w*|uitlegg?en|leg(t|gen)\s+\w*"
    r"|vergelijk(en|t)?|verwoord(en|t)?|ontdek(ken|t)?|oplos(sen|t)?|los(sen|t)?|strategie\w*|aanpak(ken)?|misvatting\w*"
    r"|fout(en)?|verband(en)?|verbind(en|t)?|inzicht|betekenis|woorden|gebruik(en|t)?|toepass\w*|herken(nen|t)?|schat(ten|ting\w*)"
    r"|tel(len|t)|reken(en|t)|lees|leest|lezen|schrij(f|ft|ven)|vertel(len|t)|vragen\s+stellen|stel(len|t)\s+vragen|onderzoek(en|t)"
    r"|bouwen|teken(en|t)|verklaren|verklaart|onthoud(en|t)|haperen|herstel(len|t)|plan(nen|t)|controler\w+|samenwerk\w+"
    r"|luister(en|t)|praat|praten|spreekt|spreken|oefen(en|t)|vast(lopen|loopt)|lopen\s+vast|spel(en|len|t)|speelt|argument\w*"
    r"|beoordel\w+|samenvat\w+|vat(ten|t)?|kiezen|kiest|maken|maakt|doen|doet|zien|ziet|merk(en|t)|zeggen|zegt|overzien|verdel\w+)\b"
)
# Who is looked at when the question is about teaching.
TEACHER = re.compile(
    r"\b(ik|mijn|leraar|leraren|leerkracht(en)?|docent(en)?|juf|meester|team(leden)?|collega\W?s?|leraargedrag|lesgeven"
    r"|instructie\s+geven|klassenmanagement|onze\s+instructie|onze\s+uitleg|mijn\s+uitleg)\b"
)
TEACHING_START = re.compile(
    r"^\s*(hoe|wat|wanneer|waarom|op\s+welke\s+manier)\s+(kan|kunnen|moet(en)?|zal|zullen|doe|geef|geven|krijg|krijgen|zorg|zorgen"
    r"|leg|bereik|bereiken|organiseer|organiseren|motiveer|houd|houden|maak|maken)\s+(ik|wij|we|een\s+leraar|de\s+leraar"
    r"|leraren|de\s+leerkracht|leerkrachten|de\s+juf|mijn)\b"
)
TEACHING_INSIDE = re.compile(
    r"\b(begrijpen|weten|onderzoeken)\s+(hoe|wat|wanneer)\s+(ik|wij|we|een\s+leraar|de\s+leraar|leraren|de\s+leerkracht"
    r"|leerkrachten|de\s+docent|docenten|de\s+juf)\b"
)
UNDERSTAND = re.compile(
    r"\b(begrijpen|weten|onderzoeken|ontdekken|zicht\s+krijgen)\s+(hoe|wat|waarom|wanneer|welke|waar|in\s+hoeverre)\b"
)
SO_THAT = re.compile(r"\b(zodat|opdat|zodoende)\b")
BROAD = re.compile(
    r"\b(alles|altijd|alle\s+vakken|in\s+het\s+algemeen|de\s+hele\s+school|beter\s+onderwijs|betere\s+resultaten)\b"
)
YES_OR_NO = re.compile(
    r"^\s*(is|zijn|kunnen|kan|helpt|werkt|heeft|hebben|worden|wordt|gaan|leren|begrijpen|vinden|mag|moet|moeten)\s+(?!we\b)"
)
RESULTS = re.compile(
    r"\b(cito\w*|toets(score|resultaat|resultaten)\w*|scores?|procent|referentieniveau\w*|vaardigheidsscore\w*|opbrengsten)\b|%"
)
VERDICT = re.compile(r"\b(lui|slim|dom|zwakke\s+leerlingen|slechte\s+leerlingen|ongemotiveerd\w*)\b")
FEWEST_WORDS, MOST_WORDS = 7, 60


@dataclass(frozen=True)
class Advice:
    """One thing about the question: `is_good` praises, otherwise it says what to do."""

    code: str
    text: str | _StrPromise
    is_good: bool = False


@dataclass(frozen=True)
class Example:
    question: str
    why: str | _StrPromise
    is_good: bool


EXAMPLES = (
    Example(
        "We willen begrijpen hoe leerlingen breuken vergelijken, zodat ze niet alleen naar teller of noemer kijken.",
        _("It is about what pupils think, in one piece of content, with what they will be able to do."),
        True,
    ),
    Example(
        "We willen begrijpen wat kleuters doen als een telrij vastloopt, zodat ze zelf verder leren tellen.",
        _("You can see and hear this in a lesson."),
        True,
    ),
    Example(
        "Hoe kan ik mijn instructie korter maken?",
        _("This is about the teacher. Ask what pupils do with the instruction."),
        False,
    ),
    Example(
        "Hoe krijgen we betere toetsresultaten?",
        _("Results do not say how pupils learn. Ask what they think while they work."),
        False,
    ),
)


def about_teaching(question: str) -> bool:
    """Whether the question looks at who teaches: as what one asks about, not after «so that»."""
    text = _plain(question)
    asked = SO_THAT.split(text)[0]
    if TEACHING_START.search(asked) or TEACHING_INSIDE.search(asked):
        return True
    teacher, pupil = TEACHER.search(asked), PUPIL_NOUN.search(asked)
    return teacher is not None and (pupil is None or _is_subject_before(asked, teacher.start(), pupil.start()))


def _is_subject_before(asked: str, teacher: int, pupil: int) -> bool:
    """«Wat doet de leraar als leerlingen …»: who is named first right after the question word is what it is about."""
    return teacher < pupil and not re.search(
        r"\b(als|wanneer|nadat|terwijl)\s+(de\s+|een\s+|hun\s+)?$", asked[:teacher]
    )


def looks_at_pupils(question: str) -> bool:
    """What the gate asks: pupils are in it, they learn or think, and who teaches is not what it is about."""
    text = _plain(question)
    asked = SO_THAT.split(text)[0]
    named = PUPIL_NOUN.search(asked) or (PUPIL_NOUN.search(text) and PUPILS.search(text))
    return bool(named and LEARNING.search(asked)) and not about_teaching(text) and not RESULTS.search(asked)


def check_question(question: str) -> list[Advice]:
    """Advice on a research question, what is most needed first; nothing for an empty one."""
    text = _plain(question)
    if not text:
        return []
    found = [*_what_it_is_about(text), *_how_it_is_put(text)]
    if not any(not advice.is_good for advice in found):
        found.insert(0, Advice("good", _("This question is about how pupils learn. Go on with it."), is_good=True))
    return sorted(found, key=lambda advice: advice.is_good)


def _what_it_is_about(text: str) -> list[Advice]:
    asked = SO_THAT.split(text)[0]
    found = []
    if about_teaching(text):
        found.append(Advice("teaching", _("It looks at who teaches. What do pupils do, think or say at that moment?")))
    if not PUPIL_NOUN.search(text):
        found.append(Advice("no_pupils", _("Pupils are not in it. Say whose learning you want to understand.")))
    elif not LEARNING.search(asked):
        found.append(
            Advice("no_learning", _("What do pupils think, do or understand? Name it: compare, explain, read."))
        )
    if RESULTS.search(asked):
        found.append(Advice("results", _("A score says how much, not how. Ask what pupils think while they work.")))
    if VERDICT.search(text):
        found.append(Advice("verdict", _("It judges pupils. Say what they do, as you would see it in the lesson.")))
    return found


def _how_it_is_put(text: str) -> list[Advice]:
    found = []
    words = len(text.split())
    if words < FEWEST_WORDS:
        found.append(Advice("short", _("It is short. Which content, which pupils, at which moment?")))
    if words > MOST_WORDS:
        found.append(Advice("long", _("It is long. Choose one thing that one lesson can show.")))
    if BROAD.search(text):
        found.append(Advice("broad", _("It is broad. Choose one piece of content and one moment in the lesson.")))
    if YES_OR_NO.search(text):
        found.append(Advice("yes_or_no", _("The answer can be yes or no. Begin with how, what or why.")))
    if UNDERSTAND.search(text):
        found.append(Advice("understand", _("You want to understand something: good."), is_good=True))
    if SO_THAT.search(text):
        found.append(Advice("so_that", _("You say what pupils will be able to do: good."), is_good=True))
    else:
        found.append(
            Advice("no_so_that", _("Add what pupils gain: «so that pupils …» («zodat leerlingen …»)."), is_good=False)
        )
    return found


def _plain(question: str) -> str:
    return " ".join(question.lower().replace("’", "'").split())
