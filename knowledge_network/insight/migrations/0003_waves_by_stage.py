from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insight", "0002_ties_by_theme_and_school")]

    operations = [
        migrations.RemoveIndex(model_name="wave", name="insight_wave_at_work"),
        migrations.AddIndex(
            model_name="wave",
            index=models.Index(
                condition=models.Q(("state", "published"), _negated=True),
                fields=["state", "is_enough", "closes_on", "id"],
                name="insight_wave_by_stage",
            ),
        ),
    ]
