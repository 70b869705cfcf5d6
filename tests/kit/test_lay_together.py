"""Two writers of one text: what does not meet is laid together, and no word is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.kit.diff import changes, lay_together

BASE = "Geeft drie zinsbeginnen. Loopt rond."


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        (BASE, "Iets anders", "Iets anders"),
        ("Iets anders", BASE, "Iets anders"),
        (BASE + " En luistert.", "Nu: " + BASE, "Nu: Geeft drie zinsbeginnen. Loopt rond. En luistert."),
        ("Geeft vier zinsbeginnen. Loopt rond.", "Geeft drie zinsbeginnen. Loopt.",
         "Geeft vier zinsbeginnen. Loopt."),
        ("Loopt rond.", BASE + " Stil.", "Loopt rond. Stil."),
        ("Zelfde woorden", "Zelfde woorden", "Zelfde woorden"),
    ],
)  # fmt: skip
def test_changes_that_do_not_meet_stand_together(mine, theirs, together):
    found = lay_together(BASE, mine, theirs)
    assert (found.text, found.is_clean) == (together, True)


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        (BASE + " Luistert.", BASE + " Schrijft mee.", BASE + " Luistert. Schrijft mee."),
        ("Geeft twee zinsbeginnen. Loopt rond.", "Geeft vier zinsbeginnen. Loopt rond.",
         "Geeft twee vier zinsbeginnen. Loopt rond."),
        ("", BASE + " Schrijft mee.", BASE + " Schrijft mee."),
    ],
)  # fmt: skip
def test_what_both_changed_stands_beside_each_other_and_is_said(mine, theirs, together):
    found = lay_together(BASE, mine, theirs)
    assert (found.text.strip(), found.is_clean) == (together, False)


# Words that appear once, so that it can be said of each where it came from.
BASES = st.lists(st.sampled_from([f"b{number}" for number in range(12)]), unique=True, max_size=12)


@st.composite
def written(draw, letter):
    """(base words) → what one writer made of it: some words gone, some of one's own between them."""
    gone = draw(st.sets(st.integers(0, 11)))
    added = draw(st.dictionaries(st.integers(0, 12), st.integers(1, 3), max_size=5))

    def write(base):
        words = []
        for place in range(13):
            words += [f"{letter}{place}.{number}" for number in range(added.get(place, 0))]
            if place < len(base) and place not in gone:
                words.append(base[place])
        return " ".join(words)

    return write


@given(BASES, written("m"), written("t"), st.sampled_from([" ", "\n", "  "]))
def test_no_word_that_somebody_wrote_is_lost_and_none_is_made_up(words, write_mine, write_theirs, blank):
    base, mine, theirs = blank.join(words), write_mine(words), write_theirs(words)
    found = lay_together(base, mine, theirs)
    before, own, other, after = (set(text.split()) for text in (base, mine, theirs, found.text))
    assert (own | other) - before <= after
    # What neither took away stays, and nothing comes from nowhere.
    assert before & own & other <= after <= before | own | other
    assert len(found.text.split()) == len(after)
    mirrored = lay_together(base, theirs, mine)
    assert mirrored.is_clean == found.is_clean
    if found.is_clean:
        assert mirrored.text == found.text
        # What one of the two took away, and the other left alone, is gone.
        assert not (before - (own & other)) & after


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_any_text_at_all_is_laid_together(base, mine, theirs):
    found = lay_together(base, mine, theirs)
    assert lay_together(base, mine, base).text == mine
    assert lay_together(base, base, theirs).text == theirs
    assert set(mine.split()) - set(base.split()) <= set(found.text.split()) | {""}


@pytest.mark.parametrize("bit", ["a b ", "a\n \n", "a b c "])
def test_a_text_that_repeats_itself_does_not_take_seconds(bit):
    base = (bit * 600)[:2000]
    started = time.process_time()
    found = lay_together(base, base[::-1] + " eigen", "ander " + base[:999] * 2)
    assert time.process_time() - started < 2
    assert {"eigen", "ander"} <= set(found.text.split())


def test_two_sentences_written_anew_stand_one_after_the_other() -> None:
    laid = lay_together(
        "De juf vertelt het probleem. En vraagt door.",
        "Wij schrijven iets nieuws op",
        "Een tekst van anderen, geheel anders",
    )
    assert laid.text == "Wij schrijven iets nieuws op Een tekst van anderen, geheel anders"
    assert not laid.is_clean


def test_a_sentence_written_anew_is_shown_as_a_whole() -> None:
    pieces = changes("Zegt: zet de streep waar je hapert.", "Een leerling kiest de zin die lastig is.")
    assert [kind for kind, _text in pieces] == ["removed", "added"]


def test_words_put_into_a_sentence_are_shown_by_themselves() -> None:
    pieces = changes("De leraar leest de tekst voor.", "De leraar leest twee keer de tekst hardop voor.")
    assert [text for kind, text in pieces if kind == "added"] == ["twee keer ", "hardop "]
    assert "removed" not in dict(pieces)


@given(old=st.text(max_size=60), new=st.text(max_size=60))
def test_what_is_shown_of_a_change_holds_both_texts(old: str, new: str) -> None:
    pieces = changes(old, new)
    assert "".join(text for kind, text in pieces if kind != "removed") == new
    if old.split() == new.split():
        return
    assert "".join(text for kind, text in pieces if kind != "added").split() == old.split()
