"""Bring the views that coordinators kept of the table of groups to where those of all tables are kept."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "plg.groups"


def bring(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    kept, views = apps.get_model("members", "SavedView"), apps.get_model("plg", "SavedView")
    kept.objects.bulk_create(
        kept(public_id=view.public_id, member_id=view.member_id, table=TABLE, name=view.name, query=view.query)
        for view in views.objects.all()
    )


def bring_back(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    kept, views = apps.get_model("members", "SavedView"), apps.get_model("plg", "SavedView")
    of_groups = kept.objects.filter(table=TABLE)
    views.objects.bulk_create(
        views(public_id=view.public_id, member_id=view.member_id, name=view.name, query=view.query)
        for view in of_groups
    )
    of_groups.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0011_views_of_tables"),
        ("plg", "0005_how_people_come"),
    ]

    operations = [migrations.RunPython(bring, bring_back)]
