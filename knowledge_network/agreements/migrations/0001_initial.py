from decimal import Decimal

import django.core.validators
import django.db.models.constraints
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
        ("members", "0001_initial"),
        ("plg", "0001_initial"),
        ("topics", "0001_initial"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="CollaborationAgreement",
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
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="members.partnership",
                                verbose_name="partnership",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        (
                            "predecessor",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successor",
                                to="agreements.collaborationagreement",
                                verbose_name="follows",
                            ),
                        ),
                        (
                            "amends",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="agreements.collaborationagreement",
                                verbose_name="changes",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("to_sign", "to be signed"),
                                    ("partly_signed", "partly signed"),
                                    ("in_force", "in force"),
                                    ("expired", "expired"),
                                    ("terminated", "terminated"),
                                    ("succeeded", "succeeded by a newer one"),
                                    ("withdrawn", "taken back from signing"),
                                ],
                                default="draft",
                                max_length=15,
                                verbose_name="status",
                            ),
                        ),
                        ("preamble", models.TextField(blank=True, max_length=10000, verbose_name="considering that")),
                        ("effective_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "notice_period_months",
                            models.PositiveSmallIntegerField(default=3, verbose_name="notice in months"),
                        ),
                        ("document", models.FileField(blank=True, editable=False, upload_to="agreements/")),
                        ("document_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        ("sealed_document", models.FileField(blank=True, editable=False, upload_to="agreements/")),
                        ("sealed_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        ("status_reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "partial_start_reason",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="why it starts without all parties"
                            ),
                        ),
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
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                    ],
                    options={
                        "verbose_name": "agreement",
                        "verbose_name_plural": "agreements",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("amends__isnull", True)),
                                fields=("partnership", "version"),
                                name="agreements_version_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("amends__isnull", False)),
                                fields=("amends", "version"),
                                name="agreements_change_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_to__isnull", True),
                                    ("effective_to__gt", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="agreements_ends_after_start",
                                violation_error_message="An agreement ends after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["expired", "in_force", "succeeded", "terminated"]),
                                        _negated=True,
                                    ),
                                    ("effective_from__isnull", False),
                                    _connector="OR",
                                ),
                                name="agreements_in_force_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status", "draft"), ("document_sha256__gt", ""), _connector="OR"),
                                name="agreements_signing_has_a_document",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="agreements.collaborationagreement",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreement_parties",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("board", "school board"),
                                    ("institute", "teacher education"),
                                    ("other", "other organisation"),
                                ],
                                max_length=10,
                                verbose_name="as",
                            ),
                        ),
                        ("name_as_signed", models.CharField(max_length=150, verbose_name="name")),
                        (
                            "number_as_signed",
                            models.CharField(
                                blank=True,
                                max_length=5,
                                validators=[django.core.validators.RegexValidator("^(\\d{5}|\\d{2}[A-Z]{2})$")],
                                verbose_name="number",
                            ),
                        ),
                        (
                            "end_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("left", "left at the end of a school year"),
                                    ("merged", "merged into another organisation"),
                                ],
                                max_length=10,
                                verbose_name="how it ended",
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                        ("notice_given_on", models.DateField(blank=True, null=True, verbose_name="notice given")),
                        (
                            "explanation",
                            models.TextField(blank=True, max_length=2000, verbose_name="own words beside the figures"),
                        ),
                        (
                            "explained_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("explained_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "party",
                        "verbose_name_plural": "parties",
                        "ordering": ["name_as_signed"],
                        "constraints": [
                            models.UniqueConstraint(fields=("agreement", "organisation"), name="agreements_party_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("end_kind", ""), ("ended_on__isnull", True)),
                                    models.Q(("end_kind__gt", ""), ("ended_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="agreements_party_ends_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Article",
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
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="articles",
                                to="agreements.collaborationagreement",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("chapter", models.CharField(blank=True, max_length=150, verbose_name="chapter")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("text", models.TextField(max_length=20000, verbose_name="text")),
                        ("text_version", models.PositiveIntegerField(default=0)),
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
                        "verbose_name": "article",
                        "verbose_name_plural": "articles",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("agreement", "number"),
                                name="agreements_article_number_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArticleComment",
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
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="agreements.article",
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
                        ("text", models.TextField(max_length=2000, verbose_name="remark")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="dealt with")),
                    ],
                    options={
                        "verbose_name": "remark on an article",
                        "verbose_name_plural": "remarks on articles",
                        "indexes": [models.Index(fields=["article", "at"], name="agreements_remarks_in_order")],
                    },
                ),
                migrations.CreateModel(
                    name="Signatory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "party",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatory",
                                to="agreements.party",
                            ),
                        ),
                        ("name_as_signed", models.CharField(blank=True, max_length=100, verbose_name="name")),
                        ("function_as_signed", models.CharField(max_length=100, verbose_name="function")),
                        ("signed_on", models.DateField(verbose_name="signed on")),
                        ("place", models.CharField(blank=True, max_length=80, verbose_name="place")),
                        (
                            "method",
                            models.CharField(
                                choices=[("digital", "on this site"), ("paper", "on paper")],
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signatory",
                        "verbose_name_plural": "signatories",
                    },
                ),
                migrations.CreateModel(
                    name="Amendment",
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
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amendments",
                                to="agreements.collaborationagreement",
                            ),
                        ),
                        (
                            "paper",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="amendment",
                                to="agreements.collaborationagreement",
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amendments",
                                to="agreements.article",
                            ),
                        ),
                        ("before", models.TextField(blank=True, max_length=20000, verbose_name="from")),
                        ("after", models.TextField(max_length=20000, verbose_name="to")),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                    ],
                    options={
                        "verbose_name": "amendment",
                        "verbose_name_plural": "amendments",
                        "ordering": ["created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ObligationRule",
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
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligation_rules",
                                to="agreements.article",
                                verbose_name="article",
                            ),
                        ),
                        (
                            "paragraph",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="paragraph"),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="what")),
                        (
                            "owner_role",
                            models.CharField(
                                choices=[
                                    ("boards", "boards and institute"),
                                    ("programme_leaders", "programme leaders"),
                                    ("coordinator", "network coordinator"),
                                    ("project_leads", "leads of project groups"),
                                    ("every_party", "every party"),
                                ],
                                max_length=20,
                                verbose_name="whose",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("participant", "participant"),
                                    ("group", "group"),
                                    ("school", "school"),
                                    ("programme", "programme"),
                                    ("boards", "boards"),
                                ],
                                max_length=12,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "due_rule",
                            models.CharField(
                                choices=[("once", "once, on a day"), ("yearly", "every year, on a day")],
                                default="yearly",
                                max_length=8,
                                verbose_name="when",
                            ),
                        ),
                        (
                            "due_month",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="month",
                            ),
                        ),
                        (
                            "due_day",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(31),
                                ],
                                verbose_name="day",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="on")),
                        (
                            "before_year",
                            models.BooleanField(default=False, verbose_name="due before the school year begins"),
                        ),
                        (
                            "evidence_required",
                            models.CharField(blank=True, max_length=300, verbose_name="what shows it"),
                        ),
                        (
                            "self_check",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("programme_leaders", "two programme leaders with enough hours"),
                                    ("meetings_of_layers", "meetings between all layers"),
                                    ("evaluations", "evaluations on five levels"),
                                    ("products_in_time", "products published within thirty days"),
                                    ("work_plan", "work plan drafted and adopted"),
                                    ("budget", "budget of both kinds of money adopted"),
                                    ("sharing", "every school shares something each year"),
                                ],
                                max_length=20,
                                verbose_name="checks itself",
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="no longer from")),
                    ],
                    options={
                        "verbose_name": "rule of obligations",
                        "verbose_name_plural": "rules of obligations",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("due_on__isnull", False), ("due_rule", "once")),
                                    models.Q(
                                        ("due_day__isnull", False), ("due_month__isnull", False), ("due_rule", "yearly")
                                    ),
                                    _connector="OR",
                                ),
                                name="agreements_rule_says_when",
                                violation_error_message="Say on which day it is due.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Obligation",
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
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="agreements.obligationrule",
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField(verbose_name="school year")),
                        ("due_on", models.DateField(verbose_name="due")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("busy", "being worked on"),
                                    ("met", "met"),
                                    ("late", "late"),
                                    ("lapsed", "lapsed"),
                                ],
                                default="planned",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="obligations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="agreements.party",
                            ),
                        ),
                        ("met_on", models.DateField(blank=True, null=True, verbose_name="met on")),
                        ("lapse_reason", models.CharField(blank=True, max_length=500, verbose_name="why it lapsed")),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                        ("facts", models.JSONField(blank=True, default=dict, verbose_name="found")),
                        ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="looked at")),
                        ("met_by_check", models.BooleanField(default=False, editable=False)),
                        ("reminded", models.CharField(blank=True, editable=False, max_length=12)),
                    ],
                    options={
                        "verbose_name": "obligation",
                        "verbose_name_plural": "obligations",
                        "indexes": [models.Index(fields=["state", "due_on"], name="agreements_obligation_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rule", "due_on", "party"),
                                name="agreements_obligation_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "met"), _negated=True),
                                    ("met_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="agreements_met_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "lapsed"), _negated=True),
                                    ("lapse_reason__gt", ""),
                                    _connector="OR",
                                ),
                                name="agreements_lapsed_says_why",
                                violation_error_message="Say why it lapsed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObligationEvidence",
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
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="agreements.obligation",
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="what it is")),
                        ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
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
                            "content",
                            models.FileField(blank=True, upload_to="agreements/evidence/", verbose_name="file"),
                        ),
                        ("file_name", models.CharField(blank=True, max_length=150)),
                        ("media_type", models.CharField(blank=True, max_length=100)),
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
                        "verbose_name": "evidence of an obligation",
                        "verbose_name_plural": "evidence of obligations",
                    },
                ),
                migrations.CreateModel(
                    name="StrategicAgendaItem",
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
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="strategic_agenda",
                                to="members.partnership",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="strategic_items",
                                to="topics.topic",
                                verbose_name="theme",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="agreements.strategicagendaitem",
                                verbose_name="part of",
                            ),
                        ),
                        ("goal", models.TextField(max_length=1000, verbose_name="goal")),
                        ("indicator", models.CharField(blank=True, max_length=300, verbose_name="how we see it")),
                        ("first_year", models.PositiveSmallIntegerField(verbose_name="from school year")),
                        ("last_year", models.PositiveSmallIntegerField(verbose_name="until school year")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "theme of the strategic agenda",
                        "verbose_name_plural": "strategic agenda",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_year__gte", models.F("first_year"))),
                                name="agreements_strategy_ends_after_start",
                                violation_error_message="The last year is not before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkPlan",
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
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="work_plans",
                                to="members.partnership",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="work_plans",
                                to="agreements.collaborationagreement",
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField(verbose_name="school year")),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "draft"), ("adopted", "adopted")],
                                default="draft",
                                max_length=8,
                                verbose_name="status",
                            ),
                        ),
                        ("summary", models.TextField(blank=True, max_length=3000, verbose_name="in short")),
                        ("drafted_on", models.DateField(blank=True, null=True, verbose_name="draft ready on")),
                        ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted on")),
                    ],
                    options={
                        "verbose_name": "work plan",
                        "verbose_name_plural": "work plans",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("partnership", "school_year"), name="agreements_plan_once_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "adopted"), _negated=True),
                                    ("adopted_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="agreements_adopted_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="agreements.workplan",
                            ),
                        ),
                        ("what", models.CharField(max_length=500, verbose_name="what")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
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
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "change of an adopted plan",
                        "verbose_name_plural": "changes of adopted plans",
                        "indexes": [models.Index(fields=["plan", "-at"], name="agreements_changes_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="PlanActivity",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="activities",
                                to="agreements.workplan",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="what")),
                        ("goal", models.TextField(blank=True, max_length=1000, verbose_name="what for")),
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="activities",
                                to="agreements.strategicagendaitem",
                                verbose_name="theme",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("running", "running"),
                                    ("done", "done"),
                                    ("dropped", "dropped"),
                                ],
                                default="planned",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("result", models.TextField(blank=True, max_length=1000, verbose_name="what came of it")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True, related_name="plan_activities", to="plg.group", verbose_name="groups"
                            ),
                        ),
                        (
                            "products",
                            models.ManyToManyField(
                                blank=True,
                                related_name="plan_activities",
                                to="expertise.knowledgeproduct",
                                verbose_name="products",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "activity of a work plan",
                        "verbose_name_plural": "activities of work plans",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="agreements_activity_ends_after_start",
                                violation_error_message="It ends after it starts.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetLine",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="budget_lines",
                                to="agreements.workplan",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="budget_lines",
                                to="agreements.planactivity",
                                verbose_name="activity",
                            ),
                        ),
                        (
                            "funding",
                            models.CharField(
                                choices=[("structural", "structurally funded"), ("additional", "additional means")],
                                max_length=10,
                                verbose_name="kind of money",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("student_teachers", "how student teachers learn"),
                                    ("teachers", "the learning teacher"),
                                ],
                                max_length=20,
                                verbose_name="for",
                            ),
                        ),
                        ("source", models.CharField(max_length=150, verbose_name="source")),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_lines",
                                to="agreements.party",
                                verbose_name="partner",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="what")),
                        (
                            "planned",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=11,
                                validators=[django.core.validators.MinValueValidator(Decimal(0))],
                                verbose_name="planned",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "line of a budget",
                        "verbose_name_plural": "lines of budgets",
                        "ordering": ["funding", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("planned__gte", 0)),
                                name="agreements_planned_not_negative",
                                violation_error_message="An amount is not negative.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetEntry",
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
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="agreements.budgetline",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("promised", "promised"), ("spent", "spent")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=11, verbose_name="amount")),
                        ("on", models.DateField(verbose_name="on")),
                        ("description", models.CharField(blank=True, max_length=200, verbose_name="what for")),
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
                        "verbose_name": "entry of a budget",
                        "verbose_name_plural": "entries of budgets",
                        "indexes": [models.Index(fields=["line", "on"], name="agreements_entries_in_order")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True),
                                name="agreements_entry_is_an_amount",
                                violation_error_message="Fill in an amount.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evaluation",
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
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evaluations",
                                to="members.partnership",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("participant", "participants"),
                                    ("group", "groups"),
                                    ("school", "schools"),
                                    ("programme", "programme"),
                                    ("boards", "boards"),
                                ],
                                max_length=12,
                                verbose_name="level",
                            ),
                        ),
                        ("about", models.CharField(max_length=200, verbose_name="about")),
                        ("school_year", models.PositiveSmallIntegerField(verbose_name="school year")),
                        ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                        ("questions", models.TextField(blank=True, max_length=3000, verbose_name="questions")),
                        ("findings", models.TextField(blank=True, max_length=5000, verbose_name="what we found")),
                        ("decisions", models.TextField(blank=True, max_length=3000, verbose_name="what we decided")),
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
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                    ],
                    options={
                        "verbose_name": "evaluation",
                        "verbose_name_plural": "evaluations",
                        "indexes": [
                            models.Index(fields=["partnership", "school_year", "level"], name="agreements_evaluations")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
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
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mandates",
                                to="agreements.party",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signing_mandates",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("function", models.CharField(max_length=100, verbose_name="function")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("confirmed", "confirmed"),
                                    ("replaced", "replaced"),
                                    ("withdrawn", "taken back"),
                                    ("lapsed", "lapsed"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="proposed"),
                        ),
                        (
                            "confirmed_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("director", "a director of the party"),
                                    ("scan", "a signed paper, seen by a second person"),
                                ],
                                max_length=10,
                                verbose_name="confirmed by",
                            ),
                        ),
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
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                        ("scan", models.FileField(blank=True, upload_to="agreements/mandates/")),
                        ("scan_sha256", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "verbose_name": "mandate",
                        "verbose_name_plural": "mandates",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "confirmed")),
                                fields=("party",),
                                name="agreements_one_mandate_a_party",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "confirmed"), _negated=True),
                                    models.Q(("confirmed_at__isnull", False), ("confirmed_how__gt", "")),
                                    _connector="OR",
                                ),
                                name="agreements_confirmed_says_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("member")), _negated=True),
                                    _connector="OR",
                                ),
                                name="agreements_no_mandate_for_oneself",
                                violation_error_message="Nobody confirms their own mandate.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
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
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatures",
                                to="agreements.party",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="signatures",
                                to="agreements.mandate",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("read", "read"),
                                    ("signed", "signed"),
                                    ("refused", "refused"),
                                    ("replaced", "replaced"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[("digital", "on this site"), ("paper", "on paper")],
                                default="digital",
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                        ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                        ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="signed")),
                        ("document_sha256", models.CharField(blank=True, max_length=64)),
                        ("refused_at", models.DateTimeField(blank=True, null=True, verbose_name="refused")),
                        ("refusal_reason", models.CharField(blank=True, max_length=500, verbose_name="why not")),
                        ("scan", models.FileField(blank=True, upload_to="agreements/scans/")),
                        ("scan_sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "seen_by",
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
                        "verbose_name": "signature",
                        "verbose_name_plural": "signatures",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "replaced"), _negated=True),
                                fields=("party",),
                                name="agreements_one_signature_a_party",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "signed"), _negated=True),
                                    models.Q(("document_sha256__gt", ""), ("signed_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="agreements_signed_says_what_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    ("refusal_reason__gt", ""),
                                    _connector="OR",
                                ),
                                name="agreements_refusal_has_reason",
                                violation_error_message="Say why you do not sign.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SigningEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signing_events",
                                to="agreements.collaborationagreement",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opened", "signing opened"),
                                    ("mandate", "mandate confirmed"),
                                    ("asked", "asked to sign"),
                                    ("read", "document read"),
                                    ("signed", "signed"),
                                    ("refused", "refused"),
                                    ("replaced", "signatory replaced"),
                                    ("sealed", "sealed"),
                                    ("withdrawn", "taken back from signing"),
                                    ("lapsed", "mandate lapsed"),
                                ],
                                max_length=10,
                                verbose_name="what happened",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="when")),
                        ("facts", models.JSONField()),
                        ("before_sha256", models.CharField(blank=True, max_length=64)),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                    ],
                    options={
                        "verbose_name": "event of a signing round",
                        "verbose_name_plural": "events of signing rounds",
                        "ordering": ["agreement", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("agreement", "number"), name="agreements_event_number_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SigningPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="people",
                                to="agreements.signingevent",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("function", models.CharField(blank=True, max_length=100, verbose_name="function")),
                        ("salt", models.CharField(max_length=64)),
                    ],
                    options={
                        "verbose_name": "person in a signing round",
                        "verbose_name_plural": "people in signing rounds",
                    },
                ),
                migrations.CreateModel(
                    name="SealKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("private_key", models.TextField(editable=False)),
                        ("certificate", models.TextField(editable=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                        ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retired")),
                    ],
                    options={
                        "verbose_name": "key of the seal",
                        "verbose_name_plural": "keys of the seal",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("retired_at"),
                                condition=models.Q(("retired_at__isnull", True)),
                                name="agreements_one_key_seals",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
