"""Logos: read without trust, made anew from their pixels, not larger than a page needs."""

from __future__ import annotations

import io
import secrets
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_AREA = 16_000_000
# Shown at most 40 px high and 160 px wide, on screens of double density.
SIZE = (320, 96)
SMALLEST_SIDE = 32
# In a longer or higher one nothing can be read where it stands.
LONGEST_SHAPE = 10
FORMATS = ("JPEG", "PNG", "WEBP")


def read_logo(upload: IO[bytes], size: int) -> Image.Image:
    """The picture, small enough for the head of a page; ValidationError when it is too big or no picture."""
    if size > LARGEST_FILE:
        raise ValidationError(_("This logo is larger than 2 MB. Choose a smaller one."), code="too_large")
    try:
        picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > LARGEST_AREA:
            raise ValidationError(_("This logo has too many pixels. Choose a smaller one."), code="too_many_pixels")
        if min(picture.size) < SMALLEST_SIDE:
            raise ValidationError(_("This logo is too small. Choose one of at least 32 pixels high."), code="small")
        if max(picture.size) > LONGEST_SHAPE * min(picture.size):
            raise ValidationError(
                _("This logo is too narrow. Nobody could read it at the top of a page."), code="shape"
            )
        bare = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is not a picture that we can read. Use PNG, JPG or WebP."), code="no") from error
    bare.thumbnail(SIZE, Image.Resampling.LANCZOS)
    return bare


def store_logo(logo: Image.Image) -> str:
    """Write it under a new random name, so that an earlier logo can come back with the settings of then."""
    memory = io.BytesIO()
    logo.save(memory, "WEBP", lossless=True)
    return default_storage.save(f"network/{secrets.token_hex(10)}.webp", ContentFile(memory.getvalue()))
