from django.urls import path

from knowledge_network.members.pages import views

urlpatterns = [
    path("partners/<slug:slug>/", views.organisation_detail, name="organisation_detail"),
]
