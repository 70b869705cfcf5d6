"""What was brought in last is found along an index in exactly that order."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("exchange", "0003_a_licence_without_version")]

    operations = [
        migrations.RemoveIndex(model_name="intake", name="exchange_intake_newest"),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(fields=["-created_at", "-public_id"], name="exchange_intake_newest"),
        ),
    ]
