"""Workshops: their addresses; a short one to come in."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.workshops import views

ONE = "werksessies/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("cop/<slug:year>/werksessies/", views.workshop_list, name="workshop_list"),
    path("cop/<slug:year>/werksessies/nieuw/", views.workshop_start, name="workshop_start"),
    path("werksessies/meedoen/", views.workshop_join, name="workshop_join"),
    path(ONE, views.workshop, name="workshop"),
    path(f"{ONE}scherm/", views.workshop_screen, name="workshop_screen"),
    path(f"{ONE}blad/", views.workshop_sheet, name="workshop_sheet"),
    path(f"{ONE}indelen/", views.workshop_divide, name="workshop_divide"),
    path(f"{ONE}klok/", views.workshop_clock, name="workshop_clock"),
    path(f"{ONE}stap/", views.workshop_go, name="workshop_go"),
    path(f"{ONE}samen/", views.workshop_change, name="workshop_change"),
]
