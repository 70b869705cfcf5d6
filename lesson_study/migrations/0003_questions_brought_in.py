import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('expertise', '0007_bundling_of_questions'),
        ('lesson_study', '0002_sharing_at_a_meeting'),
    ]

    operations = [
        migrations.AddField(
            model_name='openquestion',
            name='practice_question',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='expertise.practicequestion'),
        ),
    ]
