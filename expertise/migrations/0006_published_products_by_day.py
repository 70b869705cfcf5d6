"""The newest products are found along an index in their order, whatever became of them since."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("expertise", "0005_many_questions_in_order")]

    operations = [
        migrations.AddIndex(
            model_name="knowledgeproduct",
            index=models.Index(
                condition=models.Q(
                    ("removed_at__isnull", True), ("status__in", ["historical", "published", "to_revise"])
                ),
                fields=["-published_on", "-id"],
                name="expertise_product_published",
            ),
        ),
    ]
