"""The addresses of the bell."""

from django.urls import path

from knowledge_network.notifications import views

app_name = "notifications"
urlpatterns = [
    path("meldingen/", views.notice_list, name="notice_list"),
    path("meldingen/gelezen/", views.notices_read, name="notices_read"),
    path("meldingen/<str:public_id>/openen/", views.notice_open, name="notice_open"),
    path("meldingen/<str:public_id>/gelezen/", views.notice_read, name="notice_read"),
    path("meldingen/<str:public_id>/ongelezen/", views.notice_unread, name="notice_unread"),
]
