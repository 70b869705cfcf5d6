"""Organisations, and the network in which they take part."""

from knowledge_network.members.organisations.models.organisation import (
    Board,
    Organisation,
    OrganisationQuerySet,
    OtherOrganisation,
    School,
    Site,
    TeacherEducation,
)
from knowledge_network.members.organisations.models.partnership import Partnership, PartnershipMembership

__all__ = [
    "Board",
    "Organisation",
    "OrganisationQuerySet",
    "OtherOrganisation",
    "Partnership",
    "PartnershipMembership",
    "School",
    "Site",
    "TeacherEducation",
]
