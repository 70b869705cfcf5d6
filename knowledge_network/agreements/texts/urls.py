"""Addresses of the text of agreements."""

from django.urls import URLPattern, URLResolver, include, path

from knowledge_network.agreements.texts.views import amending, life, reading, writing

article: list[URLPattern | URLResolver] = [
    path("", writing.article_change, name="article_change"),
    path("verplaatsen/", writing.article_move, name="article_move"),
    path("verwijderen/", writing.article_remove, name="article_remove"),
    path("opmerkingen/", writing.article_discuss, name="article_discuss"),
    path("opmerkingen/<slug:remark>/", writing.remark_resolve, name="remark_resolve"),
]

one: list[URLPattern | URLResolver] = [
    path("", reading.agreement_detail, name="agreement_detail"),
    path("verschillen/", reading.agreement_compare, name="agreement_compare"),
    path("schrijven/", writing.agreement_write, name="agreement_write"),
    path("schrijven/over/", writing.agreement_describe, name="agreement_describe"),
    path("schrijven/artikel/", writing.article_add, name="article_add"),
    path("schrijven/artikel/<slug:article>/", include(article)),
    path("schrijven/partijen/", writing.party_add, name="party_add"),
    path("schrijven/partijen/<slug:party>/", writing.party_remove, name="party_remove"),
    path("schrijven/weggooien/", writing.agreement_discard, name="agreement_discard"),
    path("volgende/", writing.agreement_next, name="agreement_next"),
    path("wijziging/", amending.agreement_amend, name="agreement_amend"),
    path("wijziging/<slug:amendment>/", amending.amendment_change, name="amendment_change"),
    path("wijziging/<slug:amendment>/weggooien/", amending.amendment_discard, name="amendment_discard"),
    path("partijen/<slug:party>/opzeggen/", life.party_leave, name="party_leave"),
    path("partijen/<slug:party>/opzegging-intrekken/", life.party_stay, name="party_stay"),
    path("beeindigen/", life.agreement_terminate, name="agreement_terminate"),
]

urlpatterns = [
    path("overeenkomst/", reading.agreement_list, name="agreement_list"),
    path("overeenkomst/nieuw/", writing.agreement_start, name="agreement_start"),
    path("overeenkomst/<slug:public_id>/", include(one)),
]
