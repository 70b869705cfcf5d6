"""The newest products and offers are found along an index in exactly that order, also where many are of one day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("expertise", "0003_moves_are_kept")]

    operations = [
        migrations.RemoveIndex(model_name="knowledgeproduct", name="expertise_product_newest"),
        migrations.RemoveIndex(model_name="offer", name="expertise_offer_newest"),
        migrations.AddIndex(
            model_name="knowledgeproduct",
            index=models.Index(fields=["status", "-published_on", "-id"], name="expertise_product_newest"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["state", "-made_at", "-public_id"], name="expertise_offer_newest"),
        ),
    ]
