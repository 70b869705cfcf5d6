"""From an indicative question to an answer: the group that works on it, the Kennisrotonde, the agenda of a year.

The agenda itself is stored nowhere: it is the indicative questions with what became of them, by the topics of their
originals. What was true at the end of a year is a snapshot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.agenda.enums import AgendaState, ExternalState, WishKind
from expertise.products.models import KnowledgeProduct
from expertise.questions.models import CoPCycle, IndicativeQuestion
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PRACTICE_QUESTIONS, PersonalModel
from knowledge_network.topics.models import Topic
from plg.groups.models import Group

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class FollowUp(models.Model):
    """What becomes of one indicative question: a theme group works on it, and a product answers it."""

    bundle = models.OneToOneField(IndicativeQuestion, models.PROTECT, related_name="follow_up")
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="follow_ups", verbose_name=_("theme group")
    )
    product = models.ForeignKey(
        KnowledgeProduct, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("the answer")
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": GROUP_WORK.keep()}, names_nobody=True)

    class Meta:
        verbose_name = _("what becomes of an indicative question")
        verbose_name_plural = _("what becomes of indicative questions")

    def __str__(self) -> str:
        return str(self.bundle)


class ExternalQuestionQuerySet(models.QuerySet["ExternalQuestion"]):
    def visible_to(self, member: Reader) -> Self:
        """What was submitted every member sees; a draft who runs the network, the team and the group."""
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        team = CoPCycle.team.through.objects.filter(member=member.pk).values("copcycle")
        mine = Group.objects.joined_by(member).values("pk")
        own = Q(bundle__cycle__in=team) | Q(bundle__follow_up__group__in=mine)
        return self.filter(~Q(state=ExternalState.DRAFT) | own)


class ExternalQuestion(models.Model):
    """A question that goes to the Kennisrotonde: concrete and researchable. Submitting happens outside this site."""

    # What makes a question concrete and researchable; each has to be filled in before it is submitted.
    CHECKLIST = ("who", "approach", "outcome", "context", "tried", "decision")

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    bundle = models.ForeignKey(IndicativeQuestion, models.PROTECT, related_name="external_questions")
    question = models.CharField(_("the question in one sentence"), max_length=300)
    who = models.CharField(_("about whom"), max_length=300, blank=True, help_text=_("Which pupils, which teachers?"))
    approach = models.CharField(_("which approach"), max_length=300, blank=True)
    outcome = models.CharField(_("which outcome"), max_length=300, blank=True, help_text=_("What should get better?"))
    context = models.TextField(_("in which situation"), max_length=2000, blank=True)
    tried = models.TextField(_("what was tried already"), max_length=2000, blank=True)
    decision = models.CharField(
        _("which decision hangs on it"), max_length=300, blank=True, help_text=_("What will you do with the answer?")
    )
    state = models.CharField(_("state"), max_length=12, choices=ExternalState, default=ExternalState.DRAFT)
    state_on = models.DateField(_("since"), default=timezone.localdate)
    url = models.URLField(_("where it stands"), max_length=300, blank=True)
    answer_summary = models.TextField(_("what came back"), max_length=3000, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager.from_queryset(ExternalQuestionQuerySet)()

    privacy = PersonalModel(
        fields={"drafted_by": GROUP_WORK.keep()},
        impersonal=("public_id", "question", *CHECKLIST, "url", "answer_summary"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("question to the Kennisrotonde")
        verbose_name_plural = _("questions to the Kennisrotonde")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ExternalState.CAME_BACK)) | Q(answer_summary__gt=""),
                name="expertise_external_says_what_came_back",
                violation_error_message=_("Write down what came back."),
            )
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("expertise:external_question", args=[self.public_id])

    @property
    def is_draft(self) -> bool:
        return self.state == ExternalState.DRAFT

    @property
    def came_back(self) -> bool:
        return self.state in ExternalState.CAME_BACK

    def list_lacking(self) -> list[str]:
        """The parts of the checklist that are empty, by their labels."""
        return [str(self._meta.get_field(name).verbose_name) for name in self.CHECKLIST if not getattr(self, name)]  # type: ignore[union-attr]


class AgendaSnapshot(models.Model):
    """How the agenda of a cycle stood on the day when it was settled."""

    cycle = models.ForeignKey(CoPCycle, models.PROTECT, related_name="snapshots")
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(fields={"taken_by": GROUP_WORK.keep()}, names_nobody=True)

    class Meta:
        verbose_name = _("settled research agenda")
        verbose_name_plural = _("settled research agendas")

    def __str__(self) -> str:
        return f"{self.cycle} · {self.taken_at:%Y-%m-%d}"


class SnapshotLine(models.Model):
    """One question as it stood then, in the words and under the themes of that day."""

    snapshot = models.ForeignKey(AgendaSnapshot, models.CASCADE, related_name="lines")
    bundle = models.ForeignKey(IndicativeQuestion, models.PROTECT, related_name="+")
    theme = models.CharField(max_length=100, blank=True)
    sub_theme = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=AgendaState)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("theme", "sub_theme", "words"), names_nobody=True)

    class Meta:
        verbose_name = _("line of a settled research agenda")
        verbose_name_plural = _("lines of settled research agendas")
        constraints = [models.UniqueConstraint(fields=["snapshot", "bundle"], name="expertise_snapshot_line_once")]

    def __str__(self) -> str:
        return self.words


class AgendaWish(models.Model):
    """A wish or an expectation about a theme; a workshop puts three of a theme on top."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(CoPCycle, models.PROTECT, related_name="wishes")
    theme = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("theme"))
    kind = models.CharField(_("what it is"), max_length=12, choices=WishKind, default=WishKind.WISH)
    text = models.CharField(_("in one sentence"), max_length=200)
    top = models.PositiveSmallIntegerField(_("place in the top three"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("by",),
        fields={"by": PRACTICE_QUESTIONS.blank(), "text": PRACTICE_QUESTIONS.keep()},
        impersonal=("public_id",),
        with_row=("cycle", "theme", "kind", "top", "at"),
    )

    class Meta:
        verbose_name = _("wish about a theme")
        verbose_name_plural = _("wishes about themes")
        constraints = [
            models.CheckConstraint(
                condition=Q(top__isnull=True) | Q(top__in=[1, 2, 3]), name="expertise_wish_top_three"
            ),
            models.UniqueConstraint(fields=["cycle", "theme", "top"], name="expertise_wish_one_a_place"),
        ]

    def __str__(self) -> str:
        return self.text
