"""After a restore what was blacked out is blacked out once more, and the list that knows it holds no word."""

from __future__ import annotations

import pytest

from expertise.questions.actions import originals
from expertise.questions.actions.blackouts import QUESTION, WORDS
from expertise.questions.originals import LONGEST_TAKEN, MARK, find_pieces, sign_words
from knowledge_network.kit import erasure_list
from knowledge_network.kit.erasure_list import ErasedLine, make_mark
from knowledge_network.members.privacy.replaying import replay_erasures
from knowledge_network.search.models import SearchEntry
from tests.expertise.questions.playing import bring_in

pytestmark = pytest.mark.django_db
AT = "2026-03-01T10:00:00+00:00"
TEXT = "Hoe krijg ik Fatima  El Idrissi aan het redeneren?"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """The list of erasures of this test alone."""
    settings.MEDIA_ROOT = tmp_path


def restored(question, *words):
    """As the list is when the database was put back from before the black-outs."""
    lines = [ErasedLine(AT, QUESTION, make_mark(QUESTION, question.public_id))]
    lines += [ErasedLine(AT, WORDS, make_mark(WORDS, f"{question.public_id}:{sign_words(one)}")) for one in words]
    erasure_list.write_lines(lines)
    erasure_list.find_mark().touch()


def test_words_that_were_taken_out_are_taken_out_once_more():
    question, other = bring_in(text=TEXT, context="fatima el idrissi zwijgt."), bring_in(text=TEXT)
    restored(question, "fatima El Idrissi", "zwijg")
    _count, left = replay_erasures()
    assert left == []
    question.refresh_from_db()
    other.refresh_from_db()
    assert (question.text, question.context) == (f"Hoe krijg ik {MARK} aan het redeneren?", f"{MARK} {MARK}t.")
    assert other.text == TEXT
    entry = SearchEntry.objects.get(kind=originals.KIND, object_key=str(question.pk))
    assert "fatima" not in f"{entry.title} {entry.words}".lower()
    assert not erasure_list.find_mark().exists()


def test_a_black_out_stands_in_the_list_without_a_word_or_a_number(runs, django_capture_on_commit_callbacks):
    question = bring_in(text=TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        originals.black_out(question=question, by=runs, words="Fatima")
    assert [line.kind for line in erasure_list.read_lines()] == [QUESTION, WORDS]
    text = erasure_list.find_list().read_text().lower()
    assert "fatima" not in text
    assert question.public_id not in text
    assert make_mark(WORDS, f"{question.public_id}:fatima") not in text


def test_nobody_guesses_the_words_without_the_secret_of_the_installation(settings):
    before = sign_words("Fatima")
    settings.SECRET_KEY = "x" * 60
    assert sign_words("Fatima") != before


def test_a_question_that_kept_its_black_out_is_left_alone(runs):
    question = bring_in(text=TEXT)
    originals.black_out(question=question, by=runs, words="Fatima")
    question.refresh_from_db()
    before = question.text
    restored(question, "Fatima")
    assert replay_erasures()[1] == []
    question.refresh_from_db()
    assert question.text == before


def test_every_piece_that_can_be_taken_out_is_looked_for_once():
    found = list(find_pieces("Jan jan"))
    assert "Jan" in found
    assert "jan" not in found
    assert all(len(piece) <= LONGEST_TAKEN for piece in find_pieces("a" * 300))
