"""Show and share: its addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.showing.views import days, slots

ONE = "show-and-share/<slug:public_id>/"
SLOT = f"{ONE}te-zien/<slug:key>/"

urlpatterns: list[URLPattern] = [
    path("show-and-share/", days.show_day_list, name="show_day_list"),
    path("show-and-share/nieuw/", days.show_day_plan, name="show_day_plan"),
    path(ONE, days.show_day_detail, name="show_day_detail"),
    path(f"{ONE}programma/", days.show_day_programme, name="show_day_programme"),
    path(f"{ONE}wijzigen/", days.show_day_change, name="show_day_change"),
    path(f"{ONE}openen/", days.show_day_open, name="show_day_open"),
    path(f"{ONE}afgelasten/", days.show_day_cancel, name="show_day_cancel"),
    path(f"{ONE}laten-zien/", slots.show_slot_add, name="show_slot_add"),
    path(f"{SLOT}wijzigen/", slots.show_slot_change, name="show_slot_change"),
    path(f"{SLOT}weg/", slots.show_slot_remove, name="show_slot_remove"),
    path(f"{SLOT}aanmelden/", slots.show_slot_sign_up, name="show_slot_sign_up"),
    path(f"{SLOT}afmelden/", slots.show_slot_sign_off, name="show_slot_sign_off"),
    path(f"{SLOT}meenemen/", slots.show_slot_take_home, name="show_slot_take_home"),
]
