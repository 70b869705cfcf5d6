"""Questions that nobody could answer come in by themselves; who is erased leaves the words behind, without a name."""

from __future__ import annotations

import datetime as dt

from django.dispatch import receiver

from expertise.asking.enums import PassedTo
from expertise.asking.models import HelpRequest
from expertise.asking.signals import help_passed_on, help_reopened
from expertise.questions.actions import blackouts
from expertise.questions.actions.originals import KIND, add_question
from expertise.questions.actions.states import pass_on_again, take_pass_on_back
from expertise.questions.models import LONGEST_QUESTION, PracticeQuestion
from expertise.questions.originals import BLOCK
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.register import register_replay
from knowledge_network.members.signals import topic_changed
from knowledge_network.search.actions import refresh
from knowledge_network.topics.models import Topic


@receiver(help_passed_on, dispatch_uid="expertise.questions_help_passed_on")
def take_over_question(
    sender: object, *, help_request: HelpRequest, by: Member, at: dt.datetime, **kwargs: object
) -> None:
    """In the words of who asked, and with their name only where they gave it. Once, however often it is passed on."""
    if help_request.passed_to != PassedTo.BUNDLING:
        return
    if PracticeQuestion.objects.standing().filter(help_request=help_request).exists():
        return
    text = help_request.title[:LONGEST_QUESTION].replace(BLOCK, "")
    former = PracticeQuestion.objects.filter(help_request=help_request, text=text).order_by("-pk").first()
    if former is not None:
        pass_on_again(question=former, by=by, at=at)
        return
    add_question(
        by=help_request.asker,
        text=text,
        context=help_request.situation[:2000].replace(BLOCK, ""),
        sector=help_request.sector,
        topics=list(help_request.topics.all()),
        is_anonymous=help_request.is_anonymous,
        help_request=help_request,
        at=at,
    )


@receiver(help_reopened, dispatch_uid="expertise.questions_help_reopened")
def give_question_back(
    sender: object, *, help_request: HelpRequest, by: Member, at: dt.datetime, passed_to: str, **kwargs: object
) -> None:
    """The pass-on is taken back: what came of it is, as long as it lies loose and nobody decided about it."""
    if passed_to != PassedTo.BUNDLING:
        return
    for question in PracticeQuestion.objects.standing().filter(help_request=help_request):
        take_pass_on_back(question=question, by=by, at=at)


@receiver(topic_changed, dispatch_uid="expertise.practice_questions_topic_changed")
def index_questions_of_topic(sender: object, *, topic: Topic, **kwargs: object) -> None:
    """Other words under which questions are found."""
    about = PracticeQuestion.objects.filter(topics=topic)
    refresh(KIND, list(about.values_list("pk", flat=True)))


register_replay(blackouts.QUESTION, blackouts.QUESTION_REPLAY)
register_replay(blackouts.WORDS, blackouts.WORDS_REPLAY)
