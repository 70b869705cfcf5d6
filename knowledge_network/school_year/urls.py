"""The addresses of school holidays and closed days."""

from __future__ import annotations

from django.urls import path

from knowledge_network.school_year import views

app_name = "school_year"

urlpatterns = [
    path("beheer/vakanties/", views.holiday_list, name="holiday_list"),
    path("beheer/vakanties/inlezen/", views.holiday_import, name="holiday_import"),
    path("beheer/vakanties/terugdraaien/", views.holiday_undo, name="holiday_undo"),
    path("beheer/vakanties/dag/", views.closed_day_add, name="closed_day_add"),
    path("beheer/vakanties/dag/<slug:public_id>/weg/", views.closed_day_remove, name="closed_day_remove"),
]
