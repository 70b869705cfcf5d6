"""Nor do the keys of the seal, a mandate that was confirmed and a name behind the chain change, whoever asks.

Rows of people may still go: after their term, and when somebody is erased. Who they point at may move along when two
accounts of one person become one.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION agreements_keep_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.private_key, NEW.certificate, NEW.created_at)
            IS DISTINCT FROM (OLD.private_key, OLD.certificate, OLD.created_at)
            OR (OLD.retired_at IS NOT NULL AND NEW.retired_at IS DISTINCT FROM OLD.retired_at) THEN
        RAISE EXCEPTION 'a key of the seal is kept, and once retired it seals no more'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_keep_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What was only proposed is nobody's word yet; a confirmed one ends, and never begins again.
    IF OLD.confirmed_at IS NOT NULL AND ((NEW.party_id, NEW.function, NEW.proposed_at, NEW.confirmed_how,
            NEW.confirmed_at, NEW.scan_sha256, NEW.public_id) IS DISTINCT FROM (OLD.party_id, OLD.function,
            OLD.proposed_at, OLD.confirmed_how, OLD.confirmed_at, OLD.scan_sha256, OLD.public_id)
            OR NEW.scan NOT IN (OLD.scan, '')
            OR NEW.state = 'proposed'
            OR (OLD.state <> 'confirmed' AND NEW.state <> OLD.state)) THEN
        RAISE EXCEPTION 'a mandate is kept as it was confirmed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- Nor does what was answered, with no or by time, become a mandate after all.
    IF OLD.state NOT IN ('proposed', 'confirmed') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a mandate that is over stays over' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_keep_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.event_id, NEW.name, NEW.function, NEW.salt)
            IS DISTINCT FROM (OLD.event_id, OLD.name, OLD.function, OLD.salt) THEN
        RAISE EXCEPTION 'who is behind a step of a signing round never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON agreements_sealkey
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_key();
CREATE TRIGGER keep BEFORE UPDATE ON agreements_mandate
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_mandate();
CREATE TRIGGER keep BEFORE UPDATE ON agreements_signingperson
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_person();
"""
TABLES = ("sealkey", "mandate", "signingperson")
KEEP = """
CREATE TRIGGER keep_all BEFORE TRUNCATE ON agreements_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION agreements_never_emptied();
"""
FORWARD = FUNCTIONS + "".join(KEEP.format(table=table) for table in TABLES)
BACK = (
    "".join(
        f"DROP TRIGGER keep_all ON agreements_{table};\nDROP TRIGGER keep ON agreements_{table};\n" for table in TABLES
    )
    + """
DROP FUNCTION agreements_keep_person();
DROP FUNCTION agreements_keep_mandate();
DROP FUNCTION agreements_keep_key();
"""
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_never_emptied")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
