"""What a federation says of somebody, trimmed to the little that is needed, and what that means here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from knowledge_network.exchange.login.enums import Affiliation, Federation
from knowledge_network.members.organisations.models import School, Site

LONGEST = 200
# In OpenID Connect as at SURFconext, and as at Entree.
ORGANISATION = ("schac_home_organization", "nlEduPersonHomeOrganizationId", "nlEduPersonHomeOrganizationBranchId")
ORGANISATION_NAME = ("nlEduPersonHomeOrganization", "schac_home_organization_name")
AFFILIATIONS = ("eduperson_affiliation", "eduPersonAffiliation")


@dataclass(frozen=True)
class Claims:
    """`organisation` is a domain (SURFconext) or BRIN (Entree, four or six characters). No name, no address."""

    organisation: str = ""
    organisation_name: str = ""
    affiliations: tuple[str, ...] = ()
    has_address: bool = False

    @property
    def is_student(self) -> bool:
        works = {Affiliation.EMPLOYEE.value, Affiliation.STAFF.value, Affiliation.FACULTY.value}
        return Affiliation.STUDENT.value in self.affiliations and not works & set(self.affiliations)

    def as_stored(self) -> dict[str, Any]:
        """What is kept with the identity."""
        kept = asdict(self)
        del kept["has_address"]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items() if value}

    @classmethod
    def from_stored(cls, kept: Mapping[str, Any]) -> Claims:
        return cls(
            organisation=_text(kept.get("organisation")),
            organisation_name=_text(kept.get("organisation_name")),
            affiliations=tuple(_texts(kept.get("affiliations"))),
        )


def trim_claims(told: Mapping[str, Any]) -> Claims:
    """Of all that a federation tells; whatever else it says is not looked at and not kept."""
    affiliations = {text.lower() for name in AFFILIATIONS for text in _texts(told.get(name))}
    return Claims(
        organisation=_first(told, ORGANISATION),
        organisation_name=_first(told, ORGANISATION_NAME),
        affiliations=tuple(sorted(affiliations & set(Affiliation.values))),
        has_address=bool(_text(told.get("email"))),
    )


def is_pupil(federation: str, claims: Claims) -> bool:
    """Entree is of primary, secondary and vocational schools: who is only a student there is a pupil."""
    return federation == Federation.ENTREE and claims.is_student


def find_place(claims: Claims) -> School | Site | None:
    """The location of a BRIN of six characters, or else the school of its first four. Two queries at most."""
    code = claims.organisation.upper()
    if not (code.isalnum() and code.isascii() and len(code) in {4, 6}):
        return None
    site = Site.objects.filter(site_code=code).first() if len(code) == 6 else None
    return site or School.objects.filter(brin=code[:4]).first()


def _first(told: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(told.get(name)))), "")


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value.strip()[:LONGEST] if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and len(one) <= LONGEST]
