"""Ways in, and the first steps of a member."""

from django.urls import path

from knowledge_network.members.admission.views import admission, invitations, signups

urlpatterns = [
    path("aanmelden/", admission.signup, name="signup"),
    path("aanmelden/verstuurd/", admission.signup_sent, name="signup_sent"),
    path("aanmelden/bevestigen/<str:token>/", admission.signup_confirm, name="signup_confirm"),
    path("uitnodiging/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("welkom/", invitations.welcome, name="welcome"),
    path("mijn/account/tweede-slot/", invitations.second_factor_required, name="second_factor_required"),
    path("beheer/aanmeldingen/", signups.signup_list, name="signup_list"),
    path("beheer/aanmeldingen/samen/", signups.signups_bulk, name="signups_bulk"),
    path("beheer/aanmeldingen/samen/terugnemen/", signups.signups_undo, name="signups_undo"),
    path("beheer/aanmeldingen/<slug:public_id>/goedkeuren/", admission.signup_approve, name="signup_approve"),
    path("beheer/aanmeldingen/<slug:public_id>/afwijzen/", admission.signup_reject, name="signup_reject"),
    path("beheer/aanmeldingen/<slug:public_id>/terug/", admission.signup_undecide, name="signup_undecide"),
    path("beheer/uitnodigingen/", invitations.invitation_list, name="invitation_list"),
    path("beheer/uitnodigingen/nieuw/", invitations.invitation_create, name="invitation_create"),
    path("beheer/uitnodigingen/<slug:public_id>/opnieuw/", invitations.invitation_resend, name="invitation_resend"),
    path(
        "beheer/uitnodigingen/<slug:public_id>/intrekken/", invitations.invitation_withdraw, name="invitation_withdraw"
    ),
]
