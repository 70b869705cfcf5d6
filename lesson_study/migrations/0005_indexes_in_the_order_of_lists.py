"""What waits at a school and was answered there, what was finished in a subject, and where an address stands."""

from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("lesson_study", "0004_faces_are_blurred")]

    operations = [
        migrations.AddIndex(
            model_name="cycleday",
            index=models.Index(fields=["day"], name="lesson_day_by_day"),
        ),
        migrations.AddIndex(
            model_name="coverrequest",
            index=models.Index(
                condition=models.Q(("state", "asked")), fields=["organisation", "day"], name="lesson_cover_waits"
            ),
        ),
        migrations.AddIndex(
            model_name="coverrequest",
            index=models.Index(
                condition=models.Q(("state__in", ("asked", "withdrawn")), _negated=True),
                fields=["organisation", "-answered_at", "-public_id"],
                name="lesson_cover_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="lessonstudycycle",
            index=models.Index(
                condition=models.Q(("shared_at__isnull", False), ("state", "finished")),
                fields=["subject", "-finished_at", "-public_id"],
                name="lesson_cycle_of_subject",
            ),
        ),
        migrations.AddIndex(
            model_name="knowledgeableother",
            index=models.Index(Upper("guest_email"), name="lesson_expert_at_address"),
        ),
    ]
