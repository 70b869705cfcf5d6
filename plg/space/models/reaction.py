"""What somebody says to a post with one press."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PARTICIPATION, PersonalModel
from plg.space.enums import Reaction
from plg.space.models.conversation import Post


class PostReaction(models.Model):
    """Seen, with the name, by everybody in the group: nothing is said by it that its writer does not press."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(_("reaction"), max_length=10, choices=Reaction)
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PARTICIPATION.delete(), "kind": PARTICIPATION.delete()},
        with_row=("post", "given_at"),
    )

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [models.UniqueConstraint(fields=["post", "member", "kind"], name="plg_reaction_once")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.kind}"
