import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

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
                    name="YearFacts",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="year_facts",
                                to="members.organisation",
                            ),
                        ),
                        (
                            "school_year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="school year",
                            ),
                        ),
                        (
                            "headcount",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(5000)],
                                verbose_name="people on 1 October",
                            ),
                        ),
                        (
                            "agreed_hours",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(1000000)],
                                verbose_name="hours agreed",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("entered_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="entered")),
                    ],
                    options={
                        "verbose_name": "number of a school year",
                        "verbose_name_plural": "numbers of school years",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "school_year"), name="figures_facts_once_a_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Explanation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="explanations",
                                to="members.organisation",
                            ),
                        ),
                        (
                            "school_year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="school year",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(blank=True, max_length=400, verbose_name="what do the figures not show?"),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                    ],
                    options={
                        "verbose_name": "own words beside figures",
                        "verbose_name_plural": "own words beside figures",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "school_year"), name="figures_explained_once_a_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("until", models.DateField(unique=True, verbose_name="counted up to and including")),
                        (
                            "published_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="published"),
                        ),
                    ],
                    options={
                        "verbose_name": "published figures",
                        "verbose_name_plural": "published figures",
                    },
                ),
                migrations.CreateModel(
                    name="CountedPlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField()),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                            ),
                        ),
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
                migrations.CreateModel(
                    name="PublishedFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "snapshot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="figures.snapshot",
                            ),
                        ),
                        ("code", models.CharField(max_length=30)),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="members.organisation",
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField()),
                        ("until", models.DateField()),
                        ("least", models.DecimalField(decimal_places=2, max_digits=12)),
                        ("most", models.DecimalField(decimal_places=2, max_digits=12)),
                    ],
                    options={
                        "verbose_name": "published figure",
                        "verbose_name_plural": "published figures",
                        "indexes": [models.Index(fields=["unit", "until"], name="figures_of_unit")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "unit", "until"),
                                name="figures_cell_published_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("most__gte", models.F("least"))), name="figures_most_is_not_less"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
