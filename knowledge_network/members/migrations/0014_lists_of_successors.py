from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0013_texts_of_mails'),
    ]

    operations = [
        migrations.AlterField(
            model_name='importrun',
            name='kind',
            field=models.CharField(choices=[('sites', 'schools (DUO)'), ('boards', 'boards (DUO)'), ('members', 'members'), ('topics', 'topics'), ('words', 'words of the staff room'), ('successors', 'mergers and successors')], max_length=10, verbose_name='kind'),
        ),
    ]
