"""Who follows which topic."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PREFERENCES, PersonalModel
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
