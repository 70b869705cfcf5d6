from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plg', '0007_no_views_of_groups'),
    ]

    operations = [
        migrations.AddField(
            model_name='joinrequest',
            name='days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='how many days to read along'),
        ),
    ]
