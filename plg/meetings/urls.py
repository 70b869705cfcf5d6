"""The addresses of meetings: planning, invitations and answers, the agenda and calendar feeds."""

from __future__ import annotations

from django.urls import include, path

from plg.meetings.views import agenda, answers, deeds, desk, meetings, people, series

inside = [
    path("bijeenkomsten/", meetings.meeting_list, name="meeting_list"),
    path("bijeenkomsten/plannen/", meetings.meeting_plan, name="meeting_plan"),
    path("bijeenkomsten/reeks/", series.series_plan, name="series_plan"),
    path("bijeenkomsten/reeksen/<slug:public_id>/", series.series_detail, name="series_detail"),
    path("bijeenkomsten/reeksen/<slug:public_id>/wijzigen/", series.series_change, name="series_change"),
    path("bijeenkomsten/reeksen/<slug:public_id>/afzeggen/", series.series_cancel, name="series_cancel"),
    path("bijeenkomsten/reeksen/<slug:public_id>/terug/", series.series_put_back, name="series_put_back"),
    path("bijeenkomsten/reeksen/<slug:public_id>/toch/", series.series_reinstate, name="series_reinstate"),
]

urlpatterns = [
    path("groepen/<slug:slug>/besloten/", include(inside)),
    path("agenda/plannen/", meetings.network_meeting_plan, name="network_meeting_plan"),
    path("agenda/plannen/reeks/", series.series_plan, name="network_series_plan"),
    path("agenda/reeksen/<slug:public_id>/", series.series_detail, name="network_series_detail"),
    path("agenda/reeksen/<slug:public_id>/wijzigen/", series.series_change, name="network_series_change"),
    path("agenda/reeksen/<slug:public_id>/afzeggen/", series.series_cancel, name="network_series_cancel"),
    path("agenda/reeksen/<slug:public_id>/terug/", series.series_put_back, name="network_series_put_back"),
    path("agenda/reeksen/<slug:public_id>/toch/", series.series_reinstate, name="network_series_reinstate"),
    path("bijeenkomsten/<slug:public_id>/wijzigen/", meetings.meeting_change, name="meeting_change"),
    path("bijeenkomsten/<slug:public_id>/afzeggen/", meetings.meeting_cancel, name="meeting_cancel"),
    path("bijeenkomsten/<slug:public_id>/toch/", deeds.meeting_reinstate, name="meeting_reinstate"),
    path("bijeenkomsten/<slug:public_id>/terugnemen/", deeds.meeting_unplan, name="meeting_unplan"),
    path("bijeenkomsten/<slug:public_id>/zoals-het-was/", deeds.meeting_put_back, name="meeting_put_back"),
    path("bijeenkomsten/<slug:public_id>/versturen/", deeds.meeting_publish, name="meeting_publish"),
    path("bijeenkomsten/<slug:public_id>/kopieren/", meetings.meeting_copy, name="meeting_copy"),
    path("bijeenkomsten/<slug:public_id>/antwoord/", answers.meeting_answer, name="meeting_answer"),
    path("bijeenkomsten/<slug:public_id>/mensen/", people.meeting_people, name="meeting_people"),
    path("bijeenkomsten/<slug:public_id>/mensen/samen/", people.meeting_people_bulk, name="meeting_people_bulk"),
    path("bijeenkomsten/<slug:public_id>/mensen/terug/", people.meeting_people_undo, name="meeting_people_undo"),
    path("bijeenkomsten/<slug:public_id>/mensen/herinneren/", people.meeting_remind, name="meeting_remind"),
    path("bijeenkomsten/<slug:public_id>/mensen/badges/", people.meeting_badges, name="meeting_badges"),
    path("antwoord/<str:token>/", answers.answer_from_mail, name="answer_from_mail"),
    path("antwoord/<str:token>/geen-mail/", answers.guest_stop, name="guest_stop"),
    path("beheer/bijeenkomsten/", desk.manage_meetings, name="manage_meetings"),
    path("beheer/bijeenkomsten/samen/", desk.manage_meetings_bulk, name="manage_meetings_bulk"),
    path("beheer/bijeenkomsten/samen/terugdraaien/", desk.manage_meetings_undo, name="manage_meetings_undo"),
    path("beheer/bijeenkomsten/samen/niet-vragen/", desk.manage_meetings_unask, name="manage_meetings_unask"),
    path("beheer/bijeenkomsten/herinneren/", answers.unanswered_remind, name="unanswered_remind"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/koppelen/", agenda.feed_list, name="feed_list"),
    path("agenda/koppelen/stoppen/", agenda.feed_revoke, name="feed_revoke"),
    path("agenda/feed/<str:token>.ics", agenda.feed, name="feed"),
    path("bijeenkomsten/<slug:public_id>/bestand/", agenda.meeting_ics, name="meeting_ics"),
]
