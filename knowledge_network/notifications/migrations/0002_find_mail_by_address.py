"""Where somebody's address stands, however it is written, is found along an index."""

from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(Upper("address"), name="notifications_delivery_address"),
        ),
    ]
