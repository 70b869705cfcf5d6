"""Somebody who is in view said «only when faces are blurred»: then no film without a cover is open, whoever writes."""

from django.db import migrations

WANTS = """
CREATE FUNCTION lesson_study_video_wants_cover(asked bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM lesson_study_consentrecord WHERE session_id = asked AND only_covered)
        OR EXISTS (SELECT FROM lesson_study_filmedadult WHERE session_id = asked AND only_covered)
$$;
"""
# The functions of 0002; `held` and `closed` say what keeps a fragment closed for everybody.
KEEPS = """
CREATE OR REPLACE FUNCTION lesson_study_video_open_clip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(NEW.audiences) > 0 AND (
        NOT NEW.audiences <@ lesson_study_video_covered(NEW.session_id)
        OR {held}
    ) THEN
        RAISE EXCEPTION 'no consent covers these audiences' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'lesson_study_video_clip_is_covered';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION lesson_study_video_close_clips() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
    covered varchar[];
BEGIN
    IF TG_TABLE_NAME = 'lesson_study_clipveto' THEN
        SELECT session_id INTO touched FROM lesson_study_clip WHERE id = NEW.clip_id;
    ELSIF TG_OP = 'DELETE' THEN
        touched := OLD.session_id;
    ELSE
        touched := NEW.session_id;
    END IF;
    covered := lesson_study_video_covered(touched);
    UPDATE lesson_study_clip SET audiences = CASE
        WHEN {closed} THEN '{{}}'
        ELSE ARRAY(SELECT unnest(audiences) INTERSECT SELECT unnest(covered))
    END
    WHERE session_id = touched AND cardinality(audiences) > 0
      AND (NOT audiences <@ covered OR {closed});
    RETURN NULL;
END $$;

DROP TRIGGER covered ON lesson_study_clip;
CREATE TRIGGER covered BEFORE INSERT OR UPDATE OF {columns} ON lesson_study_clip
    FOR EACH ROW EXECUTE FUNCTION lesson_study_video_open_clip();
"""
HELD, CLOSED = "lesson_study_video_is_held(NEW.id, NEW.session_id)", "lesson_study_video_is_held(id, touched)"
FORWARD = WANTS + KEEPS.format(
    held=f"{HELD} OR NEW.cover = 'none' AND lesson_study_video_wants_cover(NEW.session_id)",
    closed=f"({CLOSED} OR cover = 'none' AND lesson_study_video_wants_cover(touched))",
    columns="audiences, session_id, cover",
)
BACK = (
    KEEPS.format(held=HELD, closed=CLOSED, columns="audiences, session_id")
    + "DROP FUNCTION lesson_study_video_wants_cover(bigint);"
)


class Migration(migrations.Migration):
    dependencies = [("lesson_study", "0002_video_is_covered")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
