import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
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
                    name="StaffRoomWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("word", models.CharField(max_length=80, verbose_name="word")),
                        ("folded", models.CharField(editable=False, max_length=80, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("term", "professional term"),
                                    ("abbreviation", "abbreviation"),
                                    ("method", "method or approach"),
                                    ("test", "test"),
                                    ("problem", "what a pupil struggles with"),
                                    ("activity", "activity"),
                                    ("brand", "brand or program"),
                                ],
                                default="term",
                                max_length=20,
                                verbose_name="kind of word",
                            ),
                        ),
                        (
                            "topics",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                verbose_name="topics",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                    ],
                    options={
                        "verbose_name": "word of the staff room",
                        "verbose_name_plural": "words of the staff room",
                    },
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30, verbose_name="kind")),
                        ("object_key", models.CharField(max_length=40, verbose_name="object")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("subtitle", models.CharField(blank=True, max_length=300, verbose_name="subtitle")),
                        ("url", models.CharField(max_length=300, verbose_name="address")),
                        ("words", models.TextField(blank=True, verbose_name="words")),
                        ("folded_title", models.TextField(blank=True, verbose_name="title for typing errors")),
                        ("vector", django.contrib.postgres.search.SearchVectorField(null=True)),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=130), default=list, verbose_name="audiences"
                            ),
                        ),
                        ("boost", models.FloatField(default=1.0, verbose_name="boost")),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                    ],
                    options={
                        "verbose_name": "search entry",
                        "verbose_name_plural": "search entries",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["vector"], name="search_entry_vector"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["audiences"], name="search_entry_audiences"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass("folded_title", name="gin_trgm_ops"),
                                fastupdate=False,
                                name="search_entry_title_trigrams",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "object_key"), name="search_entry_once_per_object")
                        ],
                    },
                ),
            ],
        ),
    ]
