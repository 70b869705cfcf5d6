"""Systems that hear of changes: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.exchange.hooks import views

HOOK = "beheer/koppelingen/berichten/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("beheer/koppelingen/berichten/toevoegen/", views.hook_add, name="hook_add"),
    path("beheer/koppelingen/berichten/terugzetten/", views.hook_restore, name="hook_restore"),
    path(HOOK, views.hook_detail, name="hook_detail"),
    path(f"{HOOK}wijzigen/", views.hook_change, name="hook_change"),
    path(f"{HOOK}aan-uit/", views.hook_switch, name="hook_switch"),
    path(f"{HOOK}geheim/", views.hook_secret, name="hook_secret"),
    path(f"{HOOK}proberen/", views.hook_try, name="hook_try"),
    path(f"{HOOK}verwijderen/", views.hook_remove, name="hook_remove"),
]
