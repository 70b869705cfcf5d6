"""The picture that stands with a shared link: the title on the colour of the network."""

from __future__ import annotations

import io
import textwrap
from functools import cache

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from knowledge_network.kit.machines import BRAND

SIZE = (1200, 630)
PAPER, SUN = "#f7f5f0", "#f2c14e"
MARGIN = 80
# Signs a line, lines at most and size of the letters, the first that fits.
SHAPES = ((24, 3, 88), (30, 4, 70), (40, 5, 54))


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(settings.BASE_DIR / "static" / "vendor" / "fonts" / f"{name}.woff2", size)


def draw_share_image(*, title: str, under: str, network: str, colour: str = "") -> bytes:
    """A PNG of 1200 by 630."""
    picture = Image.new("RGB", SIZE, colour or BRAND)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, SIZE[1] - 18, SIZE[0], SIZE[1]), fill=SUN)
    draw.text((MARGIN, MARGIN), network[:60], font=_font("atkinson", 34), fill=SUN)
    lines, size = _fit(title)
    draw.multiline_text((MARGIN, 165), "\n".join(lines), font=_font("bricolage", size), fill=PAPER, spacing=14)
    draw.text((MARGIN, SIZE[1] - 105), under[:70], font=_font("atkinson", 36), fill=PAPER)
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _fit(title: str) -> tuple[list[str], int]:
    for signs, most, size in SHAPES:
        lines = textwrap.wrap(title, signs)
        if len(lines) <= most:
            return lines, size
    signs, most, size = SHAPES[-1]
    lines = textwrap.wrap(title, signs)[:most]
    return [*lines[:-1], lines[-1][: signs - 1] + "…"], size
