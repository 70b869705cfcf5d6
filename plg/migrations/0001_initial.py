import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import knowledge_network.kit.ids
import knowledge_network.members.people.models.role
import plg.meetings.models.feed
import plg.records.models.certificate
from knowledge_network.kit.tables_at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0001_initial"),
        ("topics", "0001_initial"),
        # Before the tables of groups only so that Django draws few models again while these are altered.
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("topics", "0002_who_proposed"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="GroupMembership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="plg.group",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="group_memberships",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "group leader"),
                                    ("facilitator", "process facilitator"),
                                    ("secretary", "secretary"),
                                    ("member", "member"),
                                    ("expert", "expert"),
                                    ("observer", "observer"),
                                ],
                                default="member",
                                max_length=16,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "shown_publicly",
                            models.BooleanField(default=False, verbose_name="show my name on the public page"),
                        ),
                        ("start", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("last_read_at", models.DateTimeField(blank=True, null=True, verbose_name="read until")),
                    ],
                    options={
                        "verbose_name": "membership of a group",
                        "verbose_name_plural": "memberships of groups",
                        "indexes": [models.Index(fields=["member", "group"], name="plg_membership_of_member")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                                ),
                                name="plg_membership_ends_after_start",
                                violation_error_message="A membership ends after it starts.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (models.F("group"), "="),
                                    (models.F("member"), "="),
                                    (knowledge_network.members.people.models.role.DateRange("start", "end"), "&&"),
                                ],
                                name="plg_membership_one_at_a_time",
                                violation_error_message="This member is in this group already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JoinRequest",
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
                                related_name="join_requests",
                                to="plg.group",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="join_requests",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member",
                            ),
                        ),
                        ("message", models.TextField(blank=True, max_length=600, verbose_name="why you want to join")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "waiting"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("withdrawn", "taken back"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                        ("requested_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="how many days to read along"
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                        (
                            "decided_by",
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
                        "verbose_name": "request to join a group",
                        "verbose_name_plural": "requests to join a group",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("group", "member"),
                                name="plg_join_request_one_open",
                                violation_error_message="You asked to join this group already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "declined"), _negated=True), ("reason__gt", ""), _connector="OR"
                                ),
                                name="plg_join_request_declined_has_reason",
                                violation_error_message="Say why you decline this request.",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["requested_at", "public_id"],
                                name="plg_join_request_waits",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupInvitation",
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
                                related_name="invitations",
                                to="plg.group",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="group_invitations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "group leader"),
                                    ("facilitator", "process facilitator"),
                                    ("secretary", "secretary"),
                                    ("member", "member"),
                                    ("expert", "expert"),
                                    ("observer", "observer"),
                                ],
                                default="member",
                                max_length=16,
                                verbose_name="role",
                            ),
                        ),
                        ("message", models.TextField(blank=True, max_length=600, verbose_name="message")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "waiting"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("withdrawn", "taken back"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
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
                        ("invited_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                    ],
                    options={
                        "verbose_name": "invitation to a group",
                        "verbose_name_plural": "invitations to groups",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("group", "member"),
                                name="plg_group_invitation_one_open",
                                violation_error_message="This member was invited already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Group",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("plg", "PLG"),
                                    ("project", "project group"),
                                    ("expert", "expert group"),
                                    ("theme", "theme group"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("slug", models.SlugField(max_length=110, unique=True, verbose_name="address")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("application", "application"),
                                    ("granted", "granted"),
                                    ("rejected", "rejected"),
                                    ("active", "active"),
                                    ("dormant", "dormant"),
                                    ("finishing", "finishing"),
                                    ("maintained", "in maintenance"),
                                    ("closed", "closed"),
                                    ("dissolved", "dissolved"),
                                    ("archived", "archived"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                help_text="In one or two sentences: what for, for whom.",
                                max_length=300,
                                verbose_name="purpose",
                            ),
                        ),
                        (
                            "question",
                            models.TextField(
                                blank=True,
                                help_text="The practice question or central question of this group.",
                                max_length=600,
                                verbose_name="question",
                            ),
                        ),
                        (
                            "description",
                            models.TextField(
                                blank=True,
                                help_text="You may use Markdown.",
                                max_length=5000,
                                verbose_name="description",
                            ),
                        ),
                        (
                            "openness",
                            models.CharField(
                                choices=[("open", "open: join on request"), ("closed", "closed: by invitation")],
                                default="open",
                                max_length=6,
                                verbose_name="who can join",
                            ),
                        ),
                        (
                            "open_to_students",
                            models.BooleanField(default=True, verbose_name="student teachers are welcome"),
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
                                    max_length=3,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="sectors",
                            ),
                        ),
                        (
                            "rhythm",
                            models.CharField(
                                blank=True,
                                help_text="For instance «every fourth Wednesday afternoon».",
                                max_length=120,
                                verbose_name="rhythm",
                            ),
                        ),
                        (
                            "contact_person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contact_for_groups",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact person",
                            ),
                        ),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                        ("assignment", models.TextField(blank=True, max_length=2000, verbose_name="assignment")),
                        (
                            "budget",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="budget"
                            ),
                        ),
                        (
                            "funding_type",
                            models.CharField(
                                blank=True,
                                choices=[("structural", "structurally funded"), ("additional", "additional means")],
                                max_length=10,
                                verbose_name="funding",
                            ),
                        ),
                        (
                            "rejection_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="reason of the rejection"),
                        ),
                        (
                            "maintainer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="maintained by",
                            ),
                        ),
                        ("review_on", models.DateField(blank=True, null=True, verbose_name="look at it again on")),
                        (
                            "no_result_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="why there is no product"),
                        ),
                        (
                            "evaluation",
                            models.TextField(blank=True, max_length=5000, verbose_name="evaluation by the group"),
                        ),
                        (
                            "certificate_hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="hours for a certificate",
                            ),
                        ),
                        (
                            "learning_outcomes",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="what you can do after this group"
                            ),
                        ),
                        (
                            "file_decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("keep", "keep for two years, then delete"),
                                    ("delete", "delete at closing"),
                                    ("hand_over", "hand over to the contact person"),
                                ],
                                max_length=10,
                                verbose_name="what happens to the files",
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        (
                            "member_count",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="members"),
                        ),
                        ("board_count", models.PositiveIntegerField(default=0, editable=False, verbose_name="boards")),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="created by",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="created at"),
                        ),
                        (
                            "active_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="last active"
                            ),
                        ),
                        (
                            "topics",
                            taggit.managers.TaggableManager(
                                blank=True,
                                help_text="A comma-separated list of tags.",
                                through="plg.GroupTopic",
                                to="topics.Topic",
                                verbose_name="topics",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "group",
                        "verbose_name_plural": "groups",
                        "indexes": [
                            models.Index(fields=["kind", "state", "name"], name="plg_group_kind_state_name"),
                            models.Index(fields=["name", "slug"], name="plg_group_by_name"),
                            models.Index(fields=["kind", "name", "slug"], name="plg_group_of_kind_by_name"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("started_on__isnull", True),
                                    ("ends_on__gte", models.F("started_on")),
                                    _connector="OR",
                                ),
                                name="plg_group_ends_after_start",
                                violation_error_message="A group ends after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            [
                                                "active",
                                                "archived",
                                                "closed",
                                                "dissolved",
                                                "dormant",
                                                "finishing",
                                                "maintained",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    ("contact_person__isnull", False),
                                    _connector="OR",
                                ),
                                name="plg_group_always_has_contact_person",
                                violation_error_message="A group always has a contact person.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "rejected"), _negated=True),
                                    ("rejection_reason__gt", ""),
                                    _connector="OR",
                                ),
                                name="plg_group_rejection_has_reason",
                                violation_error_message="Say why this application is rejected.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "project"),
                                    models.Q(
                                        ("state__in", ["application", "granted", "maintained", "rejected"]),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="plg_group_project_states_only_for_projects",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "expert"),
                                    models.Q(("state__in", ["dissolved", "dormant"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="plg_group_expert_states_only_for_expert_groups",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "maintained"), _negated=True),
                                    models.Q(("maintainer__isnull", False), ("review_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plg_group_maintenance_has_owner_and_date",
                                violation_error_message="Say who maintains the product and when it is looked at again.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["archived", "closed", "dissolved"]), _negated=True),
                                    ("closed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="plg_group_closed_has_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("budget__isnull", True), ("budget__gte", 0), _connector="OR"),
                                name="plg_group_budget_not_negative",
                                violation_error_message="A budget is not negative.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupTopic",
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
                                related_name="group_items",
                                to="topics.topic",
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="topic_items", to="plg.group"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "topic of a group",
                        "verbose_name_plural": "topics of groups",
                        "constraints": [
                            models.UniqueConstraint(fields=("content_object", "tag"), name="plg_group_topic_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupTransition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="transitions", to="plg.group"
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("application", "application"),
                                    ("granted", "granted"),
                                    ("rejected", "rejected"),
                                    ("active", "active"),
                                    ("dormant", "dormant"),
                                    ("finishing", "finishing"),
                                    ("maintained", "in maintenance"),
                                    ("closed", "closed"),
                                    ("dissolved", "dissolved"),
                                    ("archived", "archived"),
                                ],
                                max_length=12,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("application", "application"),
                                    ("granted", "granted"),
                                    ("rejected", "rejected"),
                                    ("active", "active"),
                                    ("dormant", "dormant"),
                                    ("finishing", "finishing"),
                                    ("maintained", "in maintenance"),
                                    ("closed", "closed"),
                                    ("dissolved", "dissolved"),
                                    ("archived", "archived"),
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
                        "verbose_name": "step of a group",
                        "verbose_name_plural": "steps of groups",
                        "indexes": [models.Index(fields=["group", "-at"], name="plg_transition_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="Deliverable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="deliverables", to="plg.group"
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="what")),
                        ("due_on", models.DateField(verbose_name="due")),
                        ("delivered_on", models.DateField(blank=True, null=True, verbose_name="delivered")),
                    ],
                    options={
                        "verbose_name": "deliverable",
                        "verbose_name_plural": "deliverables",
                    },
                ),
                migrations.CreateModel(
                    name="ThemeWalk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="walk", to="plg.group"
                            ),
                        ),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Individual questions"),
                                    (2, "Inspiration from outside: keynote"),
                                    (3, "Clustering into central questions"),
                                    (4, "Brainstorm about questions and how they hang together"),
                                    (5, "Input from practice"),
                                    (6, "Reading and discussing research"),
                                    (7, "Discussing meaning and value with your own team"),
                                    (8, "Sharing what the teams said"),
                                    (9, "Working out example cases"),
                                    (10, "Concrete solution"),
                                ],
                                default=1,
                                verbose_name="step",
                            ),
                        ),
                        ("step_since", models.DateTimeField(default=django.utils.timezone.now)),
                        ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "origin_count",
                            models.PositiveIntegerField(default=0, verbose_name="questions that were bundled"),
                        ),
                        ("origin_url", models.CharField(blank=True, max_length=200)),
                        ("keynote_speaker", models.CharField(blank=True, max_length=150, verbose_name="who spoke")),
                        (
                            "keynote_notes",
                            models.TextField(blank=True, max_length=3000, verbose_name="what stayed with you"),
                        ),
                        ("keynote_link", models.URLField(blank=True, max_length=300, verbose_name="link")),
                        (
                            "rationale",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why these questions belong together"
                            ),
                        ),
                        (
                            "central_question",
                            models.CharField(blank=True, max_length=300, verbose_name="central question"),
                        ),
                        ("sub_questions", models.TextField(blank=True, max_length=2000, verbose_name="sub-questions")),
                        (
                            "definitions",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="what we mean by the words in it"
                            ),
                        ),
                        (
                            "relations",
                            models.TextField(blank=True, max_length=2000, verbose_name="how it hangs together"),
                        ),
                        (
                            "agreements",
                            models.TextField(blank=True, max_length=3000, verbose_name="on what the teams agree"),
                        ),
                        ("tensions", models.TextField(blank=True, max_length=3000, verbose_name="where it grates")),
                        ("used_by", models.TextField(blank=True, max_length=2000, verbose_name="who uses it")),
                        ("follow_up", models.TextField(blank=True, max_length=2000, verbose_name="what comes after")),
                    ],
                    options={
                        "verbose_name": "steps of a theme group",
                        "verbose_name_plural": "steps of theme groups",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("step__gte", 1), ("step__lte", 10)), name="plg_walk_has_ten_steps"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StepMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "walk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="plg.themewalk"
                            ),
                        ),
                        (
                            "from_step",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Individual questions"),
                                    (2, "Inspiration from outside: keynote"),
                                    (3, "Clustering into central questions"),
                                    (4, "Brainstorm about questions and how they hang together"),
                                    (5, "Input from practice"),
                                    (6, "Reading and discussing research"),
                                    (7, "Discussing meaning and value with your own team"),
                                    (8, "Sharing what the teams said"),
                                    (9, "Working out example cases"),
                                    (10, "Concrete solution"),
                                ]
                            ),
                        ),
                        (
                            "to_step",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Individual questions"),
                                    (2, "Inspiration from outside: keynote"),
                                    (3, "Clustering into central questions"),
                                    (4, "Brainstorm about questions and how they hang together"),
                                    (5, "Input from practice"),
                                    (6, "Reading and discussing research"),
                                    (7, "Discussing meaning and value with your own team"),
                                    (8, "Sharing what the teams said"),
                                    (9, "Working out example cases"),
                                    (10, "Concrete solution"),
                                ]
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="why you go back")),
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
                        "verbose_name": "step of a theme group",
                        "verbose_name_plural": "steps taken by theme groups",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_step__gt", models.F("from_step")), ("reason__gt", ""), _connector="OR"
                                ),
                                name="plg_step_back_says_why",
                                violation_error_message="Say why you go back.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Approval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "walk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="approvals",
                                to="plg.themewalk",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                            ),
                        ),
                        ("approved_on", models.DateField(verbose_name="approved on")),
                    ],
                    options={
                        "verbose_name": "approval of a central question",
                        "verbose_name_plural": "approvals of central questions",
                        "constraints": [
                            models.UniqueConstraint(fields=("walk", "by"), name="plg_approval_once_a_member")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StepEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "walk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="plg.themewalk"
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
                                    ("question", "question"),
                                    ("practice", "example from practice"),
                                    ("source", "source"),
                                    ("talk", "talk with my team"),
                                    ("case", "example case"),
                                    ("barrier", "barrier"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("contact", models.CharField(blank=True, max_length=150, verbose_name="contact person")),
                        ("link", models.URLField(blank=True, max_length=300, verbose_name="link")),
                        ("held_on", models.DateField(blank=True, null=True, verbose_name="day")),
                        ("first", models.TextField(blank=True, max_length=2000)),
                        ("second", models.TextField(blank=True, max_length=2000)),
                        ("third", models.TextField(blank=True, max_length=2000)),
                        ("fourth", models.TextField(blank=True, max_length=2000)),
                        (
                            "addressee",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("board", "school board"),
                                    ("institute", "teacher education"),
                                    ("ministry", "Ministry of Education (OCW)"),
                                    ("own_school", "own school"),
                                    ("other", "somebody else"),
                                ],
                                max_length=10,
                                verbose_name="to whom",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "part of the steps of a theme group",
                        "verbose_name_plural": "parts of the steps of theme groups",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "barrier"), _negated=True), ("addressee__gt", ""), _connector="OR"
                                ),
                                name="plg_barrier_says_to_whom",
                                violation_error_message="Say to whom this barrier is addressed.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "talk"), _negated=True),
                                    ("held_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="plg_team_talk_says_when",
                                violation_error_message="Say on which day you talked.",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("kind", "barrier")),
                                fields=["-at", "-id"],
                                name="plg_entry_newest_barrier",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Barrier",
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
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="barrier", to="plg.stepentry"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "not put to anybody yet"),
                                    ("asked", "waits for an answer"),
                                    ("solved", "taken away"),
                                    ("partly", "partly taken away"),
                                    ("stays", "stays for now"),
                                ],
                                default="open",
                                max_length=6,
                                verbose_name="what became of it",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="barriers",
                                to="members.organisation",
                                verbose_name="put to",
                            ),
                        ),
                        (
                            "brought_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("brought_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("state_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "barrier",
                        "verbose_name_plural": "barriers",
                        "indexes": [
                            models.Index(fields=["state", "-state_at"], name="plg_barrier_by_state"),
                            models.Index(fields=["-state_at", "-public_id"], name="plg_barrier_newest"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BarrierTurn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "barrier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="plg.barrier"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "not put to anybody yet"),
                                    ("asked", "waits for an answer"),
                                    ("solved", "taken away"),
                                    ("partly", "partly taken away"),
                                    ("stays", "stays for now"),
                                ],
                                max_length=6,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="members.organisation",
                            ),
                        ),
                        ("said_by", models.CharField(blank=True, max_length=150, verbose_name="who said so")),
                        ("text", models.TextField(blank=True, max_length=2000, verbose_name="in their words")),
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
                        "verbose_name": "step with a barrier",
                        "verbose_name_plural": "steps with barriers",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state", "asked"), ("text__gt", ""), _connector="OR"),
                                name="plg_barrier_answer_has_words",
                                violation_error_message="Write what the answer is.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "open"), _negated=True),
                                name="plg_barrier_turn_does_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntervisionSession",
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
                                related_name="intervisions",
                                to="plg.group",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("incident", "incident method"),
                                    ("five_steps", "five steps"),
                                    ("disagreement", "Is this question worth a conflict?"),
                                    ("own", "rounds of our own"),
                                ],
                                default="incident",
                                max_length=12,
                                verbose_name="way of working",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="when")),
                        ("place", models.CharField(blank=True, max_length=150, verbose_name="where")),
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
                            "bringer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who brings the case",
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
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="called off")),
                        ("current", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="round")),
                        ("round_started_at", models.DateTimeField(blank=True, null=True, verbose_name="round started")),
                        ("texts_erased_at", models.DateTimeField(blank=True, null=True, verbose_name="texts erased")),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("idempotency_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "intervision",
                        "verbose_name_plural": "intervisions",
                        "indexes": [models.Index(fields=["group", "starts_at"], name="plg_intervision_of_group")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("current__isnull", True),
                                        ("round_started_at__isnull", True),
                                        ("started_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("current__isnull", False),
                                        ("round_started_at__isnull", False),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="plg_intervision_begun_is_in_a_round",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("finished_at__isnull", True),
                                    models.Q(
                                        ("finished_at__gte", models.F("started_at")), ("started_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="plg_intervision_ends_after_it_began",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cancelled_at__isnull", True), ("started_at__isnull", True), _connector="OR"
                                ),
                                name="plg_intervision_begun_is_not_called_off",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntervisionSeat",
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
                                related_name="seats",
                                to="plg.intervisionsession",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="intervision_seats",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "seat at an intervision",
                        "verbose_name_plural": "seats at intervisions",
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "member"), name="plg_intervision_seat_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntervisionRound",
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
                                related_name="rounds",
                                to="plg.intervisionsession",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="number"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("choice", "Choose the incident"),
                                    ("sketch", "Sketch"),
                                    ("write_questions", "Write down questions"),
                                    ("information", "Ask for information"),
                                    ("analysis", "Analysis"),
                                    ("write_position", "Write down what you would do"),
                                    ("positions", "What would you do?"),
                                    ("what_was_done", "What was done"),
                                    ("talk", "Talk it over"),
                                    ("evaluation", "Look back"),
                                    ("question", "The question"),
                                    ("exploration", "Explore the problem"),
                                    ("core", "The core"),
                                    ("advice", "Advice"),
                                    ("worth_it", "Is it worth a conflict?"),
                                    ("together", "What does an approach of all of us look like?"),
                                    ("new_practice", "What is the new practice?"),
                                    ("own", "a round of our own"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        (
                            "is_silent",
                            models.BooleanField(default=False, verbose_name="everybody writes for themselves"),
                        ),
                        ("takes_advice", models.BooleanField(default=False, verbose_name="advice is welcome")),
                        ("seconds", models.PositiveIntegerField(default=0, verbose_name="seconds it took")),
                    ],
                    options={
                        "verbose_name": "round of an intervision",
                        "verbose_name_plural": "rounds of intervisions",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "position"), name="plg_intervision_round_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "own"), ("name__gt", "")),
                                    models.Q(models.Q(("kind", "own"), _negated=True), ("name", "")),
                                    _connector="OR",
                                ),
                                name="plg_intervision_own_round_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__range", (1, 60))),
                                name="plg_intervision_round_lasts_an_hour_at_most",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntervisionCase",
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
                                related_name="case",
                                to="plg.intervisionsession",
                            ),
                        ),
                        ("text", models.TextField(max_length=8000, verbose_name="the case")),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "case of an intervision",
                        "verbose_name_plural": "cases of intervisions",
                        "db_table": "passing_intervision_case",
                    },
                ),
                migrations.CreateModel(
                    name="IntervisionNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="plg.intervisionsession",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="round")),
                        ("is_parked", models.BooleanField(default=False, verbose_name="parked")),
                        (
                            "speaks_to_bringer",
                            models.BooleanField(default=False, verbose_name="speaks to who brought the case"),
                        ),
                        ("text", models.TextField(max_length=2000, verbose_name="what was said")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "note of an intervision",
                        "verbose_name_plural": "notes of intervisions",
                        "db_table": "passing_intervision_note",
                        "indexes": [models.Index(fields=["session", "position", "at"], name="plg_intervision_notes")],
                    },
                ),
                migrations.CreateModel(
                    name="Takeaway",
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
                                related_name="takeaways",
                                to="plg.intervisionsession",
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
                        ("text", models.CharField(max_length=500, verbose_name="what I take along")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "thing taken along from an intervision",
                        "verbose_name_plural": "things taken along from intervisions",
                        "indexes": [models.Index(fields=["session", "at"], name="plg_intervision_taken")],
                    },
                ),
                migrations.CreateModel(
                    name="LearnedLine",
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
                                related_name="learned_lines",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="what I learned")),
                        (
                            "learned_with",
                            models.CharField(
                                choices=[
                                    ("own_school", "a colleague at my school"),
                                    ("other_school", "somebody of another school"),
                                    ("other_board", "somebody of another board or sector"),
                                    ("institute", "somebody of the teacher education"),
                                    ("student", "a student teacher"),
                                    ("pupils", "my pupils or their parents"),
                                    ("alone", "by myself: read, watched, tried"),
                                ],
                                max_length=15,
                                verbose_name="with whom",
                            ),
                        ),
                        ("used", models.CharField(blank=True, max_length=200, verbose_name="where I use it")),
                        ("happened_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="when")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(480)],
                                verbose_name="minutes it took",
                            ),
                        ),
                        ("counts", models.BooleanField(default=False, verbose_name="count it in my record")),
                        ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "line of what was learned",
                        "verbose_name_plural": "lines of what was learned",
                        "indexes": [models.Index(fields=["member", "-happened_on"], name="plg_learned_of_member")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes__isnull", True), ("minutes__lte", 480), _connector="OR"),
                                name="plg_learned_within_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_feeds",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_feeds",
                                to="plg.group",
                            ),
                        ),
                        (
                            "token",
                            models.CharField(default=plg.meetings.models.feed.feed_token, max_length=40, unique=True),
                        ),
                        (
                            "titles_only",
                            models.BooleanField(default=False, verbose_name="titles only, no place or link"),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "calendar feed",
                        "verbose_name_plural": "calendar feeds",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("member", "group"),
                                name="plg_one_feed_at_a_time",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingInvitation",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="plg.meeting",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meeting_invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("guest_name", models.CharField(blank=True, max_length=120, verbose_name="name of the guest")),
                        (
                            "guest_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail of the guest"),
                        ),
                        (
                            "guest_organisation",
                            models.CharField(blank=True, max_length=120, verbose_name="where the guest works"),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[("none", "no answer yet"), ("yes", "yes"), ("maybe", "maybe"), ("no", "no")],
                                default="none",
                                max_length=9,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "presence",
                            models.CharField(
                                blank=True,
                                choices=[("on_site", "on the spot"), ("online", "online")],
                                max_length=7,
                                verbose_name="how",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="note to who leads the meeting"),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "answered_via",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("page", "on the page"),
                                    ("mail", "from the mail"),
                                    ("chair", "by who leads the meeting"),
                                ],
                                max_length=5,
                            ),
                        ),
                        (
                            "waiting_since",
                            models.DateTimeField(blank=True, null=True, verbose_name="on the waiting list since"),
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
                        ("invited_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("turns", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "invitation to a meeting",
                        "verbose_name_plural": "invitations to meetings",
                        "indexes": [
                            models.Index(fields=["member", "meeting"], name="plg_invitation_of_member"),
                            models.Index(
                                django.db.models.functions.text.Upper("guest_email"), name="plg_invitation_to_address"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "member"), name="plg_invited_once"),
                            models.UniqueConstraint(
                                models.F("meeting"),
                                django.db.models.functions.text.Lower("guest_email"),
                                condition=models.Q(("guest_email__gt", "")),
                                name="plg_guest_invited_once",
                                violation_error_message="This guest is invited already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("guest_email", ""), ("guest_name", ""), ("member__isnull", False)),
                                    models.Q(("guest_name__gt", ""), ("member__isnull", True)),
                                    _connector="OR",
                                ),
                                name="plg_invitation_of_member_or_guest",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("waiting_since__isnull", True), ("answer", "yes"), _connector="OR"),
                                name="plg_who_waits_said_yes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupAgreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="agreements", to="plg.group"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        (
                            "shared_outside",
                            models.TextField(max_length=2000, verbose_name="what we share outside the group"),
                        ),
                        (
                            "stays_inside",
                            models.TextField(max_length=2000, verbose_name="what stays inside the school or board"),
                        ),
                        ("effort", models.TextField(max_length=2000, verbose_name="expected effort in half-days")),
                        (
                            "disagreement",
                            models.TextField(max_length=2000, verbose_name="how we deal with disagreement"),
                        ),
                        ("bringing_back", models.TextField(max_length=2000, verbose_name="who brings what back")),
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
                        "verbose_name": "group agreement",
                        "verbose_name_plural": "group agreements",
                        "constraints": [
                            models.UniqueConstraint(fields=("group", "version"), name="plg_agreement_version_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupAgreementAcceptance",
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
                                related_name="acceptances",
                                to="plg.groupagreement",
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
                            "accepted_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="accepted"),
                        ),
                    ],
                    options={
                        "verbose_name": "acceptance of a group agreement",
                        "verbose_name_plural": "acceptances of group agreements",
                        "constraints": [
                            models.UniqueConstraint(fields=("agreement", "member"), name="plg_agreement_accepted_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Conversation",
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
                                related_name="conversations",
                                to="plg.group",
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="subject")),
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
                        ("started_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="started")),
                        ("is_pinned", models.BooleanField(default=False, verbose_name="pinned")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed")),
                        ("post_count", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "last_post_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="last post"),
                        ),
                        (
                            "last_post_by",
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
                        "verbose_name": "conversation",
                        "verbose_name_plural": "conversations",
                        "indexes": [
                            models.Index(
                                fields=["group", "-is_pinned", "-last_post_at"], name="plg_conversation_newest"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConversationReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "conversation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="plg.conversation",
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
                        ("read_until", models.DateTimeField(verbose_name="read until")),
                    ],
                    options={
                        "verbose_name": "reading of a conversation",
                        "verbose_name_plural": "readings of conversations",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("conversation", "member"), name="plg_conversation_read_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
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
                            "conversation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="plg.conversation"
                            ),
                        ),
                        (
                            "reply_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="replies",
                                to="plg.post",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="posts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("text", models.TextField(max_length=10000, verbose_name="text")),
                        ("posted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="posted")),
                        ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="edited")),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed")),
                        (
                            "removed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="removed by",
                            ),
                        ),
                        (
                            "asks_read_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="asks who read it since"),
                        ),
                        ("idempotency_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "mentions",
                            models.ManyToManyField(
                                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="mentions"
                            ),
                        ),
                        (
                            "files",
                            models.ManyToManyField(
                                blank=True, related_name="posts", to="plg.groupfile", verbose_name="files"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "post",
                        "verbose_name_plural": "posts",
                        "indexes": [models.Index(fields=["conversation", "posted_at", "id"], name="plg_post_in_order")],
                    },
                ),
                migrations.CreateModel(
                    name="PostRevision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="plg.post"
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("written_at", models.DateTimeField(verbose_name="written")),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaced_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="replaced"),
                        ),
                    ],
                    options={
                        "verbose_name": "earlier version of a post",
                        "verbose_name_plural": "earlier versions of posts",
                        "indexes": [models.Index(fields=["post", "-replaced_at"], name="plg_post_revision_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="GroupFile",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="plg.group"
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="name")),
                        ("description", models.CharField(blank=True, max_length=300, verbose_name="description")),
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
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed")),
                    ],
                    options={
                        "verbose_name": "file",
                        "verbose_name_plural": "files",
                        "indexes": [models.Index(fields=["group", "-changed_at"], name="plg_file_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="FileVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="plg.groupfile"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        ("content", models.FileField(upload_to="groups/")),
                        ("file_name", models.CharField(max_length=150, verbose_name="file name")),
                        ("media_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64)),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="what changed")),
                        (
                            "restored_from",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="restored from version"),
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
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="added")),
                    ],
                    options={
                        "verbose_name": "version of a file",
                        "verbose_name_plural": "versions of files",
                        "constraints": [
                            models.UniqueConstraint(fields=("file", "number"), name="plg_file_version_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PostReaction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="plg.post"
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("thanks", "Thank you"),
                                    ("agree", "I agree"),
                                    ("nice", "Well done"),
                                    ("idea", "Good idea"),
                                    ("read", "I read it"),
                                ],
                                max_length=10,
                                verbose_name="reaction",
                            ),
                        ),
                        ("given_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="given")),
                    ],
                    options={
                        "verbose_name": "reaction",
                        "verbose_name_plural": "reactions",
                        "constraints": [
                            models.UniqueConstraint(fields=("post", "member", "kind"), name="plg_reaction_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupResult",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="results", to="plg.group"
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        (
                            "summary",
                            models.TextField(
                                help_text="What it is, for whom, and what it gave. At most 150 words.",
                                max_length=1200,
                                verbose_name="summary",
                            ),
                        ),
                        ("link", models.URLField(blank=True, verbose_name="link")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.groupfile",
                                verbose_name="file",
                            ),
                        ),
                        (
                            "published_on",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="published on"),
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
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed")),
                    ],
                    options={
                        "verbose_name": "result",
                        "verbose_name_plural": "results",
                        "indexes": [
                            models.Index(fields=["group", "-published_on"], name="plg_result_newest"),
                            models.Index(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=["-published_on", "-id"],
                                name="plg_result_by_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingSeries",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="series",
                                to="plg.group",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="series",
                                to="members.partnership",
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        ("rule", models.CharField(max_length=200, verbose_name="pattern")),
                        ("first_day", models.DateField(verbose_name="first day")),
                        ("last_day", models.DateField(verbose_name="until")),
                        ("start_time", models.TimeField(verbose_name="from")),
                        ("end_time", models.TimeField(verbose_name="until")),
                        ("skipped", models.JSONField(blank=True, default=list, verbose_name="skipped days")),
                        (
                            "planned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "series of meetings",
                        "verbose_name_plural": "series of meetings",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("group__isnull", False), ("partnership__isnull", True)),
                                    models.Q(("group__isnull", True), ("partnership__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plg_series_of_group_or_network",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_time__gt", models.F("start_time")), ("last_day__gte", models.F("first_day"))
                                ),
                                name="plg_series_ends_after_start",
                                violation_error_message="A series ends after it starts.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings",
                                to="plg.group",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings",
                                to="members.partnership",
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("everybody", "all members"),
                                    ("school_leaders", "school leaders"),
                                    ("boards", "board members"),
                                    ("group_leads", "who leads a group"),
                                    ("chosen", "people that you choose"),
                                ],
                                max_length=14,
                                verbose_name="who is invited",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="meetings",
                                to="plg.meetingseries",
                            ),
                        ),
                        ("differs_from_series", models.BooleanField(default=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("group", "group meeting"),
                                    ("plenary", "plenary meeting"),
                                    ("boards", "meeting of the boards"),
                                    ("school_leaders", "meeting of school leaders"),
                                    ("lesson_visit", "lesson visit"),
                                    ("work_visit", "working visit"),
                                    ("peer_coaching", "peer coaching"),
                                    ("workshop", "workshop or course"),
                                    ("online", "online meeting"),
                                ],
                                default="group",
                                max_length=17,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        ("description", models.TextField(blank=True, max_length=2000, verbose_name="what it is about")),
                        ("starts_at", models.DateTimeField(verbose_name="starts at")),
                        ("ends_at", models.DateTimeField(verbose_name="ends at")),
                        ("moved_from", models.DateTimeField(blank=True, null=True, verbose_name="was planned for")),
                        (
                            "host_site",
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
                            "location",
                            models.CharField(
                                blank=True,
                                help_text="For instance a room, or another place.",
                                max_length=200,
                                verbose_name="place",
                            ),
                        ),
                        ("link", models.URLField(blank=True, verbose_name="link for taking part online")),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Leave empty when there is room for everybody.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="places",
                            ),
                        ),
                        (
                            "prep_minutes",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Counts for who was there; never more than the meeting itself.",
                                verbose_name="minutes of preparation that count",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("planned", "planned"),
                                    ("moved", "moved"),
                                    ("held", "held"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("cancel_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("check_in_code", models.CharField(blank=True, max_length=4, verbose_name="check-in code")),
                        (
                            "attendance_confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="attendance confirmed"),
                        ),
                        (
                            "attendance_confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "depth",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "telling stories"),
                                    (2, "helping each other"),
                                    (3, "sharing methods and material"),
                                    (4, "working together, responsible together"),
                                ],
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(4)],
                                verbose_name="depth of exchange",
                            ),
                        ),
                        ("depth_note", models.CharField(blank=True, max_length=300, verbose_name="what shows that")),
                        (
                            "planned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                        (
                            "topics",
                            taggit.managers.TaggableManager(
                                blank=True,
                                help_text="A comma-separated list of tags.",
                                through="plg.MeetingTopic",
                                to="topics.Topic",
                                verbose_name="topics",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "indexes": [
                            models.Index(fields=["group", "starts_at"], name="plg_meeting_of_group"),
                            models.Index(fields=["starts_at", "id", "ends_at"], name="plg_meeting_in_order"),
                            models.Index(
                                condition=models.Q(("partnership__isnull", False)),
                                fields=["-starts_at", "-id", "ends_at"],
                                name="plg_network_meeting_in_order",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="plg_meeting_ends_after_start",
                                violation_error_message="A meeting ends after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("group__isnull", False), ("partnership__isnull", True)),
                                    models.Q(("group__isnull", True), ("partnership__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plg_meeting_of_group_or_network",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("partnership__isnull", True), ("audience__gt", ""), _connector="OR"
                                ),
                                name="plg_network_meeting_has_audience",
                                violation_error_message="Choose who is invited.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("depth__isnull", True), ("depth__range", (1, 4)), _connector="OR"),
                                name="plg_meeting_depth_of_four",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingTopic",
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
                                related_name="meeting_items",
                                to="topics.topic",
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="topic_items",
                                to="plg.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "topic of a meeting",
                        "verbose_name_plural": "topics of meetings",
                        "constraints": [
                            models.UniqueConstraint(fields=("content_object", "tag"), name="plg_meeting_topic_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_items",
                                to="plg.meeting",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("title", models.CharField(max_length=200, verbose_name="subject")),
                        (
                            "goal",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("inform", "to inform"),
                                    ("form_opinion", "to form an opinion"),
                                    ("decide", "to decide"),
                                    ("work_together", "to work together"),
                                ],
                                max_length=14,
                                verbose_name="goal",
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes")),
                        ("explanation", models.TextField(blank=True, max_length=2000, verbose_name="explanation")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who prepares it",
                            ),
                        ),
                        ("report", models.TextField(blank=True, max_length=20000, verbose_name="what was said")),
                        (
                            "files",
                            models.ManyToManyField(
                                blank=True, related_name="agenda_items", to="plg.groupfile", verbose_name="documents"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "agenda item",
                        "verbose_name_plural": "agenda items",
                        "indexes": [models.Index(fields=["meeting", "position"], name="plg_agenda_in_order")],
                    },
                ),
                migrations.CreateModel(
                    name="Poll",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="polls", to="plg.group"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("dates", "date poll"), ("choices", "choice poll")],
                                default="dates",
                                max_length=7,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="question")),
                        ("explanation", models.TextField(blank=True, max_length=1000, verbose_name="explanation")),
                        ("several", models.BooleanField(default=False, verbose_name="several answers")),
                        ("closes_at", models.DateTimeField(verbose_name="open until")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                        (
                            "chosen",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="plg.polloption",
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
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed")),
                        ("idempotency_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "poll",
                        "verbose_name_plural": "polls",
                        "indexes": [
                            models.Index(fields=["group", "closes_at"], name="plg_poll_of_group"),
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=["closes_at"],
                                name="plg_poll_still_open",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind", "choices"), ("several", False), _connector="OR"),
                                name="plg_poll_several_of_choices_only",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "dates"),
                                    models.Q(("chosen__isnull", True), ("meeting__isnull", True)),
                                    _connector="OR",
                                ),
                                name="plg_poll_only_a_date_becomes_a_meeting",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PollOption",
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
                            "poll",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="options", to="plg.poll"
                            ),
                        ),
                        ("label", models.CharField(blank=True, max_length=150, verbose_name="option")),
                        ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="starts at")),
                        ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends at")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="added")),
                    ],
                    options={
                        "verbose_name": "option of a poll",
                        "verbose_name_plural": "options of polls",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ends_at__gt", models.F("starts_at")),
                                        ("label", ""),
                                        ("starts_at__isnull", False),
                                    ),
                                    models.Q(("ends_at__isnull", True), ("label__gt", ""), ("starts_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="plg_poll_option_of_words_or_a_period",
                                violation_error_message="An option ends after it starts.",
                            ),
                            models.UniqueConstraint(
                                fields=("poll", "starts_at", "ends_at"), name="plg_poll_period_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("label__gt", "")),
                                fields=("poll", "label"),
                                name="plg_poll_words_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PollAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "poll",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="plg.poll"
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="poll_answers",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "answered_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="answered"),
                        ),
                    ],
                    options={
                        "verbose_name": "answer to a poll",
                        "verbose_name_plural": "answers to polls",
                        "constraints": [
                            models.UniqueConstraint(fields=("poll", "member"), name="plg_poll_answered_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PollVote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="plg.pollanswer"
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="plg.polloption"
                            ),
                        ),
                        (
                            "vote",
                            models.CharField(
                                choices=[("yes", "yes"), ("if_need_be", "if need be"), ("no", "no")],
                                default="yes",
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vote in a poll",
                        "verbose_name_plural": "votes in polls",
                        "constraints": [
                            models.UniqueConstraint(fields=("answer", "option"), name="plg_poll_vote_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "invitation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="plg.meetinginvitation",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("present", "present"),
                                    ("partly", "partly present"),
                                    ("online", "online"),
                                    ("excused", "excused"),
                                    ("absent", "absent"),
                                ],
                                max_length=8,
                                verbose_name="attendance",
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField(default=0, verbose_name="minutes")),
                        (
                            "prep_minutes",
                            models.PositiveSmallIntegerField(default=0, verbose_name="minutes of preparation"),
                        ),
                        ("checked_in_at", models.DateTimeField(blank=True, null=True, verbose_name="checked in")),
                        (
                            "checked_in_with",
                            models.CharField(
                                blank=True,
                                choices=[("code", "with the code"), ("qr", "with the QR code")],
                                max_length=4,
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
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
                        (
                            "contest",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("open", "waits for an answer"),
                                    ("granted", "put right"),
                                    ("refused", "left as it is"),
                                ],
                                max_length=7,
                                verbose_name="objection",
                            ),
                        ),
                        (
                            "contest_text",
                            models.CharField(blank=True, max_length=500, verbose_name="what is not right"),
                        ),
                        ("contested_at", models.DateTimeField(blank=True, null=True, verbose_name="objected")),
                        (
                            "contest_answer",
                            models.CharField(blank=True, max_length=500, verbose_name="answer to the objection"),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendance",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["absent", "excused"]), _negated=True),
                                    models.Q(("minutes", 0), ("prep_minutes", 0)),
                                    _connector="OR",
                                ),
                                name="plg_who_was_not_there_has_no_minutes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("contest", ""), ("contested_at__isnull", False), _connector="OR"),
                                name="plg_contest_has_a_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                default=plg.records.models.certificate.certificate_code,
                                max_length=14,
                                unique=True,
                                verbose_name="verification code",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="certificates",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="certificates",
                                to="plg.group",
                            ),
                        ),
                        ("holder", models.CharField(max_length=200, verbose_name="name on the certificate")),
                        ("activity", models.CharField(max_length=200, verbose_name="activity")),
                        ("first_day", models.DateField(verbose_name="first day")),
                        ("last_day", models.DateField(verbose_name="last day")),
                        ("quarters", models.PositiveIntegerField(verbose_name="quarter hours")),
                        ("attended", models.PositiveSmallIntegerField(verbose_name="meetings attended")),
                        ("meetings", models.PositiveSmallIntegerField(verbose_name="meetings held")),
                        ("outcomes", models.TextField(blank=True, max_length=2000, verbose_name="learning outcomes")),
                        ("issuer", models.CharField(max_length=200, verbose_name="issued by")),
                        (
                            "language",
                            models.CharField(choices=[("nl", "Dutch"), ("en", "English")], default="nl", max_length=2),
                        ),
                        ("issued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="issued")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                        ("withdraw_reason", models.CharField(blank=True, max_length=300, verbose_name="why withdrawn")),
                    ],
                    options={
                        "verbose_name": "certificate of participation",
                        "verbose_name_plural": "certificates of participation",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at__isnull", True), ("withdraw_reason__gt", ""), _connector="OR"
                                ),
                                name="plg_withdrawn_certificate_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="minutes", to="plg.meeting"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "draft"), ("adopted", "adopted")],
                                default="draft",
                                max_length=11,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "opening",
                            models.TextField(blank=True, max_length=20000, verbose_name="opening and announcements"),
                        ),
                        ("closing", models.TextField(blank=True, max_length=20000, verbose_name="any other business")),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved")),
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
                        (
                            "shared_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="shared with the group"),
                        ),
                        ("adopted_at", models.DateTimeField(blank=True, null=True, verbose_name="adopted")),
                        (
                            "adopted_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="adopts",
                                to="plg.meeting",
                            ),
                        ),
                        (
                            "adopted_by",
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
                        "verbose_name": "minutes",
                        "verbose_name_plural": "minutes",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "adopted"), _negated=True),
                                    ("adopted_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="plg_adopted_minutes_say_when",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesRemark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="plg.minutes"
                            ),
                        ),
                        ("text", models.CharField(max_length=1000, verbose_name="correction or addition")),
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
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "correction of minutes",
                        "verbose_name_plural": "corrections of minutes",
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="plg.meeting"
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="decisions",
                                to="plg.agendaitem",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("text", models.CharField(max_length=500, verbose_name="decision")),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "decision",
                        "verbose_name_plural": "decisions",
                    },
                ),
                migrations.CreateModel(
                    name="ActionItem",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="action_items",
                                to="plg.group",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="action_items",
                                to="plg.meeting",
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="action_items",
                                to="plg.agendaitem",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="action point")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="action_items",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who does it",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="before or on")),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "open"), ("busy", "busy"), ("done", "done"), ("dropped", "dropped")],
                                default="open",
                                max_length=9,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                    ],
                    options={
                        "verbose_name": "action point",
                        "verbose_name_plural": "action points",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status__in", ["busy", "open"])),
                                fields=["owner", "due_on"],
                                name="plg_action_open",
                            ),
                            models.Index(fields=["group", "status"], name="plg_action_of_group"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("group__isnull", False), ("meeting__isnull", False), _connector="OR"
                                ),
                                name="plg_action_comes_from_somewhere",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnToSchool",
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
                                related_name="returns_to_school",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="returns",
                                to="plg.meeting",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="returns",
                                to="plg.group",
                            ),
                        ),
                        ("what", models.TextField(max_length=1000, verbose_name="what I take back")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("class", "my class"),
                                    ("year_groups", "my year groups"),
                                    ("team", "my team"),
                                    ("board", "my board"),
                                    ("institute", "the teacher education"),
                                ],
                                max_length=11,
                                verbose_name="to whom",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="when")),
                        (
                            "mechanism",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("identification", "identification: seeing what I know and where my limits are"),
                                    ("coordination", "coordination: agreements and ways of working"),
                                    ("reflection", "reflection: looking through somebody else's eyes"),
                                    ("transformation", "transformation: a new practice together"),
                                ],
                                max_length=14,
                                verbose_name="how it made me learn",
                            ),
                        ),
                        (
                            "follow_up",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("shared", "shared"),
                                    ("applied", "applied"),
                                    ("adapted", "adapted"),
                                    ("stopped", "went no further"),
                                ],
                                max_length=11,
                                verbose_name="what became of it",
                            ),
                        ),
                        ("follow_up_note", models.TextField(blank=True, max_length=1000, verbose_name="what happened")),
                        ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="known on")),
                        ("shared_with_group", models.BooleanField(default=True, verbose_name="my group may read this")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "return to school",
                        "verbose_name_plural": "returns to school",
                        "indexes": [models.Index(fields=["member", "-happened_on"], name="plg_return_of_member")],
                    },
                ),
            ],
        ),
    ]
