"""The address of the search."""

from django.urls import path

from knowledge_network.search import views

app_name = "search"
urlpatterns = [path("zoeken/", views.search, name="search")]
