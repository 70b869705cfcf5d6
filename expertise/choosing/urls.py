"""Choosing: its addresses, under that of its cycle."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.choosing import views

urlpatterns: list[URLPattern] = [
    path("cop/<slug:year>/kiezen/", views.choosing, name="choosing"),
    path("cop/<slug:year>/kiezen/begin/", views.choosing_begin, name="choosing_begin"),
    path("cop/<slug:year>/kiezen/voorbereiden/", views.choosing_prepare, name="choosing_prepare"),
    path("cop/<slug:year>/kiezen/openen/", views.choosing_open, name="choosing_open"),
    path("cop/<slug:year>/kiezen/sluiten/", views.choosing_close, name="choosing_close"),
    path("cop/<slug:year>/kiezen/herinneren/", views.choosing_remind, name="choosing_remind"),
]
