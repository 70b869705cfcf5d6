"""Minutes, action points and what goes back to school: its addresses."""

from __future__ import annotations

from django.urls import path

from plg.records.views import action_items, minutes, returns

MEETING = "bijeenkomsten/<slug:public_id>"
SPACE = "groepen/<slug:slug>/besloten"

urlpatterns = [
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
    path(f"{SPACE}/besluiten/", minutes.decision_list, name="decision_list"),
    path(f"{SPACE}/actiepunten/", action_items.action_item_list, name="action_item_list"),
    path(f"{SPACE}/actiepunten.csv", action_items.action_item_export, name="action_item_export"),
    path("mijn-actiepunten/", action_items.my_action_items, name="my_action_items"),
    path("actiepunten/<slug:public_id>/status/", action_items.action_item_status, name="action_item_status"),
    path("actiepunten/<slug:public_id>/wijzigen/", action_items.action_item_edit, name="action_item_edit"),
    path("mijn-opbrengst/", returns.my_returns, name="my_returns"),
    path("mijn-opbrengst/<slug:public_id>/wijzigen/", returns.return_change, name="return_change"),
    path("mijn-opbrengst/<slug:public_id>/vervolg/", returns.return_follow_up, name="return_follow_up"),
    path("mijn-opbrengst/<slug:public_id>/weg/", returns.return_remove, name="return_remove"),
    path("mijn-opbrengst/<slug:public_id>/terug/", returns.return_restore, name="return_restore"),
]
