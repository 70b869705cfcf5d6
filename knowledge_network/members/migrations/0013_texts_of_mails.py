from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0012_marks_at_the_desk'),
    ]

    operations = [
        migrations.AlterField(
            model_name='networktext',
            name='text_page',
            field=models.CharField(choices=[('home', 'Home page'), ('about', 'About the network'), ('contact', 'Contact'), ('privacy', 'Privacy'), ('accessibility', 'Accessibility'), ('mail_invite', 'Mail: invitation to the network'), ('mail_welcome', 'Mail: welcome to a new member'), ('mail_foot', 'Mail: under every mail')], max_length=15, verbose_name='page'),
        ),
    ]
