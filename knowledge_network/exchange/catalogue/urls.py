"""The catalogue: its address."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.exchange.catalogue import views

urlpatterns: list[URLPattern] = [path("oai/", views.oai, name="oai")]
