"""Intervision: its addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from plg.intervision.views import live, sessions

ONE = "intervisie/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("intervisie/", sessions.intervision_list, name="intervision_list"),
    path("intervisie/nieuw/", sessions.intervision_plan, name="intervision_plan"),
    path(ONE, live.intervision_detail, name="intervision_detail"),
    path(f"{ONE}live/", live.intervision_live, name="intervision_live"),
    path(f"{ONE}wijzigen/", sessions.intervision_change, name="intervision_change"),
    path(f"{ONE}afgelasten/", sessions.intervision_cancel, name="intervision_cancel"),
    path(f"{ONE}begin/", live.intervision_start, name="intervision_start"),
    path(f"{ONE}verder/", live.intervision_on, name="intervision_on"),
    path(f"{ONE}terug/", live.intervision_back, name="intervision_back"),
    path(f"{ONE}klaar/", live.intervision_close, name="intervision_close"),
    path(f"{ONE}begeleider/", live.intervision_lead, name="intervision_lead"),
    path(f"{ONE}casus/", live.intervision_case, name="intervision_case"),
    path(f"{ONE}gezegd/", live.intervision_note_add, name="intervision_note_add"),
    path(f"{ONE}gezegd/<uuid:key>/weg/", live.intervision_note_remove, name="intervision_note_remove"),
    path(f"{ONE}gezegd/<uuid:key>/bespreken/", live.intervision_note_take_up, name="intervision_note_take_up"),
    path(f"{ONE}gezegd/<uuid:key>/spreekt/", live.intervision_note_speaks, name="intervision_note_speaks"),
    path(f"{ONE}meenemen/", live.intervision_take_along, name="intervision_take_along"),
    path(f"{ONE}meenemen/<slug:key>/weg/", live.intervision_taken_remove, name="intervision_taken_remove"),
    path(f"{ONE}wissen/", live.intervision_erase, name="intervision_erase"),
]
