"""The addresses of groups: their open part, their closed space, and of meetings."""

from plg.urls import answers, attendance, calendar, groups, minutes, planning, space

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
