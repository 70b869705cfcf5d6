"""Lists of the whole network are read along an index in their order, tie included.

That of meetings knows when they end too, so that what is over is left out without looking at the meeting.
"""

from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("plg", "0004_meetings_in_time_with_their_tie")]

    operations = [
        migrations.RemoveIndex(model_name="meeting", name="plg_meeting_in_time"),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["starts_at", "id", "ends_at"], name="plg_meeting_in_order"),
        ),
        migrations.RemoveIndex(model_name="meeting", name="plg_meeting_of_network"),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(("partnership__isnull", False)),
                fields=["-starts_at", "-id", "ends_at"],
                name="plg_network_meeting_in_order",
            ),
        ),
        # Where somebody's address stands, however it is written.
        migrations.AddIndex(
            model_name="meetinginvitation",
            index=models.Index(Upper("guest_email"), name="plg_invitation_to_address"),
        ),
        migrations.AddIndex(
            model_name="barrier",
            index=models.Index(fields=["-state_at", "-public_id"], name="plg_barrier_newest"),
        ),
        migrations.AddIndex(
            model_name="stepentry",
            index=models.Index(
                condition=models.Q(("kind", "barrier")), fields=["-at", "-id"], name="plg_entry_newest_barrier"
            ),
        ),
        migrations.AddIndex(
            model_name="joinrequest",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["requested_at", "public_id"],
                name="plg_join_request_waits",
            ),
        ),
    ]
