"""The addresses of ties: one's own network, and the picture of the whole."""

from django.urls import path

from knowledge_network.insight.ties.views import answering, own, picture, rounds

urlpatterns = [
    path("mijn-netwerk/", own.own_network, name="own_network"),
    path("mijn-netwerk/groepen/", own.own_groups, name="own_groups"),
    path("mijn-netwerk/keuzes/", own.own_choices, name="own_choices"),
    path("mijn-netwerk/<slug:public_id>/meedoen/", answering.tie_join, name="tie_join"),
    path("mijn-netwerk/<slug:public_id>/namen/", answering.tie_names, name="tie_names"),
    path("mijn-netwerk/<slug:public_id>/contact/", answering.tie_weigh, name="tie_weigh"),
    path("mijn-netwerk/<slug:public_id>/vragen/", answering.tie_statements, name="tie_statements"),
    path("mijn-netwerk/<slug:public_id>/intrekken/", answering.tie_withdraw, name="tie_withdraw"),
    path("netwerkbeeld/", picture.network_picture, name="network_picture"),
    path("netwerkbeeld/uitleg/", picture.ties_explained, name="ties_explained"),
    path("netwerkbeeld/toestemming/", picture.ties_consent, name="ties_consent"),
    path("netwerkbeeld/verbinden/", picture.ties_connect, name="ties_connect"),
    path("netwerkbeeld/rondes/", rounds.round_list, name="round_list"),
    path("netwerkbeeld/rondes/nieuw/", rounds.round_start, name="round_start"),
    path("netwerkbeeld/rondes/<slug:public_id>/", rounds.round_detail, name="round_detail"),
    path("netwerkbeeld/rondes/<slug:public_id>/scholen/", rounds.round_schools, name="round_schools"),
    path("netwerkbeeld/rondes/<slug:public_id>/openen/", rounds.round_open, name="round_open"),
    path("netwerkbeeld/rondes/<slug:public_id>/tot/", rounds.round_prolong, name="round_prolong"),
    path("netwerkbeeld/rondes/<slug:public_id>/sluiten/", rounds.round_close, name="round_close"),
    path("netwerkbeeld/rondes/<slug:public_id>/vrijgeven/", rounds.round_release, name="round_release"),
    path("netwerkbeeld/rondes/<slug:public_id>/weg/", rounds.round_discard, name="round_discard"),
    path("netwerkbeeld/rondes/<slug:public_id>/tabel.csv", rounds.round_table, name="round_table"),
]
