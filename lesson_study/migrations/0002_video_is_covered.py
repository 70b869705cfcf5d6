"""A film is open only for those whom every consent names: kept here too, whoever writes.

`lesson_study_video_covered` gives the audiences that all consents of a session name. It knows no clock: what is over by
a date is asked where the film is served (`lesson_study.video.rules`).

`lesson_study_video_wants_cover`: somebody in view said «only when faces are blurred», so no film without a cover is open.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION lesson_study_video_covered(asked bigint) RETURNS varchar[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(known.audience), '{}') FROM (
        SELECT unnest(audiences) AS audience FROM lesson_study_consentrecord WHERE session_id = asked
        UNION SELECT unnest(audiences) FROM lesson_study_filmedadult WHERE session_id = asked
    ) known
    WHERE EXISTS (SELECT FROM lesson_study_consentrecord WHERE session_id = asked)
      AND EXISTS (SELECT FROM lesson_study_filmedadult WHERE session_id = asked)
      AND (SELECT count(*) FROM lesson_study_readinesscheck WHERE session_id = asked) = 5
      AND NOT EXISTS (
        SELECT FROM lesson_study_consentrecord c WHERE c.session_id = asked AND (
            c.withdrawn_at IS NOT NULL OR c.consents < c.pupils_in_view OR NOT known.audience = ANY (c.audiences)))
      AND NOT EXISTS (
        SELECT FROM lesson_study_filmedadult a WHERE a.session_id = asked AND (
            a.agreed_at IS NULL OR a.withdrawn_at IS NOT NULL OR NOT known.audience = ANY (a.audiences)))
$$;

CREATE FUNCTION lesson_study_video_is_held(asked bigint, of_session bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM lesson_study_clipveto WHERE clip_id = asked) OR EXISTS (
        SELECT FROM lesson_study_pupilwithdrawal w WHERE w.session_id = of_session
        AND (SELECT count(*) FROM lesson_study_clearance c WHERE c.withdrawal_id = w.id AND c.clip_id = asked) < 2)
$$;

CREATE FUNCTION lesson_study_video_wants_cover(asked bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM lesson_study_consentrecord WHERE session_id = asked AND only_covered)
        OR EXISTS (SELECT FROM lesson_study_filmedadult WHERE session_id = asked AND only_covered)
$$;

CREATE FUNCTION lesson_study_video_open_clip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(NEW.audiences) > 0 AND (
        NOT NEW.audiences <@ lesson_study_video_covered(NEW.session_id)
        OR lesson_study_video_is_held(NEW.id, NEW.session_id)
        OR NEW.cover = 'none' AND lesson_study_video_wants_cover(NEW.session_id)
    ) THEN
        RAISE EXCEPTION 'no consent covers these audiences' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'lesson_study_video_clip_is_covered';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION lesson_study_video_close_clips() RETURNS trigger LANGUAGE plpgsql AS $$
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
        WHEN lesson_study_video_is_held(id, touched)
            OR cover = 'none' AND lesson_study_video_wants_cover(touched) THEN '{}'
        ELSE ARRAY(SELECT unnest(audiences) INTERSECT SELECT unnest(covered))
    END
    WHERE session_id = touched AND cardinality(audiences) > 0
      AND (NOT audiences <@ covered OR lesson_study_video_is_held(id, touched)
        OR cover = 'none' AND lesson_study_video_wants_cover(touched));
    RETURN NULL;
END $$;

CREATE TRIGGER covered BEFORE INSERT OR UPDATE OF audiences, session_id, cover ON lesson_study_clip
    FOR EACH ROW EXECUTE FUNCTION lesson_study_video_open_clip();
CREATE TRIGGER covered AFTER INSERT OR UPDATE OR DELETE ON lesson_study_consentrecord
    FOR EACH ROW EXECUTE FUNCTION lesson_study_video_close_clips();
CREATE TRIGGER covered AFTER INSERT OR UPDATE OR DELETE ON lesson_study_filmedadult
    FOR EACH ROW EXECUTE FUNCTION lesson_study_video_close_clips();
CREATE TRIGGER covered AFTER INSERT OR UPDATE OR DELETE ON lesson_study_readinesscheck
    FOR EACH ROW EXECUTE FUNCTION lesson_study_video_close_clips();
CREATE TRIGGER covered AFTER INSERT ON lesson_study_pupilwithdrawal
    FOR EACH ROW EXECUTE FUNCTION lesson_study_video_close_clips();
CREATE TRIGGER covered AFTER INSERT ON lesson_study_clipveto
    FOR EACH ROW EXECUTE FUNCTION lesson_study_video_close_clips();
"""
TABLES = ("clip", "consentrecord", "filmedadult", "readinesscheck", "pupilwithdrawal", "clipveto")
BACK = "".join(f"DROP TRIGGER covered ON lesson_study_{table};\n" for table in TABLES) + """
DROP FUNCTION lesson_study_video_close_clips();
DROP FUNCTION lesson_study_video_open_clip();
DROP FUNCTION lesson_study_video_wants_cover(bigint);
DROP FUNCTION lesson_study_video_is_held(bigint, bigint);
DROP FUNCTION lesson_study_video_covered(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("lesson_study", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
