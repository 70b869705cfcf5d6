"""How the settings of the network read: names, places, languages, with nothing set."""

from __future__ import annotations

import pytest
from django.utils import translation

from knowledge_network.kit.network import NetworkFacts


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Kennisnetwerk Lerende Leraren", ["Kennisnetwerk", "Lerende Leraren"]),
        ("Kennisnetwerk Veluwe", ["Kennisnetwerk", "Veluwe"]),
        ("Samen", ["Samen"]),
        ("Leren van en met elkaar", ["Leren van en", "met elkaar"]),
    ],
)
def test_a_name_stands_in_two_lines_beside_the_logo(name, lines):
    assert NetworkFacts(name=name).brand_lines == lines


def test_the_short_name_stands_where_there_is_little_room():
    network = NetworkFacts(name="Kennisnetwerk Lerende Leraren", short_name="Leren")
    assert (network.title, network.brand) == ("Kennisnetwerk Lerende Leraren", "Leren")


def test_a_network_without_a_name_has_one_all_the_same():
    with translation.override("nl"):
        assert NetworkFacts().title == "Kennisnetwerk"
        assert NetworkFacts().where == ""


def test_a_text_in_another_language_falls_back_to_dutch():
    network = NetworkFacts(texts={("about", "nl"): "Wij", ("home", "en"): "We"})
    with translation.override("en"):
        assert (network.about_text, network.home_text) == ("Wij", "We")
    with translation.override("nl"):
        assert (network.about_text, network.home_text) == ("Wij", "")


def test_who_chose_no_kinds_and_no_languages_has_them_all():
    assert NetworkFacts().uses_kind("plg")
    assert NetworkFacts().speaks("en")
    assert not NetworkFacts(group_kinds=("plg",)).uses_kind("theme")
    assert not NetworkFacts(languages=("nl",)).is_bilingual
