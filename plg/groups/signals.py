"""What groups tell the rooms above them, within the transaction of what happened."""

from django.dispatch import Signal

# group=Group, member=Member, at=datetime | None (None: now): from that day on in the group, also when a leave is undone
joined_group = Signal()
# member=Member, group=Group | None (None: every group, since the member leaves the network), at=datetime | None:
# not in the group any more; memberships are ended already
left_group = Signal()
