"""Which places are counted together in a school year: written once, like what is published of them."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON figures_countedplace
    FOR EACH ROW EXECUTE FUNCTION figures_keep_published();
"""
BACK = "DROP TRIGGER keep ON figures_countedplace;"


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0002_published_once"),
        ("members", "0002_what_points_at_topics"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("school_year", models.PositiveSmallIntegerField()),
                (
                    "cell",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                    ),
                ),
            ],
            options={
                "verbose_name": "place in the published figures",
                "verbose_name_plural": "places in the published figures",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "school_year"), name="figures_place_counted_once_a_year"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, BACK),
    ]
