"""What was blacked out is blacked out once more in a database that was put back.

The list of erasures holds no word and no number: which question by the fingerprint of its number, which words by a
fingerprint that is made with the secret of the installation. In a database that still has the words they are looked
for among all pieces of that question, and found by their fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from expertise.questions.models import PracticeQuestion
from expertise.questions.originals import find_pieces, sign_words, take_out
from knowledge_network.kit.erasure_list import make_mark, read_lines
from knowledge_network.members.privacy.register import Replay
from knowledge_network.members.privacy.replaying import note_erasure
from knowledge_network.search.actions import refresh

# How the list of erasures calls a question of which words went, and the words.
QUESTION, WORDS = "practice_question", "practice_question_words"
SEARCHED = "practice_question"


def note_black_out(public_id: str, words: str) -> None:
    """Inside the transaction that takes them out."""
    note_erasure(QUESTION, public_id)
    note_erasure(WORDS, f"{public_id}:{sign_words(words)}")


def _list_marked() -> Iterator[PracticeQuestion]:
    marks = {line.mark for line in read_lines() if line.kind == QUESTION}
    for question in PracticeQuestion.objects.order_by("pk").iterator(chunk_size=500):
        if make_mark(QUESTION, question.public_id) in marks:
            yield question


def list_pieces() -> Iterator[str]:
    """The key of every piece of every question of which something was taken out since."""
    for question in _list_marked():
        texts = [getattr(question, name) for name in PracticeQuestion.WORDS]
        for piece in {piece for text in texts for piece in find_pieces(text)}:
            yield f"{question.public_id}:{sign_words(piece)}"


@transaction.atomic
def take_out_again(key: str) -> None:
    """Without a word to anybody: who asked heard it then."""
    public_id, _sep, signed = key.partition(":")
    question = PracticeQuestion.objects.select_for_update().get(public_id=public_id)
    for name in PracticeQuestion.WORDS:
        text = getattr(question, name)
        for piece in [piece for piece in find_pieces(text) if sign_words(piece) == signed]:
            text = take_out(text, piece)
        setattr(question, name, text)
    question.save(update_fields=list(PracticeQuestion.WORDS))
    refresh(SEARCHED, [question.pk])


def list_questions() -> list[str]:
    return list(PracticeQuestion.objects.values_list("public_id", flat=True))


def do_nothing(_key: str) -> None:
    """Its words are of the other kind; that it is one of those is known by the list itself."""


QUESTION_REPLAY = Replay(list_questions, do_nothing)
WORDS_REPLAY = Replay(list_pieces, take_out_again)
