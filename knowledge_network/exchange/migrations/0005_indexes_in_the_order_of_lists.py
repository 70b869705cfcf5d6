"""Systems that hear of changes by name, those in trouble, and when something was taken over last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_newest_intake_with_its_tie")]

    operations = [
        migrations.AddIndex(
            model_name="webhook",
            index=models.Index(fields=["name", "id"], name="exchange_hook_by_name"),
        ),
        migrations.AddIndex(
            model_name="webhook",
            index=models.Index(
                condition=models.Q(("trouble__gt", "")), fields=["id"], name="exchange_hook_in_trouble"
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("applied_at__isnull", False)),
                fields=["-applied_at"],
                name="exchange_intake_applied",
            ),
        ),
    ]
