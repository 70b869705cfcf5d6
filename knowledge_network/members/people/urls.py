"""People: the directory, profiles, one's own data, and the management of members."""

from django.urls import path

from knowledge_network.members.people.views import directory, management, profile
from knowledge_network.members.privacy import views as privacy

APPOINTMENT = "beheer/leden/<slug:public_id>/aanstelling/<slug:organisation>/<slug:function>/<slug:start>"

urlpatterns = [
    path("leden/", directory.member_list, name="member_list"),
    path("leden/<slug:public_id>/", directory.member_detail, name="member_detail"),
    path("leden/<slug:public_id>/foto/<int:size>/", directory.member_photo, name="member_photo"),
    path("leden/<slug:public_id>/bericht/", directory.member_message, name="member_message"),
    path("mijn/profiel/", profile.profile_edit, name="profile_edit"),
    path("mijn/profiel/themas/", profile.profile_topics, name="profile_topics"),
    path("mijn/profiel/terugdraaien/", profile.profile_undo, name="profile_undo"),
    path("mijn/profiel/voorbeeld/", profile.profile_preview, name="profile_preview"),
    path("mijn/gegevens/", privacy.my_data, name="my_data"),
    path("mijn/gegevens/downloaden/", privacy.my_data_export, name="my_data_export"),
    path("mijn/gegevens/wissen/", privacy.my_data_erase, name="my_data_erase"),
    path("mijn/gegevens/terugkomen/", privacy.my_data_return, name="my_data_return"),
    path("beheer/logboek/", privacy.audit_trail, name="audit_trail"),
    path("beheer/logboek/downloaden/", privacy.audit_export, name="audit_export"),
    path("beheer/gegevensverzoeken/", privacy.data_requests, name="data_requests"),
    path(
        "beheer/gegevensverzoeken/<slug:public_id>/uitvoeren/",
        privacy.data_request_carry_out,
        name="data_request_carry_out",
    ),
    path("beheer/leden/", management.manage_members, name="manage_members"),
    path("beheer/leden/downloaden/", management.manage_members_export, name="manage_members_export"),
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
]
