"""What is missing and what is an island: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.gaps.views import gaps
from expertise.gaps.views import steps as gap_steps
from expertise.gaps.views import topic as gap_topic

urlpatterns: list[URLPattern] = [
    path("expertise/in-beeld/", gaps.gaps_board, name="gaps_board"),
    path("expertise/in-beeld/themas.csv", gaps.gaps_export, {"extension": "csv"}, name="gaps_export_csv"),
    path("expertise/in-beeld/themas.xlsx", gaps.gaps_export, {"extension": "xlsx"}, name="gaps_export_xlsx"),
    path("expertise/in-beeld/<str:slug>/", gap_topic.gaps_topic, name="gaps_topic"),
    path("expertise/in-beeld/<str:slug>/oproep/", gap_steps.gap_call, name="gap_call"),
    path("expertise/in-beeld/<str:slug>/expertgroep/", gap_steps.gap_group, name="gap_group"),
    path("expertise/in-beeld/<str:slug>/bijeenkomst/", gap_steps.gap_meeting, name="gap_meeting"),
    path("expertise/in-beeld/<str:slug>/stap/", gap_steps.gap_step, name="gap_step"),
    path("expertise/in-beeld/<str:slug>/stap/<slug:public_id>/terug/", gap_steps.gap_step_undo, name="gap_step_undo"),
]
