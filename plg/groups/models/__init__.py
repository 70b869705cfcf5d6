from plg.groups.models.group import Deliverable, Group, GroupTopic, GroupTransition
from plg.groups.models.membership import GroupInvitation, GroupMembership, JoinRequest

__all__ = [
    "Deliverable",
    "Group",
    "GroupInvitation",
    "GroupMembership",
    "GroupTopic",
    "GroupTransition",
    "JoinRequest",
]
