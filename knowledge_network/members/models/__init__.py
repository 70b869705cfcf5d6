"""People, their organisations, what they do there, and what happened."""

from knowledge_network.members.models.admission import Invitation, SignupRequest
from knowledge_network.members.models.audit import AuditEvent
from knowledge_network.members.models.imports import ImportRow, ImportRun, ImportStop
from knowledge_network.members.models.member import AskMeAbout, Member
from knowledge_network.members.models.organisation import (
    Board,
    Organisation,
    OtherOrganisation,
    Partnership,
    PartnershipMembership,
    School,
    Site,
    TeacherEducation,
)
from knowledge_network.members.models.privacy import DataRequest
from knowledge_network.members.models.role import Appointment, NetworkRole

__all__ = [
    "Appointment",
    "AskMeAbout",
    "AuditEvent",
    "Board",
    "DataRequest",
    "ImportRow",
    "ImportRun",
    "ImportStop",
    "Invitation",
    "Member",
    "NetworkRole",
    "Organisation",
    "OtherOrganisation",
    "Partnership",
    "PartnershipMembership",
    "School",
    "SignupRequest",
    "Site",
    "TeacherEducation",
]
