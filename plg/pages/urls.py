"""The addresses of pages that show several rooms: groups and when they meet, the closed space, a meeting."""

from django.urls import include, path

from plg.pages.views import agenda, catalogue, group, join_requests, management, meeting_page, space

inside = [
    path("", space.space_home, name="space_home"),
    path("leden/", space.space_members, name="space_members"),
    path("leden/noemen/", space.mention_suggestions, name="mention_suggestions"),
    path("zoeken/", space.space_search, name="space_search"),
    path("gelezen/", space.space_mark_read, name="space_mark_read"),
]

urlpatterns = [
    path("plgs/", catalogue.plg_list, name="plg_list"),
    path("projectgroepen/", catalogue.project_list, name="project_list"),
    path("expertgroepen/", catalogue.expert_list, name="expert_list"),
    path("themagroepen/", catalogue.theme_list, name="theme_list"),
    path("groepen/", catalogue.group_list, name="group_list"),
    path("groepen/<slug:slug>/", group.group_detail, name="group_detail"),
    path("beheer/groepen/", management.manage_groups, name="manage_groups"),
    path("beheer/groepen/beslissen/", management.manage_decisions, name="manage_decisions"),
    path("beheer/groepen/samen/", management.manage_bulk, name="manage_bulk"),
    path("beheer/groepen/samen/terugdraaien/", management.manage_bulk_undo, name="manage_bulk_undo"),
    path("beheer/deelnameverzoeken/", join_requests.manage_join_requests, name="manage_join_requests"),
    path("beheer/deelnameverzoeken/samen/", join_requests.join_requests_bulk, name="join_requests_bulk"),
    path("beheer/deelnameverzoeken/samen/terugnemen/", join_requests.join_requests_undo, name="join_requests_undo"),
    path("beheer/groepen/samen/terugnemen/", management.manage_bulk_unsend, name="manage_bulk_unsend"),
    path("groepen/<slug:slug>/besloten/", include(inside)),
    path("bijeenkomsten/<slug:public_id>/", meeting_page.meeting_detail, name="meeting_detail"),
    path("bijeenkomsten/<slug:public_id>/agenda/", agenda.agenda_edit, name="agenda_edit"),
]
