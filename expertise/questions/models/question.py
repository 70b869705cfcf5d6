"""Questions from practice, in the words of who asked them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.asking.models import HelpRequest
from expertise.questions.enums import QuestionState, RoleGroup
from expertise.questions.originals import show_words
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PRACTICE_QUESTIONS, PersonalModel
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

LONGEST_QUESTION = 300


class PracticeQuestionQuerySet(models.QuerySet["PracticeQuestion"]):
    def visible_to(self, member: Reader) -> Self:
        """Every member sees every question; who withdrew one, and who runs the network, also that."""
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        return self.filter(~Q(state=QuestionState.WITHDRAWN) | Q(asker=member))

    def standing(self) -> Self:
        return self.exclude(state=QuestionState.WITHDRAWN)


class PracticeQuestion(models.Model):
    """One question as it was brought in. Its words are kept by the database too: a trigger refuses any other.

    `role_group` and `board` are those of who asked on that day: by them is counted, whatever becomes of the person.
    """

    # What is the asker's own, in their words.
    WORDS = ("text", "context", "why_now", "tried")

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="practice_questions"
    )
    # Who pasted it for others.
    brought_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_anonymous = models.BooleanField(_("without my name"), default=False)
    text = models.CharField(_("your question"), max_length=LONGEST_QUESTION)
    context = models.TextField(_("the situation"), max_length=2000, blank=True)
    why_now = models.TextField(_("why now"), max_length=1000, blank=True)
    tried = models.TextField(_("what you tried already"), max_length=2000, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="practice_questions", verbose_name=_("topics"))
    role_group = models.CharField(_("role group"), max_length=20, choices=RoleGroup, default=RoleGroup.OTHER)
    board = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    # Nobody could answer it when it was asked of the network.
    help_request = models.ForeignKey(HelpRequest, models.SET_NULL, null=True, blank=True, related_name="+")
    # What was pasted at once, so that it can be taken back at once.
    batch = models.CharField(max_length=10, blank=True)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=QuestionState, default=QuestionState.BROUGHT_IN)
    state_since = models.DateTimeField(default=timezone.now)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    passed_to = models.CharField(_("passed on to"), max_length=150, blank=True)
    asked_at = models.DateTimeField(_("brought in"), default=timezone.now)

    objects = NetworkManager.from_queryset(PracticeQuestionQuerySet)()

    privacy = PersonalModel(
        subjects=("asker",),
        fields={
            "asker": PRACTICE_QUESTIONS.blank(),
            "brought_in_by": PRACTICE_QUESTIONS.blank(),
            **dict.fromkeys(WORDS, PRACTICE_QUESTIONS.keep()),
        },
        impersonal=("public_id", "idempotency_key", "batch", "state_reason", "passed_to"),
        with_row=(
            "is_anonymous",
            "sector",
            "topics",
            "role_group",
            "board",
            "help_request",
            "state",
            "state_since",
            "asked_at",
        ),
    )

    class Meta:
        verbose_name = _("question from practice")
        verbose_name_plural = _("questions from practice")
        indexes = [
            models.Index(fields=["-asked_at", "-public_id"], name="expertise_practice_newest"),
            models.Index(fields=["asker", "-asked_at"], name="expertise_practice_of_asker"),
            models.Index(fields=["batch", "id"], name="expertise_practice_of_batch", condition=Q(batch__gt="")),
            models.Index(
                fields=["-state_since", "-public_id"],
                name="expertise_practice_outside",
                condition=Q(state=QuestionState.NOT_TAKEN_UP),
            ),
            # As `icontains` asks it.
            GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="expertise_practice_trigrams", fastupdate=False),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(QuestionState.NEEDS_REASON)) | Q(state_reason__gt=""),
                name="expertise_practice_end_says_why",
                violation_error_message=_("Say why, so that who asked it knows."),
            ),
            models.UniqueConstraint(
                fields=["help_request"],
                condition=~Q(state=QuestionState.WITHDRAWN),
                name="expertise_practice_once_of_help_request",
            ),
        ]

    def __str__(self) -> str:
        return show_words(self.text)

    def get_absolute_url(self) -> str:
        return reverse("expertise:practice_question_detail", args=[self.public_id])

    @property
    def shown_board(self) -> str:
        """Of who asked without a name it stands nowhere, in no count either: with the role it may be one person."""
        return "" if self.is_anonymous or self.board is None else self.board.name

    @property
    def is_decided(self) -> bool:
        return self.state in QuestionState.DECIDED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == QuestionState.WITHDRAWN

    @property
    def is_brought_in(self) -> bool:
        return self.state == QuestionState.BROUGHT_IN

    @property
    def is_standing(self) -> bool:
        """Waits, or lives on in a bundle: nothing ended it."""
        return self.state not in QuestionState.NEEDS_REASON
