"""A change of what was signed is signed itself: it has a paper, with parties, mandates, signatures and a seal.

There is no installation with changes yet: the paper of a change is asked for from the first one on.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FUNCTIONS = """
CREATE OR REPLACE FUNCTION agreements_keep_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' THEN
            RAISE EXCEPTION 'a signed agreement is kept' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.status <> 'draft' AND (
        (NEW.title, NEW.version, NEW.preamble, NEW.effective_from, NEW.effective_to, NEW.notice_period_months,
         NEW.document, NEW.document_sha256, NEW.partnership_id, NEW.public_id,
         NEW.amends_id)
        IS DISTINCT FROM
        (OLD.title, OLD.version, OLD.preamble, OLD.effective_from, OLD.effective_to, OLD.notice_period_months,
         OLD.document, OLD.document_sha256, OLD.partnership_id, OLD.public_id,
         OLD.amends_id)
        OR NEW.status = 'draft'
        OR (OLD.status <> 'draft' AND NEW.status IN ('to_sign', 'partly_signed')
            AND OLD.status NOT IN ('to_sign', 'partly_signed'))
        OR (OLD.status = 'withdrawn' AND NEW.status <> 'withdrawn')
        OR (NEW.status = 'withdrawn' AND OLD.sealed_sha256 <> '')
        OR (OLD.sealed_sha256 <> '' AND NEW.partial_start_reason IS DISTINCT FROM OLD.partial_start_reason)
        OR (OLD.sealed_sha256 <> '' AND (NEW.sealed_sha256, NEW.sealed_document)
            IS DISTINCT FROM (OLD.sealed_sha256, OLD.sealed_document))
    ) THEN
        RAISE EXCEPTION 'the text of an agreement does not change once it is put up for signing'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION agreements_keep_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What is written and not yet put up for signing can change and go, with its paper; which paper it is stays.
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM agreements_collaborationagreement WHERE id = OLD.paper_id AND status <> 'draft') THEN
            RAISE EXCEPTION 'an amendment is kept as it was signed' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.agreement_id, NEW.article_id, NEW.public_id, NEW.paper_id)
            IS DISTINCT FROM (OLD.agreement_id, OLD.article_id, OLD.public_id, OLD.paper_id)
            OR (OLD.signed_on IS NOT NULL AND NEW.signed_on IS DISTINCT FROM OLD.signed_on)
            OR ((NEW.before, NEW.after, NEW.reason) IS DISTINCT FROM (OLD.before, OLD.after, OLD.reason)
                AND EXISTS (SELECT 1 FROM agreements_collaborationagreement
                            WHERE id = OLD.paper_id AND status <> 'draft')) THEN
        RAISE EXCEPTION 'an amendment is kept as it was put up for signing'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

BACK = """
CREATE OR REPLACE FUNCTION agreements_keep_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' THEN
            RAISE EXCEPTION 'a signed agreement is kept' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.status <> 'draft' AND (
        (NEW.title, NEW.version, NEW.preamble, NEW.effective_from, NEW.effective_to, NEW.notice_period_months,
         NEW.document, NEW.document_sha256, NEW.partnership_id, NEW.public_id)
        IS DISTINCT FROM
        (OLD.title, OLD.version, OLD.preamble, OLD.effective_from, OLD.effective_to, OLD.notice_period_months,
         OLD.document, OLD.document_sha256, OLD.partnership_id, OLD.public_id)
        OR NEW.status = 'draft'
        OR (OLD.status <> 'draft' AND NEW.status IN ('to_sign', 'partly_signed')
            AND OLD.status NOT IN ('to_sign', 'partly_signed'))
        OR (OLD.status = 'withdrawn' AND NEW.status <> 'withdrawn')
        OR (NEW.status = 'withdrawn' AND OLD.sealed_sha256 <> '')
        OR (OLD.sealed_sha256 <> '' AND NEW.partial_start_reason IS DISTINCT FROM OLD.partial_start_reason)
        OR (OLD.sealed_sha256 <> '' AND (NEW.sealed_sha256, NEW.sealed_document)
            IS DISTINCT FROM (OLD.sealed_sha256, OLD.sealed_document))
    ) THEN
        RAISE EXCEPTION 'the text of an agreement does not change once it is put up for signing'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION agreements_keep_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.agreement_id, NEW.article_id, NEW.before, NEW.after, NEW.reason, NEW.public_id)
            IS DISTINCT FROM
            (OLD.agreement_id, OLD.article_id, OLD.before, OLD.after, OLD.reason, OLD.public_id)
            OR (OLD.signed_on IS NOT NULL AND NEW.signed_on IS DISTINCT FROM OLD.signed_on) THEN
        RAISE EXCEPTION 'an amendment is kept as it was added' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_signed_is_signed'),
        ('members', '0003_forms_sent_and_guesses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='collaborationagreement',
            name='agreements_version_once',
        ),
        migrations.AddField(
            model_name='amendment',
            name='paper',
            field=models.OneToOneField(default=None, on_delete=django.db.models.deletion.CASCADE, related_name='amendment', to='agreements.collaborationagreement'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='collaborationagreement',
            name='amends',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='agreements.collaborationagreement', verbose_name='changes'),
        ),
        migrations.AddConstraint(
            model_name='collaborationagreement',
            constraint=models.UniqueConstraint(condition=models.Q(('amends__isnull', True)), fields=('partnership', 'version'), name='agreements_version_once'),
        ),
        migrations.AddConstraint(
            model_name='collaborationagreement',
            constraint=models.UniqueConstraint(condition=models.Q(('amends__isnull', False)), fields=('amends', 'version'), name='agreements_change_once'),
        ),
        migrations.RunSQL(FUNCTIONS, BACK),
    ]
