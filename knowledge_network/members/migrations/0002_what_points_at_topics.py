"""Apart from the first, because members and topics point at each other; what comes with those fields comes along."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import knowledge_network.members.people.models.role


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
        ('topics', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='askmeabout',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ask_me_items', to='topics.topic'),
        ),
        migrations.AddField(
            model_name='member',
            name='ask_me_about',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='members.AskMeAbout', to='topics.Topic', verbose_name='ask me about'),
        ),
        migrations.AddField(
            model_name='auditevent',
            name='actor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deeds', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='auditevent',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='about whom'),
        ),
        migrations.CreateModel(
            name='Board',
            fields=[
                ('organisation_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='members.organisation')),
                ('bg_number', models.CharField(max_length=5, unique=True, validators=[django.core.validators.RegexValidator('^\\d{5}\\Z', 'A board number has five digits, for instance 41565.')], verbose_name='board number')),
                ('kvk', models.CharField(blank=True, max_length=8, validators=[django.core.validators.RegexValidator('^\\d{8}\\Z', 'A KvK number has eight digits.')], verbose_name='KvK number')),
            ],
            options={
                'verbose_name': 'board',
                'verbose_name_plural': 'boards',
            },
            bases=('members.organisation',),
        ),
        migrations.CreateModel(
            name='OtherOrganisation',
            fields=[
                ('organisation_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='members.organisation')),
                ('type', models.CharField(choices=[('municipality', 'municipality'), ('library', 'library'), ('university', 'university'), ('vocational_college', 'regional vocational college'), ('childcare', 'childcare'), ('other', 'other')], default='other', max_length=20, verbose_name='type')),
            ],
            options={
                'verbose_name': 'other organisation',
                'verbose_name_plural': 'other organisations',
            },
            bases=('members.organisation',),
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('organisation_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='members.organisation')),
                ('site_number', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('^\\d{2}\\Z')], verbose_name='site number')),
                ('site_code', models.CharField(max_length=6, unique=True, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{4}\\d{2}\\Z', 'A site code is a BRIN and two digits, for instance 07EX00.')], verbose_name='site code')),
                ('street', models.CharField(blank=True, max_length=80, verbose_name='street')),
                ('house_number', models.CharField(blank=True, max_length=20, verbose_name='house number')),
                ('postcode', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^[1-9]\\d{3} [A-Z]{2}\\Z', 'A postcode looks like «7511 AB».')], verbose_name='postcode')),
                ('municipality', models.CharField(blank=True, max_length=60, verbose_name='municipality')),
                ('municipality_number', models.CharField(blank=True, max_length=4, validators=[django.core.validators.RegexValidator('^\\d{4}\\Z', 'A municipality number has four digits.')], verbose_name='municipality number')),
                ('province', models.CharField(blank=True, max_length=30, verbose_name='province')),
                ('region', models.CharField(blank=True, max_length=60, verbose_name='COROP area')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='telephone')),
                ('source', models.CharField(choices=[('duo', 'DUO'), ('manual', 'entered by hand')], default='manual', max_length=6, verbose_name='source')),
                ('source_date', models.DateField(blank=True, null=True, verbose_name='date of the source')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
            ],
            options={
                'verbose_name': 'site',
                'verbose_name_plural': 'sites',
            },
            bases=('members.organisation',),
        ),
        migrations.CreateModel(
            name='TeacherEducation',
            fields=[
                ('organisation_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='members.organisation')),
                ('brin', models.CharField(blank=True, max_length=4, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{4}\\Z', 'A BRIN has four digits or capitals, for instance 07EX.')], verbose_name='BRIN')),
                ('bg_number', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}\\Z', 'A board number has five digits, for instance 41565.')], verbose_name='board number')),
                ('programmes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, verbose_name='programmes')),
            ],
            options={
                'verbose_name': 'teacher-education institute',
                'verbose_name_plural': 'teacher-education institutes',
            },
            bases=('members.organisation',),
        ),
        migrations.AddField(
            model_name='organisation',
            name='successor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='members.organisation', verbose_name='successor'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='members.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='data_requests', to=settings.AUTH_USER_MODEL, verbose_name='member'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='members.importrun'),
        ),
        migrations.AddField(
            model_name='importstop',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='importstop',
            name='run',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='stop', to='members.importrun', verbose_name='import'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='member',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='members.organisation', verbose_name='school or organisation'),
        ),
        migrations.AddField(
            model_name='networkrole',
            name='granted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by'),
        ),
        migrations.AddField(
            model_name='networkrole',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='network_roles', to=settings.AUTH_USER_MODEL, verbose_name='member'),
        ),
        migrations.AddField(
            model_name='partnershipmembership',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnership_memberships', to='members.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='partnershipmembership',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='members.partnership', verbose_name='partnership'),
        ),
        migrations.AddField(
            model_name='signuprequest',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='signuprequest',
            name='member',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='signup_requests', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signuprequest',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signup_requests', to='members.organisation', verbose_name='school or organisation'),
        ),
        migrations.AddConstraint(
            model_name='askmeabout',
            constraint=models.UniqueConstraint(fields=('content_object', 'tag'), name='members_ask_me_about_once'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['sort_name', 'public_id'], name='members_member_sorted'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(condition=models.Q(('erasure_requested_at__isnull', True), ('left_at__isnull', True), ('suspended_at__isnull', True)), fields=['sort_name', 'public_id'], name='members_member_active_sorted'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('sort_name', name='gin_trgm_ops'), name='members_member_name_trigrams'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='members_member_email_once', violation_error_message='Somebody with this e-mail address is a member already.'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), ('left_at__isnull', False), _connector='OR'), name='members_member_erased_has_left', violation_error_message='Who is erased has left.'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['-at', '-id'], name='members_audit_newest'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['object_type', 'object_key'], name='members_audit_object'),
        ),
        migrations.AddField(
            model_name='school',
            name='board',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schools', to='members.board', verbose_name='board'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='lead_board',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.board', verbose_name='lead partner'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='governing_board',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='members.board', verbose_name='board'),
        ),
        migrations.AddField(
            model_name='networkrole',
            name='scope_board',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.board', verbose_name='for board'),
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=models.CheckConstraint(condition=models.Q(('bg_number__regex', '^\\d{5}$')), name='members_board_number_has_five_digits', violation_error_message='A board number has five digits, for instance 41565.'),
        ),
        migrations.AddField(
            model_name='site',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='members.school', verbose_name='school'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['organisation', 'function'], name='members_appointment_where'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gt', models.F('start')), _connector='OR'), name='members_appointment_ends_after_start', violation_error_message='An appointment ends after it starts.'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('fte__isnull', True), models.Q(('fte__gte', 0), ('fte__lte', 1)), _connector='OR'), name='members_appointment_fte_between_0_and_1', violation_error_message='The fte lies between 0 and 1.'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('is_primary', True)), expressions=[(models.F('member'), '='), (knowledge_network.members.people.models.role.DateRange('start', 'end'), '&&')], name='members_appointment_one_primary_at_a_time', violation_error_message='A member has one main appointment at a time.'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('member'), '='), (models.F('organisation'), '='), (models.F('function'), '='), (knowledge_network.members.people.models.role.DateRange('start', 'end'), '&&')], name='members_appointment_not_twice', violation_error_message='This member has this function at this organisation already.'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('member', 'kind'), name='members_datarequest_one_open_per_kind'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['applied', 'undoing', 'undone']), _negated=True), ('applied_at__isnull', False), _connector='OR'), name='members_importrun_applied_has_time'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['run', 'outcome', 'number'], name='members_importrow_in_order'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), name='members_invitation_one_open_per_address', violation_error_message='This address was invited already.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipmembership',
            constraint=models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gt', models.F('start')), _connector='OR'), name='members_participation_ends_after_start', violation_error_message='A participation ends after it starts.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipmembership',
            constraint=models.UniqueConstraint(condition=models.Q(('end__isnull', True)), fields=('partnership', 'organisation'), name='members_participation_once_at_a_time', violation_error_message='This organisation takes part already.'),
        ),
        migrations.AddIndex(
            model_name='signuprequest',
            index=models.Index(fields=['state', 'requested_at'], name='members_signup_queue'),
        ),
        migrations.AddConstraint(
            model_name='signuprequest',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('state__in', ['open', 'unverified'])), name='members_signup_one_open_per_address'),
        ),
        migrations.AddConstraint(
            model_name='signuprequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), ('reason__gt', ''), _connector='OR'), name='members_signup_rejection_has_reason', violation_error_message='Say why you reject this request.'),
        ),
        migrations.AddConstraint(
            model_name='signuprequest',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'unverified'), ('verified_at__isnull', False), _connector='OR'), name='members_signup_verified_before_seen'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('brin__regex', '^[0-9A-Z]{4}$')), name='members_school_brin_has_four_characters', violation_error_message='A BRIN has four digits or capitals, for instance 07EX.'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['kind', 'name'], name='members_organisation_kind_name'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='members_organisation_ends_after_start', violation_error_message='An organisation ends after it starts.'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('successor__isnull', True), models.Q(models.Q(('successor', models.F('id')), _negated=True), ('valid_to__isnull', False)), _connector='OR'), name='members_organisation_successor_needs_end', violation_error_message='Only an organisation with an end date has a successor, and never itself.'),
        ),
        migrations.AddConstraint(
            model_name='networkrole',
            constraint=models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gt', models.F('start')), _connector='OR'), name='members_networkrole_ends_after_start', violation_error_message='A role ends after it starts.'),
        ),
        migrations.AddConstraint(
            model_name='networkrole',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'programme_leader'), _negated=True), models.Q(('variant__gt', ''), ('fte__isnull', False)), _connector='OR'), name='members_networkrole_programme_leader_has_variant_and_fte', violation_error_message='Of a programme leader, say on whose behalf and for how much fte.'),
        ),
        migrations.AddConstraint(
            model_name='networkrole',
            constraint=models.CheckConstraint(condition=models.Q(('role', 'liaison_officer'), models.Q(('scope_board__isnull', True), ('scope_sector', '')), _connector='OR'), name='members_networkrole_scope_only_for_liaison', violation_error_message='Only a liaison officer has a scope.'),
        ),
        migrations.AddConstraint(
            model_name='networkrole',
            constraint=models.UniqueConstraint(condition=models.Q(('end__isnull', True)), fields=('member', 'role', 'variant', 'scope_board', 'scope_sector'), name='members_networkrole_once_at_a_time', nulls_distinct=False, violation_error_message='This member has this role already.'),
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(fields=['municipality'], name='members_site_municipality'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('site_code__regex', '^[0-9A-Z]{4}\\d{2}$')), name='members_site_code_is_brin_and_number', violation_error_message='A site code is a BRIN and two digits, for instance 07EX00.'),
        ),
    ]
