"""The addresses of scans."""

from django.urls import path

from knowledge_network.insight.scans.views import desk, scans

urlpatterns = [
    path("scan/", scans.scan_list, name="scan_list"),
    path("scan/overzicht/", desk.scan_desk, name="scan_desk"),
    path("scan/nieuw/", scans.scan_start, name="scan_start"),
    path("scan/kaarten/<slug:kind>.pdf", scans.scan_blank_cards, name="scan_blank_cards"),
]
last_urlpatterns = [
    path("scan/<slug:public_id>/", scans.scan_detail, name="scan_detail"),
    path("scan/<slug:public_id>/kiezen/", scans.scan_choose, name="scan_choose"),
    path("scan/<slug:public_id>/kaarten.pdf", scans.scan_cards, name="scan_cards"),
]
