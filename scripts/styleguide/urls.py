"""The addresses that the frame itself names; the style guide needs no others."""

from django.urls import include, path

from knowledge_network.kit.appearance import set_theme

urlpatterns = [
    *(path(f"{name}/", set_theme, name=name) for name in ("set_theme", "set_language", "account_logout", "manifest")),
    path("", include(([path("", set_theme, name="home")], "dashboards"))),
]
