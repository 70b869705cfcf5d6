from django.urls import path

from knowledge_network.members.organisations import views

urlpatterns = [
    path("partners/", views.organisation_list, name="organisation_list"),
    path("beheer/organisaties/", views.organisation_table, name="organisation_table"),
    path("beheer/organisaties/nieuw/<slug:kind>/", views.organisation_create, name="organisation_create"),
    path("beheer/organisaties/<slug:slug>/", views.organisation_edit, name="organisation_edit"),
    path(
        "beheer/organisaties/<slug:slug>/deelname/", views.organisation_participation, name="organisation_participation"
    ),
    path(
        "beheer/organisaties/<slug:slug>/deelname/stop/",
        views.organisation_participation_end,
        name="organisation_participation_end",
    ),
    path("beheer/organisaties/<slug:slug>/fusie/", views.organisation_merge, name="organisation_merge"),
]
