"""Nor is what was published emptied at once: triggers of rows do not hear TRUNCATE. See the same of agreements."""

from django.db import migrations

TABLES = ("snapshot", "publishedfigure", "countedplace")
FUNCTION = """
CREATE FUNCTION figures_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('network.may_empty', true), '') <> 'on'
            AND EXISTS (SELECT 1 FROM figures_snapshot) THEN
        RAISE EXCEPTION 'published figures are never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
KEEP = """
CREATE TRIGGER keep_all BEFORE TRUNCATE ON figures_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION figures_never_emptied();
"""
FORWARD = FUNCTION + "".join(KEEP.format(table=table) for table in TABLES)
BACK = "".join(f"DROP TRIGGER keep_all ON figures_{table};\n" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_published_once")]

    operations = [migrations.RunSQL(FORWARD, f"{BACK}DROP FUNCTION figures_never_emptied();")]
