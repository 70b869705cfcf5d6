"""Attendance, hours and certificates: their addresses."""

from __future__ import annotations

from django.urls import path

from plg.records.views import attendance, certificates, hours

urlpatterns = [
    path("inchecken/", attendance.check_in, name="check_in"),
    path("inchecken/<slug:public_id>/<slug:code>/", attendance.check_in_scan, name="check_in_scan"),
    path("bijeenkomsten/<slug:public_id>/inchecken/", attendance.check_in_board, name="check_in_board"),
    path("bijeenkomsten/<slug:public_id>/aanwezigheid/", attendance.attendance_confirm, name="attendance_confirm"),
    path("bijeenkomsten/<slug:public_id>/aanwezigheid/erbij/", attendance.walk_in_add, name="walk_in_add"),
    path("bijeenkomsten/<slug:public_id>/aanwezigheid/lijst/", attendance.attendance_sheet, name="attendance_sheet"),
    path(
        "bijeenkomsten/<slug:public_id>/aanwezigheid/bezwaar/", attendance.attendance_contest, name="attendance_contest"
    ),
    path(
        "bijeenkomsten/<slug:public_id>/aanwezigheid/<slug:invitation>/antwoord/",
        attendance.contest_answer,
        name="contest_answer",
    ),
    path("mijn-uren/", hours.my_hours, name="my_hours"),
    path("mijn-uren/csv/", hours.my_hours_csv, name="my_hours_csv"),
    path("mijn-uren/pdf/", hours.my_hours_pdf, name="my_hours_pdf"),
    path("mijn-uren/certificaat/<slug:code>/", certificates.certificate_pdf, name="certificate_pdf"),
    path("certificaat/", certificates.certificate_ask, name="certificate_ask"),
    path("certificaat/<slug:code>/", certificates.certificate_check, name="certificate_check"),
    path("groepen/<slug:slug>/besloten/certificaten/", certificates.certificate_list, name="certificate_list"),
    path("groepen/<slug:slug>/besloten/certificaten/regels/", certificates.certificate_terms, name="certificate_terms"),
    path(
        "groepen/<slug:slug>/besloten/certificaten/<slug:code>/intrekken/",
        certificates.certificate_withdraw,
        name="certificate_withdraw",
    ),
]
