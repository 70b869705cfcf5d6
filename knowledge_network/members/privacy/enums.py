"""What people ask about their own data, and how far it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataRequestKind(models.TextChoices):
    EXPORT = "export", _("copy of my data")
    ERASURE = "erasure", _("erase my data")


class DataRequestState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    WITHDRAWN = "withdrawn", _("taken back")
