"""Keys of badges and the bits of the status list do not go back, whoever asks the database.

A key stays as it was made, and once retired it signs no more. A bit that says revoked says so for good: whoever holds
a file of that badge must not find it alive again.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION exchange_keep_badge_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.kind, NEW.fragment, NEW.private_key, NEW.public_key, NEW.created_at)
            IS DISTINCT FROM (OLD.kind, OLD.fragment, OLD.private_key, OLD.public_key, OLD.created_at)
            OR (OLD.retired_at IS NOT NULL AND NEW.retired_at IS DISTINCT FROM OLD.retired_at) THEN
        RAISE EXCEPTION 'a key of badges is kept, and once retired it signs no more'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION exchange_keep_status_bit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.number IS DISTINCT FROM OLD.number
            OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) THEN
        RAISE EXCEPTION 'a bit of the status list is kept, and what was revoked stays so'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON exchange_badgekey
    FOR EACH ROW EXECUTE FUNCTION exchange_keep_badge_key();
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON exchange_statusbit
    FOR EACH ROW EXECUTE FUNCTION exchange_keep_status_bit();
"""
BACK = """
DROP TRIGGER keep ON exchange_statusbit;
DROP TRIGGER keep ON exchange_badgekey;
DROP FUNCTION exchange_keep_status_bit();
DROP FUNCTION exchange_keep_badge_key();
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
