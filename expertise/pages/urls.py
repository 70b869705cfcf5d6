"""The addresses of pages that show a claim with what other rooms know of it, and of availability."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.pages.views import claim_page, my_expertise

ONE = "expertise/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("mijn/expertise/", my_expertise.my_expertise, name="my_expertise"),
    path("mijn/expertise/beschikbaar/", claim_page.availability_edit, name="availability_edit"),
    path("expertise/klopt-dit-nog/<str:token>/", claim_page.claim_confirm_from_mail, name="claim_confirm_from_mail"),
    path("beheer/wederzijdse-erkenning/", claim_page.endorsement_pairs, name="endorsement_pairs"),
]

# `expertise/<one claim>/` would take every other address of one word.
last_urlpatterns: list[URLPattern] = [
    path(f"{ONE}bewijs/", claim_page.evidence_add, name="evidence_add"),
    path(f"{ONE}bewijs/terugzetten/", claim_page.evidence_restore, name="evidence_restore"),
    path(f"{ONE}bewijs/<slug:evidence_id>/weghalen/", claim_page.evidence_remove, name="evidence_remove"),
    path(f"{ONE}erkennen/", claim_page.endorsement_give, name="endorsement_give"),
    path(
        f"{ONE}erkenning/<slug:endorsement_id>/intrekken/", claim_page.endorsement_withdraw, name="endorsement_withdraw"
    ),
    path(
        f"{ONE}erkenning/<slug:endorsement_id>/terugzetten/",
        claim_page.endorsement_restore,
        name="endorsement_restore",
    ),
    path(ONE, claim_page.claim_detail, name="claim_detail"),
]
