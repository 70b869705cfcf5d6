"""Identifiers are the operating system's, unless somebody says for a while where they come from."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from knowledge_network.kit.ids import draw_from_source, pick, random_public_id


def draw() -> list[str]:
    with draw_from_source(random.Random(1)):
        return [*(random_public_id() for _ in range(3)), pick("abcdefgh")]


def test_the_same_source_gives_the_same_identifiers():
    assert draw() == draw()
    assert len(set(draw())) == 4


@pytest.fixture
def system_source(monkeypatch) -> Iterator[list[str]]:
    """What the operating system's source was asked for."""
    asked: list[str] = []
    monkeypatch.setattr("secrets.choice", lambda choices: asked.append(choices) or choices[0])
    return asked


def test_afterwards_nobody_can_guess_them_again(system_source):
    draw()
    assert system_source == []
    random_public_id()
    assert len(system_source) == 10


def test_also_when_the_block_fails(system_source):
    with pytest.raises(RuntimeError), draw_from_source(random.Random(1)):
        raise RuntimeError
    random_public_id()
    assert len(system_source) == 10
