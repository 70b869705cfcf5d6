"""What coordinators change in the thesaurus that ships with the product."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PersonalModel
from knowledge_network.kit.text import folded
from knowledge_network.search.understanding.enums import WordKind


class StaffRoomWord(models.Model):
    """A word and the topics it is about, by name and the surest first. It goes before a shipped word that is the same;
    without topics the word means nothing in this network."""

    word = models.CharField(_("word"), max_length=80)
    folded = models.CharField(max_length=80, unique=True, editable=False)
    kind = models.CharField(_("kind of word"), max_length=20, choices=WordKind, default=WordKind.TERM)
    topics = ArrayField(models.CharField(max_length=100), default=list, blank=True, verbose_name=_("topics"))
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("word", "folded", "topics"), names_nobody=True)

    class Meta:
        verbose_name = _("word of the staff room")
        verbose_name_plural = _("words of the staff room")

    def __str__(self) -> str:
        return self.word

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = folded(self.word)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
