"""What a page of a large network shows is read along an index, and no more than that."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):

    dependencies = [("expertise", "0006_published_products_by_day")]

    operations = [
        # Who moved a card in the last ten minutes.
        migrations.AddIndex(
            model_name="cardmove",
            index=models.Index(fields=["at"], name="expertise_move_by_time"),
        ),
        # The first card of which who asked says that it was meant otherwise.
        migrations.AddIndex(
            model_name="questioncard",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True), ("objected_at__isnull", False)),
                fields=["cycle", "id"],
                name="expertise_card_objected",
            ),
        ),
        # A product is named by a part of its title.
        migrations.AddIndex(
            model_name="knowledgeproduct",
            index=GinIndex(
                OpClass(Upper("title"), name="gin_trgm_ops"), fastupdate=False, name="expertise_product_titles"
            ),
        ),
        # The days that every member sees, without those that are still prepared.
        migrations.AddIndex(
            model_name="showday",
            index=models.Index(
                condition=models.Q(("state__in", ["cancelled", "open"])),
                fields=["starts_at", "public_id"],
                name="expertise_show_day_in_view",
            ),
        ),
    ]
