"""People: the directory, profiles, roles in the network, and the management of members."""

from django.urls import path

from knowledge_network.members.people.views import directory, management, merging, profile, roles

APPOINTMENT = "beheer/leden/<slug:public_id>/aanstelling/<slug:organisation>/<slug:function>/<slug:start>"

urlpatterns = [
    path("leden/", directory.member_list, name="member_list"),
    path("leden/op-naam/", directory.member_suggest, name="member_suggest"),
    path("leden/<slug:public_id>/", directory.member_detail, name="member_detail"),
    path("leden/<slug:public_id>/foto/<int:size>/", directory.member_photo, name="member_photo"),
    path("leden/<slug:public_id>/bericht/", directory.member_message, name="member_message"),
    path("mijn/profiel/", profile.profile_edit, name="profile_edit"),
    path("mijn/profiel/themas/", profile.profile_topics, name="profile_topics"),
    path("mijn/profiel/terugdraaien/", profile.profile_undo, name="profile_undo"),
    path("mijn/profiel/voorbeeld/", profile.profile_preview, name="profile_preview"),
    path("beheer/leden/", management.manage_members, name="manage_members"),
    path("beheer/leden/samen/", management.manage_members_bulk, name="manage_members_bulk"),
    path("beheer/leden/samen/terugnemen/", management.manage_members_take_back, name="manage_members_take_back"),
    path("beheer/leden/<slug:public_id>/", management.manage_member, name="manage_member"),
    path("beheer/leden/<slug:public_id>/gegevens/", management.manage_member_details, name="manage_member_details"),
    path("beheer/leden/<slug:public_id>/aanstelling/", management.appointment_add, name="appointment_add"),
    path(f"{APPOINTMENT}/", management.appointment_change, name="appointment_change"),
    path(f"{APPOINTMENT}/beeindigen/", management.appointment_end, name="appointment_end"),
    path(f"{APPOINTMENT}/heropenen/", management.appointment_reopen, name="appointment_reopen"),
    path("beheer/leden/<slug:public_id>/schorsen/", management.member_suspend, name="member_suspend"),
    path("beheer/leden/<slug:public_id>/toelaten/", management.member_resume, name="member_resume"),
    path("beheer/leden/<slug:public_id>/vertrek/", management.member_leave, name="member_leave"),
    path("beheer/leden/<slug:public_id>/terugkeer/", management.member_readmit, name="member_readmit"),
    path("beheer/leden/<slug:public_id>/samenvoegen/", merging.member_merge, name="member_merge"),
    path("beheer/samenvoegingen/<slug:public_id>/terugdraaien/", merging.member_merge_undo, name="member_merge_undo"),
    path("beheer/rollen/", roles.role_list, name="role_list"),
    path("beheer/rollen/geven/", roles.role_grant, name="role_grant"),
    path("beheer/rollen/voorstel/<slug:public_id>/bevestigen/", roles.role_confirm, name="role_confirm"),
    path("beheer/rollen/voorstel/<slug:public_id>/afwijzen/", roles.role_refuse, name="role_refuse"),
    path("beheer/rollen/<slug:public_id>/<slug:role>/beeindigen/", roles.role_end, name="role_end"),
]
