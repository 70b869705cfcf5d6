from django.urls import path

from knowledge_network.members.imports import views

urlpatterns = [
    path("beheer/import/", views.import_list, name="import_list"),
    path("beheer/import/scholen/", views.import_sites, name="import_sites"),
    path("beheer/import/besturen/", views.import_boards, name="import_boards"),
    path("beheer/import/leden/", views.import_members, name="import_members"),
    path("beheer/import/themas/", views.import_topics, name="import_topics"),
    path("beheer/import/woorden/", views.import_words, name="import_words"),
    path("beheer/import/leden/sjabloon.<str:form>", views.import_template, name="import_template"),
    path("beheer/import/<slug:public_id>/", views.import_detail, name="import_detail"),
    path("beheer/import/<slug:public_id>/fouten.csv", views.import_problems, name="import_problems"),
    path("beheer/import/<slug:public_id>/rij/<int:number>/", views.import_row, name="import_row"),
    path("beheer/import/<slug:public_id>/uitvoeren/", views.import_apply, name="import_apply"),
    path("beheer/import/<slug:public_id>/terugdraaien/", views.import_undo, name="import_undo"),
    path("beheer/import/<slug:public_id>/opnieuw/", views.import_again, name="import_again"),
    path("beheer/import/<slug:public_id>/stoppen/", views.import_stop, name="import_stop"),
    path("beheer/import/<slug:public_id>/weggooien/", views.import_discard, name="import_discard"),
]
