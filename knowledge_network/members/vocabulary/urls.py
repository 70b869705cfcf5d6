"""The addresses of the vocabulary. /themas/ itself and a page per topic are `dashboards`': they show groups too."""

from django.urls import path

from knowledge_network.members.vocabulary.views import topics, words

urlpatterns = [
    path("themas/suggesties/", topics.topic_suggest, name="topic_suggest"),
    path("themas/voorstellen/", topics.topic_propose, name="topic_propose"),
    path("themas/<str:slug>/volgen/", topics.topic_follow, name="topic_follow"),
    path("beheer/themas/", topics.topic_manage, name="topic_manage"),
    path("beheer/themas/nieuw/", topics.topic_add, name="topic_add"),
    path("beheer/themas/lijst.<str:form>", topics.topic_export, name="topic_export"),
    path("beheer/woorden/", words.word_list, name="word_list"),
    path("beheer/woorden/lijst.csv", words.word_sheet, name="word_sheet"),
    path("beheer/woorden/woord/", words.word_change, name="word_change"),
    path("beheer/woorden/vergeten/", words.word_forget, name="word_forget"),
    path("beheer/themas/samenvoeging/<slug:public_id>/terugdraaien/", topics.topic_merge_undo, name="topic_merge_undo"),
    path("beheer/themas/<str:slug>/", topics.topic_change, name="topic_change"),
    path("beheer/themas/<str:slug>/samenvoegen/", topics.topic_merge, name="topic_merge"),
    path("beheer/themas/<str:slug>/besluit/", topics.topic_decide, name="topic_decide"),
]
