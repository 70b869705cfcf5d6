"""Planning meetings: its addresses."""

from __future__ import annotations

from django.urls import path

from knowledge_network.school_year import views as holidays
from plg.meetings.views import meetings, series
from plg.pages.views import meeting_page

urlpatterns = [
    path("agenda/plannen/", meetings.network_meeting_plan, name="network_meeting_plan"),
    path("agenda/plannen/reeks/", series.series_plan, name="network_series_plan"),
    path("agenda/reeksen/<slug:public_id>/", series.series_detail, name="network_series_detail"),
    path("agenda/reeksen/<slug:public_id>/wijzigen/", series.series_change, name="network_series_change"),
    path("agenda/reeksen/<slug:public_id>/afzeggen/", series.series_cancel, name="network_series_cancel"),
    path("agenda/reeksen/<slug:public_id>/toch/", series.series_reinstate, name="network_series_reinstate"),
    path("bijeenkomsten/<slug:public_id>/", meeting_page.meeting_detail, name="meeting_detail"),
    path("bijeenkomsten/<slug:public_id>/wijzigen/", meetings.meeting_change, name="meeting_change"),
    path("bijeenkomsten/<slug:public_id>/afzeggen/", meetings.meeting_cancel, name="meeting_cancel"),
    path("bijeenkomsten/<slug:public_id>/toch/", meetings.meeting_reinstate, name="meeting_reinstate"),
    path("bijeenkomsten/<slug:public_id>/versturen/", meetings.meeting_publish, name="meeting_publish"),
    path("bijeenkomsten/<slug:public_id>/kopieren/", meetings.meeting_copy, name="meeting_copy"),
    path("bijeenkomsten/<slug:public_id>/agenda/", meetings.agenda_edit, name="agenda_edit"),
    path("beheer/vakanties/", holidays.holiday_list, name="holiday_list"),
    path("beheer/vakanties/inlezen/", holidays.holiday_import, name="holiday_import"),
    path("beheer/vakanties/terugdraaien/", holidays.holiday_undo, name="holiday_undo"),
    path("beheer/vakanties/dag/", holidays.closed_day_add, name="closed_day_add"),
    path("beheer/vakanties/dag/<slug:public_id>/weg/", holidays.closed_day_remove, name="closed_day_remove"),
]
