"""Where connections are looked after."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.exchange.pages import views

urlpatterns: list[URLPattern] = [path("beheer/koppelingen/", views.connections, name="connections")]
