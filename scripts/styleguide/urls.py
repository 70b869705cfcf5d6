"""The addresses that the frame itself names; the style guide needs no others."""

from django.urls import include, path

from knowledge_network.kit.appearance import set_theme

NAMES = ("set_theme", "set_language", "account_logout", "manifest", "site_worker")
urlpatterns = [
    *(path(f"{name}/", set_theme, name=name) for name in NAMES),
    path("", include(([path("", set_theme, name="home")], "dashboards"))),
]
