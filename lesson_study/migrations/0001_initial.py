import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import taggit.managers
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
                    name="TeamMember",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="team",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lesson_study_teams",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "team_roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("facilitator", "process facilitator"),
                                        ("teacher", "teaches the research lesson"),
                                        ("observer", "observes pupils"),
                                        ("note_taker", "note taker"),
                                        ("time_keeper", "time keeper"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="roles",
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("invited_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="said yes")),
                        (
                            "charter_accepted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="agreed with the charter"),
                        ),
                        ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
                    ],
                    options={
                        "verbose_name": "member of a Lesson Study team",
                        "verbose_name_plural": "members of Lesson Study teams",
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "member"), name="lesson_in_team_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("charter_accepted_at__isnull", True),
                                    ("accepted_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="lesson_charter_by_who_takes_part",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KnowledgeableOther",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="knowledgeable_others",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lesson_studies_advised",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("guest_name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                        ("guest_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                        (
                            "guest_organisation",
                            models.CharField(blank=True, max_length=150, verbose_name="organisation"),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[("none", "no answer yet"), ("yes", "takes part"), ("no", "cannot take part")],
                                default="none",
                                max_length=5,
                                verbose_name="answer",
                            ),
                        ),
                        ("message", models.TextField(blank=True, max_length=2000, verbose_name="what you ask")),
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
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "feedback_asked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="feedback asked"),
                        ),
                        (
                            "feedback",
                            models.TextField(blank=True, max_length=5000, verbose_name="feedback on the plan"),
                        ),
                        ("feedback_at", models.DateTimeField(blank=True, null=True, verbose_name="feedback given")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                    ],
                    options={
                        "verbose_name": "knowledgeable other",
                        "verbose_name_plural": "knowledgeable others",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("guest_email", ""), ("member__isnull", False)),
                                    models.Q(("guest_email__gt", ""), ("member__isnull", True)),
                                    _connector="OR",
                                ),
                                name="lesson_expert_is_member_or_guest",
                                violation_error_message="Choose a member, or fill in an e-mail address.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("cycle", "member"),
                                name="lesson_expert_asked_once",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                django.db.models.functions.text.Upper("guest_email"), name="lesson_expert_at_address"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LessonStudyCycle",
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
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lesson_studies",
                                to="plg.group",
                                verbose_name="group",
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("maths", "mathematics"),
                                    ("reading", "reading"),
                                    ("language", "language and writing"),
                                    ("world", "the world around us"),
                                    ("science", "science and technology"),
                                    ("digital", "digital literacy"),
                                    ("english", "English"),
                                    ("arts", "arts and music"),
                                    ("movement", "physical education"),
                                    ("play", "play and young children"),
                                    ("living_together", "living together and citizenship"),
                                    ("other", "something else"),
                                ],
                                max_length=20,
                                verbose_name="subject",
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
                            "phase",
                            models.CharField(
                                choices=[
                                    ("start", "Start"),
                                    ("goal", "Goal"),
                                    ("study", "Study beforehand"),
                                    ("design", "Lesson design"),
                                    ("lesson", "Lesson and observation"),
                                    ("discussion", "Discussion and revision"),
                                    ("reteach", "Second lesson and observation"),
                                    ("reflection", "Reflection and sharing insights"),
                                ],
                                default="start",
                                max_length=12,
                                verbose_name="phase",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("running", "running"),
                                    ("paused", "paused"),
                                    ("stopped", "stopped"),
                                    ("finished", "finished"),
                                ],
                                default="running",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "state_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="reason of the pause or stop"),
                        ),
                        (
                            "learned_from_stopping",
                            models.TextField(blank=True, max_length=2000, verbose_name="what you learned all the same"),
                        ),
                        ("charter", models.TextField(blank=True, max_length=3000, verbose_name="what we agree")),
                        (
                            "long_term_goal",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="what kind of learners we hope for"
                            ),
                        ),
                        ("research_theme", models.CharField(blank=True, max_length=200, verbose_name="research theme")),
                        (
                            "question",
                            models.TextField(
                                blank=True,
                                help_text="We want to understand how … so that pupils …",
                                max_length=600,
                                verbose_name="research question",
                            ),
                        ),
                        ("evidence", models.TextField(blank=True, max_length=2000, verbose_name="what shows that now")),
                        (
                            "school_link",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="how it fits what the schools work at"
                            ),
                        ),
                        (
                            "no_interviews_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why no pupils were interviewed"),
                        ),
                        (
                            "no_reteach_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why there is no second lesson"),
                        ),
                        (
                            "licence",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("cc-by-40", "CC BY 4.0"),
                                    ("cc-by-sa-40", "CC BY-SA 4.0"),
                                    ("cc-by-nc-40", "CC BY-NC 4.0"),
                                    ("cc-by-nc-sa-40", "CC BY-NC-SA 4.0"),
                                    ("cc-by-nd-40", "CC BY-ND 4.0"),
                                    ("cc-by-nc-nd-40", "CC BY-NC-ND 4.0"),
                                    ("cc0-10", "CC0 1.0"),
                                ],
                                max_length=20,
                                verbose_name="licence",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="lesson_studies",
                                to="expertise.knowledgeproduct",
                                verbose_name="report",
                            ),
                        ),
                        ("shared_at", models.DateTimeField(blank=True, null=True, verbose_name="shared")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                        (
                            "observations_removed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="observations removed"),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="started")),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                        (
                            "topics",
                            taggit.managers.TaggableManager(
                                blank=True,
                                help_text="A comma-separated list of tags.",
                                through="lesson_study.CycleTopic",
                                to="topics.Topic",
                                verbose_name="topics",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Lesson Study",
                        "verbose_name_plural": "Lesson Studies",
                        "indexes": [
                            models.Index(fields=["group", "state"], name="lesson_cycle_of_group"),
                            models.Index(fields=["state", "-finished_at"], name="lesson_cycle_newest"),
                            models.Index(
                                condition=models.Q(("shared_at__isnull", False), ("state", "finished")),
                                fields=["-finished_at", "-public_id"],
                                name="lesson_cycle_archive",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["year_groups"], name="lesson_cycle_year_groups"
                            ),
                            models.Index(
                                condition=models.Q(("shared_at__isnull", False), ("state", "finished")),
                                fields=["subject", "-finished_at", "-public_id"],
                                name="lesson_cycle_of_subject",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("paused", "stopped")), _negated=True),
                                    ("state_reason__gt", ""),
                                    _connector="OR",
                                ),
                                name="lesson_pause_or_stop_has_reason",
                                violation_error_message="Say why the team pauses or stops.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "finished"), _negated=True),
                                    ("finished_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="lesson_finished_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CycleTopic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lesson_study_items",
                                to="topics.topic",
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="topic_items",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "topic of a Lesson Study",
                        "verbose_name_plural": "topics of Lesson Studies",
                        "constraints": [
                            models.UniqueConstraint(fields=("content_object", "tag"), name="lesson_cycle_topic_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CycleStep",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("started", "started"),
                                    ("forward", "went on"),
                                    ("back", "went back"),
                                    ("paused", "paused"),
                                    ("resumed", "went on after a pause"),
                                    ("stopped", "stopped"),
                                    ("finished", "finished"),
                                    ("reopened", "opened again"),
                                ],
                                max_length=10,
                                verbose_name="what happened",
                            ),
                        ),
                        (
                            "from_phase",
                            models.CharField(
                                choices=[
                                    ("start", "Start"),
                                    ("goal", "Goal"),
                                    ("study", "Study beforehand"),
                                    ("design", "Lesson design"),
                                    ("lesson", "Lesson and observation"),
                                    ("discussion", "Discussion and revision"),
                                    ("reteach", "Second lesson and observation"),
                                    ("reflection", "Reflection and sharing insights"),
                                ],
                                max_length=12,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "to_phase",
                            models.CharField(
                                choices=[
                                    ("start", "Start"),
                                    ("goal", "Goal"),
                                    ("study", "Study beforehand"),
                                    ("design", "Lesson design"),
                                    ("lesson", "Lesson and observation"),
                                    ("discussion", "Discussion and revision"),
                                    ("reteach", "Second lesson and observation"),
                                    ("reflection", "Reflection and sharing insights"),
                                ],
                                max_length=12,
                                verbose_name="to",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
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
                        "verbose_name": "step of a Lesson Study",
                        "verbose_name_plural": "steps of Lesson Studies",
                        "indexes": [models.Index(fields=["cycle", "-at"], name="lesson_step_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="CycleDay",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="days",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("study", "working session"),
                                    ("lesson", "research lesson"),
                                    ("discussion", "discussion"),
                                    ("reteach", "second lesson"),
                                    ("rediscussion", "discussion of the second lesson"),
                                    ("reflection", "reflection"),
                                ],
                                max_length=12,
                                verbose_name="what for",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "half_day",
                            models.CharField(
                                choices=[("morning", "morning"), ("afternoon", "afternoon"), ("evening", "evening")],
                                max_length=10,
                                verbose_name="part of the day",
                            ),
                        ),
                        ("start_time", models.TimeField(verbose_name="from")),
                        ("end_time", models.TimeField(verbose_name="until")),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="members.organisation",
                                verbose_name="at which school",
                            ),
                        ),
                        (
                            "meeting",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="lesson_study_day",
                                to="plg.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "day of a Lesson Study",
                        "verbose_name_plural": "days of Lesson Studies",
                        "indexes": [
                            models.Index(fields=["cycle", "day"], name="lesson_day_in_order"),
                            models.Index(fields=["day"], name="lesson_day_by_day"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end_time__gt", models.F("start_time"))),
                                name="lesson_day_ends_after_start",
                                violation_error_message="It ends after it starts.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoverRequest",
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
                                related_name="cover_requests",
                                to="lesson_study.cycleday",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cover_requests",
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
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("approved", "approved"),
                                    ("other_day", "another day proposed"),
                                    ("refused", "not possible"),
                                    ("withdrawn", "taken back"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="what it is for")),
                        ("answer_note", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                        ("proposed_day", models.DateField(blank=True, null=True, verbose_name="another day")),
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
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
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
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                    ],
                    options={
                        "verbose_name": "request for cover",
                        "verbose_name_plural": "requests for cover",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "withdrawn"), _negated=True),
                                fields=("day", "member"),
                                name="lesson_cover_asked_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "other_day"), _negated=True),
                                    ("proposed_day__isnull", False),
                                    _connector="OR",
                                ),
                                name="lesson_other_day_is_named",
                                violation_error_message="Say which day would do.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    ("answer_note__gt", ""),
                                    _connector="OR",
                                ),
                                name="lesson_refusal_has_reason",
                                violation_error_message="Say why it is not possible.",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "asked")),
                                fields=["organisation", "day"],
                                name="lesson_cover_waits",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ("asked", "withdrawn")), _negated=True),
                                fields=["organisation", "-answered_at", "-public_id"],
                                name="lesson_cover_answered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriorStudyItem",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="study_items",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("source", "source"),
                                    ("misconception", "misconception"),
                                    ("learning_line", "how the content is built up"),
                                    ("methods", "methods compared"),
                                    ("expert", "colleague or expert asked"),
                                    ("pretask", "task for pupils beforehand"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("text", models.TextField(blank=True, max_length=5000, verbose_name="what it says")),
                        ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="expertise.knowledgeproduct",
                                verbose_name="from the library",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
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
                        "verbose_name": "item of the study beforehand",
                        "verbose_name_plural": "items of the study beforehand",
                        "indexes": [models.Index(fields=["cycle", "kind", "position"], name="lesson_study_in_order")],
                    },
                ),
                migrations.CreateModel(
                    name="ReadingTask",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="lesson_study.priorstudyitem",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("reads", "reads"),
                                    ("summarises", "summarises"),
                                    ("presents", "tells the team about it"),
                                ],
                                default="reads",
                                max_length=12,
                                verbose_name="role",
                            ),
                        ),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="what you took from it")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                    ],
                    options={
                        "verbose_name": "task of the reading list",
                        "verbose_name_plural": "tasks of the reading list",
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "member"), name="lesson_reading_task_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CasePupil",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="case_pupils",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                choices=[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"), ("E", "E"), ("F", "F")],
                                max_length=1,
                                verbose_name="letter",
                            ),
                        ),
                        ("alias", models.CharField(blank=True, max_length=30, verbose_name="invented name")),
                        ("typification", models.CharField(max_length=200, verbose_name="stands for")),
                        (
                            "learning_start",
                            models.TextField(blank=True, max_length=1000, verbose_name="what this pupil can do now"),
                        ),
                        (
                            "success_criterion",
                            models.CharField(blank=True, max_length=300, verbose_name="succeeds when"),
                        ),
                    ],
                    options={
                        "verbose_name": "case pupil",
                        "verbose_name_plural": "case pupils",
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "code"), name="lesson_case_pupil_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LessonPlan",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plans",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        (
                            "predecessor",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="successor",
                                to="lesson_study.lessonplan",
                                verbose_name="made from",
                            ),
                        ),
                        (
                            "change_log",
                            models.TextField(blank=True, max_length=3000, verbose_name="what changed and why"),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "no_feedback_reason",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="why nobody from outside was asked to look at it",
                            ),
                        ),
                        ("fixed_at", models.DateTimeField(blank=True, null=True, verbose_name="fixed")),
                        (
                            "fixed_by",
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
                        "verbose_name": "lesson plan",
                        "verbose_name_plural": "lesson plans",
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "version"), name="lesson_plan_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("fixed_at__isnull", True)),
                                fields=("cycle",),
                                name="lesson_plan_one_in_work",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LessonPhaseRow",
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
                                related_name="rows",
                                to="lesson_study.lessonplan",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place")),
                        ("is_core", models.BooleanField(default=True, verbose_name="look closely here")),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed")),
                    ],
                    options={
                        "verbose_name": "row of a lesson plan",
                        "verbose_name_plural": "rows of lesson plans",
                        "indexes": [models.Index(fields=["plan", "position"], name="lesson_rows_in_order")],
                        "constraints": [models.UniqueConstraint(fields=("plan", "key"), name="lesson_row_key_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PlanCell",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cells",
                                to="lesson_study.lessonphaserow",
                            ),
                        ),
                        (
                            "column",
                            models.CharField(
                                choices=[
                                    ("label", "phase of the lesson"),
                                    ("minutes", "minutes"),
                                    ("teacher", "what the teacher does"),
                                    ("pupils", "what pupils do"),
                                    ("materials", "materials"),
                                    ("expected", "what we expect"),
                                    ("look_for", "what to look for"),
                                ],
                                max_length=10,
                                verbose_name="column",
                            ),
                        ),
                        (
                            "case_pupil",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cells",
                                to="lesson_study.casepupil",
                                verbose_name="case pupil",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=2000, verbose_name="text")),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("changed_in", models.PositiveIntegerField(default=0)),
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
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "cell of a lesson plan",
                        "verbose_name_plural": "cells of lesson plans",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("row", "column", "case_pupil"), name="lesson_cell_once", nulls_distinct=False
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case_pupil__isnull", False), ("column__in", ["expected", "look_for"])),
                                    models.Q(
                                        ("case_pupil__isnull", True),
                                        ("column__in", ["label", "materials", "minutes", "pupils", "teacher"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="lesson_cell_of_row_or_pupil",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanCellText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cell",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="lesson_study.plancell",
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        ("text", models.TextField(blank=True, max_length=2000)),
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
                        "verbose_name": "earlier text of a cell",
                        "verbose_name_plural": "earlier texts of cells",
                        "constraints": [
                            models.UniqueConstraint(fields=("cell", "version"), name="lesson_cell_text_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnsettledText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cell",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="unsettled",
                                to="lesson_study.plancell",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=2000)),
                        ("base", models.TextField(blank=True, max_length=2000)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "text that waits for a choice",
                        "verbose_name_plural": "texts that wait for a choice",
                        "constraints": [models.UniqueConstraint(fields=("cell", "by"), name="lesson_unsettled_once")],
                    },
                ),
                migrations.CreateModel(
                    name="RowComment",
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
                            "row",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="lesson_study.lessonphaserow",
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
                        ("guest_name", models.CharField(blank=True, max_length=100)),
                        ("text", models.TextField(max_length=2000, verbose_name="remark")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="dealt with")),
                    ],
                    options={
                        "verbose_name": "remark on a lesson plan",
                        "verbose_name_plural": "remarks on lesson plans",
                        "indexes": [models.Index(fields=["row", "at"], name="lesson_remarks_in_order")],
                    },
                ),
                migrations.CreateModel(
                    name="ResearchLesson",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lessons",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(3),
                                ],
                                verbose_name="number",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lessons",
                                to="lesson_study.lessonplan",
                                verbose_name="version of the plan",
                            ),
                        ),
                        (
                            "day",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="lesson",
                                to="lesson_study.cycleday",
                                verbose_name="day",
                            ),
                        ),
                        ("class_label", models.CharField(blank=True, max_length=60, verbose_name="class")),
                        (
                            "teacher",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="teacher",
                            ),
                        ),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                        (
                            "no_interviews_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why no pupils were interviewed"),
                        ),
                        ("public_key", models.TextField(blank=True, editable=False)),
                        ("private_key", models.TextField(blank=True, editable=False)),
                    ],
                    options={
                        "verbose_name": "research lesson",
                        "verbose_name_plural": "research lessons",
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "number"), name="lesson_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__range", (1, 3))), name="lesson_number_one_to_three"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObserverAssignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="observers",
                                to="lesson_study.researchlesson",
                            ),
                        ),
                        (
                            "observer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case_pupil",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="observers",
                                to="lesson_study.casepupil",
                                verbose_name="case pupil",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "observer of a lesson",
                        "verbose_name_plural": "observers of lessons",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lesson", "observer", "case_pupil"),
                                name="lesson_observer_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Observation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="observations",
                                to="lesson_study.researchlesson",
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="observations",
                                to="lesson_study.lessonphaserow",
                                verbose_name="row",
                            ),
                        ),
                        (
                            "case_pupil",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="observations",
                                to="lesson_study.casepupil",
                                verbose_name="case pupil",
                            ),
                        ),
                        (
                            "observer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("noted_at", models.DateTimeField(verbose_name="noted")),
                        (
                            "received_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="received"),
                        ),
                        (
                            "match",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("expected", "as expected"),
                                    ("partly", "partly"),
                                    ("otherwise", "otherwise"),
                                    ("not_seen", "not seen"),
                                ],
                                max_length=10,
                                verbose_name="match with what was expected",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=2000, verbose_name="what you saw or heard")),
                        ("is_quote", models.BooleanField(default=False, verbose_name="literally")),
                        ("is_critical", models.BooleanField(default=False, verbose_name="critical moment")),
                    ],
                    options={
                        "verbose_name": "observation",
                        "verbose_name_plural": "observations",
                        "indexes": [models.Index(fields=["lesson", "noted_at"], name="lesson_notes_in_time")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("match__gt", ""), ("text__gt", ""), _connector="OR"),
                                name="lesson_note_says_something",
                                violation_error_message="Choose how it matches, or write what you saw.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PupilInterview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interviews",
                                to="lesson_study.researchlesson",
                            ),
                        ),
                        (
                            "case_pupil",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interviews",
                                to="lesson_study.casepupil",
                                verbose_name="case pupil",
                            ),
                        ),
                        (
                            "liked",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="What did you like best in this lesson?"
                            ),
                        ),
                        (
                            "learned",
                            models.TextField(
                                blank=True,
                                max_length=1000,
                                verbose_name="What did you learn, what can you do (better) now?",
                            ),
                        ),
                        ("helped", models.TextField(blank=True, max_length=1000, verbose_name="What helped you most?")),
                        (
                            "would_change",
                            models.TextField(
                                blank=True,
                                max_length=1000,
                                verbose_name="If this lesson is given in another class tomorrow, what would you change, and why?",
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
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "interview with a pupil",
                        "verbose_name_plural": "interviews with pupils",
                        "indexes": [models.Index(fields=["lesson", "case_pupil"], name="lesson_interviews_of_pupil")],
                    },
                ),
                migrations.CreateModel(
                    name="WithdrawnNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(editable=False, unique=True)),
                        (
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="withdrawn_notes",
                                to="lesson_study.researchlesson",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "note that was taken back",
                        "verbose_name_plural": "notes that were taken back",
                    },
                ),
                migrations.CreateModel(
                    name="MatchCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="match_counts",
                                to="lesson_study.researchlesson",
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="lesson_study.lessonphaserow",
                            ),
                        ),
                        (
                            "case_pupil",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="lesson_study.casepupil",
                            ),
                        ),
                        (
                            "match",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("expected", "as expected"),
                                    ("partly", "partly"),
                                    ("otherwise", "otherwise"),
                                    ("not_seen", "not seen"),
                                ],
                                max_length=10,
                                verbose_name="match",
                            ),
                        ),
                        ("count", models.PositiveIntegerField(verbose_name="how often")),
                    ],
                    options={
                        "verbose_name": "count of observations",
                        "verbose_name_plural": "counts of observations",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lesson", "row", "case_pupil", "match"),
                                name="lesson_match_counted_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Discussion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lesson",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="discussion",
                                to="lesson_study.researchlesson",
                            ),
                        ),
                        (
                            "chair",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="chair",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opening", "Opening and agreements"),
                                    ("teacher", "First impression of the teacher"),
                                    ("observations", "Observations: facts, no judgements"),
                                    ("pupils", "What did the pupils say?"),
                                    ("expected_seen", "Expected and seen; patterns in the class"),
                                    ("design", "What in the design helped or hindered"),
                                    ("revision", "Revision, three changes at most"),
                                    ("expert", "Closing words of the knowledgeable other"),
                                    ("my_class", "What do I take to my class"),
                                ],
                                max_length=15,
                                verbose_name="step",
                            ),
                        ),
                        ("step_started_at", models.DateTimeField(blank=True, null=True, verbose_name="step started")),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                        (
                            "no_revision_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="why nothing is changed"),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "discussion of a lesson",
                        "verbose_name_plural": "discussions of lessons",
                    },
                ),
                migrations.CreateModel(
                    name="DiscussionStepTime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "discussion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="step_times",
                                to="lesson_study.discussion",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("opening", "Opening and agreements"),
                                    ("teacher", "First impression of the teacher"),
                                    ("observations", "Observations: facts, no judgements"),
                                    ("pupils", "What did the pupils say?"),
                                    ("expected_seen", "Expected and seen; patterns in the class"),
                                    ("design", "What in the design helped or hindered"),
                                    ("revision", "Revision, three changes at most"),
                                    ("expert", "Closing words of the knowledgeable other"),
                                    ("my_class", "What do I take to my class"),
                                ],
                                max_length=15,
                                verbose_name="step",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="started")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "time of a step",
                        "verbose_name_plural": "times of steps",
                        "indexes": [models.Index(fields=["discussion", "started_at"], name="lesson_step_times")],
                    },
                ),
                migrations.CreateModel(
                    name="DiscussionNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "discussion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="lesson_study.discussion",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("opening", "Opening and agreements"),
                                    ("teacher", "First impression of the teacher"),
                                    ("observations", "Observations: facts, no judgements"),
                                    ("pupils", "What did the pupils say?"),
                                    ("expected_seen", "Expected and seen; patterns in the class"),
                                    ("design", "What in the design helped or hindered"),
                                    ("revision", "Revision, three changes at most"),
                                    ("expert", "Closing words of the knowledgeable other"),
                                    ("my_class", "What do I take to my class"),
                                ],
                                max_length=15,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "parked_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opening", "Opening and agreements"),
                                    ("teacher", "First impression of the teacher"),
                                    ("observations", "Observations: facts, no judgements"),
                                    ("pupils", "What did the pupils say?"),
                                    ("expected_seen", "Expected and seen; patterns in the class"),
                                    ("design", "What in the design helped or hindered"),
                                    ("revision", "Revision, three changes at most"),
                                    ("expert", "Closing words of the knowledgeable other"),
                                    ("my_class", "What do I take to my class"),
                                ],
                                max_length=15,
                                verbose_name="parked for",
                            ),
                        ),
                        (
                            "case_pupil",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="lesson_study.casepupil",
                            ),
                        ),
                        ("text", models.TextField(max_length=2000, verbose_name="what was said")),
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
                        ("guest_name", models.CharField(blank=True, max_length=100)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "note of a discussion",
                        "verbose_name_plural": "notes of discussions",
                        "indexes": [models.Index(fields=["discussion", "step", "at"], name="lesson_discussion_notes")],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
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
                            "discussion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="lesson_study.discussion",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(3),
                                ],
                                verbose_name="number",
                            ),
                        ),
                        ("row_key", models.UUIDField(blank=True, null=True)),
                        ("before", models.TextField(blank=True, max_length=1000, verbose_name="from")),
                        ("after", models.TextField(max_length=1000, verbose_name="to")),
                        ("reason", models.TextField(max_length=1000, verbose_name="because")),
                        ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="in the next version")),
                    ],
                    options={
                        "verbose_name": "change to the plan",
                        "verbose_name_plural": "changes to the plan",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("discussion", "position"), name="lesson_revision_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("position__range", (1, 3))),
                                name="lesson_three_revisions_at_most",
                                violation_error_message="Three changes at most: with more you do not know what helped.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PupilProgress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case_pupil",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="progress",
                                to="lesson_study.casepupil",
                            ),
                        ),
                        (
                            "progress",
                            models.CharField(
                                choices=[
                                    ("reached", "reached"),
                                    ("partly", "partly"),
                                    ("not_yet", "not yet"),
                                    ("unknown", "we could not see"),
                                ],
                                max_length=10,
                                verbose_name="progress",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=1000, verbose_name="what shows that")),
                    ],
                    options={
                        "verbose_name": "progress of a case pupil",
                        "verbose_name_plural": "progress of case pupils",
                    },
                ),
                migrations.CreateModel(
                    name="Insight",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="insights",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("pupil", "about pupils"),
                                    ("teacher", "about teachers"),
                                    ("school", "about the school"),
                                ],
                                max_length=10,
                                verbose_name="level",
                            ),
                        ),
                        ("text", models.TextField(max_length=1000, verbose_name="insight")),
                        ("monday", models.TextField(blank=True, max_length=1000, verbose_name="what we do on Monday")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "insight",
                        "verbose_name_plural": "insights",
                        "indexes": [
                            models.Index(fields=["cycle", "level", "position"], name="lesson_insights_in_order")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="lesson_study.revision",
                            ),
                        ),
                        (
                            "insight",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="lesson_study.insight",
                            ),
                        ),
                        (
                            "observation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="evidence_for",
                                to="lesson_study.observation",
                            ),
                        ),
                        (
                            "match",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("expected", "as expected"),
                                    ("partly", "partly"),
                                    ("otherwise", "otherwise"),
                                    ("not_seen", "not seen"),
                                ],
                                max_length=10,
                                verbose_name="match",
                            ),
                        ),
                        ("removed_on", models.DateField(blank=True, null=True, verbose_name="observation removed on")),
                    ],
                    options={
                        "verbose_name": "evidence",
                        "verbose_name_plural": "evidence",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("insight__isnull", True), ("revision__isnull", False)),
                                    models.Q(("insight__isnull", False), ("revision__isnull", True)),
                                    _connector="OR",
                                ),
                                name="lesson_evidence_of_one",
                            ),
                            models.UniqueConstraint(
                                fields=("revision", "observation"), name="lesson_evidence_of_revision_once"
                            ),
                            models.UniqueConstraint(
                                fields=("insight", "observation"), name="lesson_evidence_of_insight_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpenQuestion",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="open_questions",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        ("text", models.TextField(max_length=600, verbose_name="question")),
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
                            "practice_question",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="expertise.practicequestion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "open question",
                        "verbose_name_plural": "open questions",
                    },
                ),
                migrations.CreateModel(
                    name="ShareEvent",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="share_events",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("open_lesson", "open lesson"),
                                    ("team_meeting", "team meeting"),
                                    ("plenary", "plenary meeting"),
                                    ("other", "something else"),
                                ],
                                max_length=15,
                                verbose_name="how",
                            ),
                        ),
                        ("audience", models.CharField(max_length=200, verbose_name="for whom")),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="share_events",
                                to="plg.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "moment of sharing",
                        "verbose_name_plural": "moments of sharing",
                        "indexes": [models.Index(fields=["cycle", "day"], name="lesson_sharing_in_order")],
                    },
                ),
                migrations.CreateModel(
                    name="ReportDraft",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="report",
                                to="lesson_study.lessonstudycycle",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=50000, verbose_name="report")),
                        ("version", models.PositiveIntegerField(default=0)),
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
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "report of a Lesson Study",
                        "verbose_name_plural": "reports of Lesson Studies",
                    },
                ),
                migrations.CreateModel(
                    name="ReportText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="lesson_study.reportdraft",
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        ("text", models.TextField(blank=True, max_length=50000)),
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
                        "verbose_name": "earlier text of a report",
                        "verbose_name_plural": "earlier texts of reports",
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "version"), name="lesson_report_text_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportContact",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="report_contacts",
                                to="lesson_study.lessonstudycycle",
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
                        ("agreed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="agreed")),
                    ],
                    options={
                        "verbose_name": "contact person of a Lesson Study",
                        "verbose_name_plural": "contact persons of Lesson Studies",
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "member"), name="lesson_report_contact_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VideoSession",
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
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="video_sessions",
                                to="plg.group",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="members.organisation",
                                verbose_name="at which school it was",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="ordinary moment")),
                        (
                            "focus",
                            models.TextField(blank=True, max_length=1000, verbose_name="why does this often go well?"),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="filmed_sessions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who was filmed",
                            ),
                        ),
                        (
                            "checker",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who checks",
                            ),
                        ),
                        (
                            "leader",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who leads",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("idea", "idea"),
                                    ("agreed", "agreed on"),
                                    ("filmed", "filmed"),
                                    ("chosen", "fragments chosen"),
                                    ("meeting", "looking together"),
                                    ("insights", "insights"),
                                    ("erased", "film erased"),
                                ],
                                default="idea",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("filmed_on", models.DateField(blank=True, null=True, verbose_name="filmed on")),
                        (
                            "school_link",
                            models.URLField(
                                blank=True,
                                max_length=500,
                                validators=[django.core.validators.URLValidator(schemes=["https"])],
                                verbose_name="address in the store of the school",
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("current", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="question")),
                        (
                            "round_started_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="question began"),
                        ),
                        ("met_at", models.DateTimeField(blank=True, null=True, verbose_name="talk closed")),
                        ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="film erased")),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("idempotency_key", models.CharField(blank=True, max_length=80, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "session of looking together",
                        "verbose_name_plural": "sessions of looking together",
                        "indexes": [models.Index(fields=["group", "state"], name="lesson_study_video_of_group")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("current__isnull", True), ("round_started_at__isnull", True)),
                                    models.Q(("current__isnull", False), ("round_started_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="lesson_study_video_talk_has_begun",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("erased_at__isnull", False), ("state", "erased")),
                                    models.Q(models.Q(("state", "erased"), _negated=True), ("erased_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="lesson_study_video_erased_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["chosen", "filmed", "insights", "meeting"]), _negated=True),
                                    ("filmed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="lesson_study_video_filmed_on",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionViewer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="viewers",
                                to="lesson_study.videosession",
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
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "person who looks along",
                        "verbose_name_plural": "people who look along",
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "member"), name="lesson_study_video_viewer_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FilmedAdult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="adults",
                                to="lesson_study.videosession",
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
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("team", "the group, as far as it works at this school"),
                                        ("school", "colleagues of this school"),
                                        ("partners", "other schools of the network"),
                                        ("institute", "the teacher education"),
                                    ],
                                    max_length=9,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="who may look",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("agreed_at", models.DateTimeField(blank=True, null=True, verbose_name="agreed")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                        (
                            "only_covered",
                            models.BooleanField(default=False, verbose_name="only when faces are blurred"),
                        ),
                    ],
                    options={
                        "verbose_name": "adult who was filmed",
                        "verbose_name_plural": "adults who were filmed",
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "member"), name="lesson_study_video_adult_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("audiences__contained_by", ["team", "school", "partners", "institute"])
                                ),
                                name="lesson_study_video_adult_names_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agreed_at__isnull", False), ("audiences", []), _connector="OR"),
                                name="lesson_study_video_adult_agrees_first",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checks",
                                to="lesson_study.videosession",
                            ),
                        ),
                        (
                            "item",
                            models.CharField(
                                choices=[
                                    ("support", "support"),
                                    ("openness", "nuance, openness and patience"),
                                    ("discussion", "a constructive talk"),
                                    ("time", "time and money"),
                                    ("law", "law and ethics"),
                                ],
                                max_length=10,
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
                        ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "point of the list of five",
                        "verbose_name_plural": "points of the list of five",
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "item"), name="lesson_study_video_check_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsentRecord",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="lesson_study.videosession",
                            ),
                        ),
                        ("class_name", models.CharField(max_length=40, verbose_name="class")),
                        ("form_version", models.CharField(max_length=40, verbose_name="which letter")),
                        (
                            "pupils_in_view",
                            models.PositiveSmallIntegerField(verbose_name="pupils who can be recognised"),
                        ),
                        ("consents", models.PositiveSmallIntegerField(verbose_name="of them with consent")),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("team", "the group, as far as it works at this school"),
                                        ("school", "colleagues of this school"),
                                        ("partners", "other schools of the network"),
                                        ("institute", "the teacher education"),
                                    ],
                                    max_length=9,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="who may look, by the letter",
                            ),
                        ),
                        ("valid_until", models.DateField(verbose_name="valid until")),
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
                        ("checked_on", models.DateField(default=django.utils.timezone.localdate)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                        (
                            "only_covered",
                            models.BooleanField(default=False, verbose_name="only when faces are blurred"),
                        ),
                    ],
                    options={
                        "verbose_name": "consent of parents",
                        "verbose_name_plural": "consents of parents",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("consents__lte", models.F("pupils_in_view"))),
                                name="lesson_study_video_consents_at_most_all",
                                violation_error_message="There cannot be more consents than pupils who can be recognised.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("audiences__contained_by", ["team", "school", "partners", "institute"])
                                ),
                                name="lesson_study_video_consent_names_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("checked_on"))),
                                name="lesson_study_video_consent_lasts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PupilWithdrawal",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="withdrawals",
                                to="lesson_study.videosession",
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="withdrawals",
                                to="lesson_study.consentrecord",
                            ),
                        ),
                        (
                            "told_by",
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
                        "verbose_name": "consent taken back",
                        "verbose_name_plural": "consents taken back",
                    },
                ),
                migrations.CreateModel(
                    name="Clearance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "withdrawal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clearances",
                                to="lesson_study.pupilwithdrawal",
                            ),
                        ),
                        (
                            "clip",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clearances",
                                to="lesson_study.clip",
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
                        ("as_owner", models.BooleanField(default=False)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "fragment looked through",
                        "verbose_name_plural": "fragments looked through",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("withdrawal", "clip", "as_owner"), name="lesson_study_video_cleared_once_each"
                            ),
                            models.UniqueConstraint(
                                fields=("withdrawal", "clip", "member"), name="lesson_study_video_cleared_by_two"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recording",
                                to="lesson_study.videosession",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("coming", "coming in"),
                                    ("waiting", "waits to be checked"),
                                    ("making", "is being made ready"),
                                    ("ready", "ready to choose from"),
                                    ("failed", "could not be read"),
                                ],
                                default="coming",
                                max_length=7,
                            ),
                        ),
                        ("key", models.CharField(max_length=32, unique=True)),
                        ("size", models.PositiveBigIntegerField(verbose_name="size")),
                        ("received", models.PositiveBigIntegerField(default=0, verbose_name="received")),
                        ("sent_name", models.CharField(blank=True, max_length=120)),
                        ("content", models.CharField(max_length=100)),
                        ("preview", models.CharField(blank=True, max_length=100)),
                        ("seconds", models.PositiveIntegerField(default=0, verbose_name="seconds")),
                        ("trouble", models.CharField(blank=True, max_length=20, verbose_name="what is wrong")),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("deaths", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "recording",
                        "verbose_name_plural": "recordings",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("received__lte", models.F("size"))),
                                name="lesson_study_video_no_more_than_told",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clip",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clips",
                                to="lesson_study.videosession",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(4),
                                ]
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="what do we see?")),
                        ("why_chosen", models.TextField(blank=True, max_length=600, verbose_name="why this fragment?")),
                        ("description", models.TextField(max_length=3000, verbose_name="what happens, in words")),
                        ("starts", models.PositiveIntegerField(blank=True, null=True, verbose_name="from (seconds)")),
                        ("ends", models.PositiveIntegerField(blank=True, null=True, verbose_name="until (seconds)")),
                        (
                            "cover",
                            models.CharField(
                                choices=[
                                    ("none", "nothing: the picture as it is"),
                                    ("faces", "faces blurred, found by a program"),
                                    ("whole", "the whole picture blurred"),
                                    ("sound", "sound only, no picture"),
                                ],
                                default="none",
                                max_length=5,
                                verbose_name="what is taken away of the picture",
                            ),
                        ),
                        ("shifts_voices", models.BooleanField(default=False, verbose_name="change the voices")),
                        ("captions", models.TextField(blank=True, max_length=12000, verbose_name="captions")),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("team", "the group, as far as it works at this school"),
                                        ("school", "colleagues of this school"),
                                        ("partners", "other schools of the network"),
                                        ("institute", "the teacher education"),
                                    ],
                                    max_length=9,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="who may look",
                            ),
                        ),
                        ("ends_on", models.DateField(verbose_name="until and including")),
                        (
                            "film",
                            models.CharField(
                                choices=[
                                    ("words", "told in words"),
                                    ("waiting", "waits to be made"),
                                    ("making", "is being made"),
                                    ("to_check", "made, to be checked"),
                                    ("ready", "ready"),
                                    ("failed", "could not be made"),
                                    ("erased", "film erased"),
                                ],
                                default="words",
                                max_length=8,
                            ),
                        ),
                        ("content", models.CharField(blank=True, max_length=100)),
                        ("poster", models.CharField(blank=True, max_length=100)),
                        ("seconds", models.PositiveSmallIntegerField(default=0, verbose_name="seconds")),
                        ("made", models.PositiveSmallIntegerField(default=0)),
                        ("trouble", models.CharField(blank=True, max_length=20, verbose_name="what is wrong")),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("deaths", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "fragment",
                        "verbose_name_plural": "fragments",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("session", "position"),
                                name="lesson_study_video_clip_place_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("position__range", (1, 4))), name="lesson_study_video_few_fragments"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends__isnull", True), ("starts__isnull", True)),
                                    ("ends__gt", models.F("starts")),
                                    _connector="OR",
                                ),
                                name="lesson_study_video_clip_ends_later",
                                violation_error_message="A fragment ends after it began.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("audiences__contained_by", ["team", "school", "partners", "institute"])
                                ),
                                name="lesson_study_video_clip_names_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("audiences", []), ("film", "ready"), _connector="OR"),
                                name="lesson_study_video_shared_when_checked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("content__gt", ""), ("film__in", ["ready", "to_check"])),
                                    models.Q(
                                        models.Q(("film__in", ["ready", "to_check"]), _negated=True), ("content", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="lesson_study_video_film_has_a_file",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClipVeto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "clip",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="vetoes",
                                to="lesson_study.clip",
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
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "veto",
                        "verbose_name_plural": "vetoes",
                        "constraints": [
                            models.UniqueConstraint(fields=("clip", "member"), name="lesson_study_video_veto_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FilmErasure",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="erasures",
                                to="lesson_study.videosession",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(default=0)),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("veto", "somebody who was filmed did not want it shown"),
                                    ("withdrawn", "a consent was taken back"),
                                    ("expired", "a consent was over"),
                                    ("term", "the term was over"),
                                    ("owner", "who was filmed erased it"),
                                    ("replaced", "it was made anew"),
                                    ("left", "who was filmed left the network"),
                                    ("restored", "erased once more after a restore"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "names",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100), default=list
                            ),
                        ),
                        ("files", models.PositiveSmallIntegerField(default=0)),
                        ("bytes", models.PositiveBigIntegerField(default=0)),
                        ("hidden_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("due_at", models.DateTimeField()),
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "erasing of a film",
                        "verbose_name_plural": "erasings of films",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("erased_at__isnull", True)),
                                fields=["due_at"],
                                name="lesson_study_video_to_erase",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("erased_at__isnull", True), ("names", []), _connector="OR"),
                                name="lesson_study_video_gone_is_gone",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionNote",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="lesson_study.videosession",
                            ),
                        ),
                        (
                            "clip",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="notes",
                                to="lesson_study.clip",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("strength", "strength"),
                                    ("routine", "goes without saying"),
                                    ("surprise", "surprise"),
                                    ("keep", "keep it so"),
                                    ("different", "try it differently"),
                                ],
                                max_length=9,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.TextField(max_length=1000, verbose_name="what do you see?")),
                        (
                            "second",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="at (seconds)"),
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
                        ("is_from_pupils", models.BooleanField(default=False, verbose_name="said by pupils")),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("key", models.UUIDField(blank=True, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "note at a film",
                        "verbose_name_plural": "notes at a film",
                        "indexes": [
                            models.Index(fields=["session", "clip", "second"], name="lesson_study_video_notes")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("second__isnull", True), ("clip__isnull", False), _connector="OR"),
                                name="lesson_study_video_moment_of_a_clip",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionInsight",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="insights",
                                to="lesson_study.videosession",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("strength", "strength"),
                                    ("routine", "goes without saying"),
                                    ("surprise", "surprise"),
                                    ("keep", "keep it so"),
                                    ("different", "try it differently"),
                                ],
                                max_length=9,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="insight")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "insight of looking together",
                        "verbose_name_plural": "insights of looking together",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["different", "keep", "strength"])),
                                name="lesson_study_video_insight_kinds",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
