"""What is put up for signing does not change, whoever asks: the ORM, raw SQL or the admin.

The text (title, preamble, dates, articles, parties under their names, the document) is open in a draft only. The chain of
a signing round is written to and never changed.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION agreements_keep_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION agreements_keep_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreement bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.agreement_id ELSE NEW.agreement_id END;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.agreement_id, NEW.number, NEW.chapter, NEW.title, NEW.text, NEW.public_id)
            IS NOT DISTINCT FROM (OLD.agreement_id, OLD.number, OLD.chapter, OLD.title, OLD.text, OLD.public_id) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM agreements_collaborationagreement WHERE id = agreement AND status <> 'draft')
            OR (TG_OP = 'UPDATE' AND NEW.agreement_id <> OLD.agreement_id) THEN
        RAISE EXCEPTION 'an article does not change once its agreement is put up for signing'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION agreements_keep_party() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreement bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.agreement_id ELSE NEW.agreement_id END;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.agreement_id, NEW.organisation_id, NEW.role, NEW.name_as_signed, NEW.number_as_signed)
            IS NOT DISTINCT FROM
            (OLD.agreement_id, OLD.organisation_id, OLD.role, OLD.name_as_signed, OLD.number_as_signed) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM agreements_collaborationagreement WHERE id = agreement AND status <> 'draft')
            OR (TG_OP = 'UPDATE' AND NEW.agreement_id <> OLD.agreement_id) THEN
        RAISE EXCEPTION 'a party is kept as it signed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION agreements_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what happened in a signing round is never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION agreements_keep_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The scan and the people may go after their term; what was signed, how and when stays.
    IF OLD.state = 'signed' AND (TG_OP = 'DELETE' OR (NEW.party_id, NEW.state, NEW.method, NEW.signed_at,
            NEW.document_sha256, NEW.scan_sha256, NEW.public_id) IS DISTINCT FROM (OLD.party_id, OLD.state, OLD.method,
            OLD.signed_at, OLD.document_sha256, OLD.scan_sha256, OLD.public_id)) THEN
        RAISE EXCEPTION 'a signature is kept as it was given' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION agreements_keep_signatory() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.party_id, NEW.function_as_signed, NEW.signed_on, NEW.place, NEW.method)
            IS DISTINCT FROM (OLD.party_id, OLD.function_as_signed, OLD.signed_on, OLD.place, OLD.method)
            OR NEW.name_as_signed NOT IN (OLD.name_as_signed, '') THEN
        RAISE EXCEPTION 'who signed is kept as it was signed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_keep_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON agreements_signature
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_signature();
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON agreements_signatory
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_signatory();
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON agreements_amendment
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_amendment();
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON agreements_collaborationagreement
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_agreement();
CREATE TRIGGER keep BEFORE INSERT OR UPDATE OR DELETE ON agreements_article
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_article();
CREATE TRIGGER keep BEFORE INSERT OR UPDATE OR DELETE ON agreements_party
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_party();
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON agreements_signingevent
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_event();
"""

BACK = """
DROP TRIGGER keep ON agreements_amendment;
DROP TRIGGER keep ON agreements_signatory;
DROP TRIGGER keep ON agreements_signature;
DROP FUNCTION agreements_keep_amendment();
DROP FUNCTION agreements_keep_signatory();
DROP FUNCTION agreements_keep_signature();
DROP TRIGGER keep ON agreements_signingevent;
DROP TRIGGER keep ON agreements_party;
DROP TRIGGER keep ON agreements_article;
DROP TRIGGER keep ON agreements_collaborationagreement;
DROP FUNCTION agreements_keep_event();
DROP FUNCTION agreements_keep_party();
DROP FUNCTION agreements_keep_article();
DROP FUNCTION agreements_keep_agreement();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
