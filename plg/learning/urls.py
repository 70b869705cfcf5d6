"""What one learns in passing: its addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from plg.learning import views

urlpatterns: list[URLPattern] = [
    path("mijn-leren/", views.my_learning, name="my_learning"),
    path("mijn-leren/<slug:public_id>/wijzigen/", views.learning_change, name="learning_change"),
    path("mijn-leren/<slug:public_id>/weg/", views.learning_remove, name="learning_remove"),
]
