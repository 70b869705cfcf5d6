"""Meetings that start at one moment stand in one order, along the index by which they are found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plg", "0003_index_results_by_day")]

    operations = [
        migrations.RemoveIndex(model_name="meeting", name="plg_meeting_by_time"),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["starts_at", "id"], name="plg_meeting_in_time"),
        ),
    ]
