"""The key of a lesson: private on the server, and there not in clear."""

import pytest

from lesson_study.classroom.sealing import NotSealedForUsError, make_lesson_keys, name_record, open_sealed, seal

ABOUT = name_record("les", "notitie", 1)


def test_what_is_sealed_opens_with_the_key_of_its_lesson_alone():
    keys, others = make_lesson_keys(), make_lesson_keys()
    sealed = seal(keys.public, b"Bo telt stukjes", ABOUT)
    assert open_sealed(keys.private, sealed, ABOUT) == b"Bo telt stukjes"
    with pytest.raises(NotSealedForUsError):
        open_sealed(others.private, sealed, ABOUT)


def test_a_record_that_is_passed_off_as_another_does_not_open():
    keys = make_lesson_keys()
    sealed = seal(keys.public, b"Bo telt stukjes", ABOUT)
    for about in (
        name_record("les", "notitie", 2),
        name_record("les", "andere", 1),
        name_record("andere", "notitie", 1),
    ):
        with pytest.raises(NotSealedForUsError):
            open_sealed(keys.private, sealed, about)


def test_the_private_key_needs_the_secret_of_the_installation_and_survives_its_change(settings):
    keys = make_lesson_keys()
    sealed = seal(keys.public, b"tekst", ABOUT)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret" * 5
    with pytest.raises(NotSealedForUsError):
        open_sealed(keys.private, sealed, ABOUT)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert open_sealed(keys.private, sealed, ABOUT) == b"tekst"


def test_two_seals_of_one_text_have_nothing_in_common():
    keys = make_lesson_keys()
    one, other = (seal(keys.public, b"tekst", ABOUT) for _time in range(2))
    assert one[:80] != other[:80]
