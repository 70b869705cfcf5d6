"""The addresses of one's own dossier."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.exchange.dossier import views

urlpatterns: list[URLPattern] = [
    path("mijn-dossier/", views.my_dossier, name="my_dossier"),
    path("mijn-dossier/pdf/", views.my_dossier_pdf, name="my_dossier_pdf"),
    path("mijn-dossier/json/", views.my_dossier_json, name="my_dossier_json"),
    path("mijn-dossier/zip/", views.my_dossier_zip, name="my_dossier_zip"),
]
