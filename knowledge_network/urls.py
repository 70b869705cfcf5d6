"""All addresses of the platform, in Dutch as its users read them."""

from django.urls import URLPattern, URLResolver, include, path

from knowledge_network.kit import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("account/", include("allauth.urls")),
]
