"""The holidays that ship with the platform come along as soon as the network says in which region it lies."""

from django.dispatch import receiver

from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.actions import load_holidays
from knowledge_network.school_year.models import SchoolHoliday


@receiver(signals.holiday_region_chosen, dispatch_uid="school_year.holidays_at_once")
def load_when_empty(by: Member | None, **kwargs: object) -> None:
    """Only while there are none: what somebody brought in or corrected stays as it is."""
    if not SchoolHoliday.objects.exists():
        load_holidays(by=by)
