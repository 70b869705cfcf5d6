import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import expertise.workshops.models
import knowledge_network.kit.ids
from knowledge_network.kit.tables_at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0001_initial"),
        ("plg", "0001_initial"),
        ("topics", "0001_initial"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="KnowledgeProduct",
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
                        ("urn", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("slug", models.SlugField(max_length=120, unique=True)),
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        (
                            "summary",
                            models.TextField(
                                help_text="In 150 words at most: what it is and what it gave.",
                                max_length=1500,
                                verbose_name="summary",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("nl", "Dutch"), ("en", "English")],
                                default="nl",
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("lesson_material", "lesson material"),
                                    ("activity", "teaching activity"),
                                    ("picture", "talking picture"),
                                    ("research_report", "research report"),
                                    ("viewing_guide", "observation guide"),
                                    ("lesson_study_report", "Lesson Study report"),
                                    ("presentation", "presentation"),
                                    ("film", "short film"),
                                    ("practice_example", "example from practice"),
                                    ("article", "article"),
                                    ("curriculum_part", "part of a curriculum"),
                                    ("learning_task", "learning task"),
                                    ("fan", "fan of cards"),
                                    ("inventory", "inventory"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "sectors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("po", "primary education"),
                                        ("vo", "secondary education"),
                                        ("so", "special education"),
                                        ("mbo", "vocational education"),
                                        ("ho", "higher education"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="sectors",
                            ),
                        ),
                        (
                            "year_groups",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                verbose_name="year groups",
                            ),
                        ),
                        ("for_whom", models.CharField(blank=True, max_length=200, verbose_name="for whom")),
                        (
                            "minutes",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="how long it takes, in minutes"
                            ),
                        ),
                        ("result", models.TextField(blank=True, max_length=1000, verbose_name="what it gave")),
                        (
                            "practice_question",
                            models.CharField(blank=True, max_length=300, verbose_name="practice question"),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("practice", "knowledge from practice"),
                                    ("practice_research", "research in practice"),
                                    ("literature", "research literature"),
                                ],
                                default="practice",
                                max_length=20,
                                verbose_name="rests on",
                            ),
                        ),
                        ("tested_at", models.CharField(blank=True, max_length=300, verbose_name="tried at")),
                        ("sources", models.TextField(blank=True, max_length=2000, verbose_name="sources")),
                        ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        (
                            "licence",
                            models.CharField(
                                choices=[
                                    ("cc-by-40", "CC BY 4.0"),
                                    ("cc-by-sa-40", "CC BY-SA 4.0"),
                                    ("cc-by-nc-40", "CC BY-NC 4.0"),
                                    ("cc-by-nc-sa-40", "CC BY-NC-SA 4.0"),
                                    ("cc-by-nd-40", "CC BY-ND 4.0"),
                                    ("cc-by-nc-nd-40", "CC BY-NC-ND 4.0"),
                                    ("cc0-10", "CC0 1.0"),
                                ],
                                default="cc-by-40",
                                max_length=20,
                                verbose_name="licence",
                            ),
                        ),
                        (
                            "access",
                            models.CharField(
                                choices=[("open", "everybody"), ("network", "members of the network")],
                                default="open",
                                max_length=20,
                                verbose_name="who may read it",
                            ),
                        ),
                        (
                            "makers",
                            models.CharField(
                                blank=True,
                                help_text="Only names of people who agree to that.",
                                max_length=300,
                                verbose_name="makers",
                            ),
                        ),
                        (
                            "taken_over_from",
                            models.CharField(blank=True, max_length=120, verbose_name="taken over from"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("review", "being reviewed"),
                                    ("published", "up to date"),
                                    ("to_revise", "to be revised"),
                                    ("historical", "historical"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="products",
                                to="plg.group",
                                verbose_name="made by",
                            ),
                        ),
                        (
                            "from_result",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="product",
                                to="plg.groupresult",
                            ),
                        ),
                        (
                            "review_group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="products_to_review",
                                to="plg.group",
                                verbose_name="reviewed by",
                            ),
                        ),
                        (
                            "contact_person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="products",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact person",
                            ),
                        ),
                        (
                            "second_reader",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="second reader",
                            ),
                        ),
                        ("review_round", models.PositiveSmallIntegerField(default=0)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="sent in")),
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
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="added")),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="published")),
                        ("review_on", models.DateField(blank=True, null=True, verbose_name="look at it again on")),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed")),
                        (
                            "removal_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason of the removal"),
                        ),
                        (
                            "topics",
                            models.ManyToManyField(
                                blank=True, related_name="products", to="topics.topic", verbose_name="topics"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "knowledge product",
                        "verbose_name_plural": "knowledge products",
                        "indexes": [
                            models.Index(fields=["-changed_at", "-slug"], name="expertise_product_changed"),
                            models.Index(
                                condition=models.Q(("removed_at__isnull", True), ("status", "review")),
                                fields=["submitted_at", "id"],
                                name="expertise_product_in_review",
                            ),
                            models.Index(
                                condition=models.Q(("removed_at__isnull", True), ("status", "to_revise")),
                                fields=["review_on", "id"],
                                name="expertise_product_to_revise",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["year_groups"], name="expertise_product_year_groups"
                            ),
                            models.Index(fields=["status", "-published_on", "-id"], name="expertise_product_newest"),
                            models.Index(
                                condition=models.Q(
                                    ("removed_at__isnull", True),
                                    ("status__in", ["historical", "published", "to_revise"]),
                                ),
                                fields=["-published_on", "-id"],
                                name="expertise_product_published",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper("title"), name="gin_trgm_ops"
                                ),
                                fastupdate=False,
                                name="expertise_product_titles",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["historical", "published", "to_revise"]), _negated=True),
                                    ("published_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="expertise_published_product_says_when",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="expertise.knowledgeproduct",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        ("content", models.FileField(upload_to="products/")),
                        ("preview", models.ImageField(blank=True, upload_to="products/previews/")),
                        ("file_name", models.CharField(max_length=150, verbose_name="file name")),
                        ("media_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64)),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="what changed")),
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
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="added")),
                    ],
                    options={
                        "verbose_name": "version of a product",
                        "verbose_name_plural": "versions of products",
                        "constraints": [
                            models.UniqueConstraint(fields=("product", "number"), name="expertise_product_version_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contacts",
                                to="expertise.knowledgeproduct",
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
                        ("start", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "contact person of a product",
                        "verbose_name_plural": "contact persons of products",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("end__isnull", True)),
                                fields=("product",),
                                name="expertise_one_contact_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptProduct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kept",
                                to="expertise.knowledgeproduct",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kept_products",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("kept_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="kept since")),
                    ],
                    options={
                        "verbose_name": "product that I keep",
                        "verbose_name_plural": "products that I keep",
                        "indexes": [models.Index(fields=["member", "-kept_at"], name="expertise_kept_newest")],
                        "constraints": [
                            models.UniqueConstraint(fields=("product", "member"), name="expertise_product_kept_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MethodCard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("occasion", models.TextField(max_length=1000, verbose_name="practice question or occasion")),
                        ("keynotes", models.TextField(blank=True, max_length=1000, verbose_name="keynotes")),
                        ("features", models.TextField(max_length=2000, verbose_name="features")),
                        (
                            "pitfalls",
                            models.TextField(blank=True, max_length=2000, verbose_name="pitfalls when organising"),
                        ),
                        (
                            "examples",
                            models.TextField(blank=True, max_length=2000, verbose_name="examples and core ideas"),
                        ),
                        ("founders", models.CharField(blank=True, max_length=300, verbose_name="founders")),
                        ("duration", models.CharField(blank=True, max_length=100, verbose_name="how long")),
                        ("group_size", models.CharField(blank=True, max_length=100, verbose_name="with how many")),
                        (
                            "sectors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("po", "primary education"),
                                        ("vo", "secondary education"),
                                        ("so", "special education"),
                                        ("mbo", "vocational education"),
                                        ("ho", "higher education"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="sectors",
                            ),
                        ),
                        ("sources", models.TextField(blank=True, max_length=1000, verbose_name="sources")),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                        (
                            "changed_by",
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
                        "verbose_name": "method card",
                        "verbose_name_plural": "method cards",
                    },
                ),
                migrations.CreateModel(
                    name="ProductReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="expertise.knowledgeproduct",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=1)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("good", "can be published"), ("change", "needs a change first")],
                                max_length=20,
                                verbose_name="verdict",
                            ),
                        ),
                        ("content_is_right", models.BooleanField(default=False, verbose_name="the content is right")),
                        (
                            "privacy_is_kept",
                            models.BooleanField(default=False, verbose_name="no pupil or colleague can be recognised"),
                        ),
                        ("sources_are_named", models.BooleanField(default=False, verbose_name="sources are named")),
                        ("licence_fits", models.BooleanField(default=False, verbose_name="the licence fits")),
                        (
                            "contact_is_right",
                            models.BooleanField(default=False, verbose_name="the contact person is right"),
                        ),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="note for the makers")),
                        ("given_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="given")),
                    ],
                    options={
                        "verbose_name": "review",
                        "verbose_name_plural": "reviews",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("product", "round", "by"), name="expertise_reviewed_once_a_round"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verdict", "good"), _negated=True),
                                    models.Q(
                                        ("contact_is_right", True),
                                        ("content_is_right", True),
                                        ("licence_fits", True),
                                        ("privacy_is_kept", True),
                                        ("sources_are_named", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="expertise_good_review_checked_all",
                                violation_error_message="Tick all five before you say that it can be published.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductUse",
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
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="uses",
                                to="expertise.knowledgeproduct",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="product_uses",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="members.organisation",
                                verbose_name="where",
                            ),
                        ),
                        ("used_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="when")),
                        (
                            "note",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="how it went, and what you changed"
                            ),
                        ),
                        ("shows_name", models.BooleanField(default=True, verbose_name="my name may stand with it")),
                        ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "use of a product",
                        "verbose_name_plural": "uses of products",
                        "constraints": [
                            models.UniqueConstraint(fields=("product", "member"), name="expertise_used_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoPCycle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField(unique=True, verbose_name="school year")),
                        ("title", models.CharField(blank=True, max_length=150, verbose_name="what this year is about")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preparing", "preparing"),
                                    ("collecting", "bringing in questions"),
                                    ("bundling", "bundling"),
                                    ("choosing", "choosing"),
                                    ("theme_groups", "theme groups"),
                                    ("results", "results"),
                                    ("closed", "closed"),
                                ],
                                default="preparing",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                default=2, verbose_name="how many theme groups there is room for"
                            ),
                        ),
                        (
                            "team",
                            models.ManyToManyField(
                                blank=True, related_name="cop_cycles", to=settings.AUTH_USER_MODEL, verbose_name="team"
                            ),
                        ),
                        (
                            "plenaries",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="plg.meeting", verbose_name="plenary meetings"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cycle of questions",
                        "verbose_name_plural": "cycles of questions",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("school_year__gte", 2000), ("school_year__lte", 2200)),
                                name="expertise_cycle_in_a_real_year",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelpRequest",
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
                            "asker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="help_requests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "is_anonymous",
                            models.BooleanField(
                                default=False,
                                help_text="Only the coordinator sees who asks, until you tell the expert yourself.",
                                verbose_name="without my name",
                            ),
                        ),
                        ("name_told_at", models.DateTimeField(blank=True, null=True, verbose_name="name told")),
                        ("idempotency_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ("title", models.CharField(max_length=150, verbose_name="your question in one sentence")),
                        ("situation", models.TextField(blank=True, max_length=3000, verbose_name="the situation")),
                        ("wanted", models.TextField(blank=True, max_length=2000, verbose_name="what would help you")),
                        (
                            "wanted_forms",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("ask", "answering a question"),
                                        ("read", "reading along"),
                                        ("lesson_visit", "visiting a lesson"),
                                        ("workshop", "giving a workshop"),
                                        ("guest_lesson", "giving a guest lesson"),
                                        ("coaching", "coaching"),
                                        ("online", "helping online"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="forms of help",
                            ),
                        ),
                        (
                            "sector",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("po", "primary education"),
                                    ("vo", "secondary education"),
                                    ("so", "special education"),
                                    ("mbo", "vocational education"),
                                    ("ho", "higher education"),
                                ],
                                max_length=20,
                                verbose_name="sector",
                            ),
                        ),
                        (
                            "year_groups",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                verbose_name="year groups",
                            ),
                        ),
                        ("answer_by", models.DateField(blank=True, null=True, verbose_name="I need an answer before")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("expert", "one colleague"),
                                    ("group", "an expert group"),
                                    ("network", "the whole network"),
                                ],
                                default="network",
                                max_length=20,
                                verbose_name="for whom",
                            ),
                        ),
                        (
                            "addressed_group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="help_requests",
                                to="plg.group",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("open", "open"),
                                    ("matched", "sent to somebody"),
                                    ("talking", "in conversation"),
                                    ("answered", "answered"),
                                    ("closed", "closed"),
                                    ("withdrawn", "withdrawn"),
                                    ("passed_on", "passed on"),
                                ],
                                default="open",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=django.utils.timezone.now)),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                        (
                            "escalated_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="passed to the liaison officer"),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "yes"), ("partly", "partly"), ("no", "no")],
                                max_length=20,
                                verbose_name="is your question answered?",
                            ),
                        ),
                        (
                            "what_was_done",
                            models.TextField(blank=True, max_length=2000, verbose_name="what did you do with it?"),
                        ),
                        (
                            "passed_to",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("question_bundling", "the bundling of questions"),
                                    ("kennisrotonde", "the Kennisrotonde"),
                                ],
                                max_length=20,
                                verbose_name="passed on to",
                            ),
                        ),
                        ("close_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "may_be_published",
                            models.BooleanField(
                                default=False, verbose_name="the answer may go to the knowledge base, without names"
                            ),
                        ),
                        (
                            "published_title",
                            models.CharField(blank=True, max_length=150, verbose_name="the question, without names"),
                        ),
                        (
                            "published_answer",
                            models.TextField(blank=True, max_length=3000, verbose_name="the answer in short"),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="in the knowledge base since"),
                        ),
                        (
                            "topics",
                            models.ManyToManyField(
                                blank=True, related_name="help_requests", to="topics.topic", verbose_name="topics"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "help request",
                        "verbose_name_plural": "help requests",
                        "indexes": [
                            models.Index(fields=["state", "asked_at"], name="expertise_request_by_state"),
                            models.Index(fields=["asker", "-asked_at"], name="expertise_request_of_asker"),
                            models.Index(fields=["asked_at", "public_id"], name="expertise_request_oldest"),
                            models.Index(
                                condition=models.Q(("state__in", ["answered", "matched", "open", "talking"])),
                                fields=["asked_at", "public_id"],
                                name="expertise_request_unfinished",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "passed_on"), _negated=True),
                                    ("passed_to__gt", ""),
                                    _connector="OR",
                                ),
                                name="expertise_passed_on_says_where",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("audience", "group"), _negated=True),
                                    ("addressed_group__isnull", False),
                                    _connector="OR",
                                ),
                                name="expertise_question_to_a_group_names_it",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelpRequestMatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "help_request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="matches",
                                to="expertise.helprequest",
                            ),
                        ),
                        (
                            "expert",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="help_matches",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="help_matches",
                                to="plg.group",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("accepted", "helps"),
                                    ("declined", "cannot help"),
                                    ("expired", "did not answer in time"),
                                    ("taken_back", "no longer needed"),
                                ],
                                default="asked",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        ("why", models.JSONField(blank=True, default=dict, verbose_name="why")),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                        ("answer_by", models.DateField(blank=True, null=True, verbose_name="answer before")),
                        ("responded_at", models.DateTimeField(blank=True, null=True, verbose_name="responded")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "asked_by",
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
                        "verbose_name": "who was asked",
                        "verbose_name_plural": "who were asked",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["accepted", "asked"])),
                                fields=["expert"],
                                name="expertise_match_load",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("help_request", "expert"), name="expertise_expert_asked_once"
                            ),
                            models.UniqueConstraint(
                                fields=("help_request", "group"), name="expertise_group_asked_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("expert__isnull", False), ("group__isnull", True)),
                                    models.Q(("expert__isnull", True), ("group__isnull", False)),
                                    _connector="OR",
                                ),
                                name="expertise_match_of_expert_or_group",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelpRequestMessage",
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
                            "help_request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="expertise.helprequest",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("text", models.TextField(max_length=5000, verbose_name="message")),
                        ("is_answer", models.BooleanField(default=False, verbose_name="this is the answer")),
                        ("idempotency_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent")),
                    ],
                    options={
                        "verbose_name": "message about a question",
                        "verbose_name_plural": "messages about questions",
                        "indexes": [
                            models.Index(fields=["help_request", "sent_at"], name="expertise_message_in_order")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelpFollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "help_request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="follow_ups",
                                to="expertise.helprequest",
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[("six_weeks", "after six weeks"), ("six_months", "after six months")],
                                max_length=20,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "used",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "yes"),
                                    ("adapted", "yes, adapted"),
                                    ("not_yet", "not yet"),
                                    ("no", "no"),
                                ],
                                max_length=20,
                                verbose_name="used at my school?",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="what happened")),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "follow-up of a question",
                        "verbose_name_plural": "follow-ups of questions",
                        "constraints": [
                            models.UniqueConstraint(fields=("help_request", "after"), name="expertise_follow_up_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlsoAsked",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "help_request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="also_asked",
                                to="expertise.helprequest",
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
                        ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                    ],
                    options={
                        "verbose_name": "question of somebody else that is mine too",
                        "verbose_name_plural": "questions of others that are mine too",
                        "constraints": [
                            models.UniqueConstraint(fields=("help_request", "member"), name="expertise_also_asked_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "help_request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answer_uses",
                                to="expertise.helprequest",
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
                        ("used_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="used")),
                    ],
                    options={
                        "verbose_name": "use of a shared answer",
                        "verbose_name_plural": "uses of shared answers",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("help_request", "member"), name="expertise_answer_used_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QuestionFile",
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
                            "help_request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="expertise.helprequest",
                            ),
                        ),
                        ("content", models.FileField(upload_to="questions/")),
                        ("file_name", models.CharField(max_length=150, verbose_name="file name")),
                        ("media_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="added")),
                    ],
                    options={
                        "verbose_name": "file of a question",
                        "verbose_name_plural": "files of questions",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("help_request", "sha256"), name="expertise_question_file_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PracticeQuestion",
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
                            "asker",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="practice_questions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "brought_in_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("is_anonymous", models.BooleanField(default=False, verbose_name="without my name")),
                        ("text", models.CharField(max_length=300, verbose_name="your question")),
                        ("context", models.TextField(blank=True, max_length=2000, verbose_name="the situation")),
                        ("why_now", models.TextField(blank=True, max_length=1000, verbose_name="why now")),
                        ("tried", models.TextField(blank=True, max_length=2000, verbose_name="what you tried already")),
                        (
                            "sector",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("po", "primary education"),
                                    ("vo", "secondary education"),
                                    ("so", "special education"),
                                    ("mbo", "vocational education"),
                                    ("ho", "higher education"),
                                ],
                                max_length=20,
                                verbose_name="sector",
                            ),
                        ),
                        (
                            "role_group",
                            models.CharField(
                                choices=[
                                    ("teacher", "teachers"),
                                    ("student_teacher", "student teachers"),
                                    ("educator", "teacher educators"),
                                    ("mentor", "workplace mentors"),
                                    ("leader", "school leaders and board members"),
                                    ("researcher", "researchers"),
                                    ("other", "others"),
                                ],
                                default="other",
                                max_length=20,
                                verbose_name="role group",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="members.organisation",
                            ),
                        ),
                        (
                            "help_request",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="expertise.helprequest",
                            ),
                        ),
                        ("batch", models.CharField(blank=True, max_length=10)),
                        ("idempotency_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("brought_in", "brought in"),
                                    ("placed", "bundled"),
                                    ("referred", "referred"),
                                    ("not_taken_up", "not taken up"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="brought_in",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=django.utils.timezone.now)),
                        ("state_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("passed_to", models.CharField(blank=True, max_length=150, verbose_name="passed on to")),
                        (
                            "asked_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="brought in"),
                        ),
                        (
                            "topics",
                            models.ManyToManyField(
                                blank=True, related_name="practice_questions", to="topics.topic", verbose_name="topics"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question from practice",
                        "verbose_name_plural": "questions from practice",
                        "indexes": [
                            models.Index(fields=["-asked_at", "-public_id"], name="expertise_practice_newest"),
                            models.Index(fields=["asker", "-asked_at"], name="expertise_practice_of_asker"),
                            models.Index(
                                condition=models.Q(("state", "not_taken_up")),
                                fields=["-state_since", "-public_id"],
                                name="expertise_practice_outside",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper("text"), name="gin_trgm_ops"
                                ),
                                fastupdate=False,
                                name="expertise_practice_trigrams",
                            ),
                            models.Index(
                                condition=models.Q(("batch__gt", "")),
                                fields=["batch", "id"],
                                name="expertise_practice_of_batch",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["not_taken_up", "referred", "withdrawn"]), _negated=True),
                                    ("state_reason__gt", ""),
                                    _connector="OR",
                                ),
                                name="expertise_practice_end_says_why",
                                violation_error_message="Say why, so that who asked it knows.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "withdrawn"), _negated=True),
                                fields=("help_request",),
                                name="expertise_practice_once_of_help_request",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicativeQuestion",
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
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bundles",
                                to="expertise.copcycle",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="short name")),
                        (
                            "words",
                            models.CharField(blank=True, max_length=300, verbose_name="the question in one sentence"),
                        ),
                        (
                            "rationale",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why these questions belong together"
                            ),
                        ),
                        (
                            "searched_where",
                            models.CharField(blank=True, max_length=500, verbose_name="where you looked"),
                        ),
                        ("found", models.TextField(blank=True, max_length=2000, verbose_name="what you found")),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[("open", "open"), ("partly", "partly answered"), ("answered", "answered")],
                                max_length=10,
                                verbose_name="is it answered already?",
                            ),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
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
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "indicative question",
                        "verbose_name_plural": "indicative questions",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("cycle", "name"),
                                name="expertise_bundle_name_once",
                                violation_error_message="There is a bundle of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("verdict", ""), ("searched_where__gt", ""), _connector="OR"),
                                name="expertise_verdict_says_where",
                                violation_error_message="Say where you looked.",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=["cycle", "made_at", "id"],
                                name="expertise_bundle_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BundlingRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="expertise.copcycle",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "changed",
                            models.PositiveIntegerField(default=0, verbose_name="questions that got another place"),
                        ),
                    ],
                    options={
                        "verbose_name": "round of bundling",
                        "verbose_name_plural": "rounds of bundling",
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "number"), name="expertise_round_numbered_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QuestionCard",
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
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cards",
                                to="expertise.copcycle",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cards",
                                to="expertise.practicequestion",
                            ),
                        ),
                        (
                            "bundle",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cards",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        (
                            "outside_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why it falls outside"),
                        ),
                        ("passed_to", models.CharField(blank=True, max_length=150, verbose_name="passed on to")),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "moved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("moved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "confirmed_bundle",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmed_cards",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        ("confirmed_outside", models.BooleanField(default=False)),
                        (
                            "confirmed_round",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cards",
                                to="expertise.bundlinground",
                            ),
                        ),
                        ("objected_at", models.DateTimeField(blank=True, null=True)),
                        ("objection", models.CharField(blank=True, max_length=500, verbose_name="what you meant")),
                        ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer of the team")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "card of a question",
                        "verbose_name_plural": "cards of questions",
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "question"), name="expertise_card_once_a_cycle"),
                            models.CheckConstraint(
                                condition=models.Q(("outside_reason", ""), ("bundle__isnull", True), _connector="OR"),
                                name="expertise_card_lies_in_one_place",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("bundle__isnull", True), ("outside_reason", "")),
                                fields=["cycle", "id"],
                                name="expertise_card_loose",
                            ),
                            models.Index(
                                condition=models.Q(("outside_reason__gt", "")),
                                fields=["cycle", "id"],
                                name="expertise_card_outside",
                            ),
                            models.Index(
                                condition=models.Q(("bundle__isnull", False)),
                                fields=["bundle", "id"],
                                name="expertise_card_in_bundle",
                            ),
                            models.Index(
                                condition=models.Q(("answered_at__isnull", True), ("objected_at__isnull", False)),
                                fields=["cycle", "id"],
                                name="expertise_card_objected",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CardMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "card",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moves",
                                to="expertise.questioncard",
                            ),
                        ),
                        (
                            "from_bundle",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        (
                            "to_bundle",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        ("is_outside", models.BooleanField(default=False)),
                        ("version", models.PositiveIntegerField()),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "move of a card",
                        "verbose_name_plural": "moves of cards",
                        "constraints": [
                            models.UniqueConstraint(fields=("card", "version"), name="expertise_move_once_a_version")
                        ],
                        "indexes": [models.Index(fields=["at"], name="expertise_move_by_time")],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "bundle",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_up",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="follow_ups",
                                to="plg.group",
                                verbose_name="theme group",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="expertise.knowledgeproduct",
                                verbose_name="the answer",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
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
                        "verbose_name": "what becomes of an indicative question",
                        "verbose_name_plural": "what becomes of indicative questions",
                    },
                ),
                migrations.CreateModel(
                    name="ExternalQuestion",
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
                            "bundle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="external_questions",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        ("question", models.CharField(max_length=300, verbose_name="the question in one sentence")),
                        (
                            "who",
                            models.CharField(
                                blank=True,
                                help_text="Which pupils, which teachers?",
                                max_length=300,
                                verbose_name="about whom",
                            ),
                        ),
                        ("approach", models.CharField(blank=True, max_length=300, verbose_name="which approach")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                help_text="What should get better?",
                                max_length=300,
                                verbose_name="which outcome",
                            ),
                        ),
                        ("context", models.TextField(blank=True, max_length=2000, verbose_name="in which situation")),
                        ("tried", models.TextField(blank=True, max_length=2000, verbose_name="what was tried already")),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                help_text="What will you do with the answer?",
                                max_length=300,
                                verbose_name="which decision hangs on it",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("in_progress", "being looked into"),
                                    ("referred", "referred elsewhere"),
                                    ("answered", "answered"),
                                    ("declined", "not taken up"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("state_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="since")),
                        ("url", models.URLField(blank=True, max_length=300, verbose_name="where it stands")),
                        (
                            "answer_summary",
                            models.TextField(blank=True, max_length=3000, verbose_name="what came back"),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "question to the Kennisrotonde",
                        "verbose_name_plural": "questions to the Kennisrotonde",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["answered", "declined", "referred"]), _negated=True),
                                    ("answer_summary__gt", ""),
                                    _connector="OR",
                                ),
                                name="expertise_external_says_what_came_back",
                                violation_error_message="Write down what came back.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaSnapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snapshots",
                                to="expertise.copcycle",
                            ),
                        ),
                        ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "taken_by",
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
                        "verbose_name": "settled research agenda",
                        "verbose_name_plural": "settled research agendas",
                    },
                ),
                migrations.CreateModel(
                    name="SnapshotLine",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="expertise.agendasnapshot",
                            ),
                        ),
                        (
                            "bundle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        ("theme", models.CharField(blank=True, max_length=100)),
                        ("sub_theme", models.CharField(blank=True, max_length=100)),
                        ("words", models.CharField(max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("group", "a group works on it"),
                                    ("outside", "at the Kennisrotonde"),
                                    ("answered", "answered"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a settled research agenda",
                        "verbose_name_plural": "lines of settled research agendas",
                        "constraints": [
                            models.UniqueConstraint(fields=("snapshot", "bundle"), name="expertise_snapshot_line_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaWish",
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
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wishes",
                                to="expertise.copcycle",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="topics.topic",
                                verbose_name="theme",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("wish", "wish"), ("expectation", "expectation")],
                                default="wish",
                                max_length=12,
                                verbose_name="what it is",
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="in one sentence")),
                        (
                            "top",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="place in the top three"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "wish about a theme",
                        "verbose_name_plural": "wishes about themes",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("top__isnull", True), ("top__in", [1, 2, 3]), _connector="OR"),
                                name="expertise_wish_top_three",
                            ),
                            models.UniqueConstraint(
                                fields=("cycle", "theme", "top"), name="expertise_wish_one_a_place"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Choosing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cycle",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="choosing",
                                to="expertise.copcycle",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("preparing", "being prepared"), ("open", "open"), ("closed", "closed")],
                                default="preparing",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
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
                        ("reminded_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "choosing of questions",
                        "verbose_name_plural": "choosings of questions",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "preparing"),
                                    models.Q(("closes_at__isnull", False), ("opened_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="expertise_choosing_open_has_end",
                                violation_error_message="Say until when everybody can choose.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="expertise_choosing_closed_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleGroupVoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "choosing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="voices",
                                to="expertise.choosing",
                            ),
                        ),
                        (
                            "role_group",
                            models.CharField(
                                choices=[
                                    ("teacher", "teachers"),
                                    ("student_teacher", "student teachers"),
                                    ("educator", "teacher educators"),
                                    ("mentor", "workplace mentors"),
                                    ("leader", "school leaders and board members"),
                                    ("researcher", "researchers"),
                                    ("other", "others"),
                                ],
                                max_length=20,
                                verbose_name="role group",
                            ),
                        ),
                        (
                            "joins",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("teacher", "teachers"),
                                    ("student_teacher", "student teachers"),
                                    ("educator", "teacher educators"),
                                    ("mentor", "workplace mentors"),
                                    ("leader", "school leaders and board members"),
                                    ("researcher", "researchers"),
                                    ("other", "others"),
                                ],
                                max_length=20,
                                verbose_name="counts together with",
                            ),
                        ),
                        ("voters", models.PositiveIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "voice of a role group",
                        "verbose_name_plural": "voices of role groups",
                        "constraints": [
                            models.UniqueConstraint(fields=("choosing", "role_group"), name="expertise_voice_once"),
                            models.CheckConstraint(
                                condition=models.Q(("joins", models.F("role_group")), _negated=True),
                                name="expertise_voice_joins_another",
                                violation_error_message="Choose another role group.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("voters__isnull", True),
                                    models.Q(("joins", ""), ("voters__gte", 5)),
                                    _connector="OR",
                                ),
                                name="expertise_voice_counts_from_five",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChoosingOption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "choosing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="expertise.choosing",
                            ),
                        ),
                        (
                            "bundle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="topics.topic",
                                verbose_name="theme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question that can be chosen",
                        "verbose_name_plural": "questions that can be chosen",
                        "constraints": [
                            models.UniqueConstraint(fields=("choosing", "bundle"), name="expertise_option_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ballot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "choosing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ballots",
                                to="expertise.choosing",
                            ),
                        ),
                        (
                            "voter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role_group",
                            models.CharField(
                                choices=[
                                    ("teacher", "teachers"),
                                    ("student_teacher", "student teachers"),
                                    ("educator", "teacher educators"),
                                    ("mentor", "workplace mentors"),
                                    ("leader", "school leaders and board members"),
                                    ("researcher", "researchers"),
                                    ("other", "others"),
                                ],
                                max_length=20,
                                verbose_name="role group",
                            ),
                        ),
                        (
                            "picks",
                            models.ManyToManyField(
                                related_name="+", to="expertise.choosingoption", verbose_name="what you chose"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "choice of questions",
                        "verbose_name_plural": "choices of questions",
                        "constraints": [
                            models.UniqueConstraint(fields=("choosing", "voter"), name="expertise_ballot_once_a_voter")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OptionPoints",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="points",
                                to="expertise.choosingoption",
                            ),
                        ),
                        (
                            "voice",
                            models.CharField(
                                choices=[
                                    ("teacher", "teachers"),
                                    ("student_teacher", "student teachers"),
                                    ("educator", "teacher educators"),
                                    ("mentor", "workplace mentors"),
                                    ("leader", "school leaders and board members"),
                                    ("researcher", "researchers"),
                                    ("other", "others"),
                                ],
                                max_length=20,
                                verbose_name="role group",
                            ),
                        ),
                        ("points", models.PositiveIntegerField(verbose_name="points")),
                    ],
                    options={
                        "verbose_name": "points of a question",
                        "verbose_name_plural": "points of questions",
                        "constraints": [
                            models.UniqueConstraint(fields=("option", "voice"), name="expertise_points_once_a_voice")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpertiseClaim",
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
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="expertise_claims",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expertise_claims",
                                to="topics.topic",
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("curious", "curious: I am finding out"),
                                    ("user", "user: I do this in my class"),
                                    ("guide", "guide: I help colleagues with it"),
                                    ("specialist", "specialist: I develop it further"),
                                ],
                                default="user",
                                max_length=20,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "description",
                            models.TextField(blank=True, max_length=1000, verbose_name="what I can help with"),
                        ),
                        (
                            "sectors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("po", "primary education"),
                                        ("vo", "secondary education"),
                                        ("so", "special education"),
                                        ("mbo", "vocational education"),
                                        ("ho", "higher education"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="sectors",
                            ),
                        ),
                        (
                            "year_groups",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                verbose_name="year groups",
                            ),
                        ),
                        (
                            "forms",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("ask", "answering a question"),
                                        ("read", "reading along"),
                                        ("lesson_visit", "visiting a lesson"),
                                        ("workshop", "giving a workshop"),
                                        ("guest_lesson", "giving a guest lesson"),
                                        ("coaching", "coaching"),
                                        ("online", "helping online"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="how I can help",
                            ),
                        ),
                        (
                            "since_year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="since which year"),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("network", "members of the network"),
                                    ("everybody", "everybody"),
                                    ("hidden", "only me"),
                                ],
                                default="network",
                                max_length=20,
                                verbose_name="who sees this",
                            ),
                        ),
                        ("is_draft", models.BooleanField(default=False, verbose_name="still a draft")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("declared", "self-declared"),
                                    ("substantiated", "substantiated"),
                                    ("recognised", "recognised"),
                                    ("to_confirm", "to be confirmed"),
                                    ("archived", "archived"),
                                ],
                                default="declared",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "state_since",
                            models.DateField(
                                default=django.utils.timezone.localdate,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "last_confirmed_on",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="last confirmed"),
                        ),
                        (
                            "reminded_on",
                            models.DateField(blank=True, null=True, verbose_name="asked whether it is still right"),
                        ),
                        ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="archived")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="added")),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                    ],
                    options={
                        "verbose_name": "expertise",
                        "verbose_name_plural": "expertise",
                        "indexes": [
                            models.Index(fields=["topic", "state"], name="expertise_claim_of_topic"),
                            models.Index(fields=["member", "state"], name="expertise_claim_of_member"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["year_groups"], name="expertise_claim_year_groups"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("archived_at__isnull", True)),
                                fields=("member", "topic"),
                                name="expertise_claim_once_per_topic",
                                violation_error_message="You have this topic already. Change what you wrote there.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("archived_at__isnull", True), ("state", "archived"), _connector="OR"
                                ),
                                name="expertise_archived_claim_says_so",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="expertise.expertiseclaim",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("product", "product"),
                                    ("lesson_study", "Lesson Study"),
                                    ("training", "training"),
                                    ("research", "research"),
                                    ("experience", "experience"),
                                    ("publication", "publication"),
                                ],
                                max_length=20,
                                verbose_name="kind of evidence",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("practice", "knowledge from practice"),
                                    ("practice_research", "research in practice"),
                                    ("literature", "research literature"),
                                ],
                                default="practice",
                                max_length=20,
                                verbose_name="rests on",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="what it is")),
                        ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="evidence",
                                to="expertise.knowledgeproduct",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="evidence",
                                to="plg.meeting",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="evidence",
                                to="plg.group",
                            ),
                        ),
                        ("elsewhere", models.CharField(blank=True, max_length=60, verbose_name="in another part")),
                        ("happened_on", models.DateField(blank=True, null=True, verbose_name="when")),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="added")),
                    ],
                    options={
                        "verbose_name": "evidence",
                        "verbose_name_plural": "evidence",
                    },
                ),
                migrations.CreateModel(
                    name="Endorsement",
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
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="endorsements",
                                to="expertise.expertiseclaim",
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="endorsements_received",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="endorsements_given",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "from_organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="members.organisation",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("meeting", "a meeting"),
                                    ("product", "a product"),
                                    ("help_request", "a question that was answered"),
                                    ("lesson_visit", "a lesson visit"),
                                ],
                                max_length=20,
                                verbose_name="what you know it from",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.meeting",
                            ),
                        ),
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
                            "help_request",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="expertise.helprequest",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                max_length=600,
                                validators=[django.core.validators.MinLengthValidator(40)],
                                verbose_name="what you saw or used",
                            ),
                        ),
                        ("given_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="given")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                    ],
                    options={
                        "verbose_name": "recognition",
                        "verbose_name_plural": "recognitions",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("by", models.F("about")), _negated=True),
                                name="expertise_nobody_endorses_themselves",
                                violation_error_message="You cannot recognise your own expertise.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("claim", "by"),
                                name="expertise_endorsed_once",
                                violation_error_message="You recognised this already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text__length__gte", 40)),
                                name="expertise_endorsement_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Availability",
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
                                related_name="availability",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "forms",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("ask", "answering a question"),
                                        ("read", "reading along"),
                                        ("lesson_visit", "visiting a lesson"),
                                        ("workshop", "giving a workshop"),
                                        ("guest_lesson", "giving a guest lesson"),
                                        ("coaching", "coaching"),
                                        ("online", "helping online"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="how I can help",
                            ),
                        ),
                        (
                            "hours_per_month",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(80)],
                                verbose_name="hours a month",
                            ),
                        ),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                verbose_name="weekdays",
                            ),
                        ),
                        (
                            "travel_km",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(200)],
                                verbose_name="kilometres that I travel",
                            ),
                        ),
                        ("paused_until", models.DateField(blank=True, null=True, verbose_name="not available until")),
                        (
                            "most_open",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="questions at the same time, at most",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "availability",
                        "verbose_name_plural": "availability",
                    },
                ),
                migrations.CreateModel(
                    name="FindableExpert",
                    fields=[
                        (
                            "member",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="findable_expertise",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("vector", django.contrib.postgres.search.SearchVectorField(null=True)),
                        ("facets", models.TextField(default="")),
                        ("claims", models.TextField(default="")),
                        ("availability", models.PositiveSmallIntegerField(default=100)),
                    ],
                    options={
                        "verbose_name": "findable expert",
                        "verbose_name_plural": "findable experts",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["vector"], name="expertise_findable_vector"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchMiss",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=100, verbose_name="words")),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="search_misses",
                                to="topics.topic",
                            ),
                        ),
                        ("day", models.DateField(default=django.utils.timezone.localdate, verbose_name="day")),
                        ("times", models.PositiveIntegerField(default=1, verbose_name="times")),
                    ],
                    options={
                        "verbose_name": "search without a result",
                        "verbose_name_plural": "searches without a result",
                        "constraints": [
                            models.UniqueConstraint(fields=("words", "day"), name="expertise_miss_once_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedSearch",
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
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_searches",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("query", models.CharField(blank=True, max_length=500)),
                        (
                            "tells",
                            models.BooleanField(default=True, verbose_name="tell me when there is something new"),
                        ),
                        (
                            "known",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), blank=True, default=list
                            ),
                        ),
                        ("looked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "saved search",
                        "verbose_name_plural": "saved searches",
                        "constraints": [
                            models.UniqueConstraint(fields=("member", "query"), name="expertise_search_saved_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GapAction",
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
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="gap_actions",
                                to="topics.topic",
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("call", "call for experts"),
                                    ("question", "question to somebody"),
                                    ("group", "expert group"),
                                    ("meeting", "meeting of an island with another board"),
                                    ("other", "something else"),
                                ],
                                max_length=20,
                                verbose_name="what was done",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                        ("reached", models.PositiveIntegerField(blank=True, null=True, verbose_name="people reached")),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.group",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.meeting",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by whom",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                    ],
                    options={
                        "verbose_name": "step for a topic",
                        "verbose_name_plural": "steps for topics",
                        "indexes": [
                            models.Index(fields=["topic", "-at", "-id"], name="expertise_gap_action_newest"),
                            models.Index(
                                condition=models.Q(("kind", "call")),
                                fields=["topic", "-at"],
                                name="expertise_gap_call_newest",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "call"), _negated=True),
                                    ("reached__isnull", False),
                                    _connector="OR",
                                ),
                                name="expertise_call_says_how_many",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("workshop", "workshop"),
                                    ("course", "course"),
                                    ("work_visit", "working visit"),
                                    ("curriculum", "part of a curriculum"),
                                    ("learning_task", "learning task"),
                                    ("joint_training", "training teachers together"),
                                    ("initiative", "initiative to ask about"),
                                ],
                                max_length=14,
                                verbose_name="what it is",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("text", models.TextField(max_length=3000, verbose_name="what you offer")),
                        ("brings", models.CharField(blank=True, max_length=300, verbose_name="what it brings you")),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="members.organisation",
                                verbose_name="offered by",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact person",
                            ),
                        ),
                        (
                            "second_contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="second contact person",
                            ),
                        ),
                        (
                            "open_to",
                            models.CharField(
                                choices=[
                                    ("everybody", "everybody in the network"),
                                    ("own_board", "people of the same board"),
                                ],
                                default="everybody",
                                max_length=10,
                                verbose_name="who may join",
                            ),
                        ),
                        ("for_whom", models.CharField(blank=True, max_length=200, verbose_name="for whom it is meant")),
                        (
                            "sector",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("po", "primary education"),
                                    ("vo", "secondary education"),
                                    ("so", "special education"),
                                    ("mbo", "vocational education"),
                                    ("ho", "higher education"),
                                ],
                                max_length=3,
                                verbose_name="sector",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="offers",
                                to="expertise.knowledgeproduct",
                                verbose_name="product in the knowledge base",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "offered"), ("ended", "not offered any more")],
                                default="open",
                                max_length=5,
                                verbose_name="state",
                            ),
                        ),
                        ("state_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="since")),
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
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("idempotency_key", models.CharField(blank=True, max_length=80, null=True, unique=True)),
                        (
                            "topics",
                            models.ManyToManyField(
                                blank=True, related_name="offers", to="topics.topic", verbose_name="topics"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "offer",
                        "verbose_name_plural": "offers",
                        "indexes": [
                            models.Index(fields=["state", "-made_at", "-public_id"], name="expertise_offer_newest")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfferDate",
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
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="expertise.offer"
                            ),
                        ),
                        (
                            "meeting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="offer_date", to="plg.meeting"
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="places",
                            ),
                        ),
                        (
                            "has_waiting_list",
                            models.BooleanField(default=True, verbose_name="with a waiting list when it is full"),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "day of an offer",
                        "verbose_name_plural": "days of offers",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("places__isnull", True), ("places__range", (1, 500)), _connector="OR"
                                ),
                                name="expertise_offer_date_has_places",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitorQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="expertise.offerdate",
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
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visitor_questions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("text", models.CharField(max_length=400, verbose_name="what you want to know or see")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "question of a visitor",
                        "verbose_name_plural": "questions of visitors",
                        "constraints": [
                            models.UniqueConstraint(fields=("date", "by", "text"), name="expertise_visitor_asks_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TakenHome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="taken_home",
                                to="expertise.offerdate",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="taken_from_offers",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "returned",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="taken_from_offer",
                                to="plg.returntoschool",
                            ),
                        ),
                        (
                            "shared_with_host",
                            models.BooleanField(default=True, verbose_name="who received me may read this"),
                        ),
                    ],
                    options={
                        "verbose_name": "what was taken home from an offer",
                        "verbose_name_plural": "what was taken home from offers",
                        "constraints": [
                            models.UniqueConstraint(fields=("date", "member"), name="expertise_taken_home_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ShowDay",
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
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        ("explanation", models.TextField(blank=True, max_length=2000, verbose_name="what it is about")),
                        ("place", models.CharField(blank=True, max_length=150, verbose_name="where")),
                        ("starts_at", models.DateTimeField(verbose_name="when")),
                        (
                            "rounds",
                            models.PositiveSmallIntegerField(
                                default=4,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="how many rounds",
                            ),
                        ),
                        (
                            "pause",
                            models.PositiveSmallIntegerField(
                                default=5,
                                validators=[django.core.validators.MaxValueValidator(60)],
                                verbose_name="minutes between two rounds",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "being prepared"),
                                    ("open", "open for sign-up"),
                                    ("cancelled", "called off"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="show_days",
                                to="plg.meeting",
                                verbose_name="meeting",
                            ),
                        ),
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
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                        ("idempotency_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "day of show and share",
                        "verbose_name_plural": "days of show and share",
                        "indexes": [
                            models.Index(fields=["starts_at", "public_id"], name="expertise_show_day_by_time"),
                            models.Index(
                                condition=models.Q(("state__in", ["cancelled", "open"])),
                                fields=["starts_at", "public_id"],
                                name="expertise_show_day_in_view",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pause__lte", 60), ("rounds__range", (1, 12))),
                                name="expertise_show_day_has_rounds",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ShowSlot",
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
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="slots",
                                to="expertise.showday",
                            ),
                        ),
                        (
                            "round",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="round"
                            ),
                        ),
                        ("room", models.CharField(max_length=60, verbose_name="room")),
                        ("title", models.CharField(max_length=150, verbose_name="what is shown")),
                        (
                            "text",
                            models.TextField(blank=True, max_length=800, verbose_name="in two or three sentences"),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="show_slots",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who shows it",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="show_slots",
                                to="expertise.knowledgeproduct",
                                verbose_name="product in the knowledge base",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(
                                default=12,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="places",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "slot of show and share",
                        "verbose_name_plural": "slots of show and share",
                        "ordering": ["round", "room"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("day", "round", "room"),
                                name="expertise_show_room_once_a_round",
                                violation_error_message="In this room something else is shown in that round.",
                            ),
                            models.UniqueConstraint(
                                fields=("day", "round", "contact"),
                                name="expertise_shows_one_thing_at_a_time",
                                violation_error_message="Who shows this shows something else in that round.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("places__range", (1, 200)), ("round__gte", 1)),
                                name="expertise_show_slot_has_places",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SlotVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to="expertise.showslot",
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to="expertise.showday",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="show_visits",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="signed up")),
                        (
                            "returned",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="show_visit",
                                to="plg.returntoschool",
                                verbose_name="what I take home",
                            ),
                        ),
                        (
                            "shared_with_contact",
                            models.BooleanField(default=True, verbose_name="who showed it may read this"),
                        ),
                    ],
                    options={
                        "verbose_name": "visit to a slot",
                        "verbose_name_plural": "visits to slots",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("day", "round", "member"), name="expertise_one_visit_a_round"
                            ),
                            models.UniqueConstraint(fields=("slot", "member"), name="expertise_slot_visited_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Workshop",
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
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="workshops",
                                to="expertise.copcycle",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "facilitator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="led by",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                default=expertise.workshops.models.new_code,
                                max_length=5,
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("gathering", "everybody comes in"),
                                    ("ranking", "ranking in small groups"),
                                    ("plenary", "all together"),
                                    ("finished", "finished"),
                                ],
                                default="gathering",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=20,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="minutes on the clock",
                            ),
                        ),
                        ("timer_started_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "questions",
                            models.ManyToManyField(
                                related_name="+", to="expertise.indicativequestion", verbose_name="questions"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "workshop",
                        "verbose_name_plural": "workshops",
                        "indexes": [
                            models.Index(fields=["cycle", "-made_at", "-id"], name="expertise_workshop_of_cycle")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 1), ("minutes__lte", 180)),
                                name="expertise_workshop_clock_of_an_afternoon",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="expertise.workshop",
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
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="members.organisation",
                            ),
                        ),
                        ("table", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="table")),
                    ],
                    options={
                        "verbose_name": "seat in a workshop",
                        "verbose_name_plural": "seats in workshops",
                        "constraints": [
                            models.UniqueConstraint(fields=("workshop", "member"), name="expertise_seat_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SheetRank",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ranks",
                                to="expertise.workshop",
                            ),
                        ),
                        ("table", models.PositiveSmallIntegerField(verbose_name="table")),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="place")),
                    ],
                    options={
                        "verbose_name": "rank that a table gives",
                        "verbose_name_plural": "ranks that tables give",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("workshop", "table", "question"), name="expertise_table_ranks_once"
                            ),
                            models.UniqueConstraint(
                                fields=("workshop", "table", "rank"), name="expertise_table_rank_of_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlenaryChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="expertise.workshop",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expertise.indicativequestion",
                            ),
                        ),
                        ("from_place", models.PositiveSmallIntegerField(verbose_name="from place")),
                        ("to_place", models.PositiveSmallIntegerField(verbose_name="to place")),
                        ("reason", models.CharField(max_length=300, verbose_name="why")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "change by all together",
                        "verbose_name_plural": "changes by all together",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason__gt", "")),
                                name="expertise_plenary_change_says_why",
                                violation_error_message="Say why all together put it elsewhere.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
