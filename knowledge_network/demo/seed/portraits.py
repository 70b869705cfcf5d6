"""Drawn portraits for people who do not exist: shapes in flat colours, the same for the same address, nobody's face."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

# Drawn larger than it is kept, so that edges come out smooth.
SIDE, KEPT = 640, 320
BACKGROUNDS = ("#dfeceb", "#f6e7c8", "#e9dff0", "#f4dcd5", "#dfe9d6", "#d9e4f2", "#f1e3d6", "#e3e7ea")
SKINS = ("#f6d3b8", "#eebf9b", "#dba47b", "#c4885c", "#a06a43", "#7d4f32", "#5f3b26")
HAIRS = ("#2b2320", "#4a3228", "#7a4f2f", "#a8763e", "#d3a75a", "#b9502c", "#8f8a86", "#e4e0da")
CLOTHES = ("#0b6068", "#b97a00", "#8a4b9e", "#c2553d", "#4d7c3a", "#2f5f9e", "#a3476f", "#44525a")
DARK = "#2a2422"
STYLES = ("bob", "long", "bun", "curls", "short", "side")
# Names that the roster gives to men; of the others nobody is drawn with a beard or without hair.
OF_MEN = frozenset(
    [
        "Bram",
        "Daan",
        "Gijs",
        "Ibrahim",
        "Koen",
        "Mohamed",
        "Okke",
        "Quinten",
        "Tijn",
        "Wessel",
        "Zeki",
        "Bas",
        "Gerben",
        "Jelmer",
        "Lars",
        "Olaf",
        "Rachid",
        "Timo",
        "Wouter",
        "Yusuf",
        "Berend",
        "Douwe",
        "Freek",
        "Jasper",
        "Maarten",
        "Niels",
        "Pepijn",
        "Silvan",
        "Umut",
        "Vincent",
        "Youri",
        "Boris",
        "Derk",
        "Emre",
        "Jorn",
        "Karim",
        "Sjoerd",
        "Ruben",
        "Twan",
        "Gijsbert",
    ]
)
STYLES_OF_MEN = ("short", "side", "bald", "curls", "short", "side")
SCARVES = frozenset({"Yasmina", "Zainab", "Aylin"})


@dataclass(frozen=True)
class Look:
    """Everything by which one drawing differs from another."""

    background: str
    skin: str
    hair: str
    clothes: str
    style: str
    has_glasses: bool
    has_beard: bool
    has_collar: bool


def choose_look(address: str, given_name: str) -> Look:
    """The look that belongs to an address and a name; a beard goes with short hair only."""
    seed = int.from_bytes(hashlib.sha256(address.encode()).digest()[:8])
    source = random.Random(seed)  # noqa: S311  # nosec B311  # the same drawing every time, no secrets
    is_man = given_name in OF_MEN
    style = "scarf" if given_name in SCARVES else source.choice(STYLES_OF_MEN if is_man else STYLES)
    return Look(
        background=source.choice(BACKGROUNDS),
        skin=source.choice(SKINS),
        hair=source.choice(HAIRS),
        clothes=source.choice(CLOTHES),
        style=style,
        has_glasses=source.random() < 0.3,
        has_beard=is_man and style != "curls" and source.random() < 0.45,
        has_collar=source.random() < 0.5,
    )


def draw_portrait(address: str, given_name: str) -> Image.Image:
    """A square of KEPT by KEPT pixels."""
    look = choose_look(address, given_name)
    image = Image.new("RGB", (SIDE, SIDE), look.background)
    draw = ImageDraw.Draw(image)
    _draw_behind(draw, look)
    _draw_body(draw, look)
    draw.ellipse((210, 150, 430, 430), fill=look.skin)
    _draw_hair(draw, look)
    _draw_face(draw, look)
    return image.resize((KEPT, KEPT), Image.Resampling.LANCZOS)


def _draw_behind(draw: ImageDraw.ImageDraw, look: Look) -> None:
    """Hair that falls behind the shoulders."""
    if look.style == "long":
        draw.rounded_rectangle((180, 170, 460, 540), radius=110, fill=look.hair)
    elif look.style == "bob":
        draw.rounded_rectangle((178, 150, 462, 410), radius=120, fill=look.hair)
    elif look.style == "scarf":
        draw.rounded_rectangle((170, 120, 470, 520), radius=140, fill=look.clothes)
    elif look.style == "bun":
        draw.ellipse((260, 70, 380, 190), fill=look.hair)


def _draw_body(draw: ImageDraw.ImageDraw, look: Look) -> None:
    clothes = _darker(look.clothes) if look.style == "scarf" else look.clothes
    draw.ellipse((90, 470, 550, 900), fill=clothes)
    draw.rounded_rectangle((272, 380, 368, 520), radius=46, fill=_darker(look.skin))
    if look.has_collar:
        draw.polygon([(272, 486), (320, 560), (230, 540)], fill="#ffffff")
        draw.polygon([(368, 486), (320, 560), (410, 540)], fill="#ffffff")


def _draw_hair(draw: ImageDraw.ImageDraw, look: Look) -> None:
    if look.style == "bald":
        return
    if look.style == "scarf":
        draw.chord((186, 120, 454, 400), 180, 360, fill=look.clothes)
        draw.ellipse((222, 190, 418, 430), fill=look.skin)
        return
    if look.style == "curls":
        for x, y in ((200, 190), (240, 140), (300, 115), (360, 125), (410, 160), (435, 215), (190, 245), (440, 265)):
            draw.ellipse((x - 46, y - 46, x + 46, y + 46), fill=look.hair)
        return
    draw.chord((198, 126, 442, 350), 180, 360, fill=look.hair)
    if look.style == "side":
        draw.polygon([(200, 240), (215, 150), (430, 180), (300, 215)], fill=look.hair)
    else:
        draw.pieslice((198, 130, 442, 330), 180, 360, fill=look.hair)
        draw.ellipse((228, 205, 412, 330), fill=look.skin)


def _draw_face(draw: ImageDraw.ImageDraw, look: Look) -> None:
    """As little as makes it friendly: two dots, a line, and what somebody wears."""
    if look.has_beard:
        draw.chord((218, 250, 422, 436), 12, 168, fill=look.hair)
        draw.ellipse((282, 352, 358, 392), fill=_darker(look.skin))
    for x in (272, 368):
        draw.ellipse((x - 11, 278, x + 11, 302), fill=DARK)
    draw.arc((280, 320, 360, 384), 25, 155, fill=DARK, width=9)
    if look.has_glasses:
        for x in (272, 368):
            draw.ellipse((x - 40, 250, x + 40, 330), outline=DARK, width=8)
        draw.line([(312, 288), (328, 288)], fill=DARK, width=8)


def _darker(colour: str) -> str:
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{int(part * 0.88):02x}" for part in parts)
