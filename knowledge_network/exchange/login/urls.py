"""The addresses of logging in with a school or institute."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.exchange.login import views

urlpatterns: list[URLPattern] = [
    path("inloggen/school/koppelen/", views.identity_bind, name="identity_bind"),
    path("inloggen/school/mislukt/", views.federation_problem, name="federation_problem"),
    path("inloggen/school/<slug:federation>/", views.federation_login, name="federation_login"),
    path("inloggen/school/<slug:federation>/terug/", views.federation_return, name="federation_return"),
    path("inloggen/school/<slug:federation>/saml/", views.saml_metadata, name="saml_metadata"),
    path("inloggen/school/<slug:federation>/saml/terug/", views.saml_return, name="saml_return"),
    path("inloggen/school/<slug:federation>/saml/klaar/", views.saml_finish, name="saml_finish"),
    path("mijn/account/school/", views.my_identities, name="my_identities"),
    path("mijn/account/school/<slug:name>/weg/", views.identity_unbind, name="identity_unbind"),
]
