"""A network's own colours: what can be read, in both themes."""

from __future__ import annotations

import pytest

from knowledge_network.kit import colours

BRANDS = ["#0b6068", "#7a1f5c", "#004a99", "#3b5323", "#000000", "#8a2b0b"]


def test_contrast_is_that_of_the_guidelines():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert colours.contrast("#0b6068", "#0b6068") == 1


@pytest.mark.parametrize("brand", BRANDS)
def test_whatever_colour_is_allowed_can_be_read_in_both_themes(brand):
    assert colours.fits_light_paper(brand)
    look = colours.derive_look(brand)
    light, dark = look.brand
    assert colours.contrast(light, look.ink[0]) >= colours.ENOUGH
    assert colours.contrast(light, colours.LIGHT_PAPER) >= colours.ENOUGH
    assert colours.contrast(light, look.soft[0]) >= colours.ENOUGH
    assert colours.contrast(dark, colours.DARK_PAPER) >= colours.ENOUGH
    assert colours.contrast(dark, look.ink[1]) >= colours.ENOUGH
    assert colours.contrast(look.strong[1], look.soft[1]) >= colours.ENOUGH
    for deep in look.deep:
        assert colours.contrast("#eaf5f3", deep) >= colours.ENOUGH


@pytest.mark.parametrize("brand", ["#ffdd00", "#6fb7bd", "#ffffff", "#888888"])
def test_a_colour_that_is_too_light_does_not_fit(brand):
    assert not colours.fits_light_paper(brand)


@pytest.mark.parametrize("text", ["", "0b6068", "#0b606", "#0B6068 ", "red", "#12345g", "#0b6068;}"])
def test_only_six_digits_are_a_colour(text):
    assert not colours.is_colour(text)


def test_without_colours_of_its_own_a_network_has_no_style():
    assert colours.write_style(brand="", accent="") == ""
    assert "--sun: #f2b535;" in colours.write_style(brand="", accent="#f2b535")
