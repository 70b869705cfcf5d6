"""A question from practice stays in the words of who asked it, whoever writes: the ORM, raw SQL or the admin.

Words may go only where the mark of black-outs comes in their place: what was has to be found in what becomes, with
anything where the mark stands. Nor does a question go, one by one or all at once.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION expertise_is_blacked_out(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT was = becomes OR (
        position(repeat(U&'\\2588', 5) IN becomes) > 0
        AND was LIKE replace(
            replace(replace(replace(becomes, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), repeat(U&'\\2588', 5), '_%'
        )
    );
$$;
CREATE FUNCTION expertise_keep_original() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a question from practice is never lost' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.public_id <> OLD.public_id OR NEW.asked_at <> OLD.asked_at
            OR NOT expertise_is_blacked_out(OLD.text, NEW.text)
            OR NOT expertise_is_blacked_out(OLD.context, NEW.context)
            OR NOT expertise_is_blacked_out(OLD.why_now, NEW.why_now)
            OR NOT expertise_is_blacked_out(OLD.tried, NEW.tried) THEN
        RAISE EXCEPTION 'the words of a question from practice are never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON expertise_practicequestion
    FOR EACH ROW EXECUTE FUNCTION expertise_keep_original();
CREATE FUNCTION expertise_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('network.may_empty', true), '') <> 'on'
            AND EXISTS (SELECT 1 FROM expertise_practicequestion) THEN
        RAISE EXCEPTION 'a question from practice is never lost' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_all BEFORE TRUNCATE ON expertise_practicequestion
    FOR EACH STATEMENT EXECUTE FUNCTION expertise_never_emptied();
"""

BACK = """
DROP TRIGGER keep_all ON expertise_practicequestion;
DROP FUNCTION expertise_never_emptied();
DROP TRIGGER keep ON expertise_practicequestion;
DROP FUNCTION expertise_keep_original();
DROP FUNCTION expertise_is_blacked_out(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("expertise", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
