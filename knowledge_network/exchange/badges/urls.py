"""The addresses of badges: one's own, those that wait, for what there are badges, and what others check with."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.exchange.badges.views import deciding, holding, kinds, public

ONE = "badges/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("mijn-badges/", holding.my_badges, name="my_badges"),
    path("mijn-badges/vragen/<slug:kind>/", holding.badge_ask, name="badge_ask"),
    path("badges/soorten/", kinds.badge_kinds, name="badge_kinds"),
    path("badges/soorten/<slug:kind>/", kinds.badge_class, name="badge_class"),
    path("badges/soorten/<slug:kind>/wijzigen/", kinds.badge_class_change, name="badge_class_change"),
    path("badges/soorten/<slug:kind>/onderschrijven/", kinds.badge_class_endorse, name="badge_class_endorse"),
    path("badges/aanvragen/", deciding.badge_requests, name="badge_requests"),
    path("badges/controleren/", public.badge_check, name="badge_check"),
    path("badges/lijst/", public.badge_status, name="badge_status"),
    path(".well-known/did.json", public.did_document, name="did_document"),
    path(ONE, holding.badge_detail, name="badge_detail"),
    path(f"{ONE}bestand/<slug:form>/", holding.badge_file, name="badge_file"),
    path(f"{ONE}terug/", holding.badge_take_back, name="badge_take_back"),
    path(f"{ONE}weg/", holding.badge_remove, name="badge_remove"),
    path(f"{ONE}toekennen/", deciding.badge_grant, name="badge_grant"),
    path(f"{ONE}niet-toekennen/", deciding.badge_decline, name="badge_decline"),
    path(f"{ONE}intrekken/", deciding.badge_withdraw, name="badge_withdraw"),
]
