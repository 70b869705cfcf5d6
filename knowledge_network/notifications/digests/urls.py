from django.urls import path

from knowledge_network.notifications.digests import views

urlpatterns = [
    path("meldingen/overzicht/", views.digest_preview, name="digest_preview"),
]
