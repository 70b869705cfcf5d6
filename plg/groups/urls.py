from django.urls import path

from plg.groups.views import contact, group, lifecycle, membership

urlpatterns = [
    path("groepen/nieuw/", group.group_new, name="group_new"),
    path("groepen/op-naam/", group.group_suggest, name="group_suggest"),
    path("groepen/nieuw/<slug:kind>/", group.group_create, name="group_create"),
    path("groepen/<slug:slug>/bewerken/", group.group_edit, name="group_edit"),
    path("groepen/<slug:slug>/contact/", contact.group_contact, name="group_contact"),
    path("groepen/<slug:slug>/meedoen/", membership.join_ask, name="join_ask"),
    path("groepen/<slug:slug>/meedoen/intrekken/", membership.join_withdraw, name="join_withdraw"),
    path("groepen/<slug:slug>/meelezen/", membership.read_along_ask, name="read_along_ask"),
    path("groepen/<slug:slug>/verlaten/", membership.group_leave, name="group_leave"),
    path("groepen/<slug:slug>/terugkomen/", membership.group_return, name="group_return"),
    path("groepen/<slug:slug>/mijn-naam/", membership.membership_shown, name="membership_shown"),
    path("groepen/<slug:slug>/leden/", membership.group_members, name="group_members"),
    path("groepen/<slug:slug>/leden/uitnodigen/", membership.invitation_send, name="invitation_send"),
    path("groepen/<slug:slug>/verzoeken/<slug:public_id>/", membership.join_decide, name="join_decide"),
    path("groepen/<slug:slug>/verzoeken/<slug:public_id>/terug/", membership.join_undecide, name="join_undecide"),
    path(
        "groepen/<slug:slug>/uitnodigingen/<slug:public_id>/intrekken/",
        membership.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("groepen/<slug:slug>/leden/<slug:member_id>/rol/", membership.membership_role, name="membership_role"),
    path("groepen/<slug:slug>/leden/<slug:member_id>/eruit/", membership.membership_end, name="membership_end"),
    path("groepen/<slug:slug>/leden/<slug:member_id>/terug/", membership.membership_restore, name="membership_restore"),
    path("groepen/<slug:slug>/contactpersoon/", membership.contact_hand_over, name="contact_hand_over"),
    path("groepen/<slug:slug>/status/", lifecycle.group_state, name="group_state"),
    path("groepen/<slug:slug>/status/terug/", lifecycle.group_step_back, name="group_step_back"),
    path("groepen/<slug:slug>/status/<slug:to>/", lifecycle.group_step, name="group_step"),
    path("uitnodigingen/groep/<slug:public_id>/", membership.group_invitation, name="group_invitation"),
]
