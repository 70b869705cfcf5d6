import datetime

import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import knowledge_network.kit.ids
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
                    name="MailRhythm",
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
                                related_name="mail_rhythm",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("digest", models.BooleanField(default=True, verbose_name="send me the weekly overview")),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=3,
                                verbose_name="on",
                            ),
                        ),
                        ("at_time", models.TimeField(default=datetime.time(15, 30), verbose_name="at")),
                        (
                            "quiet_evenings",
                            models.BooleanField(
                                default=True, verbose_name="no mail in the evening and at night (19:00–7:00)"
                            ),
                        ),
                        ("quiet_weekends", models.BooleanField(default=True, verbose_name="no mail in weekends")),
                        (
                            "quiet_holidays",
                            models.BooleanField(default=True, verbose_name="no mail in school holidays"),
                        ),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "mail rhythm",
                        "verbose_name_plural": "mail rhythms",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("weekday__range", (0, 6))), name="notifications_rhythm_day_of_week"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
                            ),
                        ),
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("kind", models.CharField(max_length=60, verbose_name="kind")),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="deliveries",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="to",
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="address")),
                        (
                            "language",
                            models.CharField(choices=[("nl", "Dutch"), ("en", "English")], default="nl", max_length=2),
                        ),
                        ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("html", models.TextField(blank=True, verbose_name="HTML")),
                        ("reply_to", models.EmailField(blank=True, max_length=254, verbose_name="answers go to")),
                        ("params", models.JSONField(blank=True, default=dict, verbose_name="details")),
                        ("bulk", models.BooleanField(default=False, verbose_name="may wait")),
                        ("at_most_once", models.BooleanField(default=False)),
                        ("handed_over_at", models.DateTimeField(blank=True, null=True)),
                        ("batch", models.CharField(blank=True, max_length=60, verbose_name="run")),
                        (
                            "resent_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="resent",
                                to="notifications.delivery",
                            ),
                        ),
                        ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="of no use after")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("held", "held back"),
                                    ("planned", "planned"),
                                    ("sending", "being sent"),
                                    ("sent", "sent"),
                                    ("skipped", "skipped"),
                                    ("failed", "failed"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        ("lost_senders", models.PositiveSmallIntegerField(default=0, verbose_name="senders that died")),
                        ("planned_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="planned")),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="due")),
                        ("leased_until", models.DateTimeField(blank=True, null=True, verbose_name="claimed until")),
                        ("lease_token", models.UUIDField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                        ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="came back")),
                    ],
                    options={
                        "verbose_name": "mail",
                        "verbose_name_plural": "mails",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["planned", "sending"])),
                                fields=["bulk", "due_at"],
                                name="notifications_delivery_due",
                            ),
                            models.Index(fields=["-planned_at", "-id"], name="notifications_delivery_newest"),
                            models.Index(fields=["member", "-planned_at"], name="notifications_delivery_to"),
                            models.Index(
                                condition=models.Q(("state", "held")),
                                fields=["batch"],
                                name="notifications_delivery_held",
                            ),
                            models.Index(
                                django.db.models.functions.text.Upper("address"), name="notifications_delivery_address"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["failed", "held", "skipped"]), _negated=True),
                                    ("reason__gt", ""),
                                    _connector="OR",
                                ),
                                name="notifications_delivery_says_why_not",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sending"), _negated=True),
                                    models.Q(("lease_token__isnull", False), ("leased_until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="notifications_delivery_sending_is_leased",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AddressTrouble",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, unique=True, verbose_name="address")),
                        ("refused", models.PositiveSmallIntegerField(default=0, verbose_name="refused for good")),
                        ("delayed", models.PositiveSmallIntegerField(default=0, verbose_name="refused for now")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="what the mail server said"),
                        ),
                        ("last_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="last time")),
                        ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="no mail since")),
                    ],
                    options={
                        "verbose_name": "address in trouble",
                        "verbose_name_plural": "addresses in trouble",
                    },
                ),
                migrations.CreateModel(
                    name="MailStop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stopped_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="stopped")),
                        (
                            "stopped_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
                        (
                            "lifted_by",
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
                        "verbose_name": "stop of all mail",
                        "verbose_name_plural": "stops of all mail",
                        "constraints": [
                            models.UniqueConstraint(
                                models.Value(1),
                                condition=models.Q(("lifted_at__isnull", True)),
                                name="notifications_one_stop_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="for whom",
                            ),
                        ),
                        ("kind", models.CharField(max_length=60, verbose_name="kind")),
                        ("params", models.JSONField(default=dict, verbose_name="details")),
                        ("url", models.CharField(blank=True, max_length=300, verbose_name="address")),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by whom",
                            ),
                        ),
                        ("group_key", models.CharField(blank=True, max_length=120, verbose_name="about which group")),
                        ("key", models.CharField(max_length=200, unique=True)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("app", "in the app only"),
                                    ("now", "by mail, at once"),
                                    ("daily", "by mail, once a day"),
                                    ("weekly", "in the weekly overview"),
                                    ("off", "not at all"),
                                ],
                                default="app",
                                max_length=6,
                                verbose_name="how",
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                        ("mailed_at", models.DateTimeField(blank=True, null=True, verbose_name="mailed")),
                    ],
                    options={
                        "verbose_name": "notice",
                        "verbose_name_plural": "notices",
                        "indexes": [
                            models.Index(fields=["member", "-created_at", "-id"], name="notifications_notice_newest"),
                            models.Index(
                                condition=models.Q(("read_at__isnull", True)),
                                fields=["member"],
                                name="notifications_notice_unread",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("mailed_at__isnull", True),
                                    ("read_at__isnull", True),
                                    models.Q(("channel", "app"), _negated=True),
                                ),
                                fields=["channel", "created_at"],
                                name="notifications_notice_to_mail",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticePreference",
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
                                related_name="notice_preferences",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("kind", models.CharField(blank=True, max_length=60, verbose_name="kind")),
                        ("group_key", models.CharField(blank=True, max_length=120, verbose_name="in which group")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("app", "in the app only"),
                                    ("now", "by mail, at once"),
                                    ("daily", "by mail, once a day"),
                                    ("weekly", "in the weekly overview"),
                                    ("off", "not at all"),
                                ],
                                max_length=6,
                                verbose_name="how",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "choice about notices",
                        "verbose_name_plural": "choices about notices",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("member", "kind", "group_key"), name="notifications_preference_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__gt", ""), ("group_key__gt", ""), _connector="OR"),
                                name="notifications_preference_is_about_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="last finished")),
                        ("seconds", models.FloatField(blank=True, null=True, verbose_name="took")),
                        ("failed_at", models.DateTimeField(blank=True, null=True, verbose_name="last failed")),
                        (
                            "failed_in_a_row",
                            models.PositiveIntegerField(default=0, verbose_name="times failed in a row"),
                        ),
                        ("trouble", models.CharField(blank=True, max_length=200, verbose_name="trouble")),
                    ],
                    options={
                        "verbose_name": "job",
                        "verbose_name_plural": "jobs",
                    },
                ),
            ],
        ),
    ]
