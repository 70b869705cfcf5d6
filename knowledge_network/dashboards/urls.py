"""The addresses of the pages across apps."""

from django.urls import path

from knowledge_network.dashboards import contact
from knowledge_network.dashboards.views import management, pages, start, topics

app_name = "dashboards"
urlpatterns = [
    path("", pages.home, name="home"),
    path("start/", start.start, name="start"),
    path("beheer/", management.management, name="management"),
    path("themas/", topics.topic_list, name="topic_list"),
    path("themas/<str:slug>/", topics.topic_detail, name="topic_detail"),
    path("contact/", contact.contact, name="contact"),
    path("contact/verstuurd/", contact.contact_sent, name="contact_sent"),
    path("over/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
]
