"""The addresses of the bell, of choices about mail, and of what was sent."""

from django.urls import path

from knowledge_network.notifications.views import bell, choices, overview, sent

app_name = "notifications"
urlpatterns = [
    path("meldingen/", bell.notice_list, name="notice_list"),
    path("meldingen/gelezen/", bell.notices_read, name="notices_read"),
    path("meldingen/overzicht/", overview.digest_preview, name="digest_preview"),
    path("meldingen/instellingen/", choices.preferences, name="preferences"),
    path("meldingen/instellingen/standaard/", choices.preferences_reset, name="preferences_reset"),
    path("meldingen/instellingen/terug/", choices.preferences_restore, name="preferences_restore"),
    path("meldingen/<str:public_id>/openen/", bell.notice_open, name="notice_open"),
    path("meldingen/<str:public_id>/gelezen/", bell.notice_read, name="notice_read"),
    path("meldingen/<str:public_id>/ongelezen/", bell.notice_unread, name="notice_unread"),
    path("mail/stoppen/<str:token>/", choices.unsubscribe_page, name="unsubscribe"),
    path("beheer/verzonden/", sent.delivery_list, name="delivery_list"),
    path("beheer/verzonden/export/", sent.delivery_export, name="delivery_export"),
    path("beheer/verzonden/opnieuw/", sent.deliveries_retry, name="deliveries_retry"),
    path("beheer/verzonden/stop/", sent.mail_stop, name="mail_stop"),
    path("beheer/verzonden/doorgaan/", sent.mail_resume, name="mail_resume"),
    path("beheer/verzonden/vastgehouden/", sent.batch_decide, name="batch_decide"),
    path("beheer/verzonden/adres/", sent.address_forgive, name="address_forgive"),
    path("beheer/verzonden/<uuid:public_id>/", sent.delivery_detail, name="delivery_detail"),
    path("beheer/verzonden/<uuid:public_id>/opnieuw/", sent.delivery_resend, name="delivery_resend"),
]
