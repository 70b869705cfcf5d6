"""Taking over products of others: its addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.exchange.intake import views

ROOT = "beheer/koppelingen/overnemen/"
INTAKE = f"{ROOT}<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path(ROOT, views.intake_list, name="intake_list"),
    path(f"{ROOT}lijst/", views.intake_file, name="intake_file"),
    path(f"{ROOT}catalogus/", views.intake_harvest, name="intake_harvest"),
    path(INTAKE, views.intake_detail, name="intake_detail"),
    path(f"{INTAKE}uitvoeren/", views.intake_apply, name="intake_apply"),
    path(f"{INTAKE}ongedaan/", views.intake_undo, name="intake_undo"),
    path(f"{INTAKE}weggooien/", views.intake_discard, name="intake_discard"),
]
