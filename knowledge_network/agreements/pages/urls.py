"""The addresses of the pages that show several rooms."""

from django.urls import path

from knowledge_network.agreements.pages.views import home, partners

urlpatterns = [
    path("", home.agreements_home, name="agreements_home"),
    path("geven-en-nemen/", partners.partner_list, name="partner_list"),
    path("geven-en-nemen/<slug:slug>/", partners.partner_explain, name="partner_explain"),
]
