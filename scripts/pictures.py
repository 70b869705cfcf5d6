"""Put two series of screenshots side by side: which differ, by how much and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

# A difference of a colour that nobody sees: text is not always smoothed the same way.
UNSEEN = 16
GAP = 16


@dataclass(frozen=True)
class Difference:
    """One picture that is not the same in both series; `pixels` counts those that differ, what one lacks included."""

    name: str
    pixels: int
    where: str

    def __str__(self) -> str:
        return f"{self.name}: {self.where}" if not self.pixels else f"{self.name}: {self.pixels} pixels in {self.where}"


def compare(before: Path, after: Path, details: Path) -> list[Difference]:
    """Every picture of both folders; `details` gets before, after and the places that differ beside one another."""
    names = sorted({path.name for folder in (before, after) for path in folder.glob("*.png")})
    found = []
    for name in names:
        if not (before / name).exists() or not (after / name).exists():
            found.append(Difference(name, 0, "only after" if (after / name).exists() else "only before"))
        elif difference := _compare(before / name, after / name, details):
            found.append(difference)
    return found


def _compare(before: Path, after: Path, details: Path) -> Difference | None:
    pictures = [Image.open(path).convert("RGB") for path in (before, after)]
    size = (max(one.width for one in pictures), max(one.height for one in pictures))
    # What only one of them has is compared with a colour that no page has.
    first, second = (_on_canvas(one, size) for one in pictures)
    changed = ImageChops.difference(first, second).convert("RGB")
    seen = max_of_channels(changed).point(lambda value: 255 if value > UNSEEN else 0)
    if not (box := seen.getbbox()):
        return None
    details.mkdir(parents=True, exist_ok=True)
    beside = Image.new("RGB", (3 * size[0] + 2 * GAP, size[1]), "magenta")
    faded = Image.blend(second, Image.new("RGB", size, "white"), 0.8)
    faded.paste("red", mask=seen)
    for place, picture in enumerate((first, second, faded)):
        beside.paste(picture, (place * (size[0] + GAP), 0))
    beside.save(details / before.name)
    grown = "" if pictures[0].size == pictures[1].size else f" ({pictures[0].size} became {pictures[1].size})"
    return Difference(before.name, seen.histogram()[255], f"{box}{grown}")


def max_of_channels(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _on_canvas(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    canvas = Image.new("RGB", size, "magenta")
    canvas.paste(picture)
    return canvas
