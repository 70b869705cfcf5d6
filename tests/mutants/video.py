"""What the guards over who gets a film, and over what is hidden, have to see."""

from tests.mutants import Mutant

RULES = "lesson_study/video/rules.py"
HOLDS = "tests/lesson_study/video/test_consent_holds.py"
FACES = "tests/lesson_study/video/test_faces.py"
FILMS = "tests/lesson_study/video/test_films.py"

MUTANTS = [
    Mutant(
        name="a film for who is not on the list",
        file=RULES,
        old="(Missing.NOT_LISTED, audience is None),",
        new="(Missing.NOT_LISTED, False),",
        test=f"{HOLDS}::test_a_film_is_served_only_when_everything_says_yes",
    ),
    Mutant(
        name="a consent that is over and still opens a film",
        file=RULES,
        old="(Missing.EXPIRED, any(one.valid_until < today for one in consents)),",
        new="(Missing.EXPIRED, False),",
        test=f"{HOLDS}::test_a_film_is_served_only_when_everything_says_yes",
    ),
    Mutant(
        name="a film with faces for who wants them blurred",
        file=RULES,
        old="facts.cover == Cover.NONE and facts.wants_cover),",
        new="False),",
        test=f"{HOLDS}::test_a_film_is_served_only_when_everything_says_yes",
    ),
    Mutant(
        name="faces that a program blurred and nobody watched through",
        file="lesson_study/video/enums.py",
        old="collect_values(NOT_LISTED, NOT_CHECKED, NARROW,",
        new="collect_values(NOT_LISTED, NOT_CHECKED, NOT_SURE, NARROW,",
        test=f"{FACES}::test_what_a_program_blurred_only_who_was_filmed_sees_until_they_say_it_is_right",
    ),
    Mutant(
        name="faces that are said to be blurred by who did not look",
        file="lesson_study/video/actions/clips.py",
        old="if not has_looked(locked, row, by):",
        new="if False:",
        test=f"{FACES}::test_it_is_right_only_when_it_was_watched_and_said",
    ),
    Mutant(
        name="pictures after the mask that are shown bare",
        file="knowledge_network/kit/face_child.py",
        old='stream.write(b"\\xff" * (width * height))',
        new='stream.write(b"\\x00" * (width * height))',
        test=f"{FACES}::test_where_was_not_looked_everything_is_hidden",
    ),
    Mutant(
        name="a film that goes on to who asked for all of it before it was taken back",
        file="knowledge_network/kit/ranges.py",
        old="if not self.may_go_on():",
        new="if False:",
        test=f"{HOLDS}::test_who_asks_for_all_at_once_gets_no_more_after_it_was_taken_back",
    ),
    Mutant(
        name="a pupil who was looked for in the film before",
        file="lesson_study/video/actions/clips.py",
        old="    Clearance.objects.filter(clip=row).delete()\n",
        new="",
        test=f"{FILMS}::test_a_film_that_is_made_after_a_pupil_was_withdrawn_is_looked_through_too",
    ),
]
