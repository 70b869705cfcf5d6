"""A small picture of what is inside a file: of an image, and of the first page of a PDF. Nothing of it is trusted."""

from __future__ import annotations

import io
import subprocess  # nosec B404 - a fixed command without a shell
import sys
from pathlib import Path
from typing import IO

import structlog
from PIL import Image, UnidentifiedImageError

logger = structlog.get_logger(__name__)

RENDERER = Path(__file__).resolve().parent / "pdf_first_page.py"
SIZE = (900, 1273)
LARGEST_PDF = 25 * 1024 * 1024
LARGEST_PICTURE = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
SECONDS = 10


def make_preview(content: IO[bytes], media_type: str) -> bytes:
    """A WebP picture, or nothing for what has no picture or does not want to be drawn."""
    content.seek(0)
    try:
        if media_type == "application/pdf":
            return _small(io.BytesIO(_first_page(content.read(LARGEST_PDF + 1))))
        if media_type.startswith("image/"):
            return _small(content)
    except (OSError, ValueError, SyntaxError, subprocess.SubprocessError, Image.DecompressionBombError) as error:
        logger.info("no_preview", media_type=media_type, error=type(error).__name__)
    finally:
        content.seek(0)
    return b""


def _first_page(content: bytes) -> bytes:
    if len(content) > LARGEST_PDF:
        raise ValueError("too big")
    done = subprocess.run(  # noqa: S603  # nosec B603 - a fixed command without a shell
        [sys.executable, "-I", str(RENDERER)], input=content, capture_output=True, timeout=SECONDS, check=True, env={}
    )
    if not 0 < len(done.stdout) <= LARGEST_PICTURE:
        raise ValueError("no picture")
    return done.stdout


def _small(stream: IO[bytes]) -> bytes:
    try:
        with Image.open(stream) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError("too many pixels")
            picture = image.convert("RGB")
    except UnidentifiedImageError as error:
        raise ValueError("no picture") from error
    picture.thumbnail(SIZE)
    target = io.BytesIO()
    # The careful method takes twice as long for some hundreds of bytes.
    picture.save(target, format="WEBP", quality=82, method=2)
    return target.getvalue()
