"""What passes stands in a store of its own, which back-ups leave out."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db import models

from knowledge_network.kit.passing import FOLDER, TABLE_PREFIX, PassingModel, list_passing_models

ROOT = Path(__file__).parents[2]


def test_what_passes_stands_in_tables_of_its_own():
    for model in apps.get_models():
        assert issubclass(model, PassingModel) == model._meta.db_table.startswith(TABLE_PREFIX), model


def test_no_other_table_points_at_what_passes():
    """After a restore those rows are not there: it would point at nothing, and the restore would fail."""
    passing = set(list_passing_models())
    for model in apps.get_models():
        targets = {field.related_model for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)}
        assert model in passing or not targets & passing, model


def test_files_of_what_passes_lie_in_its_folder_and_others_do_not():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                is_there = str(field.upload_to).startswith(f"{FOLDER}/")
                assert is_there == issubclass(model, PassingModel), field


def test_the_scripts_leave_out_what_passes():
    script = (ROOT / "scripts" / "backup.sh").read_text()
    assert f"--exclude-table-data='public.{TABLE_PREFIX}*'" in script
    assert f'"$MEDIA_ROOT/{FOLDER}"' in script
