"""Where somebody's address stands, however it is written, is found along indexes; requests to join are in order."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models.functions import Cast, Upper


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="signuprequest", name="members_signup_queue"),
        migrations.AddIndex(
            model_name="signuprequest",
            index=models.Index(fields=["state", "requested_at", "public_id"], name="members_signup_in_order"),
        ),
        migrations.AddIndex(
            model_name="signuprequest",
            index=models.Index(Upper("email"), name="members_signup_by_address"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(Upper("email"), name="members_invitation_by_address"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(Upper("key"), name="members_importrow_by_key"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=GinIndex(
                OpClass(Upper(Cast("values", models.TextField())), name="gin_trgm_ops"),
                name="members_importrow_values",
                fastupdate=False,
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=GinIndex(
                OpClass(Upper(Cast("difference", models.TextField())), name="gin_trgm_ops"),
                name="members_importrow_difference",
                fastupdate=False,
            ),
        ),
    ]
