"""What is published stays as it was published, whoever asks: the ORM, raw SQL or the admin."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION figures_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'published figures are never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON figures_snapshot
    FOR EACH ROW EXECUTE FUNCTION figures_keep_published();
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON figures_publishedfigure
    FOR EACH ROW EXECUTE FUNCTION figures_keep_published();
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON figures_countedplace
    FOR EACH ROW EXECUTE FUNCTION figures_keep_published();
"""

BACK = """
DROP TRIGGER keep ON figures_countedplace;
DROP TRIGGER keep ON figures_publishedfigure;
DROP TRIGGER keep ON figures_snapshot;
DROP FUNCTION figures_keep_published();
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
