"""The agenda and calendar feeds: their addresses."""

from __future__ import annotations

from django.urls import path

from plg.meetings.views import agenda

urlpatterns = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/koppelen/", agenda.feed_list, name="feed_list"),
    path("agenda/koppelen/stoppen/", agenda.feed_revoke, name="feed_revoke"),
    path("agenda/feed/<str:token>.ics", agenda.feed, name="feed"),
    path("bijeenkomsten/<slug:public_id>/bestand/", agenda.meeting_ics, name="meeting_ics"),
]
