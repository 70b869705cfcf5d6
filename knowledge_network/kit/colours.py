"""Colours of a network's own: checked for contrast, and worked out for light and dark paper.

Contrast as WCAG 2.2 defines it: relative luminance of sRGB, (L1 + 0.05) / (L2 + 0.05).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

type Rgb = tuple[float, float, float]

HEX = re.compile(r"^#[0-9a-f]{6}\Z")
ENOUGH = 4.5
ENOUGH_FOR_SHAPES = 3.0
WHITE: Rgb = (255, 255, 255)
# The papers of static/css/tokens.css on which coloured words stand, the hardest of each theme.
LIGHT_PAPER = "#f0ede5"
DARK_PAPER = "#2a3a40"
DARK_INK = "#06282b"
STEP = 0.04


def is_colour(text: str) -> bool:
    return bool(HEX.match(text))


def read_rgb(colour: str) -> Rgb:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def write_rgb(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in rgb)


def _linear(part: float) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(rgb: Rgb) -> float:
    red, green, blue = (_linear(part) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(read_rgb(one)), luminance(read_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, with_colour: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of the other in it."""
    pairs = zip(read_rgb(colour), read_rgb(with_colour), strict=True)
    red, green, blue = (one + (other - one) * share for one, other in pairs)
    return write_rgb((red, green, blue))


def fits_light_paper(colour: str) -> bool:
    """Whether words in this colour, and white words on it, can be read in the light theme."""
    return contrast(colour, "#ffffff") >= ENOUGH and contrast(colour, LIGHT_PAPER) >= ENOUGH


def lighten_until(colour: str, paper: str, enough: float) -> str:
    """The colour with as much white as words on `paper` need."""
    share = 0.0
    found = colour
    while contrast(found, paper) < enough and share < 1:
        share += STEP
        found = mix(colour, "#ffffff", min(share, 1))
    return found


@dataclass(frozen=True)
class Look:
    """The values of the colour tokens for one brand colour: (light theme, dark theme)."""

    brand: tuple[str, str]
    strong: tuple[str, str]
    ink: tuple[str, str]
    soft: tuple[str, str]
    deep: tuple[str, str]


def derive_look(brand: str) -> Look:
    """All tokens of the brand from the one colour that a coordinator chose."""
    bright = lighten_until(brand, DARK_PAPER, ENOUGH)
    dark_ink = mix(brand, "#000000", 0.75)
    return Look(
        brand=(brand, bright),
        strong=(mix(brand, "#000000", 0.25), mix(bright, "#ffffff", 0.35)),
        ink=("#ffffff", dark_ink if contrast(dark_ink, bright) >= ENOUGH else "#000000"),
        soft=(mix(brand, "#ffffff", 0.88), mix(brand, "#10181b", 0.72)),
        deep=(mix(brand, "#000000", 0.4), mix(brand, "#000000", 0.6)),
    )


def write_style(*, brand: str, accent: str) -> str:
    """The style sheet that puts a network's own colours in place of those of the platform."""
    lines: list[str] = []
    if brand:
        look = derive_look(brand)
        names = [("brand", look.brand), ("brand-strong", look.strong), ("brand-ink", look.ink)]
        names += [("brand-soft", look.soft), ("deep", look.deep)]
        lines += [f"  --{name}: light-dark({light}, {dark});" for name, (light, dark) in names]
    if accent:
        soft = mix(accent, "#ffffff", 0.8), mix(accent, "#10181b", 0.78)
        lines.append(f"  --sun: {accent};")
        lines.append(f"  --sun-soft: light-dark({soft[0]}, {soft[1]});")
    return ":root {\n" + "\n".join(lines) + "\n}\n" if lines else ""
