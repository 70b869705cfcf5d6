"""The ten steps of a theme group, what can be written down in them, and to whom a barrier is addressed."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import InAddress


class ThemeStep(models.IntegerChoices):
    """In this order; the numbers are those that people use."""

    INDIVIDUAL = 1, _("Individual questions")
    KEYNOTE = 2, _("Inspiration from outside: keynote")
    CLUSTERING = 3, _("Clustering into central questions")
    BRAINSTORM = 4, _("Brainstorm about questions and how they hang together")
    PRACTICES = 5, _("Input from practice")
    RESEARCH = 6, _("Reading and discussing research")
    MEANING = 7, _("Discussing meaning and value with your own team")
    SHARING = 8, _("Sharing what the teams said")
    CASES = 9, _("Working out example cases")
    SOLUTION = 10, _("Concrete solution")


class EntryKind(InAddress):
    """What is written down one by one."""

    QUESTION = "question", pgettext_lazy("in the steps of a theme group", "question")
    PRACTICE = "practice", pgettext_lazy("in the steps of a theme group", "example from practice")
    SOURCE = "source", pgettext_lazy("in the steps of a theme group", "source")
    TALK = "talk", pgettext_lazy("in the steps of a theme group", "talk with my team")
    CASE = "case", pgettext_lazy("in the steps of a theme group", "example case")
    BARRIER = "barrier", pgettext_lazy("in the steps of a theme group", "barrier")

    ADDRESS_WORDS = nonmember(
        {
            "question": "vraag",
            "practice": "praktijk",
            "source": "bron",
            "talk": "teamgesprek",
            "case": "casus",
            "barrier": "belemmering",
        }
    )


class Addressee(InAddress):
    BOARD = "board", _("school board")
    INSTITUTE = "institute", _("teacher education")
    MINISTRY = "ministry", _("Ministry of Education (OCW)")
    SCHOOL = "own_school", _("own school")
    OTHER = "other", _("somebody else")

    ADDRESS_WORDS = nonmember(
        {
            "board": "bestuur",
            "institute": "opleiding",
            "ministry": "ocw",
            "own_school": "eigen-school",
            "other": "anders",
        }
    )
