from plg.groups.models.group import Deliverable, Group, GroupTopic, GroupTransition
from plg.groups.models.membership import GroupInvitation, GroupMembership, JoinRequest
from plg.groups.models.saved_view import SavedView

__all__ = [
    "Deliverable",
    "Group",
    "GroupInvitation",
    "GroupMembership",
    "GroupTopic",
    "GroupTransition",
    "JoinRequest",
    "SavedView",
]
