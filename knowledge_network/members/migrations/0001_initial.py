from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import knowledge_network.kit.ids
import knowledge_network.members.people.models.role
from knowledge_network.kit.tables_at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("search", "0001_text_search"),
        ("topics", "0001_initial"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="SentForm",
                    fields=[
                        ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("began_at", models.DateTimeField(verbose_name="sent")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                        ("status", models.PositiveSmallIntegerField(default=0, verbose_name="answer")),
                        ("location", models.CharField(blank=True, max_length=2000, verbose_name="where it led")),
                    ],
                    options={
                        "verbose_name": "sent form",
                        "verbose_name_plural": "sent forms",
                        "indexes": [models.Index(fields=["began_at"], name="members_sentform_began")],
                    },
                ),
                migrations.CreateModel(
                    name="Guess",
                    fields=[
                        ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("since", models.DateTimeField(verbose_name="since")),
                        ("count", models.PositiveIntegerField(default=1, verbose_name="how often")),
                    ],
                    options={
                        "verbose_name": "guess",
                        "verbose_name_plural": "guesses",
                        "indexes": [models.Index(fields=["since"], name="members_guess_since")],
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
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
                                    ("board", "board"),
                                    ("site", "school"),
                                    ("institute", "teacher education"),
                                    ("other", "other organisation"),
                                ],
                                editable=False,
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("slug", models.SlugField(max_length=120, unique=True, verbose_name="address")),
                        ("place", models.CharField(blank=True, max_length=80, verbose_name="place")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "governing_board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organisations",
                                to="members.board",
                                verbose_name="board",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessors",
                                to="members.organisation",
                                verbose_name="successor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organisation",
                        "verbose_name_plural": "organisations",
                        "indexes": [models.Index(fields=["kind", "name"], name="members_organisation_kind_name")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from__isnull", True),
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="members_organisation_ends_after_start",
                                violation_error_message="An organisation ends after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("successor__isnull", True),
                                    models.Q(
                                        models.Q(("successor", models.F("id")), _negated=True),
                                        ("valid_to__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="members_organisation_successor_needs_end",
                                violation_error_message="Only an organisation with an end date has a successor, and never itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Board",
                    fields=[
                        (
                            "organisation_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="members.organisation",
                            ),
                        ),
                        (
                            "bg_number",
                            models.CharField(
                                max_length=5,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{5}\\Z", "A board number has five digits, for instance 41565."
                                    )
                                ],
                                verbose_name="board number",
                            ),
                        ),
                        (
                            "kvk",
                            models.CharField(
                                blank=True,
                                max_length=8,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{8}\\Z", "A KvK number has eight digits."
                                    )
                                ],
                                verbose_name="KvK number",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "board",
                        "verbose_name_plural": "boards",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("bg_number__regex", "^\\d{5}$")),
                                name="members_board_number_has_five_digits",
                                violation_error_message="A board number has five digits, for instance 41565.",
                            )
                        ],
                    },
                    bases=("members.organisation",),
                ),
                migrations.CreateModel(
                    name="School",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "brin",
                            models.CharField(
                                max_length=4,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{4}\\Z", "A BRIN has four digits or capitals, for instance 07EX."
                                    )
                                ],
                                verbose_name="BRIN",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        (
                            "sector",
                            models.CharField(
                                choices=[
                                    ("po", "primary education"),
                                    ("vo", "secondary education"),
                                    ("so", "special education"),
                                    ("mbo", "vocational education"),
                                    ("ho", "higher education"),
                                ],
                                default="po",
                                max_length=3,
                                verbose_name="sector",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schools",
                                to="members.board",
                                verbose_name="board",
                            ),
                        ),
                        ("denomination", models.CharField(blank=True, max_length=60, verbose_name="denomination")),
                    ],
                    options={
                        "verbose_name": "school",
                        "verbose_name_plural": "schools",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("brin__regex", "^[0-9A-Z]{4}$")),
                                name="members_school_brin_has_four_characters",
                                violation_error_message="A BRIN has four digits or capitals, for instance 07EX.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Site",
                    fields=[
                        (
                            "organisation_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="members.organisation",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sites",
                                to="members.school",
                                verbose_name="school",
                            ),
                        ),
                        (
                            "site_number",
                            models.CharField(
                                max_length=2,
                                validators=[django.core.validators.RegexValidator("^\\d{2}\\Z")],
                                verbose_name="site number",
                            ),
                        ),
                        (
                            "site_code",
                            models.CharField(
                                max_length=6,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{4}\\d{2}\\Z",
                                        "A site code is a BRIN and two digits, for instance 07EX00.",
                                    )
                                ],
                                verbose_name="site code",
                            ),
                        ),
                        ("street", models.CharField(blank=True, max_length=80, verbose_name="street")),
                        ("house_number", models.CharField(blank=True, max_length=20, verbose_name="house number")),
                        (
                            "postcode",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[1-9]\\d{3} [A-Z]{2}\\Z", "A postcode looks like «7511 AB»."
                                    )
                                ],
                                verbose_name="postcode",
                            ),
                        ),
                        ("municipality", models.CharField(blank=True, max_length=60, verbose_name="municipality")),
                        (
                            "municipality_number",
                            models.CharField(
                                blank=True,
                                max_length=4,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{4}\\Z", "A municipality number has four digits."
                                    )
                                ],
                                verbose_name="municipality number",
                            ),
                        ),
                        ("province", models.CharField(blank=True, max_length=30, verbose_name="province")),
                        ("region", models.CharField(blank=True, max_length=60, verbose_name="COROP area")),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="telephone")),
                        (
                            "source",
                            models.CharField(
                                choices=[("duo", "DUO"), ("manual", "entered by hand")],
                                default="manual",
                                max_length=6,
                                verbose_name="source",
                            ),
                        ),
                        ("source_date", models.DateField(blank=True, null=True, verbose_name="date of the source")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                    ],
                    options={
                        "verbose_name": "site",
                        "verbose_name_plural": "sites",
                        "indexes": [models.Index(fields=["municipality"], name="members_site_municipality")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("site_code__regex", "^[0-9A-Z]{4}\\d{2}$")),
                                name="members_site_code_is_brin_and_number",
                                violation_error_message="A site code is a BRIN and two digits, for instance 07EX00.",
                            )
                        ],
                    },
                    bases=("members.organisation",),
                ),
                migrations.CreateModel(
                    name="TeacherEducation",
                    fields=[
                        (
                            "organisation_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="members.organisation",
                            ),
                        ),
                        (
                            "brin",
                            models.CharField(
                                blank=True,
                                max_length=4,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{4}\\Z", "A BRIN has four digits or capitals, for instance 07EX."
                                    )
                                ],
                                verbose_name="BRIN",
                            ),
                        ),
                        (
                            "bg_number",
                            models.CharField(
                                blank=True,
                                max_length=5,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{5}\\Z", "A board number has five digits, for instance 41565."
                                    )
                                ],
                                verbose_name="board number",
                            ),
                        ),
                        (
                            "programmes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80),
                                blank=True,
                                default=list,
                                verbose_name="programmes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "teacher-education institute",
                        "verbose_name_plural": "teacher-education institutes",
                    },
                    bases=("members.organisation",),
                ),
                migrations.CreateModel(
                    name="OtherOrganisation",
                    fields=[
                        (
                            "organisation_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="members.organisation",
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("municipality", "municipality"),
                                    ("library", "library"),
                                    ("university", "university"),
                                    ("vocational_college", "regional vocational college"),
                                    ("childcare", "childcare"),
                                    ("other", "other"),
                                ],
                                default="other",
                                max_length=20,
                                verbose_name="type",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "other organisation",
                        "verbose_name_plural": "other organisations",
                    },
                    bases=("members.organisation",),
                ),
                migrations.CreateModel(
                    name="Partnership",
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
                                    ("knowledge_network", "knowledge network"),
                                    ("teacher_education", "teacher-education partnership"),
                                    ("education_region", "education region"),
                                ],
                                default="knowledge_network",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("short_name", models.CharField(blank=True, max_length=40, verbose_name="short name")),
                        ("region_name", models.CharField(blank=True, max_length=60, verbose_name="region")),
                        (
                            "region_phrase",
                            models.CharField(blank=True, max_length=80, verbose_name="region in a sentence"),
                        ),
                        (
                            "holiday_region",
                            models.CharField(
                                choices=[("north", "North"), ("centre", "Centre"), ("south", "South")],
                                default="north",
                                max_length=6,
                                verbose_name="holiday region",
                            ),
                        ),
                        (
                            "lead_board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="members.board",
                                verbose_name="lead partner",
                            ),
                        ),
                        (
                            "brand_colour",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}\\Z", "A colour looks like #0b6068."
                                    )
                                ],
                                verbose_name="main colour",
                            ),
                        ),
                        (
                            "accent_colour",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}\\Z", "A colour looks like #0b6068."
                                    )
                                ],
                                verbose_name="second colour",
                            ),
                        ),
                        ("logo", models.CharField(blank=True, max_length=100, verbose_name="logo")),
                        ("sender_name", models.CharField(blank=True, max_length=80, verbose_name="name of the sender")),
                        (
                            "reply_to",
                            models.EmailField(blank=True, max_length=254, verbose_name="answers to mail go to"),
                        ),
                        (
                            "contact_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="messages through «Contact» go to"
                            ),
                        ),
                        (
                            "trusted_domains",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                verbose_name="trusted e-mail domains",
                            ),
                        ),
                        (
                            "group_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10),
                                blank=True,
                                default=list,
                                verbose_name="kinds of group",
                            ),
                        ),
                        ("group_sizes", models.JSONField(blank=True, default=dict, verbose_name="sizes of groups")),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=2),
                                blank=True,
                                default=list,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "open_signup",
                            models.BooleanField(default=True, verbose_name="visitors may ask to become a member"),
                        ),
                        (
                            "public_figures",
                            models.BooleanField(default=True, verbose_name="visitors see the figures of the network"),
                        ),
                        (
                            "public_directory",
                            models.BooleanField(
                                default=True, verbose_name="visitors see members who show themselves to everybody"
                            ),
                        ),
                        (
                            "dormant_school_weeks",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(4),
                                    django.core.validators.MaxValueValidator(40),
                                ],
                                verbose_name="a group sleeps after (school weeks)",
                            ),
                        ),
                        (
                            "answer_school_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="somebody who is asked has (school days)",
                            ),
                        ),
                        (
                            "escalate_school_days",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(2),
                                    django.core.validators.MaxValueValidator(40),
                                ],
                                verbose_name="a question goes to the liaison officer after (school days)",
                            ),
                        ),
                        (
                            "project_ends_days",
                            models.PositiveSmallIntegerField(
                                default=60,
                                validators=[
                                    django.core.validators.MinValueValidator(7),
                                    django.core.validators.MaxValueValidator(365),
                                ],
                                verbose_name="a project ends soon from (days)",
                            ),
                        ),
                        (
                            "programme_leader_fte",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0.2"),
                                max_digits=3,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="each programme leader has at least (fte)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "partnership",
                        "verbose_name_plural": "partnerships",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("escalate_school_days__gt", models.F("answer_school_days"))),
                                name="members_partnership_escalates_after_answers",
                                violation_error_message="A question goes to the liaison officer after people had time to answer.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartnershipMembership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="members.partnership",
                                verbose_name="partnership",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="partnership_memberships",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("participant", "participant"),
                                    ("lead_partner", "lead partner"),
                                    ("associated", "associated"),
                                ],
                                default="participant",
                                max_length=12,
                                verbose_name="role",
                            ),
                        ),
                        ("start", models.DateField(verbose_name="from")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "participation",
                        "verbose_name_plural": "participations",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                                ),
                                name="members_participation_ends_after_start",
                                violation_error_message="A participation ends after it starts.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("end__isnull", True)),
                                fields=("partnership", "organisation"),
                                name="members_participation_once_at_a_time",
                                violation_error_message="This organisation takes part already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignupRequest",
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
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        ("given_name", models.CharField(max_length=60, verbose_name="given name")),
                        ("infix", models.CharField(blank=True, max_length=20, verbose_name="infix")),
                        ("family_name", models.CharField(max_length=80, verbose_name="family name")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signup_requests",
                                to="members.organisation",
                                verbose_name="school or organisation",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("student_teacher", "student teacher"),
                                    ("teacher", "teacher"),
                                    ("institute_educator", "teacher educator at the institute"),
                                    ("school_educator", "teacher educator at the school"),
                                    ("workplace_mentor", "workplace mentor"),
                                    ("researcher", "researcher"),
                                    ("school_leader", "school leader"),
                                    ("board_member", "board member"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="function",
                            ),
                        ),
                        (
                            "motivation",
                            models.TextField(blank=True, max_length=1000, verbose_name="why you want to join"),
                        ),
                        (
                            "language",
                            models.CharField(choices=[("nl", "Dutch"), ("en", "English")], default="nl", max_length=2),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unverified", "address not confirmed"),
                                    ("open", "waiting"),
                                    ("approved", "approved"),
                                    ("rejected", "rejected"),
                                ],
                                default="unverified",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("requested_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                        ("verified_at", models.DateTimeField(blank=True, null=True, verbose_name="address confirmed")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="signup_requests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "request to join",
                        "verbose_name_plural": "requests to join",
                        "indexes": [
                            models.Index(fields=["state", "requested_at", "public_id"], name="members_signup_in_order"),
                            models.Index(
                                django.db.models.functions.text.Upper("email"), name="members_signup_by_address"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                condition=models.Q(("state__in", ["open", "unverified"])),
                                name="members_signup_one_open_per_address",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "rejected"), _negated=True), ("reason__gt", ""), _connector="OR"
                                ),
                                name="members_signup_rejection_has_reason",
                                violation_error_message="Say why you reject this request.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "unverified"), ("verified_at__isnull", False), _connector="OR"
                                ),
                                name="members_signup_verified_before_seen",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
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
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        ("given_name", models.CharField(max_length=60, verbose_name="given name")),
                        ("infix", models.CharField(blank=True, max_length=20, verbose_name="infix")),
                        ("family_name", models.CharField(max_length=80, verbose_name="family name")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="members.organisation",
                                verbose_name="school or organisation",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("student_teacher", "student teacher"),
                                    ("teacher", "teacher"),
                                    ("institute_educator", "teacher educator at the institute"),
                                    ("school_educator", "teacher educator at the school"),
                                    ("workplace_mentor", "workplace mentor"),
                                    ("researcher", "researcher"),
                                    ("school_leader", "school leader"),
                                    ("board_member", "board member"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="function",
                            ),
                        ),
                        ("message", models.TextField(blank=True, max_length=1000, verbose_name="personal message")),
                        (
                            "language",
                            models.CharField(choices=[("nl", "Dutch"), ("en", "English")], default="nl", max_length=2),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="invited by",
                            ),
                        ),
                        ("invited_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                        ("expires_at", models.DateTimeField(verbose_name="valid until")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "indexes": [
                            models.Index(fields=["-invited_at", "-public_id"], name="members_invitation_newest"),
                            models.Index(
                                django.db.models.functions.text.Upper("email"), name="members_invitation_by_address"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                condition=models.Q(("accepted_at__isnull", True), ("withdrawn_at__isnull", True)),
                                name="members_invitation_one_open_per_address",
                                violation_error_message="This address was invited already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvitedAppointment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "invitation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="more",
                                to="members.invitation",
                                verbose_name="invitation",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="members.organisation",
                                verbose_name="school or organisation",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("student_teacher", "student teacher"),
                                    ("teacher", "teacher"),
                                    ("institute_educator", "teacher educator at the institute"),
                                    ("school_educator", "teacher educator at the school"),
                                    ("workplace_mentor", "workplace mentor"),
                                    ("researcher", "researcher"),
                                    ("school_leader", "school leader"),
                                    ("board_member", "board member"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="function",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "other function of an invitation",
                        "verbose_name_plural": "other functions of an invitation",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("invitation", "organisation", "function"),
                                name="members_invitedappointment_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeskMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("item", models.CharField(max_length=160, unique=True, verbose_name="what")),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken up by",
                            ),
                        ),
                        ("later_until", models.DateField(blank=True, null=True, verbose_name="out of sight until")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                    ],
                    options={
                        "verbose_name": "mark at the desk",
                        "verbose_name_plural": "marks at the desk",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("later_until__isnull", True), ("done_at__isnull", True), _connector="OR"
                                ),
                                name="members_desk_mark_later_or_done",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRun",
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
                                    ("sites", "schools (DUO)"),
                                    ("boards", "boards (DUO)"),
                                    ("members", "members"),
                                    ("topics", "topics"),
                                    ("words", "words of the staff room"),
                                    ("successors", "mergers and successors"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting to be read"),
                                    ("asking", "columns to choose"),
                                    ("planned", "looked at"),
                                    ("applying", "being carried out"),
                                    ("applied", "carried out"),
                                    ("undoing", "being undone"),
                                    ("undone", "undone"),
                                    ("discarded", "discarded"),
                                    ("failed", "cannot be read"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=200, verbose_name="file")),
                        ("file", models.FileField(blank=True, upload_to="imports/")),
                        ("options", models.JSONField(default=dict, verbose_name="options")),
                        ("counts", models.JSONField(default=dict, verbose_name="counts")),
                        ("problem", models.CharField(blank=True, max_length=500, verbose_name="what went wrong")),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="offered")),
                        ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="carried out")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                    ],
                    options={
                        "verbose_name": "import",
                        "verbose_name_plural": "imports",
                        "indexes": [models.Index(fields=["created_at", "public_id"], name="members_importrun_by_time")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["applied", "undoing", "undone"]), _negated=True),
                                    ("applied_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="members_importrun_applied_has_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RememberedColumns",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fingerprint", models.CharField(max_length=64, unique=True)),
                        ("columns", models.JSONField(default=list, verbose_name="columns")),
                        ("used_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="used")),
                    ],
                    options={
                        "verbose_name": "remembered columns",
                        "verbose_name_plural": "remembered columns",
                    },
                ),
                migrations.CreateModel(
                    name="FunctionWord",
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
                        ("word", models.CharField(max_length=60, verbose_name="word")),
                        (
                            "key",
                            models.CharField(
                                editable=False,
                                error_messages={"unique": "This word stands in the list already."},
                                max_length=60,
                                unique=True,
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("student_teacher", "student teacher"),
                                    ("teacher", "teacher"),
                                    ("institute_educator", "teacher educator at the institute"),
                                    ("school_educator", "teacher educator at the school"),
                                    ("workplace_mentor", "workplace mentor"),
                                    ("researcher", "researcher"),
                                    ("school_leader", "school leader"),
                                    ("board_member", "board member"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="function",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "word for a function",
                        "verbose_name_plural": "words for functions",
                    },
                ),
                migrations.CreateModel(
                    name="ImportStop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "run",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stop",
                                to="members.importrun",
                                verbose_name="import",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                    ],
                    options={
                        "verbose_name": "wish to stop an import",
                        "verbose_name_plural": "wishes to stop an import",
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="members.importrun"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="row")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("new", "new"),
                                    ("changed", "changed"),
                                    ("closed", "closed"),
                                    ("unchanged", "unchanged"),
                                    ("duplicate", "double"),
                                    ("skipped", "skipped"),
                                    ("error", "error"),
                                ],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("key", models.CharField(blank=True, max_length=254, verbose_name="key")),
                        ("label", models.CharField(blank=True, max_length=250, verbose_name="name")),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                        ("difference", models.JSONField(default=dict, verbose_name="difference")),
                        ("values", models.JSONField(default=dict, verbose_name="values")),
                    ],
                    options={
                        "verbose_name": "row of an import",
                        "verbose_name_plural": "rows of an import",
                        "indexes": [
                            models.Index(fields=["run", "outcome", "number"], name="members_importrow_in_order"),
                            models.Index(django.db.models.functions.text.Upper("key"), name="members_importrow_by_key"),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper(
                                        django.db.models.functions.comparison.Cast("values", models.TextField())
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                fastupdate=False,
                                name="members_importrow_values",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper(
                                        django.db.models.functions.comparison.Cast("difference", models.TextField())
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                fastupdate=False,
                                name="members_importrow_difference",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NetworkChange",
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
                                related_name="changes",
                                to="members.partnership",
                            ),
                        ),
                        (
                            "section",
                            models.CharField(
                                choices=[
                                    ("name", "Name of the network"),
                                    ("region", "Region and school holidays"),
                                    ("look", "Logo and colours"),
                                    ("mail", "Mail"),
                                    ("public", "What is public"),
                                    ("groups", "Kinds of group and languages"),
                                    ("limits", "Terms and sizes"),
                                ],
                                max_length=10,
                                verbose_name="part",
                            ),
                        ),
                        ("before", models.JSONField(verbose_name="before")),
                        ("after", models.JSONField(verbose_name="after")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                    ],
                    options={
                        "verbose_name": "change of the settings",
                        "verbose_name_plural": "changes of the settings",
                        "indexes": [
                            models.Index(fields=["partnership", "-at"], name="members_networkchange_newest"),
                            models.Index(fields=["at", "public_id"], name="members_networkchange_by_time"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NetworkText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="members.partnership",
                            ),
                        ),
                        (
                            "text_page",
                            models.CharField(
                                choices=[
                                    ("home", "Home page"),
                                    ("about", "About the network"),
                                    ("contact", "Contact"),
                                    ("privacy", "Privacy"),
                                    ("accessibility", "Accessibility"),
                                    ("mail_invite", "Mail: invitation to the network"),
                                    ("mail_welcome", "Mail: welcome to a new member"),
                                    ("mail_foot", "Mail: under every mail"),
                                ],
                                max_length=15,
                                verbose_name="page",
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
                        ("version", models.PositiveIntegerField(verbose_name="version")),
                        ("body", models.TextField(blank=True, max_length=20000, verbose_name="text")),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "text of the network",
                        "verbose_name_plural": "texts of the network",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("partnership", "text_page", "language", "version"),
                                name="members_networktext_version_once",
                                violation_error_message="Somebody else saved this text just now. Look at it and save again.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StepState",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="members.partnership",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("name", "Name of the network"),
                                    ("region", "Region and school holidays"),
                                    ("look", "Logo and colours"),
                                    ("mail", "Mail"),
                                    ("second", "A second coordinator"),
                                    ("partners", "Partners"),
                                    ("topics", "List of topics"),
                                    ("public", "What is public"),
                                ],
                                max_length=10,
                                verbose_name="step",
                            ),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                        ("skipped_at", models.DateTimeField(blank=True, null=True, verbose_name="left for later")),
                    ],
                    options={
                        "verbose_name": "step of setting up",
                        "verbose_name_plural": "steps of setting up",
                        "constraints": [
                            models.UniqueConstraint(fields=("partnership", "step"), name="members_stepstate_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", False), ("skipped_at__isnull", False), _connector="OR"
                                ),
                                name="members_stepstate_done_or_left",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SetupAddress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                        ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used")),
                    ],
                    options={
                        "verbose_name": "address to begin",
                        "verbose_name_plural": "addresses to begin",
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
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
                            "email",
                            models.EmailField(
                                error_messages={"unique": "Somebody with this e-mail address is a member already."},
                                max_length=254,
                                unique=True,
                                verbose_name="e-mail address",
                            ),
                        ),
                        ("given_name", models.CharField(max_length=60, verbose_name="given name")),
                        (
                            "infix",
                            models.CharField(
                                blank=True, help_text="For instance «van der».", max_length=20, verbose_name="infix"
                            ),
                        ),
                        ("family_name", models.CharField(blank=True, max_length=80, verbose_name="family name")),
                        ("sort_name", models.CharField(editable=False, max_length=170)),
                        (
                            "language",
                            models.CharField(
                                choices=[("nl", "Dutch"), ("en", "English")],
                                default="nl",
                                max_length=2,
                                verbose_name="language of pages and mail",
                            ),
                        ),
                        ("photo", models.ImageField(blank=True, upload_to="members/", verbose_name="photo")),
                        (
                            "about",
                            models.TextField(
                                blank=True, help_text="You may use Markdown.", max_length=2000, verbose_name="about me"
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                verbose_name="languages I speak",
                            ),
                        ),
                        (
                            "name_visibility",
                            models.CharField(
                                choices=[("everybody", "everybody"), ("members", "members of the network")],
                                default="members",
                                max_length=10,
                                verbose_name="my name and profile page",
                            ),
                        ),
                        (
                            "email_visibility",
                            models.CharField(
                                choices=[
                                    ("everybody", "everybody"),
                                    ("members", "members of the network"),
                                    ("nobody", "nobody"),
                                ],
                                default="nobody",
                                max_length=10,
                                verbose_name="e-mail address",
                            ),
                        ),
                        (
                            "photo_visibility",
                            models.CharField(
                                choices=[
                                    ("everybody", "everybody"),
                                    ("members", "members of the network"),
                                    ("nobody", "nobody"),
                                ],
                                default="members",
                                max_length=10,
                                verbose_name="photo",
                            ),
                        ),
                        (
                            "about_visibility",
                            models.CharField(
                                choices=[
                                    ("everybody", "everybody"),
                                    ("members", "members of the network"),
                                    ("nobody", "nobody"),
                                ],
                                default="members",
                                max_length=10,
                                verbose_name="about me",
                            ),
                        ),
                        (
                            "work_visibility",
                            models.CharField(
                                choices=[
                                    ("everybody", "everybody"),
                                    ("members", "members of the network"),
                                    ("nobody", "nobody"),
                                ],
                                default="members",
                                max_length=10,
                                verbose_name="function and school",
                            ),
                        ),
                        (
                            "languages_visibility",
                            models.CharField(
                                choices=[
                                    ("everybody", "everybody"),
                                    ("members", "members of the network"),
                                    ("nobody", "nobody"),
                                ],
                                default="members",
                                max_length=10,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "topics_visibility",
                            models.CharField(
                                choices=[
                                    ("everybody", "everybody"),
                                    ("members", "members of the network"),
                                    ("nobody", "nobody"),
                                ],
                                default="members",
                                max_length=10,
                                verbose_name="ask me about",
                            ),
                        ),
                        (
                            "joined_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="member since"),
                        ),
                        ("last_seen_on", models.DateField(blank=True, null=True, verbose_name="last seen")),
                        ("suspended_at", models.DateTimeField(blank=True, null=True, verbose_name="suspended since")),
                        (
                            "suspension_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason of the suspension"),
                        ),
                        (
                            "erasure_requested_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="asked to be erased"),
                        ),
                        (
                            "retention_warned_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="told that inactive accounts are erased"
                            ),
                        ),
                        ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
                        ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="erased")),
                        (
                            "ask_me_about",
                            taggit.managers.TaggableManager(
                                blank=True,
                                help_text="A comma-separated list of tags.",
                                through="members.AskMeAbout",
                                to="topics.Topic",
                                verbose_name="ask me about",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member",
                        "verbose_name_plural": "members",
                        "indexes": [
                            models.Index(fields=["sort_name", "public_id"], name="members_member_sorted"),
                            models.Index(
                                condition=models.Q(
                                    ("erasure_requested_at__isnull", True),
                                    ("left_at__isnull", True),
                                    ("suspended_at__isnull", True),
                                ),
                                fields=["sort_name", "public_id"],
                                name="members_member_active_sorted",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass("sort_name", name="gin_trgm_ops"),
                                fastupdate=False,
                                name="members_member_name_trigrams",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("erasure_requested_at__isnull", True),
                                    ("left_at__isnull", True),
                                    ("suspended_at__isnull", True),
                                ),
                                fields=["given_name"],
                                name="members_member_active_given",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                name="members_member_email_once",
                                violation_error_message="Somebody with this e-mail address is a member already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("erased_at__isnull", True), ("left_at__isnull", False), _connector="OR"
                                ),
                                name="members_member_erased_has_left",
                                violation_error_message="Who is erased has left.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appointment",
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
                                related_name="appointments",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("student_teacher", "student teacher"),
                                    ("teacher", "teacher"),
                                    ("institute_educator", "teacher educator at the institute"),
                                    ("school_educator", "teacher educator at the school"),
                                    ("workplace_mentor", "workplace mentor"),
                                    ("researcher", "researcher"),
                                    ("school_leader", "school leader"),
                                    ("board_member", "board member"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="function",
                            ),
                        ),
                        (
                            "fte",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=3,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="fte",
                            ),
                        ),
                        ("start", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                        (
                            "end",
                            models.DateField(
                                blank=True,
                                help_text="The first day on which it no longer holds.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("is_primary", models.BooleanField(default=False, verbose_name="main appointment")),
                    ],
                    options={
                        "verbose_name": "appointment",
                        "verbose_name_plural": "appointments",
                        "indexes": [
                            models.Index(fields=["organisation", "function"], name="members_appointment_where")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                                ),
                                name="members_appointment_ends_after_start",
                                violation_error_message="An appointment ends after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fte__isnull", True), models.Q(("fte__gte", 0), ("fte__lte", 1)), _connector="OR"
                                ),
                                name="members_appointment_fte_between_0_and_1",
                                violation_error_message="The fte lies between 0 and 1.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("is_primary", True)),
                                expressions=[
                                    (models.F("member"), "="),
                                    (knowledge_network.members.people.models.role.DateRange("start", "end"), "&&"),
                                ],
                                name="members_appointment_one_primary_at_a_time",
                                violation_error_message="A member has one main appointment at a time.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (models.F("member"), "="),
                                    (models.F("organisation"), "="),
                                    (models.F("function"), "="),
                                    (knowledge_network.members.people.models.role.DateRange("start", "end"), "&&"),
                                ],
                                name="members_appointment_not_twice",
                                violation_error_message="This member has this function at this organisation already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NetworkRole",
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
                                related_name="network_roles",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("programme_leader", "programme leader"),
                                    ("network_coordinator", "network coordinator"),
                                    ("liaison_officer", "liaison officer"),
                                    ("platform_admin", "platform administrator"),
                                    ("privacy_contact", "privacy contact"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "variant",
                            models.CharField(
                                blank=True,
                                choices=[("field", "schools"), ("institute", "institute")],
                                max_length=10,
                                verbose_name="on behalf of",
                            ),
                        ),
                        (
                            "fte",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=3,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="fte",
                            ),
                        ),
                        (
                            "scope_board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="members.board",
                                verbose_name="for board",
                            ),
                        ),
                        (
                            "scope_sector",
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
                                verbose_name="for sector",
                            ),
                        ),
                        ("start", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                        (
                            "end",
                            models.DateField(
                                blank=True,
                                help_text="The first day on which it no longer holds.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="granted by",
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
                                verbose_name="confirmed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "network role",
                        "verbose_name_plural": "network roles",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                                ),
                                name="members_networkrole_ends_after_start",
                                violation_error_message="A role ends after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("role", "programme_leader"), _negated=True),
                                    models.Q(("variant__gt", ""), ("fte__isnull", False)),
                                    _connector="OR",
                                ),
                                name="members_networkrole_programme_leader_has_variant_and_fte",
                                violation_error_message="Of a programme leader, say on whose behalf and for how much fte.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role", "liaison_officer"),
                                    models.Q(("scope_board__isnull", True), ("scope_sector", "")),
                                    _connector="OR",
                                ),
                                name="members_networkrole_scope_only_for_liaison",
                                violation_error_message="Only a liaison officer has a scope.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("end__isnull", True)),
                                fields=("member", "role", "variant", "scope_board", "scope_sector"),
                                name="members_networkrole_once_at_a_time",
                                nulls_distinct=False,
                                violation_error_message="This member has this role already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleProposal",
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
                                related_name="role_proposals",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("programme_leader", "programme leader"),
                                    ("network_coordinator", "network coordinator"),
                                    ("liaison_officer", "liaison officer"),
                                    ("platform_admin", "platform administrator"),
                                    ("privacy_contact", "privacy contact"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "variant",
                            models.CharField(
                                blank=True,
                                choices=[("field", "schools"), ("institute", "institute")],
                                max_length=10,
                                verbose_name="on behalf of",
                            ),
                        ),
                        (
                            "fte",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=3, null=True, verbose_name="fte"
                            ),
                        ),
                        ("start", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposed by",
                            ),
                        ),
                        (
                            "proposed_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="proposed at"),
                        ),
                    ],
                    options={
                        "verbose_name": "proposed role",
                        "verbose_name_plural": "proposed roles",
                        "indexes": [
                            models.Index(fields=["proposed_at", "public_id"], name="members_roleproposal_by_time")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("member", "role", "variant"),
                                name="members_roleproposal_once",
                                violation_error_message="This role was proposed for this member already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AskMeAbout",
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
                                related_name="ask_me_items",
                                to="topics.topic",
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ask_me_items",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("everybody", "everybody"),
                                    ("members", "members of the network"),
                                    ("nobody", "nobody"),
                                ],
                                max_length=10,
                                verbose_name="who sees this",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ask me about",
                        "verbose_name_plural": "ask me about",
                        "constraints": [
                            models.UniqueConstraint(fields=("content_object", "tag"), name="members_ask_me_about_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MemberMerge",
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
                            "merged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("merged_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="merged")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                        ("moved", models.JSONField(default=list, verbose_name="moved")),
                        ("dropped", models.JSONField(default=list, verbose_name="dropped")),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="merges",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account that stays",
                            ),
                        ),
                        (
                            "ended",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account that ended",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "merge of two accounts",
                        "verbose_name_plural": "merges of two accounts",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kept", models.F("ended")), _negated=True),
                                name="members_membermerge_of_two",
                                violation_error_message="An account cannot be merged with itself.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataRequest",
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
                                related_name="data_requests",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("export", "copy of my data"), ("erasure", "erase my data")],
                                max_length=10,
                                verbose_name="what",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "open"), ("done", "done"), ("withdrawn", "taken back")],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("requested_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                        ("due_on", models.DateField(verbose_name="due")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                        (
                            "file",
                            models.FileField(blank=True, editable=False, upload_to="copies/", verbose_name="file"),
                        ),
                    ],
                    options={
                        "verbose_name": "data request",
                        "verbose_name_plural": "data requests",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("member", "kind"),
                                name="members_datarequest_one_open_per_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ErasureNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="what")),
                        ("mark", models.CharField(max_length=64, verbose_name="which one")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "note of an erasure",
                        "verbose_name_plural": "notes of erasures",
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "mark"), name="members_erasure_noted_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
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
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("table", models.CharField(max_length=60, verbose_name="table")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("query", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "verbose_name": "saved view",
                        "verbose_name_plural": "saved views",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("member", "table", "name"),
                                name="members_saved_view_name_once",
                                violation_error_message="You have a view with this name already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="deeds",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                        ("verb", models.CharField(max_length=60, verbose_name="what")),
                        (
                            "subject",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="about whom",
                            ),
                        ),
                        ("object_type", models.CharField(blank=True, max_length=60, verbose_name="kind of object")),
                        ("object_key", models.CharField(blank=True, max_length=120, verbose_name="object")),
                        (
                            "object_label",
                            models.CharField(blank=True, max_length=200, verbose_name="name of the object"),
                        ),
                        ("data", models.JSONField(default=dict, verbose_name="details")),
                    ],
                    options={
                        "verbose_name": "audit event",
                        "verbose_name_plural": "audit trail",
                        "indexes": [
                            models.Index(fields=["-at", "-id"], name="members_audit_newest"),
                            models.Index(fields=["object_type", "object_key"], name="members_audit_object"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TopicFollow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="topics.topic"
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="followed_topics",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                    ],
                    options={
                        "verbose_name": "topic that I follow",
                        "verbose_name_plural": "topics that I follow",
                        "constraints": [
                            models.UniqueConstraint(fields=("topic", "member"), name="members_topic_followed_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TopicMerge",
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
                            "merged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("merged_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="merged")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                        ("moved", models.JSONField(default=list, verbose_name="moved")),
                        ("dropped", models.JSONField(default=list, verbose_name="dropped")),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="topics.topic",
                                verbose_name="topic that went up in another",
                            ),
                        ),
                        (
                            "into",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="topics.topic",
                                verbose_name="topic that stays",
                            ),
                        ),
                        ("was_proposed", models.BooleanField(default=False, verbose_name="was a proposal")),
                        ("words", models.JSONField(default=list, verbose_name="other words")),
                    ],
                    options={
                        "verbose_name": "merge of two topics",
                        "verbose_name_plural": "merges of two topics",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("topic", models.F("into")), _negated=True),
                                name="members_topicmerge_of_two",
                                violation_error_message="A topic cannot be merged with itself.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PreparedSheet",
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
                        ("path", models.CharField(max_length=300)),
                        ("query", models.TextField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "is being made"),
                                    ("ready", "ready"),
                                    ("refused", "not allowed any more"),
                                    ("failed", "could not be made"),
                                ],
                                default="asked",
                                max_length=7,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                        ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="made")),
                        ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                        (
                            "file",
                            models.FileField(blank=True, editable=False, upload_to="sheets/", verbose_name="file"),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="prepared_sheets",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "long list",
                        "verbose_name_plural": "long lists",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "asked")),
                                fields=["asked_at", "id"],
                                name="members_sheet_waiting",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
