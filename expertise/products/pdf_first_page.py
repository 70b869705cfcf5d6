"""The first page of a PDF as a picture. Runs alone, as a process of its own with little memory and time, because a PDF
from outside may be made to break whoever opens it.

Reads the file from standard input and writes a PNG to standard output. Imports nothing of this project.
"""

from __future__ import annotations

import io
import resource
import sys

MEMORY = 1024 * 1024 * 1024
SECONDS = 8
WIDTH = 900
LONGEST = 4 * WIDTH


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
    if width <= 0 or height <= 0 or height / width > LONGEST / WIDTH or width / height > LONGEST / WIDTH:
        raise ValueError("strange size")
    picture = page.render(scale=WIDTH / width).to_pil().convert("RGB")
    stream = io.BytesIO()
    picture.save(stream, format="PNG")
    return stream.getvalue()


if __name__ == "__main__":
    confine()
    sys.stdout.buffer.write(draw_first_page(sys.stdin.buffer.read()))
