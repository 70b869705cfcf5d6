"""What follows from the classroom and from outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from expertise.asking.models import HelpRequest
from expertise.asking.signals import help_accepted, help_answered, help_published
from expertise.products.models import KnowledgeProduct
from expertise.products.signals import product_published
from knowledge_network.members.people.models import Member
from lesson_study.classroom.signals import notes_removed
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion import notices
from lesson_study.discussion.actions.reflection import mark_removed, tell_of_question, tell_team
from lesson_study.discussion.actions.report import forget_quotes


@receiver(notes_removed, dispatch_uid="lesson_study.discussion_notes_removed")
def keep_match_of_evidence(observation_ids: Collection[int], at: dt.datetime, **kwargs: Any) -> None:
    mark_removed(observation_ids=observation_ids, at=at)


@receiver(notes_removed, dispatch_uid="lesson_study.discussion_quotes_forgotten")
def keep_quotes_of_published_report(cycle: LessonStudyCycle, at: dt.datetime, **kwargs: Any) -> None:
    forget_quotes(cycle=cycle, at=at)


@receiver(product_published, dispatch_uid="lesson_study.discussion_report_published")
def tell_team_of_report(product: KnowledgeProduct, **kwargs: Any) -> None:
    for cycle in LessonStudyCycle.objects.filter(product=product).select_related("group"):
        key = f"lesson_study.report_published:{cycle.pk}:{product.review_round}"
        tell_team(cycle, notices.REPORT_PUBLISHED, key=key)


@receiver(help_accepted, dispatch_uid="lesson_study.discussion_help_accepted")
def tell_team_of_help(help_request: HelpRequest, by: Member | None, at: dt.datetime, **kwargs: Any) -> None:
    tell_of_question(help_request=help_request, kind=notices.QUESTION_HELPED, by=by, at=at)


@receiver(help_answered, dispatch_uid="lesson_study.discussion_help_answered")
def tell_team_of_answer(help_request: HelpRequest, by: Member | None, at: dt.datetime, **kwargs: Any) -> None:
    tell_of_question(help_request=help_request, kind=notices.QUESTION_ANSWERED, by=by, at=at)


@receiver(help_published, dispatch_uid="lesson_study.discussion_help_published")
def tell_team_of_shared_answer(help_request: HelpRequest, by: Member | None, at: dt.datetime, **kwargs: Any) -> None:
    tell_of_question(help_request=help_request, kind=notices.QUESTION_SHARED, by=by, at=at)
