"""What lies on the board: cards, the bundles in which they lie, every move, and the rounds that were confirmed."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.questions.enums import QuestionState, Verdict
from expertise.questions.models.cycle import CoPCycle
from expertise.questions.models.question import PracticeQuestion
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PRACTICE_QUESTIONS, PersonalModel
from knowledge_network.topics.models import Topic


class IndicativeQuestionQuerySet(models.QuerySet["IndicativeQuestion"]):
    def present(self) -> Self:
        return self.filter(removed_at__isnull=True)


class IndicativeQuestion(models.Model):
    """A bundle: questions that belong together, in words of the team that stand beside the originals."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(CoPCycle, models.PROTECT, related_name="bundles")
    name = models.CharField(_("short name"), max_length=80)
    words = models.CharField(_("the question in one sentence"), max_length=300, blank=True)
    rationale = models.TextField(_("why these questions belong together"), max_length=2000, blank=True)
    searched_where = models.CharField(_("where you looked"), max_length=500, blank=True)
    found = models.TextField(_("what you found"), max_length=2000, blank=True)
    verdict = models.CharField(_("is it answered already?"), max_length=10, choices=Verdict, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkManager.from_queryset(IndicativeQuestionQuerySet)()

    privacy = PersonalModel(
        fields={"made_by": GROUP_WORK.keep(), "checked_by": GROUP_WORK.keep()},
        impersonal=("public_id", "name", "words", "rationale", "searched_where", "found"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("indicative question")
        verbose_name_plural = _("indicative questions")
        indexes = [
            models.Index(
                fields=["cycle", "made_at", "id"],
                name="expertise_bundle_in_order",
                condition=Q(removed_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "name"],
                condition=Q(removed_at__isnull=True),
                name="expertise_bundle_name_once",
                violation_error_message=_("There is a bundle of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(searched_where__gt=""),
                name="expertise_verdict_says_where",
                violation_error_message=_("Say where you looked."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("expertise:bundle_detail", args=[self.public_id])


class BundlingRound(models.Model):
    """The moment at which the team stood by what lay on the board, and who asked was told."""

    cycle = models.ForeignKey(CoPCycle, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("number"))
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)
    changed = models.PositiveIntegerField(_("questions that got another place"), default=0)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"confirmed_by": GROUP_WORK.keep()}, names_nobody=True)

    class Meta:
        verbose_name = _("round of bundling")
        verbose_name_plural = _("rounds of bundling")
        constraints = [models.UniqueConstraint(fields=["cycle", "number"], name="expertise_round_numbered_once")]

    def __str__(self) -> str:
        return f"{self.cycle} · {self.number}"


# Lying elsewhere than the last confirmed round says.
ELSEWHERE = (
    Q(bundle__isnull=False, confirmed_bundle__isnull=True)
    | Q(bundle__isnull=True, confirmed_bundle__isnull=False)
    | Q(bundle__isnull=False, confirmed_bundle__isnull=False) & ~Q(bundle=F("confirmed_bundle"))
    | Q(outside_reason="", confirmed_outside=True)
    | Q(outside_reason__gt="", confirmed_outside=False)
)
# Who asked says that it was meant otherwise, and nobody answered yet.
NOT_MEANT = Q(objected_at__isnull=False, answered_at__isnull=True)


class QuestionCardQuerySet(models.QuerySet["QuestionCard"]):
    def on_board(self) -> Self:
        """Withdrawn and referred questions lie nowhere, nor does what was not taken up without the board.

        What lay outside in a confirmed round and is loose again is there: the next round tells of it.
        """
        gone = Q(question__state__in=[QuestionState.WITHDRAWN, QuestionState.REFERRED])
        by_itself = Q(question__state=QuestionState.NOT_TAKEN_UP, outside_reason="", confirmed_outside=False)
        return self.exclude(gone).exclude(by_itself)

    def loose(self) -> Self:
        return self.filter(bundle__isnull=True, outside_reason="")

    def outside(self) -> Self:
        return self.filter(outside_reason__gt="")

    def objected(self) -> Self:
        return self.filter(NOT_MEANT)

    def in_theme(self, slug: str) -> Self:
        """About the main topic `slug`, or about a topic of it."""
        topics = Topic.objects.filter(Q(slug=slug) | Q(parent__slug=slug))
        links = PracticeQuestion.topics.through.objects.filter(
            practicequestion_id=OuterRef("question_id"), topic__in=topics
        )
        return self.filter(Exists(links))

    def unconfirmed(self) -> Self:
        return self.filter(ELSEWHERE)


class QuestionCard(models.Model):
    """One question in one cycle: where it lies now, and where it lay when a round was last confirmed.

    `version` counts its moves: who moves a card that somebody else moved meanwhile is told first.
    """

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(CoPCycle, models.PROTECT, related_name="cards")
    question = models.ForeignKey(PracticeQuestion, models.PROTECT, related_name="cards")
    bundle = models.ForeignKey(IndicativeQuestion, models.PROTECT, null=True, blank=True, related_name="cards")
    outside_reason = models.CharField(_("why it falls outside"), max_length=300, blank=True)
    passed_to = models.CharField(_("passed on to"), max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True)
    confirmed_bundle = models.ForeignKey(
        IndicativeQuestion, models.PROTECT, null=True, blank=True, related_name="confirmed_cards"
    )
    confirmed_outside = models.BooleanField(default=False)
    confirmed_round = models.ForeignKey(BundlingRound, models.PROTECT, null=True, blank=True, related_name="cards")
    # «Dit is niet wat ik bedoelde», and what the team answered once it could not be reopened any more.
    objected_at = models.DateTimeField(null=True, blank=True)
    objection = models.CharField(_("what you meant"), max_length=500, blank=True)
    answer = models.CharField(_("answer of the team"), max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkManager.from_queryset(QuestionCardQuerySet)()

    privacy = PersonalModel(
        subjects=("question__asker",),
        fields={
            "objection": PRACTICE_QUESTIONS.blank(to=""),
            "answer": PRACTICE_QUESTIONS.blank(to=""),
            "moved_by": GROUP_WORK.keep(),
            "answered_by": GROUP_WORK.keep(),
        },
        impersonal=("public_id", "outside_reason", "passed_to"),
        with_row=(
            "cycle",
            "question",
            "bundle",
            "version",
            "moved_at",
            "confirmed_bundle",
            "confirmed_outside",
            "confirmed_round",
            "objected_at",
            "answered_at",
        ),
    )

    class Meta:
        verbose_name = _("card of a question")
        verbose_name_plural = _("cards of questions")
        # Where it lies, in the order in which it came.
        indexes = [
            models.Index(
                fields=["cycle", "id"], name="expertise_card_loose", condition=Q(bundle__isnull=True, outside_reason="")
            ),
            models.Index(fields=["cycle", "id"], name="expertise_card_outside", condition=Q(outside_reason__gt="")),
            models.Index(fields=["bundle", "id"], name="expertise_card_in_bundle", condition=Q(bundle__isnull=False)),
            # The first of which who asked says that it was meant otherwise.
            models.Index(
                fields=["cycle", "id"],
                name="expertise_card_objected",
                condition=NOT_MEANT,
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "question"], name="expertise_card_once_a_cycle"),
            models.CheckConstraint(
                condition=Q(outside_reason="") | Q(bundle__isnull=True), name="expertise_card_lies_in_one_place"
            ),
        ]

    def __str__(self) -> str:
        return str(self.question)

    @property
    def is_outside(self) -> bool:
        return bool(self.outside_reason)

    @property
    def waits_for_answer(self) -> bool:
        """Who asked said that this is not what they meant when it could not be reopened any more.

        Also of what lies outside: that was confirmed to them too.
        """
        is_told = self.confirmed_bundle_id is not None or self.confirmed_outside
        return self.objected_at is not None and self.answered_at is None and is_told


class CardMove(models.Model):
    """One move of one card; never changed."""

    card = models.ForeignKey(QuestionCard, models.PROTECT, related_name="moves")
    from_bundle = models.ForeignKey(IndicativeQuestion, models.PROTECT, null=True, blank=True, related_name="+")
    to_bundle = models.ForeignKey(IndicativeQuestion, models.PROTECT, null=True, blank=True, related_name="+")
    is_outside = models.BooleanField(default=False)
    version = models.PositiveIntegerField()
    # Nobody when who asked without a name took it out.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": GROUP_WORK.keep()}, names_nobody=True)

    class Meta:
        verbose_name = _("move of a card")
        verbose_name_plural = _("moves of cards")
        # Who was busy in the last ten minutes.
        indexes = [models.Index(fields=["at"], name="expertise_move_by_time")]
        constraints = [models.UniqueConstraint(fields=["card", "version"], name="expertise_move_once_a_version")]

    def __str__(self) -> str:
        return f"{self.card_id} · {self.version}"
