"""The nine steps of a discussion, the three levels of an insight, how a study is shared."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class Step(models.TextChoices):
    """The locked order: pupils first, then the teaching."""

    OPENING = "opening", _("Opening and agreements")
    TEACHER = "teacher", _("First impression of the teacher")
    OBSERVATIONS = "observations", _("Observations: facts, no judgements")
    PUPILS = "pupils", _("What did the pupils say?")
    EXPECTED_SEEN = "expected_seen", _("Expected and seen; patterns in the class")
    DESIGN = "design", _("What in the design helped or hindered")
    REVISION = "revision", _("Revision, three changes at most")
    EXPERT = "expert", _("Closing words of the knowledgeable other")
    MY_CLASS = "my_class", _("What do I take to my class")

    # Talk about pupils only: remarks on the teaching are parked until the step of the design.
    ABOUT_PUPILS = enum.nonmember(collect_values(OBSERVATIONS, PUPILS, EXPECTED_SEEN))

    # The second lesson is talked over shortly: is it what we expected now?
    SHORT = enum.nonmember(collect_values(OPENING, OBSERVATIONS, EXPECTED_SEEN, DESIGN, MY_CLASS))

    @property
    def number(self) -> int:
        return list(Step).index(self) + 1

    @property
    def is_about_pupils(self) -> bool:
        return self in Step.ABOUT_PUPILS


# Minutes per step; observations take six for each case pupil.
STEP_MINUTES = {
    Step.OPENING: 3,
    Step.TEACHER: 3,
    Step.OBSERVATIONS: 18,
    Step.PUPILS: 5,
    Step.EXPECTED_SEEN: 10,
    Step.DESIGN: 10,
    Step.REVISION: 10,
    Step.EXPERT: 5,
    Step.MY_CLASS: 5,
}
MINUTES_PER_PUPIL = 6
MOST_REVISIONS = 3


class InsightLevel(InAddress):
    PUPIL = "pupil", _("about pupils")
    TEACHER = "teacher", _("about teachers")
    SCHOOL = "school", _("about the school")

    ADDRESS_WORDS = enum.nonmember({"pupil": "leerling", "teacher": "leraar"})


class Progress(models.TextChoices):
    """Beside the criterion that the team set itself."""

    REACHED = "reached", _("reached")
    PARTLY = "partly", _("partly")
    NOT_YET = "not_yet", _("not yet")
    UNKNOWN = "unknown", _("we could not see")


class ShareForm(models.TextChoices):
    OPEN_LESSON = "open_lesson", _("open lesson")
    TEAM_MEETING = "team_meeting", _("team meeting")
    PLENARY = "plenary", _("plenary meeting")
    OTHER = "other", _("something else")
