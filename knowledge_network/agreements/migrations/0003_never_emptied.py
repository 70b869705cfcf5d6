"""Nor is what was put up for signing emptied at once: triggers of rows do not hear TRUNCATE.

Only a database that says that it may (`network.may_empty`, as tests do between two of them) is emptied all the same.
"""

from django.db import migrations

TABLES = ("collaborationagreement", "article", "party", "signature", "signatory", "amendment", "signingevent")
FUNCTION = """
CREATE FUNCTION agreements_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('network.may_empty', true), '') <> 'on'
            AND EXISTS (SELECT 1 FROM agreements_collaborationagreement WHERE status <> 'draft') THEN
        RAISE EXCEPTION 'a signed agreement is kept' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
KEEP = """
CREATE TRIGGER keep_all BEFORE TRUNCATE ON agreements_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION agreements_never_emptied();
"""
FORWARD = FUNCTION + "".join(KEEP.format(table=table) for table in TABLES)
BACK = "".join(f"DROP TRIGGER keep_all ON agreements_{table};\n" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_signed_is_signed")]

    operations = [migrations.RunSQL(FORWARD, f"{BACK}DROP FUNCTION agreements_never_emptied();")]
