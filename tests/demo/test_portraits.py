"""Portraits of the demo are drawn: for each address always the same one, and many different ones."""

from __future__ import annotations

from knowledge_network.demo.seed.portraits import KEPT, OF_MEN, choose_look, draw_portrait
from knowledge_network.demo.seed.roster import GIVEN_NAMES, LOGINS


def test_a_portrait_belongs_to_its_address():
    one, again = (draw_portrait("leraar@demo.example", "Tessa") for _time in range(2))
    assert one.size == (KEPT, KEPT)
    assert one.tobytes() == again.tobytes()
    assert one.tobytes() != draw_portrait("expert@demo.example", "Fenna").tobytes()


def test_a_hundred_people_look_different():
    looks = {choose_look(f"lid.{number}@demo.example", name) for number, name in enumerate(GIVEN_NAMES)}
    assert len(looks) == len(GIVEN_NAMES)


def test_only_men_of_the_roster_have_a_beard():
    names = {*GIVEN_NAMES, *(login.given_name for login in LOGINS)}
    assert names >= OF_MEN
    looks = [(name, choose_look(f"{name}{number}", name)) for name in sorted(names) for number in range(20)]
    assert {name for name, look in looks if look.has_beard or look.style == "bald"} <= OF_MEN
    assert any(look.has_beard for _name, look in looks)
