"""A picture made anew from its pixels alone: `python -I picture_child.py MOST_PIXELS MOST_FRAMES`.

Reads the picture from standard input, a file, writes the new one to standard output, another, and its format to
standard error. A photo with more pixels than that is read at a half or a quarter of its size. A few
kilobytes can unfold to gigabytes: here the kernel keeps the limits, and when they are passed this process ends and not
the site. Imports nothing of the project, so that it starts in a moment.
"""

import io
import resource
import sys
from collections.abc import Iterator
from typing import IO, Any

from PIL import Image, ImageCms, ImageOps, ImageSequence

FORMATS = ["PNG", "JPEG", "WEBP", "GIF"]
TOO_MANY, DAMAGED = 3, 4
MEMORY = 900 * 1024 * 1024  # of addresses; most of it is never touched
SECONDS = 20
PLAIN = {"RGB", "RGBA", "L", "LA", "P", "1"}


class TooManyError(Exception):
    """More pixels or frames than we unfold."""


def in_screen_colours(image: Image.Image) -> Image.Image:
    """In the modes and colours that every screen knows: 16 bits become 8, wide gamuts and inks become sRGB."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        # 65 536 greys; «convert» alone would make everything above 255 white.
        wide = image.convert("I")
        extremes: Any = wide.getextrema()
        top = extremes[1]
        return (wide.point(lambda grey: grey * (1 / 256)) if top > 255 else wide).convert("L")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            wanted = "RGBA" if image.mode == "RGBA" else "L" if image.mode == "L" else "RGB"
            if wanted != "L":
                source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
                screen = ImageCms.createProfile("sRGB")
                changed = ImageCms.profileToProfile(image, source, screen, outputMode=wanted)
                image = changed or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that is no profile: the numbers as they are
    return image if image.mode in PLAIN else image.convert("RGB")


def bare(image: Image.Image) -> Image.Image:
    """Pixels and transparency, and nothing else."""
    transparency = image.info.get("transparency")
    plain = in_screen_colours(image)
    copy = plain.convert("RGBA") if plain.mode == "P" and transparency is not None else plain
    copy.getexif().clear()
    copy.info = {}
    return copy


def read_frames(image: Image.Image) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(image):
        yield bare(frame).copy()


def make_anew(source: IO[bytes], target: IO[bytes], most_pixels: int, most_frames: int) -> str:
    """Write the picture; gives its format."""
    with Image.open(source, formats=FORMATS) as image:
        # Phones put a second, smaller picture behind the first: only the first one stays.
        is_phone = image.format == "MPO"
        kind = "JPEG" if is_phone else image.format or ""
        frames = 1 if is_phone else getattr(image, "n_frames", 1)
        if kind == "JPEG" and image.width * image.height > most_pixels:
            image.draft(None, (image.width // 2, image.height // 2))
        pixels = image.width * image.height
        if frames > most_frames or pixels > most_pixels or pixels * frames > 2 * most_pixels:
            raise TooManyError
        if frames > 1:
            # One frame at a time: the writer takes the next when it needs it.
            times = [frame.info.get("duration") or 100 for frame in ImageSequence.Iterator(image)]
            image.seek(0)
            first = bare(image).copy()
            others = (frame for number, frame in enumerate(read_frames(image)) if number)
            loop = image.info.get("loop", 0)
            first.save(target, format=kind, save_all=True, append_images=others, duration=times, loop=loop)
        else:
            options = {"quality": 90} if kind == "JPEG" else {}
            image.load()
            ImageOps.exif_transpose(image, in_place=True)
            bare(image).save(target, format=kind, **options)
        return kind


def main(most_pixels: int, most_frames: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    Image.MAX_IMAGE_PIXELS = 4 * most_pixels
    try:
        kind = make_anew(sys.stdin.buffer, sys.stdout.buffer, most_pixels, most_frames)
        sys.stdout.buffer.flush()
    except (TooManyError, MemoryError, Image.DecompressionBombError):
        return TOO_MANY
    except (OSError, ValueError, SyntaxError, KeyError, EOFError):
        return DAMAGED
    sys.stderr.write(kind)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
