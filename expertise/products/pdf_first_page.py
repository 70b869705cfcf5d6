"""The first page of a PDF as a picture. Runs alone, as a process of its own with little memory and time, because a PDF
from outside may be made to break whoever opens it.

Reads the file from standard input and writes a PPM to standard output, which is quickly written and read. Imports
nothing of this project.
"""

from __future__ import annotations

import io
import resource
import sys

MEMORY = 1024 * 1024 * 1024
SECONDS = 8
# The picture fits in it, as in `SIZE` of previews.py: nothing is made smaller afterwards.
WIDTH, HEIGHT = 900, 1273
STEEPEST = 4


def confine() -> None:
    """Little memory and time, no files, no further processes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def draw_first_page(content: bytes) -> bytes:
    import pypdfium2  # noqa: PLC0415 after the limits are set

    document = pypdfium2.PdfDocument(content)
    page = document[0]
    width, height = page.get_size()
    if width <= 0 or height <= 0 or max(height / width, width / height) > STEEPEST:
        raise ValueError("strange size")
    # A part of a pixel counts as one: just under the size.
    scale = min((WIDTH - 0.01) / width, (HEIGHT - 0.01) / height)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    stream = io.BytesIO()
    picture.save(stream, format="PPM")
    return stream.getvalue()


if __name__ == "__main__":
    confine()
    sys.stdout.buffer.write(draw_first_page(sys.stdin.buffer.read()))
