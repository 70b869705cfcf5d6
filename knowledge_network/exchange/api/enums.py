"""What a key may read, and for how long it holds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiScope(models.TextChoices):
    """The values stand in the description of the API."""

    GROUPS = "groups:read", _("groups")
    MEETINGS = "meetings:read", _("meetings that I may see")
    PRODUCTS = "products:read", _("products of the knowledge base")
    EXPERTISE = "expertise:read", _("expertise that people show to everybody")
    AGREEMENTS = "agreements:read", _("agreements: title, parties, period and status")


class KeyTerm(models.TextChoices):
    """For how many days."""

    MONTH = "30", _("thirty days")
    QUARTER = "90", _("ninety days")
    YEAR = "365", _("a year")
