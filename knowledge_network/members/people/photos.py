"""Portraits: read without trust, cut to a square, written anew without anything that the camera added."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from functools import cache
from typing import IO, TYPE_CHECKING, cast

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from knowledge_network.kit.addresses import address_by_key
from knowledge_network.kit.picture_child import in_screen_colours
from knowledge_network.kit.portraits import register_photos
from knowledge_network.members.people.models import Member

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Viewer

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_AREA = 50_000_000  # pixels; a picture of some kilobytes can unfold to gigabytes
SIZES = (96, 320)  # for lists, for the profile; both for screens of double density
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def read_portrait(upload: IO[bytes], size: int) -> Image.Image:
    """The picture, upright, in RGB and cut to a square; ValidationError when it is too big or no picture."""
    if size > LARGEST_FILE:
        raise ValidationError(_("This photo is larger than 10 MB. Choose a smaller one."), code="too_large")
    try:
        picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > LARGEST_AREA:
            raise ValidationError(_("This photo has too many pixels. Choose a smaller one."), code="too_many_pixels")
        if min(picture.size) < SIZES[0]:
            raise ValidationError(_("This photo is too small. Choose one of at least 96 by 96 pixels."), code="small")
        picture.draft("RGB", (2000, 2000))
        upright = in_screen_colours(ImageOps.exif_transpose(picture)).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("This is not a photo that we can read. Use JPG, PNG or WebP."), code="unreadable"
        ) from (error)
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    side = min(paper.size)
    # Faces stand in the upper part of a standing photo.
    return ImageOps.fit(paper, (side, side), centering=(0.5, 0.35))


def store_portrait(portrait: Image.Image) -> str:
    """Write all sizes under a new random name; the name of the largest is the photo's name."""
    stem = f"members/{secrets.token_hex(10)}"
    for size in SIZES:
        memory = io.BytesIO()
        portrait.resize((size, size), Image.Resampling.LANCZOS).save(memory, "WEBP", quality=82, method=4)
        saved = default_storage.save(f"{stem}-{size}.webp", ContentFile(memory.getvalue()))
        if saved != f"{stem}-{size}.webp":
            raise FileExistsError(saved)
    return f"{stem}-{SIZES[-1]}.webp"


def name_of_size(photo: str, size: int) -> str:
    """The stored file of a photo in one of SIZES."""
    return photo.replace(f"-{SIZES[-1]}.webp", f"-{size}.webp")


def delete_portrait(photo: str) -> None:
    """Remove all sizes; a file that is not there is no error."""
    for size in SIZES:
        default_storage.delete(name_of_size(photo, size))


def read_version(photo: str) -> str:
    """What changes with every new photo and tells nothing else."""
    return photo.removeprefix("members/")[:8]


def photo_url(public_id: str, photo: str, size: int) -> str:
    """The address of the picture. Its version is letters and digits: nothing to quote, in lists of twenty."""
    return f"{_photo_addresses(size)(public_id)}?v={read_version(photo)}"


@cache
def _photo_addresses(size: int) -> Callable[[str], str]:
    """Found once and for all: lists of people show twenty pictures."""
    return address_by_key("members:member_photo", after=(size,))


# What a row must hold to say whether its photo may be seen: what was left out is not fetched for it.
_ASKED = {"photo", "photo_visibility", "name_visibility"}


def find_photo(person: object, reader: object) -> str:
    """For `kit.portraits`: of a member that was fetched whole, for a reader that is known."""
    if reader is None or not isinstance(person, Member) or _ASKED & person.get_deferred_fields():
        return ""
    return visible_photo(person, cast("Viewer", reader))


def visible_photo(member: Member, viewer: Viewer, size: int = SIZES[0]) -> str:
    """The address of the photo when there is one that `viewer` may see, else nothing."""
    if not member.photo or not member.shows("photo", viewer):
        return ""
    return photo_url(member.public_id, member.photo.name or "", size)


register_photos(find_photo)
