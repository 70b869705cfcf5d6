"""Views of tables that members keep."""

from django.urls import path

from knowledge_network.members.tables import views

urlpatterns = [
    path("mijn/weergaven/", views.view_save, name="view_save"),
    path("mijn/weergaven/<slug:public_id>/verwijderen/", views.view_remove, name="view_remove"),
]
