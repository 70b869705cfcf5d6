"""Fetching the list of schools from DUO itself, where an operator lets the site ask other servers.

The catalogue of DUO (CKAN) says at run time where the file is: its addresses change, its names do not.
"""

from __future__ import annotations

import json
from http.client import HTTPException
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from django.utils.translation import gettext as _

from knowledge_network.members.imports.reading import MAX_BYTES
from knowledge_network.members.organisations.enums import Sector

CATALOGUE = "https://onderwijsdata.duo.nl/api/3/action/package_show"
# Where files of DUO may lie; whatever the catalogue says.
OWNER = "duo.nl"
PACKAGES = {Sector.PRIMARY: "adressen_bo", Sector.SECONDARY: "adressen_vo", Sector.SPECIAL: "adressen_so"}
SECONDS = 15
LARGEST_CATALOGUE = 2_000_000


class FetchError(Exception):
    """In words for who asked."""


def fetch_sites(sector: str) -> tuple[str, bytes]:
    """The name and bytes of the newest list of schools of a sector. Asks DUO twice, fifteen seconds each at most."""
    package = urlencode({"id": PACKAGES[Sector(sector)]})
    try:
        resources = json.loads(_read(f"{CATALOGUE}?{package}", LARGEST_CATALOGUE))["result"]["resources"]
        url = next(str(one["url"]) for one in resources if _is_list_of_sites(one))
    except (ValueError, LookupError, TypeError, StopIteration):
        raise FetchError(_("DUO offers no such list now. Download it there and choose it here as a file.")) from None
    return urlsplit(url).path.rpartition("/")[2] or "vestigingen.csv", _read(url, MAX_BYTES)


def _is_list_of_sites(resource: dict[str, object]) -> bool:
    url = str(resource["url"])
    named = f"{resource.get('name') or ''} {url}".lower()
    return "vestigingen" in named and urlsplit(url).path.lower().endswith(".csv")


def _read(url: str, most: int) -> bytes:
    if not _is_of_owner(url):
        raise FetchError(_("The list is not at DUO itself, so we do not fetch it."))
    request = Request(url, headers={"User-Agent": "knowledge-network"})  # noqa: S310 - https, of one owner
    try:
        with urlopen(request, timeout=SECONDS) as response:  # noqa: S310  # nosec B310
            if not _is_of_owner(response.geturl()):
                raise FetchError(_("The list is not at DUO itself, so we do not fetch it."))
            content: bytes = response.read(most + 1)
    except (OSError, HTTPException):
        raise FetchError(_("DUO does not answer now. Try again later, or choose a file.")) from None
    if len(content) > most:
        raise FetchError(_("This list is larger than we read."))
    return content


def _is_of_owner(url: str) -> bool:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    return parts.scheme == "https" and (host == OWNER or host.endswith(f".{OWNER}"))
