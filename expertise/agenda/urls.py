"""The research agenda: its addresses, those of what becomes of a bundle, and of the Kennisrotonde."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.agenda import views

BUNDLE = "praktijkvragen/bundels/<slug:public_id>/"
EXTERNAL = "kennisrotonde/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("onderzoeksagenda/", views.research_agenda, name="research_agenda"),
    path("onderzoeksagenda/<slug:year>/vaststellen/", views.agenda_settle, name="agenda_settle"),
    path("onderzoeksagenda/<slug:year>/vastgesteld/", views.agenda_settled, name="agenda_settled"),
    path("onderzoeksagenda/<slug:year>/wensen/<slug:theme>/", views.theme_wishes, name="theme_wishes"),
    path(f"{BUNDLE}vervolg/", views.bundle_further, name="bundle_further"),
    path(f"{BUNDLE}kennisrotonde/", views.external_draft, name="external_draft"),
    path(EXTERNAL, views.external_question, name="external_question"),
    path(f"{EXTERNAL}wijzigen/", views.external_change, name="external_change"),
    path(f"{EXTERNAL}stand/", views.external_go, name="external_go"),
]
