"""What members tell the apps above them."""

from django.dispatch import Signal

member_changed = (
    Signal()
)  # member=Member: name, profile, appointments or visibility changed
member_left = (
    Signal()
)  # member=Member, by=Member | None: leaves the network, the account closes
member_erased = (
    Signal()
)  # member=Member: every app blanks or deletes what it knows of this person
