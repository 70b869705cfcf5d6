"""Addresses that exist in demo mode only."""

from django.urls import path

from knowledge_network.demo import views

app_name = "demo"
urlpatterns = [
    path("inloggen/", views.login, name="login"),
    path("mail/", views.mail_list, name="mail_list"),
    path("mail/<slug:key>/", views.mail_detail, name="mail_detail"),
    path("mail/<slug:key>/html/", views.mail_html, name="mail_html"),
]
