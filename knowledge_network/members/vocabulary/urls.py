"""The addresses of the vocabulary. /themas/ itself and a page per topic are `dashboards`': they show groups too."""

from django.urls import path

from knowledge_network.members.vocabulary import views as topics

urlpatterns = [
    path("themas/suggesties/", topics.topic_suggest, name="topic_suggest"),
    path("themas/voorstellen/", topics.topic_propose, name="topic_propose"),
    path("beheer/themas/", topics.topic_manage, name="topic_manage"),
    path("beheer/themas/nieuw/", topics.topic_add, name="topic_add"),
    path("beheer/themas/lijst.<str:form>", topics.topic_export, name="topic_export"),
    path("beheer/themas/<str:slug>/", topics.topic_change, name="topic_change"),
    path("beheer/themas/<str:slug>/samenvoegen/", topics.topic_merge, name="topic_merge"),
    path("beheer/themas/<str:slug>/besluit/", topics.topic_decide, name="topic_decide"),
]
