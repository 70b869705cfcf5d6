"""The addresses of what was sent."""

from django.urls import path

from knowledge_network.notifications.outbox import views

urlpatterns = [
    path("beheer/verzonden/", views.delivery_list, name="delivery_list"),
    path("beheer/verzonden/samen/", views.deliveries_bulk, name="deliveries_bulk"),
    path("beheer/verzonden/samen/vrijgeven/", views.deliveries_release, name="deliveries_release"),
    path("beheer/verzonden/opnieuw/", views.deliveries_retry, name="deliveries_retry"),
    path("beheer/verzonden/stop/", views.mail_stop, name="mail_stop"),
    path("beheer/verzonden/doorgaan/", views.mail_resume, name="mail_resume"),
    path("beheer/verzonden/vastgehouden/", views.batch_decide, name="batch_decide"),
    path("beheer/verzonden/adres/", views.address_forgive, name="address_forgive"),
    path("beheer/verzonden/<uuid:public_id>/", views.delivery_detail, name="delivery_detail"),
    path("beheer/verzonden/<uuid:public_id>/opnieuw/", views.delivery_resend, name="delivery_resend"),
]
