"""Asking: a help request («hulpvraag»), who was asked, what was said, and whether it helped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from expertise.asking.enums import (
    FollowUpAfter,
    FollowUpUsed,
    HelpAudience,
    HelpOutcome,
    HelpPart,
    HelpState,
    MatchState,
    PassedTo,
)
from expertise.claims.enums import HelpForm
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, QUESTIONS, PersonalModel
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Appointment, NetworkRole
from knowledge_network.topics.models import Topic
from plg.groups.models import Group, GroupMembership

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own, those one was asked, those of one's groups and those for the whole network.

        Coordinators see all that were sent, liaison officers also what was passed to them in their scope. A draft is
        its writer's alone; who is no longer needed no longer sees what was for a few.
        """
        if not member.is_authenticated:
            return self.none()
        sent = ~Q(state=HelpState.DRAFT)
        if member.is_coordinator:
            return self.filter(Q(asker=member.pk) | sent)
        about = HelpRequestMatch.objects.filter(help_request=OuterRef("pk")).exclude(state=MatchState.TAKEN_BACK)
        groups = GroupMembership.objects.current().filter(member=member.pk).values("group")
        reach = (
            Q(audience=HelpAudience.NETWORK)
            | Exists(about.filter(expert=member.pk))
            | Exists(about.filter(group__in=groups))
            | Q(addressed_group__in=groups)
        )
        if member.is_liaison_officer:
            reach |= Q(escalated_at__isnull=False) & Q(pk__in=HelpRequest.objects.in_scope_of(member).values("pk"))
        return self.filter(Q(asker=member.pk) | (sent & reach))

    def in_scope_of(self, officer: Member) -> Self:
        """What a liaison officer looks after: by board of the asker or sector of the question; without scope all.

        The board of who asks without a name stays unknown: such a question is for officers of no board.
        """
        roles = NetworkRole.objects.current().filter(member=officer, role=NetworkRoleKind.LIAISON_OFFICER)
        scopes = list(roles.values_list("scope_board", "scope_sector"))
        works = Appointment.objects.current().filter(member=OuterRef("asker"))
        inside = Q(pk__in=[])
        for board, sector in scopes:
            here = Q()
            if board is not None:
                at_board = Q(organisation=board) | Q(organisation__governing_board=board)
                here = Q(Exists(works.filter(at_board)), is_anonymous=False)
            if sector:
                here &= Q(sector__in=[sector, ""])
            inside |= here or Q(pk__isnull=False)
        return self.filter(inside)

    def waiting(self) -> Self:
        """Sent, and nobody helps yet."""
        return self.filter(state__in=HelpState.WAITING)

    def unfinished(self) -> Self:
        return self.filter(state__in=HelpState.UNFINISHED)


class HelpRequest(models.Model):
    """A concrete question of one member to an expert, an expert group or the network."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="help_requests")
    is_anonymous = models.BooleanField(
        _("without my name"),
        default=False,
        help_text=_("Only the coordinator sees who asks, until you tell the expert yourself."),
    )
    # From then on who helps knows who asks, and nobody else.
    name_told_at = models.DateTimeField(_("name told"), null=True, blank=True)
    # What makes a form that is sent twice count once.
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    title = models.CharField(_("your question in one sentence"), max_length=150)
    situation = models.TextField(_("the situation"), max_length=3000, blank=True)
    wanted = models.TextField(_("what would help you"), max_length=2000, blank=True)
    wanted_forms = ArrayField(
        models.CharField(max_length=20, choices=HelpForm), default=list, blank=True, verbose_name=_("forms of help")
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    year_groups = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("year groups")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="help_requests", verbose_name=_("topics"))
    answer_by = models.DateField(_("I need an answer before"), null=True, blank=True)
    audience = models.CharField(_("for whom"), max_length=20, choices=HelpAudience, default=HelpAudience.NETWORK)
    addressed_group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="help_requests")
    state = models.CharField(_("state"), max_length=20, choices=HelpState, default=HelpState.OPEN)
    state_since = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("passed to the liaison officer"), null=True, blank=True)
    outcome = models.CharField(_("is your question answered?"), max_length=20, choices=HelpOutcome, blank=True)
    what_was_done = models.TextField(_("what did you do with it?"), max_length=2000, blank=True)
    passed_to = models.CharField(_("passed on to"), max_length=20, choices=PassedTo, blank=True)
    close_reason = models.CharField(_("reason"), max_length=300, blank=True)
    may_be_published = models.BooleanField(_("the answer may go to the knowledge base, without names"), default=False)
    # The anonymous answer that everybody in the network may find.
    published_title = models.CharField(_("the question, without names"), max_length=150, blank=True)
    published_answer = models.TextField(_("the answer in short"), max_length=3000, blank=True)
    published_at = models.DateTimeField(_("in the knowledge base since"), null=True, blank=True)

    objects = NetworkManager.from_queryset(HelpRequestQuerySet)()

    privacy = PersonalModel(
        subjects=("asker",),
        fields=dict.fromkeys(("asker", "title", "situation", "wanted", "what_was_done", "outcome"), QUESTIONS.delete()),
        impersonal=(
            "public_id",
            "idempotency_key",
            "close_reason",
            "published_title",
            "published_answer",
            "wanted_forms",
            "year_groups",
        ),
        with_row=(
            "is_anonymous",
            "name_told_at",
            "sector",
            "answer_by",
            "audience",
            "addressed_group",
            "state",
            "state_since",
            "asked_at",
            "answered_at",
            "closed_at",
            "escalated_at",
            "passed_to",
            "may_be_published",
            "published_at",
            "topics",
        ),
    )

    class Meta:
        verbose_name = _("help request")
        verbose_name_plural = _("help requests")
        indexes = [
            models.Index(fields=["state", "asked_at"], name="expertise_request_by_state"),
            models.Index(fields=["asker", "-asked_at"], name="expertise_request_of_asker"),
            # The desk: the oldest first, of all and of what nobody finished.
            models.Index(fields=["asked_at", "public_id"], name="expertise_request_oldest"),
            models.Index(
                fields=["asked_at", "public_id"],
                name="expertise_request_unfinished",
                condition=Q(state__in=sorted(HelpState.UNFINISHED)),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=HelpState.PASSED_ON) | Q(passed_to__gt=""), name="expertise_passed_on_says_where"
            ),
            models.CheckConstraint(
                condition=~Q(audience=HelpAudience.GROUP) | Q(addressed_group__isnull=False),
                name="expertise_question_to_a_group_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def known_parts(self) -> dict[int, str]:
        """What a member has to do with it, as far as `expertise.asking.rules.find_part` asked."""
        return {}

    @property
    def is_unfinished(self) -> bool:
        return self.state in HelpState.UNFINISHED

    @property
    def is_draft(self) -> bool:
        return self.state == HelpState.DRAFT

    @property
    def is_closed(self) -> bool:
        return self.state == HelpState.CLOSED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == HelpState.WITHDRAWN

    @property
    def has_helper(self) -> bool:
        """Somebody helps, or gave an answer: there is a conversation that goes on."""
        return self.state in HelpState.WITH_HELPER

    @property
    def is_for_network(self) -> bool:
        return self.audience == HelpAudience.NETWORK

    @property
    def is_waiting(self) -> bool:
        return self.state in HelpState.WAITING

    @property
    def takes_helpers(self) -> bool:
        return self.state in HelpState.BUSY

    def part_of(self, member: Member) -> str:
        """The state of this member's own match, «group» when their group was asked, or nothing. Two queries."""
        mine = self.matches.exclude(state=MatchState.TAKEN_BACK)
        state = mine.filter(expert=member).values_list("state", flat=True).first()
        if state is not None:
            return state
        groups = GroupMembership.objects.current().filter(member=member).values("group")
        return HelpPart.GROUP if mine.filter(group__in=groups).exists() else ""

    def is_in_scope_of(self, officer: Member) -> bool:
        return HelpRequest.objects.filter(pk=self.pk).in_scope_of(officer).exists()


class HelpRequestMatch(models.Model):
    """That one expert, or one group, was asked; and what they did."""

    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="matches")
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="help_matches"
    )
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="help_matches")
    state = models.CharField(_("state"), max_length=20, choices=MatchState, default=MatchState.ASKED)
    # Why this one: {"topic": "breuken en verhoudingen", "other_board": true}
    why = models.JSONField(_("why"), default=dict, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    # The last of five school days in which to answer.
    answer_by = models.DateField(_("answer before"), null=True, blank=True)
    responded_at = models.DateTimeField(_("responded"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("expert",),
        fields={
            "expert": QUESTIONS.delete(),
            "reason": QUESTIONS.delete(),
            "state": QUESTIONS.delete(),
            "asked_by": GROUP_WORK.keep(),
        },
        impersonal=("why",),
        with_row=("help_request", "group", "asked_at", "answer_by", "responded_at"),
    )

    class Meta:
        verbose_name = _("who was asked")
        verbose_name_plural = _("who were asked")
        indexes = [
            models.Index(
                fields=["expert"], condition=Q(state__in=sorted(MatchState.BUSY)), name="expertise_match_load"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["help_request", "expert"], name="expertise_expert_asked_once"),
            models.UniqueConstraint(fields=["help_request", "group"], name="expertise_group_asked_once"),
            models.CheckConstraint(
                condition=Q(expert__isnull=False, group__isnull=True) | Q(expert__isnull=True, group__isnull=False),
                name="expertise_match_of_expert_or_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.help_request} → {self.expert or self.group}"

    @property
    def is_asked(self) -> bool:
        """Waits for an answer."""
        return self.state == MatchState.ASKED


class HelpRequestMessage(models.Model):
    """One thing said in the conversation about a question."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("message"), max_length=5000)
    is_answer = models.BooleanField(_("this is the answer"), default=False)
    # One message per mail that came in, however often the mail server brings it.
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("author",),
        fields={"author": QUESTIONS.blank(), "text": QUESTIONS.blank(to="")},
        impersonal=("public_id", "idempotency_key"),
        with_row=("help_request", "is_answer", "sent_at"),
    )

    class Meta:
        verbose_name = _("message about a question")
        verbose_name_plural = _("messages about questions")
        indexes = [models.Index(fields=["help_request", "sent_at"], name="expertise_message_in_order")]

    def __str__(self) -> str:
        return self.text[:60]


class HelpFollowUp(models.Model):
    """«Gebruikt op mijn school?», asked six weeks and six months after a question was answered."""

    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="follow_ups")
    after = models.CharField(max_length=20, choices=FollowUpAfter)
    asked_at = models.DateTimeField(default=timezone.now)
    used = models.CharField(_("used at my school?"), max_length=20, choices=FollowUpUsed, blank=True)
    note = models.CharField(_("what happened"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("help_request__asker",),
        fields=dict.fromkeys(("help_request", "used", "note"), QUESTIONS.delete()),
        with_row=("after", "asked_at", "answered_at"),
    )

    class Meta:
        verbose_name = _("follow-up of a question")
        verbose_name_plural = _("follow-ups of questions")
        constraints = [
            models.UniqueConstraint(fields=["help_request", "after"], name="expertise_follow_up_once"),
        ]

    def __str__(self) -> str:
        return f"{self.help_request}: {self.get_after_display()}"
