"""The addresses of what a meeting leaves: attendance, hours and certificates, minutes, action points, returns."""

from __future__ import annotations

from django.urls import path

from plg.records.views import action_items, attendance, certificates, crossings, hours, minutes, returns

MEETING = "bijeenkomsten/<slug:public_id>"
SPACE = "groepen/<slug:slug>/besloten"

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
    path("groepen/<slug:slug>/besloten/certificaten/zip/", certificates.certificate_zip, name="certificate_zip"),
    path("groepen/<slug:slug>/besloten/certificaten/regels/", certificates.certificate_terms, name="certificate_terms"),
    path(
        "groepen/<slug:slug>/besloten/certificaten/<slug:code>/intrekken/",
        certificates.certificate_withdraw,
        name="certificate_withdraw",
    ),
    path(f"{MEETING}/verslag/", minutes.minutes_detail, name="minutes_detail"),
    path(f"{MEETING}/verslag/schrijven/", minutes.minutes_write, name="minutes_write"),
    path(f"{MEETING}/verslag/delen/", minutes.minutes_share, name="minutes_share"),
    path(f"{MEETING}/verslag/niet-delen/", minutes.minutes_unshare, name="minutes_unshare"),
    path(f"{MEETING}/verslag/vaststellen/", minutes.minutes_adopt, name="minutes_adopt"),
    path(f"{MEETING}/verslag/vaststellen/terug/", minutes.minutes_adopt_undo, name="minutes_adopt_undo"),
    path(f"{MEETING}/verslag/correctie/", minutes.minutes_correct, name="minutes_correct"),
    path(f"{MEETING}/diepgang/", minutes.depth_mark, name="depth_mark"),
    path(f"{MEETING}/meenemen/", returns.return_add, name="return_add"),
    path(f"{SPACE}/diepgang/", minutes.depth_line, name="depth_line"),
    path(f"{SPACE}/over-grenzen/", crossings.space_crossings, name="space_crossings"),
    path(f"{SPACE}/besluiten/", minutes.decision_list, name="decision_list"),
    path(f"{SPACE}/actiepunten/", action_items.action_item_list, name="action_item_list"),
    path(f"{SPACE}/actiepunten.csv", action_items.action_item_export, name="action_item_export"),
    path("mijn-actiepunten/", action_items.my_action_items, name="my_action_items"),
    path("actiepunten/<slug:public_id>/status/", action_items.action_item_status, name="action_item_status"),
    path("actiepunten/<slug:public_id>/wijzigen/", action_items.action_item_edit, name="action_item_edit"),
    path("mijn-opbrengst/", returns.my_returns, name="my_returns"),
    path("mijn-opbrengst/over-grenzen/", crossings.my_crossings, name="my_crossings"),
    path("mijn-opbrengst/<slug:public_id>/wijzigen/", returns.return_change, name="return_change"),
    path("mijn-opbrengst/<slug:public_id>/vervolg/", returns.return_follow_up, name="return_follow_up"),
    path("mijn-opbrengst/<slug:public_id>/weg/", returns.return_remove, name="return_remove"),
    path("mijn-opbrengst/<slug:public_id>/terug/", returns.return_restore, name="return_restore"),
]
