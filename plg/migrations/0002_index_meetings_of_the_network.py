"""Meetings of the whole network, a handful among all: found by when they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plg", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(("partnership__isnull", False)),
                fields=["-starts_at", "-id"],
                name="plg_meeting_of_network",
            ),
        ),
    ]
