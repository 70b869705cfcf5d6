import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import knowledge_network.kit.ids
from knowledge_network.kit.tables_at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("expertise", "0001_initial"),
        ("lesson_study", "0001_initial"),
        ("members", "0001_initial"),
        ("plg", "0001_initial"),
        ("topics", "0001_initial"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="ValueStory",
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
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="value_stories",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="value_stories",
                                to="plg.group",
                                verbose_name="group",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("own", "only me"),
                                    ("group", "my group"),
                                    ("network", "the network"),
                                    ("public", "everybody"),
                                ],
                                default="own",
                                max_length=7,
                                verbose_name="who may read it",
                            ),
                        ),
                        ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("shared_on", models.DateField(blank=True, null=True)),
                        ("idempotency_key", models.CharField(blank=True, max_length=80, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "value story",
                        "verbose_name_plural": "value stories",
                        "indexes": [
                            models.Index(fields=["group", "visibility"], name="insight_story_of_group"),
                            models.Index(fields=["visibility", "-told_at"], name="insight_story_newest"),
                            models.Index(fields=["-told_at", "-public_id"], name="insight_story_told"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("visibility", "own"), ("shared_on__isnull", False), _connector="OR"
                                ),
                                name="insight_story_shared_since",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoryPart",
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
                            "story",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="insight.valuestory",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("immediate", "immediate value"),
                                    ("potential", "potential value"),
                                    ("applied", "applied value"),
                                    ("realised", "realised value"),
                                    ("reframed", "another view"),
                                    ("enabling", "value that makes it possible"),
                                    ("strategic", "strategic value"),
                                    ("orienting", "value that gives direction"),
                                    ("transformative", "value that changes things"),
                                ],
                                max_length=14,
                                verbose_name="kind of value",
                            ),
                        ),
                        ("text", models.TextField(max_length=2000, verbose_name="what happened")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pupil", "about pupils"),
                                    ("teacher", "about teachers"),
                                    ("school", "about the school"),
                                ],
                                max_length=7,
                                verbose_name="for whom",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="expertise.knowledgeproduct",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "insight",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="lesson_study.insight",
                                verbose_name="insight of a Lesson Study",
                            ),
                        ),
                        (
                            "returned",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.returntoschool",
                                verbose_name="brought back",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "part of a value story",
                        "verbose_name_plural": "parts of value stories",
                        "constraints": [
                            models.UniqueConstraint(fields=("story", "position"), name="insight_part_place_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "realised"), ("level__in", ["pupil", "teacher", "school"])),
                                    models.Q(models.Q(("kind", "realised"), _negated=True), ("level", "")),
                                    _connector="OR",
                                ),
                                name="insight_part_says_for_whom",
                                violation_error_message="Say for whom it became better.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoryArrow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "start",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="leads_to",
                                to="insight.storypart",
                            ),
                        ),
                        (
                            "end",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comes_from",
                                to="insight.storypart",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "arrow in a value story",
                        "verbose_name_plural": "arrows in value stories",
                        "constraints": [
                            models.UniqueConstraint(fields=("start", "end"), name="insight_arrow_once"),
                            models.CheckConstraint(
                                condition=models.Q(("start", models.F("end")), _negated=True),
                                name="insight_arrow_to_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Framework",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("intro", models.TextField(blank=True, max_length=1000, verbose_name="what it is for")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="where it comes from")),
                        (
                            "scope",
                            models.CharField(
                                choices=[("person", "one person"), ("team", "a team")],
                                max_length=6,
                                verbose_name="about whom",
                            ),
                        ),
                        (
                            "levels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                verbose_name="names of levels",
                            ),
                        ),
                        ("in_use", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "made_by",
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
                        "verbose_name": "framework",
                        "verbose_name_plural": "frameworks",
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
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
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="insight.framework",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("part", models.CharField(blank=True, max_length=80, verbose_name="part")),
                        ("text", models.CharField(max_length=300, verbose_name="criterion")),
                        ("example", models.CharField(blank=True, max_length=500, verbose_name="example")),
                        (
                            "described",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(blank=True, max_length=300),
                                blank=True,
                                default=list,
                                verbose_name="what each level looks like",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "criterion",
                        "verbose_name_plural": "criteria",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("framework", "position"), name="insight_criterion_place_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Look",
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
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="looks",
                                to="insight.framework",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="looks",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="looks",
                                to="plg.group",
                            ),
                        ),
                        (
                            "levels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), blank=True, default=list
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=1)),
                        (
                            "previous",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="next_looks",
                                to="insight.look",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "being filled in"),
                                    ("talked", "talked about"),
                                    ("done", "rounded off"),
                                ],
                                default="open",
                                max_length=6,
                            ),
                        ),
                        ("begun_on", models.DateField(default=django.utils.timezone.localdate)),
                        ("done_on", models.DateField(blank=True, null=True)),
                        (
                            "friend",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="critical friend",
                            ),
                        ),
                        (
                            "friend_answer",
                            models.CharField(
                                blank=True,
                                choices=[("asked", "asked"), ("yes", "comes"), ("no", "cannot")],
                                max_length=5,
                            ),
                        ),
                        ("talked_on", models.DateField(blank=True, null=True, verbose_name="talked on")),
                        ("talk", models.TextField(blank=True, max_length=3000, verbose_name="what came up")),
                    ],
                    options={
                        "verbose_name": "look at oneself",
                        "verbose_name_plural": "looks at oneself",
                        "indexes": [models.Index(fields=["group", "-begun_on"], name="insight_look_of_group")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("group__isnull", True), ("member__isnull", False)),
                                    models.Q(("group__isnull", False), ("member__isnull", True)),
                                    _connector="OR",
                                ),
                                name="insight_look_of_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("member__isnull", True),
                                    ("friend__isnull", True),
                                    models.Q(("friend", models.F("member")), _negated=True),
                                    _connector="OR",
                                ),
                                name="insight_look_friend_is_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LookItem",
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
                            "look",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="insight.look"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "criterion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="insight.criterion",
                            ),
                        ),
                        ("part", models.CharField(blank=True, max_length=80)),
                        ("text", models.CharField(max_length=300, verbose_name="criterion")),
                        ("example", models.CharField(blank=True, max_length=500)),
                        (
                            "described",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(blank=True, max_length=300), blank=True, default=list
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="level")),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="where one sees it")),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="expertise.knowledgeproduct",
                            ),
                        ),
                        (
                            "insight",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="lesson_study.insight",
                            ),
                        ),
                        (
                            "returned",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.returntoschool",
                            ),
                        ),
                        (
                            "story",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="insight.valuestory",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "criterion of a look at oneself",
                        "verbose_name_plural": "criteria of looks at oneself",
                        "constraints": [
                            models.UniqueConstraint(fields=("look", "position"), name="insight_look_item_place_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LookAction",
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
                            "look",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="action_points",
                                to="insight.look",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="insight.lookitem",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="what to do")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="ready on")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                        (
                            "action_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.actionitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "action point of a look at oneself",
                        "verbose_name_plural": "action points of looks at oneself",
                    },
                ),
                migrations.CreateModel(
                    name="Wave",
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
                            "instrument",
                            models.CharField(
                                choices=[
                                    ("collective", "Collective learning"),
                                    ("team", "Team scan"),
                                    ("group", "Group scan"),
                                    ("own", "Own questions"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("intro", models.TextField(blank=True, max_length=1000, verbose_name="what it is for")),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waves",
                                to="plg.group",
                            ),
                        ),
                        ("unit_name", models.CharField(max_length=150, verbose_name="about whom")),
                        ("round", models.PositiveSmallIntegerField(default=1)),
                        (
                            "previous",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="next_waves",
                                to="insight.wave",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("concept", "concept"),
                                    ("open", "open"),
                                    ("closed", "closed"),
                                    ("published", "published"),
                                ],
                                default="concept",
                                max_length=9,
                            ),
                        ),
                        ("closes_on", models.DateField(verbose_name="last day")),
                        ("opened_on", models.DateField(blank=True, null=True)),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("published_on", models.DateField(blank=True, null=True)),
                        ("asked", models.PositiveIntegerField(default=0)),
                        ("answered", models.PositiveIntegerField(blank=True, null=True)),
                        ("is_enough", models.BooleanField(default=False)),
                        ("lies_beside", models.BooleanField(default=False)),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisations",
                            models.ManyToManyField(blank=True, related_name="+", to="members.organisation"),
                        ),
                    ],
                    options={
                        "verbose_name": "round of a scan",
                        "verbose_name_plural": "rounds of scans",
                        "indexes": [
                            models.Index(fields=["group", "closes_on"], name="insight_wave_of_group"),
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["closes_on"], name="insight_wave_open"
                            ),
                            models.Index(fields=["-closes_on", "-public_id"], name="insight_wave_newest"),
                            models.Index(
                                condition=models.Q(("state", "published")),
                                fields=["-published_on", "-id"],
                                name="insight_wave_told",
                            ),
                            models.Index(
                                condition=models.Q(("state", "published"), _negated=True),
                                fields=["state", "is_enough", "closes_on", "id"],
                                name="insight_wave_by_stage",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered__isnull", True),
                                    models.Q(("answered__gte", 5), ("state__in", ["closed", "published"])),
                                    _connector="OR",
                                ),
                                name="insight_wave_tells_five_or_nothing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(("answered__isnull", False), ("is_enough", True)),
                                    _connector="OR",
                                ),
                                name="insight_wave_published_when_enough",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("released_by__isnull", True),
                                    models.Q(("released_by", models.F("opened_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="insight_wave_released_by_another",
                                violation_error_message="Who opened a scan does not release it: a second pair of eyes does.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="insight.wave"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("code", models.CharField(max_length=20)),
                        ("cluster", models.CharField(blank=True, max_length=60)),
                        ("text", models.CharField(max_length=200, verbose_name="statement")),
                        ("asks_wanted", models.BooleanField(default=False)),
                        ("rank", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("gap_rank", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "spread",
                            models.CharField(
                                blank=True,
                                choices=[("agreed", "of one mind"), ("mixed", "mixed"), ("divided", "divided")],
                                max_length=7,
                            ),
                        ),
                        (
                            "low",
                            models.CharField(
                                blank=True, choices=[("few", "fewer than 5"), ("five", "5 or more")], max_length=4
                            ),
                        ),
                        (
                            "middle",
                            models.CharField(
                                blank=True, choices=[("few", "fewer than 5"), ("five", "5 or more")], max_length=4
                            ),
                        ),
                        (
                            "high",
                            models.CharField(
                                blank=True, choices=[("few", "fewer than 5"), ("five", "5 or more")], max_length=4
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "statement",
                        "verbose_name_plural": "statements",
                        "constraints": [
                            models.UniqueConstraint(fields=("wave", "position"), name="insight_question_place_once"),
                            models.UniqueConstraint(fields=("wave", "code"), name="insight_question_code_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participation",
                    fields=[
                        (
                            "uuid",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participations",
                                to="insight.wave",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("took_part", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "participation in a scan",
                        "verbose_name_plural": "participations in scans",
                        "constraints": [
                            models.UniqueConstraint(fields=("wave", "member"), name="insight_participation_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SentAnswers",
                    fields=[
                        (
                            "uuid",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="insight.wave"
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("values", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name": "answers that were sent",
                        "verbose_name_plural": "answers that were sent",
                        "db_table": "passing_insight_sent_answers",
                    },
                ),
                migrations.CreateModel(
                    name="ChosenAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="chosen", to="insight.wave"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="insight.question",
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.agendaitem",
                            ),
                        ),
                        (
                            "action_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.actionitem",
                            ),
                        ),
                        (
                            "chosen_by",
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
                        "verbose_name": "action after a scan",
                        "verbose_name_plural": "actions after scans",
                        "constraints": [
                            models.UniqueConstraint(fields=("wave", "place"), name="insight_chosen_place_once"),
                            models.CheckConstraint(
                                condition=models.Q(("place__in", (1, 2))), name="insight_two_chosen_at_most"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NetworkRound",
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
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("intro", models.TextField(blank=True, max_length=1000, verbose_name="what it is for")),
                        (
                            "previous",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="next_rounds",
                                to="insight.networkround",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("concept", "concept"),
                                    ("open", "open"),
                                    ("closed", "closed"),
                                    ("published", "published"),
                                ],
                                default="concept",
                                max_length=9,
                            ),
                        ),
                        ("closes_on", models.DateField(verbose_name="last day")),
                        ("opened_on", models.DateField(blank=True, null=True)),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("published_on", models.DateField(blank=True, null=True)),
                        ("key_gone_on", models.DateField(blank=True, null=True)),
                        ("asked", models.PositiveIntegerField(default=0)),
                        ("answered", models.PositiveIntegerField(blank=True, null=True)),
                        ("is_counted", models.BooleanField(default=False)),
                        ("is_enough", models.BooleanField(default=False)),
                        ("figures", models.JSONField(blank=True, default=dict)),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "topics",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="topics.topic", verbose_name="themes"
                            ),
                        ),
                        (
                            "units",
                            models.CharField(
                                choices=[("boards", "boards"), ("schools", "schools")],
                                default="boards",
                                max_length=7,
                                verbose_name="between",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "round of the network questionnaire",
                        "verbose_name_plural": "rounds of the network questionnaire",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["closes_on"], name="insight_round_open"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered__isnull", True),
                                    models.Q(("answered__gte", 5), ("state__in", ["closed", "published"])),
                                    _connector="OR",
                                ),
                                name="insight_round_tells_five_or_nothing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(("answered__isnull", False), ("is_counted", True), ("is_enough", True)),
                                    _connector="OR",
                                ),
                                name="insight_round_published_when_enough",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("released_by__isnull", True),
                                    models.Q(("released_by", models.F("opened_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="insight_round_released_by_another",
                                violation_error_message="Who opened a round does not release it: a second pair of eyes does.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundParticipation",
                    fields=[
                        (
                            "uuid",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "network_round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participations",
                                to="insight.networkround",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("took_part", models.BooleanField(default=False)),
                        ("may_be_connected", models.BooleanField(default=False)),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="members.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "participation in the network questionnaire",
                        "verbose_name_plural": "participations in the network questionnaire",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network_round", "member"), name="insight_round_participation_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TieAnswers",
                    fields=[
                        (
                            "uuid",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "network_round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="insight.networkround"
                            ),
                        ),
                        ("source", models.CharField(max_length=32)),
                        ("is_sent", models.BooleanField(default=False)),
                        ("total", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("outside", models.JSONField(blank=True, default=list)),
                        ("values", models.JSONField(blank=True, default=dict)),
                        ("words", models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        "verbose_name": "answers about the network",
                        "verbose_name_plural": "answers about the network",
                        "constraints": [
                            models.UniqueConstraint(fields=("network_round", "source"), name="insight_tie_answers_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tie",
                    fields=[
                        (
                            "uuid",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "network_round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="insight.networkround"
                            ),
                        ),
                        ("source", models.CharField(max_length=32)),
                        ("target", models.CharField(max_length=32)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("spoken", "spoken with"),
                                    ("advice", "would ask for advice"),
                                    ("wish", "would like to work with"),
                                    ("through", "brings me to other boards"),
                                ],
                                max_length=7,
                            ),
                        ),
                        (
                            "frequency",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "a few times a year"),
                                    (2, "every month"),
                                    (3, "every week"),
                                    (4, "(nearly) every day"),
                                ],
                                null=True,
                            ),
                        ),
                        (
                            "involvement",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "businesslike"),
                                    (2, "pleasant, as colleagues"),
                                    (3, "involved"),
                                    (4, "familiar: I share doubts too"),
                                ],
                                null=True,
                            ),
                        ),
                        (
                            "depth",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "exchanging experiences"),
                                    (2, "help and advice"),
                                    (3, "sharing materials and ideas"),
                                    (4, "working on something together"),
                                ],
                                null=True,
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="topics.topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tie",
                        "verbose_name_plural": "ties",
                        "indexes": [models.Index(fields=["network_round", "target"], name="insight_tie_target")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("source", models.F("target")), _negated=True),
                                name="insight_tie_to_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "spoken"),
                                    models.Q(
                                        ("depth__isnull", True),
                                        ("frequency__isnull", True),
                                        ("involvement__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="insight_only_who_one_spoke_is_weighed",
                            ),
                            models.UniqueConstraint(
                                fields=("network_round", "source", "kind", "topic", "target"),
                                name="insight_tie_named_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind", "advice"), ("topic__isnull", True), _connector="OR"),
                                name="insight_only_advice_has_a_theme",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TieChoices",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "member",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tie_choices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("may_be_named", models.BooleanField(default=True, verbose_name="others may name me")),
                        (
                            "offers_to_connect",
                            models.BooleanField(default=False, verbose_name="I want to help connect people"),
                        ),
                    ],
                    options={
                        "verbose_name": "choices about ties",
                        "verbose_name_plural": "choices about ties",
                    },
                ),
                migrations.CreateModel(
                    name="SchoolTogether",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "counts_with",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.organisation"
                            ),
                        ),
                        (
                            "network_round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="together",
                                to="insight.networkround",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.organisation"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "school that counts together with another",
                        "verbose_name_plural": "schools that count together with another",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network_round", "school"), name="insight_school_counts_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("school", models.F("counts_with")), _negated=True),
                                name="insight_school_counts_with_another",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
