"""Where a cycle stands, who does what in its team, and what its days are for."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import InAddress, collect_values


class Phase(InAddress):
    """The seven phases, in their order, after a start in which the team is made."""

    START = "start", _("Start")
    GOAL = "goal", _("Goal")
    STUDY = "study", _("Study beforehand")
    DESIGN = "design", _("Lesson design")
    LESSON = "lesson", _("Lesson and observation")
    DISCUSSION = "discussion", _("Discussion and revision")
    RETEACH = "reteach", _("Second lesson and observation")
    REFLECTION = "reflection", _("Reflection and sharing insights")

    # In which a team still says what it wants to understand.
    SEEKS_GOAL = enum.nonmember(collect_values(START, GOAL))
    # Those on the ring.
    SEVEN = enum.nonmember(collect_values(GOAL, STUDY, DESIGN, LESSON, DISCUSSION, RETEACH, REFLECTION))

    ADDRESS_WORDS = enum.nonmember(
        {
            "goal": "doel",
            "study": "voorstudie",
            "design": "lesontwerp",
            "lesson": "waarnemen",
            "discussion": "nabespreking",
            "reteach": "herhaling",
            "reflection": "reflectie",
        }
    )

    @property
    def number(self) -> int:
        """0 for the start, 1 to 7 for the phases of the ring."""
        return list(Phase).index(self)


class RingState(models.TextChoices):
    """How a phase stands on the ring; «almost»: behind, with its gate shut again."""

    DONE = "done", _("Done")
    ALMOST = "almost", _("Almost done")
    NOW = "now", _("You are here")
    LATER = "later", _("Still to come")
    SKIPPED = "skipped", _("Skipped")


class CycleState(models.TextChoices):
    """Beside the phase: a paused or stopped cycle keeps the phase in which it was."""

    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    STOPPED = "stopped", _("stopped")
    FINISHED = "finished", _("finished")

    OPEN = enum.nonmember(collect_values(RUNNING, PAUSED))
    OVER = enum.nonmember(collect_values(STOPPED, FINISHED))


class StepKind(models.TextChoices):
    """What was done with a cycle as a whole, for its log."""

    # They follow a name: «Ada Aaltink paused the study».
    STARTED = "started", pgettext_lazy("after a name", "started")
    FORWARD = "forward", pgettext_lazy("after a name", "went on")
    BACK = "back", pgettext_lazy("after a name", "went back")
    PAUSED = "paused", pgettext_lazy("after a name", "paused")
    RESUMED = "resumed", pgettext_lazy("after a name", "went on after a pause")
    STOPPED = "stopped", pgettext_lazy("after a name", "stopped")
    FINISHED = "finished", pgettext_lazy("after a name", "finished")
    REOPENED = "reopened", pgettext_lazy("after a name", "opened again")


class TeamRole(models.TextChoices):
    FACILITATOR = "facilitator", _("process facilitator")
    TEACHER = "teacher", _("teaches the research lesson")
    OBSERVER = "observer", _("observes pupils")
    NOTE_TAKER = "note_taker", _("note taker")
    TIME_KEEPER = "time_keeper", _("time keeper")

    # A team cannot do without somebody for each of these; one person may have several.
    NEEDED = enum.nonmember(collect_values(FACILITATOR, TEACHER, OBSERVER, NOTE_TAKER, TIME_KEEPER))


class Subject(InAddress):
    """What a study is about, in words of primary school that fit elsewhere too."""

    MATHS = "maths", _("mathematics")
    READING = "reading", _("reading")
    LANGUAGE = "language", _("language and writing")
    WORLD = "world", _("the world around us")
    SCIENCE = "science", _("science and technology")
    DIGITAL = "digital", _("digital literacy")
    ENGLISH = "english", _("English")
    ARTS = "arts", _("arts and music")
    MOVEMENT = "movement", _("physical education")
    PLAY = "play", _("play and young children")
    LIVING_TOGETHER = "living_together", _("living together and citizenship")
    OTHER = "other", _("something else")

    ADDRESS_WORDS = enum.nonmember(
        {
            "maths": "rekenen",
            "reading": "lezen",
            "language": "taal",
            "world": "wereldorientatie",
            "science": "wetenschap-techniek",
            "digital": "digitaal",
            "english": "engels",
            "arts": "kunst",
            "movement": "bewegen",
            "play": "spel",
            "living_together": "samenleven",
            "other": "anders",
        }
    )


class DayKind(models.TextChoices):
    """What a day of the team is for."""

    STUDY = "study", _("working session")
    LESSON = "lesson", _("research lesson")
    DISCUSSION = "discussion", _("discussion")
    RETEACH = "reteach", _("second lesson")
    REDISCUSSION = "rediscussion", _("discussion of the second lesson")
    REFLECTION = "reflection", _("reflection")

    LESSONS = enum.nonmember(collect_values(LESSON, RETEACH))
    DISCUSSIONS = enum.nonmember(collect_values(DISCUSSION, REDISCUSSION))


class CoverState(models.TextChoices):
    ASKED = "asked", _("asked")
    APPROVED = "approved", _("approved")
    OTHER_DAY = "other_day", _("another day proposed")
    REFUSED = "refused", _("not possible")
    WITHDRAWN = "withdrawn", _("taken back")

    OPEN = enum.nonmember(collect_values(ASKED, OTHER_DAY))


class ExpertAnswer(models.TextChoices):
    NONE = "none", _("no answer yet")
    YES = "yes", _("takes part")
    NO = "no", _("cannot take part")


class StudyItemKind(models.TextChoices):
    SOURCE = "source", _("source")
    MISCONCEPTION = "misconception", _("misconception")
    LEARNING_LINE = "learning_line", _("how the content is built up")
    METHODS = "methods", _("methods compared")
    EXPERT = "expert", _("colleague or expert asked")
    PRETASK = "pretask", _("task for pupils beforehand")


class ReadingRole(models.TextChoices):
    """What somebody does with an item of the shared reading list."""

    READS = "reads", _("reads")
    SUMMARISES = "summarises", _("summarises")
    PRESENTS = "presents", _("tells the team about it")
