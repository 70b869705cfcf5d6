"""What meetings tell the rooms above them, within the transaction of what happened."""

from django.dispatch import Signal

# guest=MeetingInvitation, own=MeetingInvitation: a guest turns out to be a member who was invited too. What hangs on
# the guest's invitation moves to the member's own; afterwards the guest's is deleted.
guest_merged = Signal()
