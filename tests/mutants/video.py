"""What the guards over who gets a film, and over what is hidden, have to see."""

from tests.mutants import Mutant

RULES = "lesson_study/video/rules.py"
HOLDS = "tests/lesson_study/video/test_consent_holds.py"
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
        name="a pupil who was looked for in the film before",
        file="lesson_study/video/actions/clips.py",
        old="    Clearance.objects.filter(clip=row).delete()\n",
        new="",
        test=f"{FILMS}::test_a_film_that_is_made_after_a_pupil_was_withdrawn_is_looked_through_too",
    ),
]
