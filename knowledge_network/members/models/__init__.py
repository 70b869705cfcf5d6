"""People, their organisations, what they do there, and what happened."""

from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.imports.models import ImportRow, ImportRun, ImportStop
from knowledge_network.members.organisations.models import (
    Board,
    Organisation,
    OtherOrganisation,
    Partnership,
    PartnershipMembership,
    School,
    Site,
    TeacherEducation,
)
from knowledge_network.members.people.models import Appointment, AskMeAbout, Member, NetworkRole
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.members.trail.models import AuditEvent

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
