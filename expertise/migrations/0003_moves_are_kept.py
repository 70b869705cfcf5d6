"""A move of a card stays as it was: who moved it may only become nobody, or the one account that two became."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION expertise_keep_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a move of a card is never lost' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.id, NEW.card_id, NEW.from_bundle_id, NEW.to_bundle_id, NEW.is_outside, NEW.version, NEW.at)
            IS DISTINCT FROM
            (OLD.id, OLD.card_id, OLD.from_bundle_id, OLD.to_bundle_id, OLD.is_outside, OLD.version, OLD.at) THEN
        RAISE EXCEPTION 'a move of a card is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON expertise_cardmove
    FOR EACH ROW EXECUTE FUNCTION expertise_keep_move();
"""

BACK = """
DROP TRIGGER keep ON expertise_cardmove;
DROP FUNCTION expertise_keep_move();
"""


class Migration(migrations.Migration):
    dependencies = [("expertise", "0002_originals_are_kept")]

    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
