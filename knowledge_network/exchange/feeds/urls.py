"""Feeds and what stands in sites of others: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.exchange.feeds.views import agenda, machines

urlpatterns: list[URLPattern] = [
    path("kennisbank.atom", machines.product_feed, name="product_feed"),
    path("agenda.atom", machines.agenda_feed, name="agenda_feed"),
    path("agenda.ics", machines.agenda_calendar, name="agenda_calendar"),
    path("sitemap.xml", machines.site_map, name="site_map"),
    path("sitemap/<slug:sort>-<int:number>.xml", machines.site_map_part, name="site_map_part"),
    path("oembed/", machines.oembed, name="oembed"),
    path("deelbeeld/<slug:slug>.png", machines.share_image, name="share_image"),
    path("openbare-agenda/", agenda.public_agenda, name="public_agenda"),
    path("openbare-agenda/inzet/", agenda.agenda_widget, name="agenda_widget"),
    path("bijeenkomsten/<slug:public_id>/openbaar/", agenda.meeting_open, name="meeting_open"),
]
