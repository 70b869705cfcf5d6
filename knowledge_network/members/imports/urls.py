from django.urls import path

from knowledge_network.members.imports.views import columns, corrections, runs

urlpatterns = [
    path("beheer/import/", runs.import_list, name="import_list"),
    path("beheer/import/scholen/", runs.import_sites, name="import_sites"),
    path("beheer/import/besturen/", runs.import_boards, name="import_boards"),
    path("beheer/import/leden/", runs.import_members, name="import_members"),
    path("beheer/import/themas/", runs.import_topics, name="import_topics"),
    path("beheer/import/opvolgers/", runs.import_successors, name="import_successors"),
    path("beheer/import/woorden/", runs.import_words, name="import_words"),
    path("beheer/import/leden/sjabloon.<str:form>", runs.import_template, name="import_template"),
    path("beheer/import/functies/", corrections.function_words, name="function_words"),
    path("beheer/import/functies/<slug:public_id>/weg/", corrections.function_word_remove, name="function_word_remove"),
    path("beheer/import/<slug:public_id>/", runs.import_detail, name="import_detail"),
    path("beheer/import/<slug:public_id>/waarden/", corrections.import_values, name="import_values"),
    path("beheer/import/<slug:public_id>/kolommen/", columns.import_columns, name="import_columns"),
    path("beheer/import/<slug:public_id>/fouten.csv", runs.import_problems, name="import_problems"),
    path("beheer/import/<slug:public_id>/rij/<int:number>/", runs.import_row, name="import_row"),
    path("beheer/import/<slug:public_id>/uitvoeren/", runs.import_apply, name="import_apply"),
    path("beheer/import/<slug:public_id>/terugdraaien/", runs.import_undo, name="import_undo"),
    path("beheer/import/<slug:public_id>/opnieuw/", runs.import_again, name="import_again"),
    path("beheer/import/<slug:public_id>/stoppen/", runs.import_stop, name="import_stop"),
    path("beheer/import/<slug:public_id>/weggooien/", runs.import_discard, name="import_discard"),
]
