"""The newest results of all groups, for the overview that everybody gets each week."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plg", "0002_index_meetings_of_the_network"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="groupresult",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True)),
                fields=["-published_on", "-id"],
                name="plg_result_by_day",
            ),
        ),
    ]
