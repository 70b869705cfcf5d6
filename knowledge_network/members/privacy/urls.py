"""One's own data, the logbook, and requests about data."""

from django.urls import path

from knowledge_network.members.privacy import views

urlpatterns = [
    path("mijn/gegevens/", views.my_data, name="my_data"),
    path("mijn/gegevens/downloaden/", views.my_data_export, name="my_data_export"),
    path("mijn/gegevens/kopie/", views.my_data_copy, name="my_data_copy"),
    path("mijn/gegevens/wissen/", views.my_data_erase, name="my_data_erase"),
    path("mijn/gegevens/terugkomen/", views.my_data_return, name="my_data_return"),
    path("beheer/logboek/", views.audit_trail, name="audit_trail"),
    path("beheer/logboek/downloaden/", views.audit_export, name="audit_export"),
    path("beheer/gegevensverzoeken/", views.data_requests, name="data_requests"),
    path(
        "beheer/gegevensverzoeken/<slug:public_id>/uitvoeren/",
        views.data_request_carry_out,
        name="data_request_carry_out",
    ),
]
