"""The addresses of groups: their open part, their closed space, and of meetings."""

from plg.groups import urls as groups
from plg.meetings.urls import answers, calendar, planning
from plg.records.urls import attendance, minutes
from plg.space import urls as space

app_name = "plg"

# The closed space first: its addresses lie inside those of a group.
urlpatterns = [
    *space.urlpatterns,
    *groups.urlpatterns,
    *planning.urlpatterns,
    *answers.urlpatterns,
    *attendance.urlpatterns,
    *minutes.urlpatterns,
    *calendar.urlpatterns,
]
