"""How the register (DUO Open Onderwijsdata) writes things, and how we do: pure functions without a database."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils.translation import gettext as _

from knowledge_network.members.imports.change import get_field
from knowledge_network.members.imports.reading import Column, Layout
from knowledge_network.members.organisations.models import Board, School, Site

# The headings of today first, then those of older files.
SITES = Layout(
    columns=(
        Column("site_code", ("VESTIGINGSCODE", "VESTIGINGSNUMMER", "VESTIGINGS CODE"), required=True),
        Column("name", ("VESTIGINGSNAAM", "INSTELLINGSNAAM"), required=True),
        Column("board_number", ("BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG CODE", "BEVOEGDGEZAGNUMMER"), required=True),
        Column("brin", ("INSTELLINGSCODE", "BRIN NUMMER", "BRIN", "BRINNUMMER")),
        Column("board_name", ("BEVOEGD GEZAG NAAM",)),
        Column("school_name", ("INSTELLINGSNAAM",)),
        Column("street", ("STRAATNAAM",)),
        Column("house_number", ("HUISNUMMER-TOEVOEGING", "HUISNUMMER")),
        Column("postcode", ("POSTCODE",)),
        Column("place", ("PLAATSNAAM",)),
        Column("municipality_number", ("GEMEENTENUMMER",)),
        Column("municipality", ("GEMEENTENAAM",)),
        Column("province", ("PROVINCIE",)),
        Column("region", ("COROPGEBIED NAAM",)),
        Column("denomination", ("DENOMINATIE",)),
        Column("phone", ("TELEFOONNUMMER",)),
        Column("website", ("INTERNETADRES",)),
        Column("structure", ("ONDERWIJSSTRUCTUUR",)),
    ),
)
BOARDS = Layout(
    columns=(
        Column("board_number", ("BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG CODE", "BEVOEGDGEZAGNUMMER"), required=True),
        Column("board_name", ("BEVOEGD GEZAG NAAM",), required=True),
        Column("kvk", ("KVK-NUMMER", "KVK NUMMER", "KVKNUMMER")),
        Column("place", ("PLAATSNAAM",)),
        Column("website", ("INTERNETADRES",)),
        Column("municipality", ("GEMEENTENAAM",)),
        Column("region", ("COROPGEBIED NAAM",)),
    ),
)

# Written small inside the name of a place, as the spelling of Dutch place names has it.
_SMALL_WORDS = frozenset(
    ["aan", "bij", "d'", "de", "den", "der", "en", "het", "in", "op", "over", "te", "ten", "ter", "tot", "van"]
)
_PROVINCE_SUFFIX = frozenset({"NH", "ZH", "NB", "LB", "GN", "GR", "FR", "ZL", "UT", "OV", "DR", "L"})


def place_name(text: str) -> str:
    """«'S-GRAVENHAGE» → «'s-Gravenhage», «BERGEN OP ZOOM» → «Bergen op Zoom»; a name in mixed case stays."""
    if text != text.upper():
        return text
    words = []
    for index, word in enumerate(text.split(" ")):
        bare = word.strip("().")
        if index and (bare in _PROVINCE_SUFFIX or word.startswith("(")):
            words.append(word)
        else:
            parts = [_part(p, first=not index and not i) for i, p in enumerate(word.split("-"))]
            words.append("-".join(parts))
    return " ".join(words)


def _part(part: str, *, first: bool) -> str:
    small = part.lower()
    if small in {"'s", "'t", "'n"} or (small in _SMALL_WORDS and not first) or "/" in part:
        return small
    if small.startswith("ij"):
        return "IJ" + small[2:]
    return re.sub(r"[^\W\d_]", lambda match: match.group().upper(), small, count=1)


def phone_number(text: str) -> str:
    """Ten digits: the register stores a number, so the leading zero is lost. Empty when it is no Dutch number."""
    digits = re.sub(r"^(\+|00)31\s*(\(0\))?", "0", text.strip())
    digits = re.sub(r"\D", "", digits)
    if len(digits) == 9 and not digits.startswith("0"):
        digits = "0" + digits
    return digits if re.fullmatch(r"0\d{9}", digits) else ""


def web_address(text: str) -> str:
    """The address with its scheme; the first one when there are several; empty when it is none."""
    first = re.split(r"[\s,;]+", text.strip(), maxsplit=1)[0].rstrip("/") if text.strip() else ""
    if not first:
        return ""
    address = first if re.match(r"https?://", first, re.IGNORECASE) else f"https://{first}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return ""
    return address if len(address) <= 200 else ""


def postcode(text: str) -> str:
    match = re.fullmatch(r"([1-9]\d{3})\s*([A-Za-z]{2})", text.strip())
    return f"{match[1]} {match[2].upper()}" if match else ""


def digits(text: str, width: int) -> str:
    """Only digits, padded to `width` with the zeros that the register drops; empty for nothing, zero or too many."""
    found = re.sub(r"\D", "", text)
    return found.zfill(width) if found.strip("0") and len(found) <= width else ""


def board_name(number: str) -> str:
    """What a board is called as long as no file with names came."""
    return f"Bevoegd gezag {number}"


@dataclass
class Facts:
    """What one row of the register says. `problem` makes the row an error, `notes` only tell."""

    board_number: str = ""
    brin: str = ""
    site_code: str = ""
    board: dict[str, str] = field(default_factory=dict)
    school: dict[str, str] = field(default_factory=dict)
    site: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    notes: list[str] = field(default_factory=list)


def site_facts(values: dict[str, str], sector: str) -> Facts:
    """Read a row of a file with sites. Columns that the file lacks are left out, so that they change nothing."""
    facts = Facts(board_number=digits(values["board_number"], 5))
    facts.brin = values.get("brin", "").upper()
    if re.fullmatch(r"\d[A-Z]{2}", facts.brin):
        facts.brin = f"0{facts.brin}"
    facts.site_code = whole_site_code(values["site_code"], facts.brin)
    facts.brin = facts.brin or facts.site_code[:4]
    facts.problem = _site_problem(facts, values)
    if facts.problem:
        return facts
    if not re.fullmatch(r"\d{2}[A-Z]{2}", facts.brin):
        facts.notes.append(_("Unusual BRIN %(brin)s: usually two digits and two letters.") % {"brin": facts.brin})
    if values.get("board_name"):
        facts.board["name"] = values["board_name"]
    facts.school = {"sector": sector, "name": values.get("school_name") or values["name"]}
    if "denomination" in values:
        facts.school["denomination"] = values["denomination"]
    facts.site = {"name": values["name"], **_address(values, facts.notes)}
    facts.problem = _too_long(Site, facts.site) or _too_long(School, facts.school) or _too_long(Board, facts.board)
    return facts


def whole_site_code(text: str, brin: str) -> str:
    """All six characters: «00» and «0» are the main site of the BRIN beside it, and Excel takes leading zeros away."""
    code = text.strip().upper()
    if brin and re.fullmatch(r"\d{1,2}", code):
        return brin + code.zfill(2)
    if re.fullmatch(r"\d[A-Z]{2}\d{2}", code) and (not brin or brin == f"0{code[:3]}"):
        return f"0{code}"  # «7EX00»
    return code


def _site_problem(facts: Facts, values: dict[str, str]) -> str:
    if not re.fullmatch(r"[0-9A-Z]{4}\d{2}", facts.site_code):
        return _("«%(code)s» is no site code: a BRIN and two digits, for instance 07EX00.") % {
            "code": values["site_code"][:20]
        }
    if not facts.site_code.startswith(facts.brin) or len(facts.brin) != 4:
        return _("The site code %(code)s does not begin with the BRIN %(brin)s.") % {
            "code": facts.site_code,
            "brin": facts.brin[:10],
        }
    if not values["name"]:
        return _("The name is missing.")
    if not facts.board_number:
        return _("«%(number)s» is no board number: five digits, for instance 41565.") % {
            "number": values["board_number"][:20]
        }
    return ""


def _address(values: dict[str, str], notes: list[str]) -> dict[str, str]:
    """The parts of the address that the file has, each in our spelling."""
    makers: dict[str, Callable[[str], str]] = {
        "street": str,
        "house_number": str,
        "postcode": postcode,
        "place": place_name,
        "municipality": place_name,
        "municipality_number": lambda text: digits(text, 4),
        "province": str,
        "region": str,
        "phone": phone_number,
        "website": web_address,
    }
    found = {}
    for name, make in makers.items():
        if name in values:
            found[name] = make(values[name])
            if values[name] and not found[name] and values[name].strip("0"):
                field_label = get_field(Site, name).verbose_name
                notes.append(_("Left out: %(field)s «%(value)s».") % {"field": field_label, "value": values[name][:60]})
    return found


def board_facts(values: dict[str, str]) -> Facts:
    """Read a row of a file with boards."""
    facts = Facts(board_number=digits(values["board_number"], 5))
    if not facts.board_number:
        facts.problem = _("«%(number)s» is no board number: five digits, for instance 41565.") % {
            "number": values["board_number"][:20]
        }
    elif not values["board_name"]:
        facts.problem = _("The name is missing.")
    else:
        facts.board = {"name": values["board_name"]}
        if digits(values.get("kvk", ""), 8):
            facts.board["kvk"] = digits(values["kvk"], 8)
        if values.get("place"):
            facts.board["place"] = place_name(values["place"])
        if web_address(values.get("website", "")):
            facts.board["website"] = web_address(values["website"])
        facts.problem = _too_long(Board, facts.board)
    return facts


def _too_long(model: type[Model], values: dict[str, str]) -> str:
    for name, value in values.items():
        column = get_field(model, name)
        if column.max_length and len(value) > column.max_length:
            return _("Too long: %(field)s has at most %(limit)s characters.") % {
                "field": column.verbose_name,
                "limit": column.max_length,
            }
    return ""
