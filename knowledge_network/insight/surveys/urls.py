"""The addresses of one round: filling it in, and what is done with it."""

from django.urls import path

from knowledge_network.insight.surveys.views import answering, waves

# Behind those of the scans: theirs are words, these begin with the id of a round.
last_urlpatterns = [
    path("<slug:public_id>/invullen/", answering.scan_answer, name="scan_answer"),
    path("<slug:public_id>/intrekken/", answering.scan_withdraw, name="scan_withdraw"),
    path("<slug:public_id>/vragen/", waves.scan_prepare, name="scan_prepare"),
    path("<slug:public_id>/openen/", waves.scan_open, name="scan_open"),
    path("<slug:public_id>/tot/", waves.scan_prolong, name="scan_prolong"),
    path("<slug:public_id>/sluiten/", waves.scan_close, name="scan_close"),
    path("<slug:public_id>/vrijgeven/", waves.scan_release, name="scan_release"),
    path("<slug:public_id>/weg/", waves.scan_discard, name="scan_discard"),
    path("<slug:public_id>/uitkomst.csv", waves.scan_export, name="scan_export"),
]
