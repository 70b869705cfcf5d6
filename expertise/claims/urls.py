"""The addresses of one's own claims."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.claims.views import claims

ONE = "expertise/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("mijn/expertise/toevoegen/", claims.claim_add, name="claim_add"),
    path("mijn/expertise/themas/", claims.claim_topics, name="claim_topics"),
    path("mijn/expertise/uit-tekst/", claims.claim_from_text, name="claim_from_text"),
]

# `expertise/<one claim>/` would take every other address of one word.
last_urlpatterns: list[URLPattern] = [
    path(f"{ONE}wijzigen/", claims.claim_change, name="claim_change"),
    path(f"{ONE}bevestigen/", claims.claim_confirm, name="claim_confirm"),
    path(f"{ONE}tonen/", claims.claim_show, name="claim_show"),
    path(f"{ONE}archiveren/", claims.claim_archive, name="claim_archive"),
    path(f"{ONE}terugzetten/", claims.claim_restore, name="claim_restore"),
    path(f"{ONE}wissen/", claims.claim_erase, name="claim_erase"),
]
