"""Ways of learning together."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from knowledge_network.members.organisations.enums import Sector


class MethodCard(models.Model):
    """A way of learning together, for who has a question and looks for how («Van vraag naar methode»)."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    occasion = models.TextField(_("practice question or occasion"), max_length=1000)
    keynotes = models.TextField(_("keynotes"), max_length=1000, blank=True)
    features = models.TextField(_("features"), max_length=2000)
    pitfalls = models.TextField(_("pitfalls when organising"), max_length=2000, blank=True)
    examples = models.TextField(_("examples and core ideas"), max_length=2000, blank=True)
    founders = models.CharField(_("founders"), max_length=300, blank=True)
    duration = models.CharField(_("how long"), max_length=100, blank=True)
    group_size = models.CharField(_("with how many"), max_length=100, blank=True)
    sectors = ArrayField(
        models.CharField(max_length=20, choices=Sector), default=list, blank=True, verbose_name=_("sectors")
    )
    sources = models.TextField(_("sources"), max_length=1000, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"changed_by": GROUP_WORK.keep()},
        impersonal=(
            "slug",
            "sectors",
            "name",
            "occasion",
            "keynotes",
            "features",
            "pitfalls",
            "examples",
            "founders",
            "duration",
            "group_size",
            "sources",
        ),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("method card")
        verbose_name_plural = _("method cards")

    def __str__(self) -> str:
        return self.name
