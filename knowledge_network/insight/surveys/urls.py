"""The addresses of one round: filling it in, and what is done with it."""

from django.urls import path

from knowledge_network.insight.surveys.views import answering, waves

# Behind those of the scans: theirs are words, these begin with the id of a round.
last_urlpatterns = [
    path("scan/<slug:public_id>/invullen/", answering.scan_answer, name="scan_answer"),
    path("scan/<slug:public_id>/intrekken/", answering.scan_withdraw, name="scan_withdraw"),
    path("scan/<slug:public_id>/vragen/", waves.scan_prepare, name="scan_prepare"),
    path("scan/<slug:public_id>/openen/", waves.scan_open, name="scan_open"),
    path("scan/<slug:public_id>/tot/", waves.scan_prolong, name="scan_prolong"),
    path("scan/<slug:public_id>/sluiten/", waves.scan_close, name="scan_close"),
    path("scan/<slug:public_id>/vrijgeven/", waves.scan_release, name="scan_release"),
    path("scan/<slug:public_id>/weg/", waves.scan_discard, name="scan_discard"),
    path("scan/<slug:public_id>/uitkomst.csv", waves.scan_export, name="scan_export"),
]
