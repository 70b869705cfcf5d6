"""Ways to hold an intervision, and the rounds of which they consist."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress

LONGEST_ROUND = 60  # minutes


class Method(InAddress):
    INCIDENT = "incident", _("incident method")
    FIVE_STEPS = "five_steps", _("five steps")
    DISAGREEMENT = "disagreement", _("Is this question worth a conflict?")
    OWN = "own", _("rounds of our own")

    ADDRESS_WORDS = enum.nonmember(
        {"incident": "incident", "five_steps": "vijf-stappen", "disagreement": "verschil", "own": "eigen"}
    )


class RoundKind(models.TextChoices):
    """What a round is for. The name of a round of one's own stands with the round."""

    CHOICE = "choice", _("Choose the incident")
    SKETCH = "sketch", _("Sketch")
    WRITE_QUESTIONS = "write_questions", _("Write down questions")
    INFORMATION = "information", _("Ask for information")
    ANALYSIS = "analysis", _("Analysis")
    WRITE_POSITION = "write_position", _("Write down what you would do")
    POSITIONS = "positions", _("What would you do?")
    WHAT_WAS_DONE = "what_was_done", _("What was done")
    TALK = "talk", _("Talk it over")
    EVALUATION = "evaluation", _("Look back")
    QUESTION = "question", _("The question")
    EXPLORATION = "exploration", _("Explore the problem")
    CORE = "core", _("The core")
    ADVICE = "advice", _("Advice")
    WORTH_IT = "worth_it", _("Is it worth a conflict?")
    TOGETHER = "together", _("What does an approach of all of us look like?")
    NEW_PRACTICE = "new_practice", _("What is the new practice?")
    OWN = "own", _("a round of our own")


class SessionState(models.TextChoices):
    """How a session stands; told from its moments."""

    PLANNED = "planned", _("planned")
    GOING_ON = "going_on", _("going on")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("called off")
