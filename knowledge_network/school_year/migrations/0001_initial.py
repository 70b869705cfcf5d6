import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import knowledge_network.kit.ids
from knowledge_network.kit.tables_at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0001_initial"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="SchoolHoliday",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("school_year", models.CharField(max_length=9, verbose_name="school year")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "region",
                            models.CharField(
                                choices=[("north", "North"), ("centre", "Centre"), ("south", "South")],
                                max_length=6,
                                verbose_name="region",
                            ),
                        ),
                        ("start", models.DateField(verbose_name="first day")),
                        ("end", models.DateField(verbose_name="last day")),
                        ("is_compulsory", models.BooleanField(default=True, verbose_name="fixed for all schools")),
                    ],
                    options={
                        "verbose_name": "school holiday",
                        "verbose_name_plural": "school holidays",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end__gte", models.F("start"))),
                                name="school_year_holiday_ends_after_start",
                                violation_error_message="A holiday ends after it starts.",
                            ),
                            models.UniqueConstraint(
                                fields=("region", "name", "school_year"), name="school_year_holiday_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosedDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=knowledge_network.kit.ids.random_public_id,
                                editable=False,
                                max_length=10,
                                unique=True,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="closed_days",
                                to="members.organisation",
                                verbose_name="board or school",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("start", models.DateField(verbose_name="first day")),
                        ("end", models.DateField(verbose_name="last day")),
                        (
                            "instead_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="overrides",
                                to="school_year.schoolholiday",
                                verbose_name="instead of",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "closed day",
                        "verbose_name_plural": "closed days",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end__gte", models.F("start"))),
                                name="school_year_closed_day_ends_after_start",
                                violation_error_message="The last day is not before the first.",
                            ),
                            models.UniqueConstraint(
                                fields=("organisation", "start", "name"), name="school_year_closed_day_once"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
