"""What is kept for a while only and leaves no copy behind: a store of its own, which back-ups leave out.

A model that stands on `PassingModel` names its table «passing_…», a file field stores below the folder «passing/».
`scripts/backup.sh` saves such a table empty and passes that folder by, so nothing of it outlives its end, and a restore
brings nothing of it back. No other table may point at such a row: it would point at nothing after a restore.
"""

from __future__ import annotations

from django.apps import apps
from django.db import models

# Both stand in scripts/backup.sh too.
TABLE_PREFIX = "passing_"
FOLDER = "passing"


class PassingModel(models.Model):
    """A row that no back-up holds."""

    class Meta:
        abstract = True


def list_passing_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, PassingModel)]
