"""The curated vocabulary: one list of topics for people, groups and everything that is about something."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import VOCABULARY, PersonalModel
from knowledge_network.topics.enums import TopicState


class TopicQuerySet(models.QuerySet["Topic"]):
    def approved(self) -> Self:
        return self.filter(state=TopicState.APPROVED)

    def proposed(self) -> Self:
        return self.filter(state=TopicState.PROPOSED)


class Topic(TagBase):
    """A subject that somebody can know something about («begrijpend lezen»), with its place among the others."""

    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    synonyms = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        verbose_name=_("synonyms"),
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    # In the vocabulary of Onderwijsbegrippenkader, for catalogues; only where it is known for sure.
    obk_id = models.UUIDField(_("OBK id"), null=True, blank=True)
    strategic = models.BooleanField(_("on the strategic agenda"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=TopicState, default=TopicState.APPROVED)
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged_topics",
        verbose_name=_("merged into"),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposal_reason = models.CharField(_("why this topic"), max_length=300, blank=True)
    decision_reason = models.CharField(_("reason of the decision"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    # Its base class is untyped, which hides the manager from the type checker.
    objects: Any = NetworkManager.from_queryset(TopicQuerySet)()

    privacy = PersonalModel(
        subjects=("proposed_by",),
        fields={"proposed_by": VOCABULARY.blank(), "proposal_reason": VOCABULARY.blank()},
        impersonal=("name", "slug", "synonyms", "description", "decision_reason", "obk_id"),
        names_nobody=True,
        with_row=("parent", "strategic", "state", "merged_into", "decided_at", "created_at"),
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = [GinIndex(fields=["synonyms"], name="topics_topic_synonyms")]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="topics_topic_not_its_own_parent",
                violation_error_message=_("A topic cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(state=TopicState.MERGED, merged_into__isnull=False)
                | (~Q(state=TopicState.MERGED) & Q(merged_into__isnull=True)),
                name="topics_topic_merged_says_into_what",
                violation_error_message=_("Say into which topic this one was merged."),
            ),
        ]

    @property
    def is_proposed(self) -> bool:
        return self.state == TopicState.PROPOSED

    @property
    def is_approved(self) -> bool:
        return self.state == TopicState.APPROVED
