"""The addresses of pages that show several rooms of groups: the home of the closed space, the page of a meeting."""

from django.urls import include, path

from plg.pages.views import agenda, meeting_page, space

inside = [
    path("", space.space_home, name="space_home"),
    path("leden/", space.space_members, name="space_members"),
    path("leden/noemen/", space.mention_suggestions, name="mention_suggestions"),
    path("zoeken/", space.space_search, name="space_search"),
    path("gelezen/", space.space_mark_read, name="space_mark_read"),
]

urlpatterns = [
    path("groepen/<slug:slug>/besloten/", include(inside)),
    path("bijeenkomsten/<slug:public_id>/", meeting_page.meeting_detail, name="meeting_detail"),
    path("bijeenkomsten/<slug:public_id>/agenda/", agenda.agenda_edit, name="agenda_edit"),
]
