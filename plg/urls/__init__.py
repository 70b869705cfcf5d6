"""The addresses of groups: their open part and their closed space."""

from plg.urls import groups, space

app_name = "plg"

# The closed space first: its addresses lie inside those of a group.
urlpatterns = [*space.urlpatterns, *groups.urlpatterns]
