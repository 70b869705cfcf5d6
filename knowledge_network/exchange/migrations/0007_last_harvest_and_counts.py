from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0006_badges_kept'),
    ]

    operations = [
        migrations.CreateModel(
            name='LastHarvest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('oai_dc', 'Dublin Core'), ('lom', 'NL-LOM')], max_length=10, unique=True, verbose_name='form')),
                ('asked_at', models.DateTimeField(verbose_name='asked last')),
            ],
            options={
                'verbose_name': 'last harvest',
                'verbose_name_plural': 'last harvests',
            },
        ),
        migrations.AddIndex(
            model_name='apikey',
            index=models.Index(condition=models.Q(('revoked_at__isnull', True)), fields=['-expires_on'], name='exchange_keys_holding'),
        ),
        migrations.AddIndex(
            model_name='apikey',
            index=models.Index(condition=models.Q(('revoked_at__isnull', True)), fields=['-last_used_on'], name='exchange_keys_used'),
        ),
    ]
