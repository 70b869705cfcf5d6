"""Claims, evidence, endorsements and availability: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.claims.views import claim_page, claims

ONE = "expertise/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("mijn/expertise/", claims.my_expertise, name="my_expertise"),
    path("mijn/expertise/toevoegen/", claims.claim_add, name="claim_add"),
    path("mijn/expertise/themas/", claims.claim_topics, name="claim_topics"),
    path("mijn/expertise/uit-tekst/", claims.claim_from_text, name="claim_from_text"),
    path("mijn/expertise/beschikbaar/", claim_page.availability_edit, name="availability_edit"),
    path("expertise/klopt-dit-nog/<str:token>/", claim_page.claim_confirm_from_mail, name="claim_confirm_from_mail"),
    path("beheer/wederzijdse-erkenning/", claim_page.endorsement_pairs, name="endorsement_pairs"),
]

# `expertise/<one claim>/` would take every other address of one word.
last_urlpatterns: list[URLPattern] = [
    path(f"{ONE}wijzigen/", claims.claim_change, name="claim_change"),
    path(f"{ONE}bevestigen/", claims.claim_confirm, name="claim_confirm"),
    path(f"{ONE}tonen/", claims.claim_show, name="claim_show"),
    path(f"{ONE}archiveren/", claims.claim_archive, name="claim_archive"),
    path(f"{ONE}terugzetten/", claims.claim_restore, name="claim_restore"),
    path(f"{ONE}wissen/", claims.claim_erase, name="claim_erase"),
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
