"""The settings of the network, setting up, and what every page shows of the network's own look."""

from django.urls import path

from knowledge_network.members.network.views import look, parts, settings, setup

urlpatterns = [
    path("opzet/<str:token>/", setup.setup_begin, name="setup_begin"),
    path("huisstijl/kleuren.css", look.network_style, name="network_style"),
    path("huisstijl/logo/<str:version>/", look.network_logo, name="network_logo"),
    path("beheer/netwerk/", settings.network_settings, name="network_settings"),
    path("beheer/netwerk/testmail/", settings.network_test_mail, name="network_test_mail"),
    path("beheer/netwerk/geschiedenis/", settings.network_history, name="network_history"),
    path("beheer/netwerk/geschiedenis/<slug:public_id>/terug/", settings.network_undo, name="network_undo"),
    path("beheer/netwerk/teksten/<slug:page>/<slug:language>/", settings.network_text, name="network_text"),
    path("beheer/netwerk/tweede-coordinator/", parts.network_second, name="network_second"),
    path("beheer/netwerk/partners/", parts.network_partners, name="network_partners"),
    path("beheer/netwerk/themas/", parts.network_topics, name="network_topics"),
    path("beheer/netwerk/<slug:step>/later/", parts.network_later, name="network_later"),
    path("beheer/netwerk/<slug:section>/", parts.network_section, name="network_section"),
]
