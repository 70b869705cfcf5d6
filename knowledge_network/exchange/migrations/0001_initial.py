import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import knowledge_network.exchange.badges.models
import knowledge_network.kit.ids
from knowledge_network.kit.tables_at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("expertise", "0001_initial"),
        ("members", "0001_initial"),
        ("plg", "0001_initial"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="ApiKey",
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
                                related_name="api_keys",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="what it is for")),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("groups:read", "groups"),
                                        ("meetings:read", "meetings that I may see"),
                                        ("products:read", "products of the knowledge base"),
                                        ("expertise:read", "expertise that people show to everybody"),
                                        ("agreements:read", "agreements: title, parties, period and status"),
                                    ],
                                    max_length=20,
                                ),
                                verbose_name="what it may read",
                            ),
                        ),
                        ("key_hash", models.CharField(max_length=64, unique=True)),
                        ("first_signs", models.CharField(max_length=12)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                        ("expires_on", models.DateField(verbose_name="holds until")),
                        ("last_used_on", models.DateField(blank=True, null=True, verbose_name="last used")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "key for a program",
                        "verbose_name_plural": "keys for programs",
                        "indexes": [
                            models.Index(fields=["member", "-created_at"], name="exchange_keys_of_member"),
                            models.Index(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=["-expires_on"],
                                name="exchange_keys_holding",
                            ),
                            models.Index(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=["-last_used_on"],
                                name="exchange_keys_used",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("scopes", []), _negated=True), name="exchange_key_reads_something"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BadgeClass",
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
                                    ("process_guide", "process guide of a group"),
                                    ("lesson_study", "Lesson Study completed"),
                                    ("liaison_officer", "liaison officer"),
                                    ("expert", "recognised expertise"),
                                ],
                                max_length=16,
                                unique=True,
                                verbose_name="for what",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name of the badge")),
                        ("description", models.CharField(max_length=300, verbose_name="what it says, in one sentence")),
                        (
                            "criterion",
                            models.TextField(
                                help_text="What somebody did and shows. Being there is never enough.",
                                max_length=2000,
                                verbose_name="criterion",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                default=24,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="holds for so many months",
                            ),
                        ),
                        ("is_offered", models.BooleanField(default=True, verbose_name="members can ask for it")),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                    ],
                    options={
                        "verbose_name": "kind of badge",
                        "verbose_name_plural": "kinds of badges",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("criterion__gt", "")), name="exchange_badge_has_criterion"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("months__gte", 1), ("months__lte", 60)),
                                name="exchange_badge_always_ends",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClassEndorsement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "badge_class",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="endorsements",
                                to="exchange.badgeclass",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="members.organisation",
                                verbose_name="board",
                            ),
                        ),
                        (
                            "endorsed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "endorsed_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="endorsed"),
                        ),
                        ("words_hash", models.CharField(max_length=64)),
                    ],
                    options={
                        "verbose_name": "endorsement of a kind of badge",
                        "verbose_name_plural": "endorsements of kinds of badges",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("badge_class", "organisation"), name="exchange_badge_class_endorsed_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusBit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "bit of the status list",
                        "verbose_name_plural": "bits of the status list",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number__lt", 131072)), name="exchange_status_bit_in_list"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Badge",
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
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="badges",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "badge_class",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="badges",
                                to="exchange.badgeclass",
                                verbose_name="badge",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="badges",
                                to="expertise.expertiseclaim",
                                verbose_name="expertise",
                            ),
                        ),
                        ("motivation", models.TextField(max_length=2000, verbose_name="how I meet the criterion")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("granted", "granted"),
                                    ("declined", "not granted"),
                                    ("ended", "ended"),
                                ],
                                default="asked",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
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
                        ("answer", models.TextField(blank=True, max_length=1000, verbose_name="reason")),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name of the badge")),
                        ("description", models.CharField(blank=True, max_length=300, verbose_name="what it says")),
                        ("criterion", models.TextField(blank=True, max_length=2000, verbose_name="criterion")),
                        (
                            "salt",
                            models.CharField(
                                default=knowledge_network.exchange.badges.models.new_salt, editable=False, max_length=32
                            ),
                        ),
                        ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="holds from")),
                        ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="holds until")),
                        (
                            "status_bit",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="badge",
                                to="exchange.statusbit",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("withdrawn", "withdrawn by the network"),
                                    ("claim", "the expertise is not recognised any more"),
                                    ("holder", "ended by yourself"),
                                ],
                                max_length=9,
                                verbose_name="why it ended",
                            ),
                        ),
                        ("end_note", models.CharField(blank=True, max_length=300, verbose_name="why it was withdrawn")),
                    ],
                    options={
                        "verbose_name": "badge",
                        "verbose_name_plural": "badges",
                        "indexes": [models.Index(fields=["state", "asked_at"], name="exchange_badge_waiting")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("decided_by", models.F("member")), _negated=True),
                                name="exchange_nobody_grants_themselves",
                                violation_error_message="Nobody decides about a badge of their own.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["ended", "granted"]), _negated=True),
                                    models.Q(
                                        ("status_bit__isnull", False),
                                        ("valid_from__isnull", False),
                                        ("valid_until__gt", models.F("valid_from")),
                                        ("valid_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="exchange_granted_badge_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ended"), _negated=True),
                                    models.Q(("end_reason__gt", ""), ("ended_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="exchange_ended_badge_says_why",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("member", "badge_class", "claim"),
                                name="exchange_badge_asked_once",
                                nulls_distinct=False,
                                violation_error_message="You asked for this badge already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BadgeKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(choices=[("rsa", "RS256"), ("ed25519", "eddsa-rdfc-2022")], max_length=7),
                        ),
                        ("fragment", models.CharField(max_length=20, unique=True)),
                        ("private_key", models.TextField(editable=False)),
                        ("public_key", models.TextField(editable=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                        ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retired")),
                    ],
                    options={
                        "verbose_name": "key of badges",
                        "verbose_name_plural": "keys of badges",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("retired_at__isnull", True)),
                                fields=("kind",),
                                name="exchange_one_badge_key_signs",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LastHarvest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[("oai_dc", "Dublin Core"), ("lom", "NL-LOM")],
                                max_length=10,
                                unique=True,
                                verbose_name="form",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked last")),
                    ],
                    options={
                        "verbose_name": "last harvest",
                        "verbose_name_plural": "last harvests",
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("urn", models.UUIDField(unique=True)),
                        (
                            "product",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="catalogue_record",
                                to="expertise.knowledgeproduct",
                            ),
                        ),
                        ("datestamp", models.DateTimeField(verbose_name="changed in the catalogue")),
                        ("is_deleted", models.BooleanField(default=False, verbose_name="gone")),
                        (
                            "sets",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), blank=True, default=list
                            ),
                        ),
                        ("fingerprint", models.CharField(blank=True, max_length=64)),
                        ("product_changed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "record of the catalogue",
                        "verbose_name_plural": "records of the catalogue",
                        "indexes": [
                            models.Index(fields=["datestamp", "id"], name="exchange_record_harvest"),
                            django.contrib.postgres.indexes.GinIndex(fields=["sets"], name="exchange_record_sets"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicMeeting",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="opened", to="plg.meeting"
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
                            "opened_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="shown to everybody since"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting for everybody to see",
                        "verbose_name_plural": "meetings for everybody to see",
                    },
                ),
                migrations.CreateModel(
                    name="Webhook",
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
                        ("name", models.CharField(max_length=80, verbose_name="which system")),
                        ("url", models.URLField(max_length=300, verbose_name="address")),
                        (
                            "events",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("product.published", "a product can be read by everybody"),
                                        ("product.changed", "what the catalogue tells of a product changed"),
                                        ("product.withdrawn", "a product can be read by everybody no longer"),
                                        ("connection.tested", "somebody tried the connection"),
                                    ],
                                    max_length=30,
                                ),
                                verbose_name="what it hears",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("switched_on", "on"),
                                    ("switched_off", "off"),
                                    ("failed", "off, because it failed for three days"),
                                ],
                                default="switched_on",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("secret_number", models.PositiveSmallIntegerField(default=1)),
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
                        (
                            "last_arrived_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="last message arrived"),
                        ),
                        ("failing_since", models.DateTimeField(blank=True, null=True, verbose_name="fails since")),
                        ("trouble", models.CharField(blank=True, max_length=200, verbose_name="trouble")),
                    ],
                    options={
                        "verbose_name": "system that hears of changes",
                        "verbose_name_plural": "systems that hear of changes",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("events", []), _negated=True), name="exchange_hook_hears_something"
                            )
                        ],
                        "indexes": [
                            models.Index(fields=["name", "id"], name="exchange_hook_by_name"),
                            models.Index(
                                condition=models.Q(("trouble__gt", "")), fields=["id"], name="exchange_hook_in_trouble"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HookMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "hook",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="exchange.webhook",
                            ),
                        ),
                        ("message_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                        (
                            "event",
                            models.CharField(
                                choices=[
                                    ("product.published", "a product can be read by everybody"),
                                    ("product.changed", "what the catalogue tells of a product changed"),
                                    ("product.withdrawn", "a product can be read by everybody no longer"),
                                    ("connection.tested", "somebody tried the connection"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("about", models.CharField(blank=True, max_length=60)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "waits"), ("sent", "arrived"), ("given_up", "given up")],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("trouble", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "verbose_name": "message to another system",
                        "verbose_name_plural": "messages to other systems",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["next_try_at"],
                                name="exchange_message_due",
                            ),
                            models.Index(fields=["hook", "-happened_at"], name="exchange_messages_of_hook"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sent"), _negated=True),
                                    ("arrived_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="exchange_message_arrived_when",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Intake",
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
                            "way",
                            models.CharField(
                                choices=[("list", "list"), ("harvest", "harvest of a catalogue")],
                                max_length=10,
                                verbose_name="way",
                            ),
                        ),
                        ("source", models.CharField(max_length=120, verbose_name="whose products")),
                        ("url", models.URLField(blank=True, max_length=300, verbose_name="address of the catalogue")),
                        ("of_set", models.CharField(blank=True, max_length=120, verbose_name="part of the catalogue")),
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits"),
                                    ("reading", "being read"),
                                    ("planned", "to be checked"),
                                    ("applied", "taken over"),
                                    ("undone", "undone"),
                                    ("discarded", "thrown away"),
                                    ("failed", "cannot be read"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("problem", models.CharField(blank=True, max_length=300, verbose_name="what went wrong")),
                        ("is_cut", models.BooleanField(default=False, verbose_name="there is more than was read")),
                        ("made", models.PositiveIntegerField(default=0, verbose_name="products made")),
                        (
                            "stayed",
                            models.PositiveIntegerField(default=0, verbose_name="products that stayed after undoing"),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="offered")),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="carried out")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                    ],
                    options={
                        "verbose_name": "list of products of others",
                        "verbose_name_plural": "lists of products of others",
                        "indexes": [
                            models.Index(fields=["-created_at", "-public_id"], name="exchange_intake_newest"),
                            models.Index(
                                condition=models.Q(("applied_at__isnull", False)),
                                fields=["-applied_at"],
                                name="exchange_intake_applied",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["applied", "undone"]), _negated=True),
                                    ("applied_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="exchange_intake_applied_has_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntakeRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "intake",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="exchange.intake"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="row")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("new", "new"),
                                    ("gone", "gone at the source"),
                                    ("unusable", "cannot be taken over"),
                                    ("known", "here already"),
                                ],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("identifier", models.CharField(blank=True, max_length=400)),
                        ("title", models.CharField(blank=True, max_length=150, verbose_name="title")),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("twice", "It stands in this list twice."),
                                    ("still_here", "Look whether it should stay here."),
                                    ("taken_away", "The source took it away."),
                                    ("no_title", "It has no title."),
                                    ("no_link", "It has no address where it can be read."),
                                    ("long_link", "Its address is too long."),
                                    ("language", "Its language is neither Dutch nor English."),
                                    ("licence", "Its licence does not let us"),
                                    (
                                        "no_version",
                                        "Its licence has no version. Under 4.0 it can stand here: write for instance CC BY 4.0",
                                    ),
                                    ("no_licence", "It does not say under which licence it stands."),
                                ],
                                max_length=12,
                                verbose_name="reason",
                            ),
                        ),
                        ("values", models.JSONField(default=dict, verbose_name="values")),
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
                    ],
                    options={
                        "verbose_name": "product of others",
                        "verbose_name_plural": "products of others",
                        "constraints": [
                            models.UniqueConstraint(fields=("intake", "number"), name="exchange_intake_row_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ForeignProduct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "product",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="foreign",
                                to="expertise.knowledgeproduct",
                            ),
                        ),
                        ("identifier", models.CharField(max_length=400, unique=True)),
                        (
                            "intake",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="products",
                                to="exchange.intake",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "product that was taken over",
                        "verbose_name_plural": "products that were taken over",
                    },
                ),
            ],
        ),
    ]
