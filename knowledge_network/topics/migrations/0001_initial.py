import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from knowledge_network.kit.tables_at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("search", "0001_text_search"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="children",
                                to="topics.topic",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "synonyms",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80),
                                blank=True,
                                default=list,
                                verbose_name="synonyms",
                            ),
                        ),
                        ("description", models.CharField(blank=True, max_length=300, verbose_name="description")),
                        ("obk_id", models.UUIDField(blank=True, null=True, verbose_name="OBK id")),
                        ("strategic", models.BooleanField(default=False, verbose_name="on the strategic agenda")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("approved", "in use"),
                                    ("rejected", "not taken up"),
                                    ("merged", "merged"),
                                ],
                                default="approved",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="merged_topics",
                                to="topics.topic",
                                verbose_name="merged into",
                            ),
                        ),
                        (
                            "proposal_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why this topic"),
                        ),
                        (
                            "decision_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason of the decision"),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                    ],
                    options={
                        "verbose_name": "topic",
                        "verbose_name_plural": "topics",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(fields=["synonyms"], name="topics_topic_synonyms")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parent__isnull", True),
                                    models.Q(("parent", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="topics_topic_not_its_own_parent",
                                violation_error_message="A topic cannot be part of itself.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                                    models.Q(
                                        models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="topics_topic_merged_says_into_what",
                                violation_error_message="Say into which topic this one was merged.",
                            ),
                        ],
                    },
                )
            ],
        ),
    ]
