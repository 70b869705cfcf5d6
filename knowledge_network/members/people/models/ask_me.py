"""On which topics a member may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PROFILE, PersonalModel
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models.member import Member
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Viewer


class AskMeAboutQuerySet(models.QuerySet["AskMeAbout"]):
    def shown_to_members(self) -> Self:
        """What any member may see."""
        return self.exclude(visibility=Visibility.NOBODY)

    def shown_to(self, viewer: Viewer) -> Self:
        return self.shown_to_members() if viewer.is_authenticated else self.filter(visibility=Visibility.EVERYBODY)


class AskMeAbout(ItemBase):
    """A topic on which a member may be asked («vraag mij over»), and who sees that: a copy of what the member claims,
    for the parts that know nothing of claims. A tick on the profile makes a claim; the claim makes this row."""

    tag = models.ForeignKey(Topic, models.CASCADE, related_name="ask_me_items")
    content_object = models.ForeignKey(Member, models.CASCADE, related_name="ask_me_items")
    visibility = models.CharField(_("who sees this"), max_length=10, choices=Visibility, blank=True)

    # Its base class is untyped, which hides the manager from the type checker.
    objects: Any = NetworkManager.from_queryset(AskMeAboutQuerySet)()

    privacy = PersonalModel(
        subjects=("content_object",),
        fields={"content_object": PROFILE.delete()},
        with_row=("tag", "visibility"),
    )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Without a choice of its own, as the member chose for all."""
        self.visibility = self.visibility or self.content_object.topics_visibility
        super().save(*args, **kwargs)

    class Meta:
        verbose_name = _("ask me about")
        verbose_name_plural = _("ask me about")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="members_ask_me_about_once"),
        ]
