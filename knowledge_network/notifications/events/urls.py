"""The addresses of the bell and of choices about mail."""

from django.urls import path

from knowledge_network.notifications.events.views import bell, choices

urlpatterns = [
    path("meldingen/", bell.notice_list, name="notice_list"),
    path("meldingen/gelezen/", bell.notices_read, name="notices_read"),
    path("meldingen/hier/", bell.page_read, name="page_read"),
    path("meldingen/instellingen/", choices.preferences, name="preferences"),
    path("meldingen/instellingen/standaard/", choices.preferences_reset, name="preferences_reset"),
    path("meldingen/instellingen/terug/", choices.preferences_restore, name="preferences_restore"),
    path("meldingen/<str:public_id>/openen/", bell.notice_open, name="notice_open"),
    path("meldingen/<str:public_id>/gelezen/", bell.notice_read, name="notice_read"),
    path("meldingen/<str:public_id>/ongelezen/", bell.notice_unread, name="notice_unread"),
    path("mail/stoppen/<str:token>/", choices.unsubscribe_page, name="unsubscribe"),
]
