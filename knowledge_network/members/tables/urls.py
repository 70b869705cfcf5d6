"""Views of tables that members keep, and long lists that are made for them."""

from django.urls import path

from knowledge_network.members.tables import views

urlpatterns = [
    path("mijn/weergaven/", views.view_save, name="view_save"),
    path("mijn/weergaven/<slug:public_id>/verwijderen/", views.view_remove, name="view_remove"),
    path("mijn/lijsten/<slug:public_id>/", views.sheet_detail, name="sheet_detail"),
    path("mijn/lijsten/<slug:public_id>/bestand/", views.sheet_fetch, name="sheet_fetch"),
]
