import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import knowledge_network.kit.ids


class Migration(migrations.Migration):

    dependencies = [
        ('lesson_study', "0004_archive_by_time"),
        ('members', '0016_merged_topics'),
        ('plg', '0013_inventory_of_barriers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Clip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=knowledge_network.kit.ids.random_public_id, editable=False, max_length=10, unique=True)),
                ('position', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)])),
                ('title', models.CharField(max_length=120, verbose_name='what do we see?')),
                ('why_chosen', models.TextField(blank=True, max_length=600, verbose_name='why this fragment?')),
                ('description', models.TextField(max_length=3000, verbose_name='what happens, in words')),
                ('starts', models.PositiveIntegerField(blank=True, null=True, verbose_name='from (seconds)')),
                ('ends', models.PositiveIntegerField(blank=True, null=True, verbose_name='until (seconds)')),
                ('cover', models.CharField(choices=[('none', 'nothing: the picture as it is'), ('whole', 'the whole picture blurred'), ('sound', 'sound only, no picture')], default='none', max_length=5, verbose_name='what is taken away of the picture')),
                ('shifts_voices', models.BooleanField(default=False, verbose_name='change the voices')),
                ('captions', models.TextField(blank=True, max_length=12000, verbose_name='captions')),
                ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('team', 'the group, as far as it works at this school'), ('school', 'colleagues of this school'), ('partners', 'other schools of the network'), ('institute', 'the teacher education')], max_length=9), blank=True, default=list, verbose_name='who may look')),
                ('ends_on', models.DateField(verbose_name='until and including')),
                ('film', models.CharField(choices=[('words', 'told in words'), ('waiting', 'waits to be made'), ('making', 'is being made'), ('to_check', 'made, to be checked'), ('ready', 'ready'), ('failed', 'could not be made'), ('erased', 'film erased')], default='words', max_length=8)),
                ('content', models.CharField(blank=True, max_length=100)),
                ('poster', models.CharField(blank=True, max_length=100)),
                ('seconds', models.PositiveSmallIntegerField(default=0, verbose_name='seconds')),
                ('made', models.PositiveSmallIntegerField(default=0)),
                ('trouble', models.CharField(blank=True, max_length=20, verbose_name='what is wrong')),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'fragment',
                'verbose_name_plural': 'fragments',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ConsentRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=knowledge_network.kit.ids.random_public_id, editable=False, max_length=10, unique=True)),
                ('class_name', models.CharField(max_length=40, verbose_name='class')),
                ('form_version', models.CharField(max_length=40, verbose_name='which letter')),
                ('pupils_in_view', models.PositiveSmallIntegerField(verbose_name='pupils who can be recognised')),
                ('consents', models.PositiveSmallIntegerField(verbose_name='of them with consent')),
                ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('team', 'the group, as far as it works at this school'), ('school', 'colleagues of this school'), ('partners', 'other schools of the network'), ('institute', 'the teacher education')], max_length=9), blank=True, default=list, verbose_name='who may look, by the letter')),
                ('valid_until', models.DateField(verbose_name='valid until')),
                ('checked_on', models.DateField(default=django.utils.timezone.localdate)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'consent of parents',
                'verbose_name_plural': 'consents of parents',
            },
        ),
        migrations.CreateModel(
            name='VideoSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=knowledge_network.kit.ids.random_public_id, editable=False, max_length=10, unique=True)),
                ('title', models.CharField(max_length=120, verbose_name='ordinary moment')),
                ('focus', models.TextField(blank=True, max_length=1000, verbose_name='why does this often go well?')),
                ('state', models.CharField(choices=[('idea', 'idea'), ('agreed', 'agreed on'), ('filmed', 'filmed'), ('chosen', 'fragments chosen'), ('meeting', 'looking together'), ('insights', 'insights'), ('erased', 'film erased')], default='idea', max_length=8, verbose_name='state')),
                ('filmed_on', models.DateField(blank=True, null=True, verbose_name='filmed on')),
                ('school_link', models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['https'])], verbose_name='address in the store of the school')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('current', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='question')),
                ('round_started_at', models.DateTimeField(blank=True, null=True, verbose_name='question began')),
                ('met_at', models.DateTimeField(blank=True, null=True, verbose_name='talk closed')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='film erased')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('idempotency_key', models.CharField(blank=True, max_length=80, null=True, unique=True)),
                ('checker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who checks')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='video_sessions', to='plg.group', verbose_name='group')),
                ('leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who leads')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='at which school it was')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='filmed_sessions', to=settings.AUTH_USER_MODEL, verbose_name='who was filmed')),
            ],
            options={
                'verbose_name': 'session of looking together',
                'verbose_name_plural': 'sessions of looking together',
            },
        ),
        migrations.CreateModel(
            name='SessionViewer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='viewers', to='lesson_study.videosession')),
            ],
            options={
                'verbose_name': 'person who looks along',
                'verbose_name_plural': 'people who look along',
            },
        ),
        migrations.CreateModel(
            name='SessionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=knowledge_network.kit.ids.random_public_id, editable=False, max_length=10, unique=True)),
                ('kind', models.CharField(choices=[('strength', 'strength'), ('routine', 'goes without saying'), ('surprise', 'surprise'), ('keep', 'keep it so'), ('different', 'try it differently')], max_length=9, verbose_name='kind')),
                ('text', models.TextField(max_length=1000, verbose_name='what do you see?')),
                ('second', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='at (seconds)')),
                ('is_from_pupils', models.BooleanField(default=False, verbose_name='said by pupils')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('key', models.UUIDField(blank=True, null=True, unique=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clip', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notes', to='lesson_study.clip')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='lesson_study.videosession')),
            ],
            options={
                'verbose_name': 'note at a film',
                'verbose_name_plural': 'notes at a film',
            },
        ),
        migrations.CreateModel(
            name='SessionInsight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=knowledge_network.kit.ids.random_public_id, editable=False, max_length=10, unique=True)),
                ('kind', models.CharField(choices=[('strength', 'strength'), ('routine', 'goes without saying'), ('surprise', 'surprise'), ('keep', 'keep it so'), ('different', 'try it differently')], max_length=9, verbose_name='kind')),
                ('text', models.CharField(max_length=500, verbose_name='insight')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='insights', to='lesson_study.videosession')),
            ],
            options={
                'verbose_name': 'insight of looking together',
                'verbose_name_plural': 'insights of looking together',
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('coming', 'coming in'), ('waiting', 'waits to be checked'), ('making', 'is being made ready'), ('ready', 'ready to choose from'), ('failed', 'could not be read')], default='coming', max_length=7)),
                ('key', models.CharField(max_length=32, unique=True)),
                ('size', models.PositiveBigIntegerField(verbose_name='size')),
                ('received', models.PositiveBigIntegerField(default=0, verbose_name='received')),
                ('sent_name', models.CharField(blank=True, max_length=120)),
                ('content', models.CharField(max_length=100)),
                ('preview', models.CharField(blank=True, max_length=100)),
                ('seconds', models.PositiveIntegerField(default=0, verbose_name='seconds')),
                ('trouble', models.CharField(blank=True, max_length=20, verbose_name='what is wrong')),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='recording', to='lesson_study.videosession')),
            ],
            options={
                'verbose_name': 'recording',
                'verbose_name_plural': 'recordings',
            },
        ),
        migrations.CreateModel(
            name='ReadinessCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(choices=[('support', 'support'), ('openness', 'nuance, openness and patience'), ('discussion', 'a constructive talk'), ('time', 'time and money'), ('law', 'law and ethics')], max_length=10)),
                ('checked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='lesson_study.videosession')),
            ],
            options={
                'verbose_name': 'point of the list of five',
                'verbose_name_plural': 'points of the list of five',
            },
        ),
        migrations.CreateModel(
            name='PupilWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=knowledge_network.kit.ids.random_public_id, editable=False, max_length=10, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawals', to='lesson_study.consentrecord')),
                ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawals', to='lesson_study.videosession')),
            ],
            options={
                'verbose_name': 'consent taken back',
                'verbose_name_plural': 'consents taken back',
            },
        ),
        migrations.CreateModel(
            name='FilmErasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=knowledge_network.kit.ids.random_public_id, editable=False, max_length=10, unique=True)),
                ('place', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.CharField(choices=[('veto', 'somebody who was filmed did not want it shown'), ('withdrawn', 'a consent was taken back'), ('expired', 'a consent was over'), ('term', 'the term was over'), ('owner', 'who was filmed erased it'), ('replaced', 'it was made anew'), ('left', 'who was filmed left the network'), ('restored', 'erased once more after a restore')], max_length=9)),
                ('names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), default=list)),
                ('files', models.PositiveSmallIntegerField(default=0)),
                ('bytes', models.PositiveBigIntegerField(default=0)),
                ('hidden_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='erasures', to='lesson_study.videosession')),
            ],
            options={
                'verbose_name': 'erasing of a film',
                'verbose_name_plural': 'erasings of films',
            },
        ),
        migrations.CreateModel(
            name='FilmedAdult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('team', 'the group, as far as it works at this school'), ('school', 'colleagues of this school'), ('partners', 'other schools of the network'), ('institute', 'the teacher education')], max_length=9), blank=True, default=list, verbose_name='who may look')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adults', to='lesson_study.videosession')),
            ],
            options={
                'verbose_name': 'adult who was filmed',
                'verbose_name_plural': 'adults who were filmed',
            },
        ),
        migrations.AddField(
            model_name='consentrecord',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='lesson_study.videosession'),
        ),
        migrations.AddField(
            model_name='clip',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clips', to='lesson_study.videosession'),
        ),
        migrations.CreateModel(
            name='ClipVeto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('clip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vetoes', to='lesson_study.clip')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'veto',
                'verbose_name_plural': 'vetoes',
                'constraints': [models.UniqueConstraint(fields=('clip', 'member'), name='lesson_study_video_veto_once')],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_owner', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clearances', to='lesson_study.clip')),
                ('withdrawal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clearances', to='lesson_study.pupilwithdrawal')),
            ],
            options={
                'verbose_name': 'fragment looked through',
                'verbose_name_plural': 'fragments looked through',
                'constraints': [models.UniqueConstraint(fields=('withdrawal', 'clip', 'as_owner'), name='lesson_study_video_cleared_once_each'), models.UniqueConstraint(fields=('withdrawal', 'clip', 'member'), name='lesson_study_video_cleared_by_two')],
            },
        ),
        migrations.AddIndex(
            model_name='videosession',
            index=models.Index(fields=['group', 'state'], name='lesson_study_video_of_group'),
        ),
        migrations.AddConstraint(
            model_name='videosession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('current__isnull', True), ('round_started_at__isnull', True)), models.Q(('current__isnull', False), ('round_started_at__isnull', False)), _connector='OR'), name='lesson_study_video_talk_has_begun'),
        ),
        migrations.AddConstraint(
            model_name='videosession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_at__isnull', False), ('state', 'erased')), models.Q(models.Q(('state', 'erased'), _negated=True), ('erased_at__isnull', True)), _connector='OR'), name='lesson_study_video_erased_at'),
        ),
        migrations.AddConstraint(
            model_name='videosession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['chosen', 'filmed', 'insights', 'meeting']), _negated=True), ('filmed_on__isnull', False), _connector='OR'), name='lesson_study_video_filmed_on'),
        ),
        migrations.AddConstraint(
            model_name='sessionviewer',
            constraint=models.UniqueConstraint(fields=('session', 'member'), name='lesson_study_video_viewer_once'),
        ),
        migrations.AddIndex(
            model_name='sessionnote',
            index=models.Index(fields=['session', 'clip', 'second'], name='lesson_study_video_notes'),
        ),
        migrations.AddConstraint(
            model_name='sessionnote',
            constraint=models.CheckConstraint(condition=models.Q(('second__isnull', True), ('clip__isnull', False), _connector='OR'), name='lesson_study_video_moment_of_a_clip'),
        ),
        migrations.AddConstraint(
            model_name='sessioninsight',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['different', 'keep', 'strength'])), name='lesson_study_video_insight_kinds'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.CheckConstraint(condition=models.Q(('received__lte', models.F('size'))), name='lesson_study_video_no_more_than_told'),
        ),
        migrations.AddConstraint(
            model_name='readinesscheck',
            constraint=models.UniqueConstraint(fields=('session', 'item'), name='lesson_study_video_check_once'),
        ),
        migrations.AddIndex(
            model_name='filmerasure',
            index=models.Index(condition=models.Q(('erased_at__isnull', True)), fields=['due_at'], name='lesson_study_video_to_erase'),
        ),
        migrations.AddConstraint(
            model_name='filmerasure',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), ('names', []), _connector='OR'), name='lesson_study_video_gone_is_gone'),
        ),
        migrations.AddConstraint(
            model_name='filmedadult',
            constraint=models.UniqueConstraint(fields=('session', 'member'), name='lesson_study_video_adult_once'),
        ),
        migrations.AddConstraint(
            model_name='filmedadult',
            constraint=models.CheckConstraint(condition=models.Q(('audiences__contained_by', ['team', 'school', 'partners', 'institute'])), name='lesson_study_video_adult_names_known'),
        ),
        migrations.AddConstraint(
            model_name='filmedadult',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_at__isnull', False), ('audiences', []), _connector='OR'), name='lesson_study_video_adult_agrees_first'),
        ),
        migrations.AddConstraint(
            model_name='consentrecord',
            constraint=models.CheckConstraint(condition=models.Q(('consents__lte', models.F('pupils_in_view'))), name='lesson_study_video_consents_at_most_all', violation_error_message='There cannot be more consents than pupils who can be recognised.'),
        ),
        migrations.AddConstraint(
            model_name='consentrecord',
            constraint=models.CheckConstraint(condition=models.Q(('audiences__contained_by', ['team', 'school', 'partners', 'institute'])), name='lesson_study_video_consent_names_known'),
        ),
        migrations.AddConstraint(
            model_name='consentrecord',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('checked_on'))), name='lesson_study_video_consent_lasts'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('session', 'position'), name='lesson_study_video_clip_place_once'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(('position__range', (1, 4))), name='lesson_study_video_few_fragments'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends__isnull', True), ('starts__isnull', True)), ('ends__gt', models.F('starts')), _connector='OR'), name='lesson_study_video_clip_ends_later', violation_error_message='A fragment ends after it began.'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(('audiences__contained_by', ['team', 'school', 'partners', 'institute'])), name='lesson_study_video_clip_names_known'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(('audiences', []), ('film', 'ready'), _connector='OR'), name='lesson_study_video_shared_when_checked'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__gt', ''), ('film__in', ['ready', 'to_check'])), models.Q(models.Q(('film__in', ['ready', 'to_check']), _negated=True), ('content', '')), _connector='OR'), name='lesson_study_video_film_has_a_file'),
        ),
    ]
