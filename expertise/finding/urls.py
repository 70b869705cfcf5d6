"""Finding, and searches that are kept: their addresses."""

from __future__ import annotations

from django.urls import path

from expertise.finding.views import finder, saved_searches

urlpatterns = [
    path("expertise/", finder.finder, name="finder"),
    path("expertise/niemand-gevonden/", finder.search_missed, name="search_missed"),
    path("expertise/bewaard/", saved_searches.saved_search_list, name="saved_search_list"),
    path("expertise/bewaard/nieuw/", saved_searches.saved_search_add, name="saved_search_add"),
    path("expertise/bewaard/terug/", saved_searches.saved_search_restore, name="saved_search_restore"),
    path("expertise/bewaard/<slug:public_id>/", saved_searches.saved_search_change, name="saved_search_change"),
    path("expertise/bewaard/<slug:public_id>/weg/", saved_searches.saved_search_remove, name="saved_search_remove"),
]
