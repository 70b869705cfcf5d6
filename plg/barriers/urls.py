"""The addresses of the inventory of barriers."""

from __future__ import annotations

from django.urls import URLPattern, path

from plg.barriers import views

ONE = "belemmeringen/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("belemmeringen/", views.barrier_list, name="barrier_list"),
    path(ONE, views.barrier_detail, name="barrier_detail"),
    path(f"{ONE}voorleggen/", views.barrier_put, name="barrier_put"),
    path(f"{ONE}antwoord/", views.barrier_answer, name="barrier_answer"),
    path(f"{ONE}terug/", views.barrier_take_back, name="barrier_take_back"),
    path(
        "groepen/<slug:slug>/besloten/stappen/deel/<slug:public_id>/belemmering/",
        views.barrier_bring,
        name="barrier_bring",
    ),
]
