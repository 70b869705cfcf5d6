from knowledge_network.members.people.models import access  # noqa: F401 tells what is fetched with the user
from knowledge_network.members.people.models.ask_me import AskMeAbout
from knowledge_network.members.people.models.member import Member
from knowledge_network.members.people.models.merge import MemberMerge
from knowledge_network.members.people.models.role import Appointment, NetworkRole, RoleProposal

__all__ = [
    "Appointment",
    "AskMeAbout",
    "Member",
    "MemberMerge",
    "NetworkRole",
    "RoleProposal",
]
