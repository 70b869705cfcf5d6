import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0011_views_of_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=160, unique=True, verbose_name='what')),
                ('later_until', models.DateField(blank=True, null=True, verbose_name='out of sight until')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken up by')),
            ],
            options={
                'verbose_name': 'mark at the desk',
                'verbose_name_plural': 'marks at the desk',
                'constraints': [models.CheckConstraint(condition=models.Q(('later_until__isnull', True), ('done_at__isnull', True), _connector='OR'), name='members_desk_mark_later_or_done')],
            },
        ),
    ]
