"""The API: its addresses, those of its description, and of one's keys."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from knowledge_network.exchange.api.views import pages
from knowledge_network.exchange.api.views.endpoints import collect_endpoints

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", pages.api_help, name="api_help"),
    path("api/v1/openapi.json", pages.api_description, name="api_description"),
    path("api/v1/", include(collect_endpoints())),
    path("mijn/sleutels/", pages.key_list, name="key_list"),
    path("mijn/sleutels/<slug:public_id>/stoppen/", pages.key_end, name="key_end"),
]
