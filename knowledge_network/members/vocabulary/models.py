"""Who follows which topic, and what went along when two topics became one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.moving import Merge
from knowledge_network.kit.privacy import ACCOUNT, PREFERENCES, PersonalModel
from knowledge_network.topics.models import Topic


class TopicFollow(models.Model):
    """Wants to hear what comes up about a topic and its parts; seen by nobody else."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="follows")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="followed_topics")
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(subjects=("member",), fields={"member": PREFERENCES.delete()}, with_row=("topic", "since"))

    class Meta:
        verbose_name = _("topic that I follow")
        verbose_name_plural = _("topics that I follow")
        constraints = [models.UniqueConstraint(fields=["topic", "member"], name="members_topic_followed_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.topic_id}"


class TopicMerge(Merge):
    """What bears another topic since two became one, so that it can go back for a day."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+", verbose_name=_("topic that went up in another"))
    into = models.ForeignKey(Topic, models.CASCADE, related_name="+", verbose_name=_("topic that stays"))
    was_proposed = models.BooleanField(_("was a proposal"), default=False)
    # The words that the topic that stays learned by it.
    words = models.JSONField(_("other words"), default=list)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("merged_by",),
        fields={"merged_by": ACCOUNT.keep()},
        impersonal=("public_id", "moved", "dropped", "words"),
        with_row=("topic", "into", "merged_at", "undone_at", "was_proposed"),
    )

    class Meta:
        verbose_name = _("merge of two topics")
        verbose_name_plural = _("merges of two topics")
        constraints = [
            models.CheckConstraint(
                condition=~Q(topic=F("into")),
                name="members_topicmerge_of_two",
                violation_error_message=_("A topic cannot be merged with itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} → {self.into_id}"
