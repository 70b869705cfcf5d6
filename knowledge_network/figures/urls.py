"""The addresses of entering numbers; figures are shown by `dashboards`."""

from django.urls import path

from knowledge_network.figures import views

app_name = "figures"

urlpatterns = [path("aantallen/", views.facts_list, name="facts_list")]
