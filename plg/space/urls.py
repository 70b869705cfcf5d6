"""The addresses of the closed space: conversations, files, agreements; and of what the group shares outside."""

from django.urls import include, path

from plg.space.views import agreements, conversations, files, posts, results

inside = [
    # Conversations
    path("gesprekken/", conversations.conversation_list, name="conversation_list"),
    path("gesprekken/nieuw/", conversations.conversation_start, name="conversation_start"),
    path("gesprekken/<slug:public_id>/", conversations.conversation_detail, name="conversation_detail"),
    path("gesprekken/<slug:public_id>/titel/", conversations.conversation_rename, name="conversation_rename"),
    path("gesprekken/<slug:public_id>/reageren/", posts.post_add, name="post_add"),
    path("gesprekken/<slug:public_id>/gelezen/", conversations.conversation_mark_read, name="conversation_mark_read"),
    path("gesprekken/<slug:public_id>/beheren/", conversations.conversation_moderate, name="conversation_moderate"),
    path("gesprekken/<slug:public_id>/terugzetten/", conversations.conversation_restore, name="conversation_restore"),
    path("berichten/voorbeeld/", posts.post_preview, name="post_preview"),
    path("berichten/<slug:public_id>/", posts.post_permalink, name="post_permalink"),
    path("berichten/<slug:public_id>/bewerken/", posts.post_edit, name="post_edit"),
    path("berichten/<slug:public_id>/versies/", posts.post_history, name="post_history"),
    path("berichten/<slug:public_id>/reactie/", posts.post_react, name="post_react"),
    path("berichten/<slug:public_id>/gelezen-vragen/", posts.post_ask_read, name="post_ask_read"),
    path("berichten/<slug:public_id>/verwijderen/", posts.post_remove, name="post_remove"),
    path("berichten/<slug:public_id>/terugzetten/", posts.post_restore, name="post_restore"),
    # Files
    path("bestanden/", files.file_list, name="file_list"),
    path("bestanden/nieuw/", files.file_add, name="file_add"),
    path("bestanden/<slug:public_id>/", files.file_detail, name="file_detail"),
    path("bestanden/<slug:public_id>/wijzigen/", files.file_edit, name="file_edit"),
    path("bestanden/<slug:public_id>/verwijderen/", files.file_remove, name="file_remove"),
    path("bestanden/<slug:public_id>/terugzetten/", files.file_restore, name="file_restore"),
    path("bestanden/<slug:public_id>/versies/nieuw/", files.file_version_add, name="file_version_add"),
    path("bestanden/<slug:public_id>/versies/<int:number>/", files.file_download, name="file_download"),
    path(
        "bestanden/<slug:public_id>/versies/<int:number>/terugzetten/",
        files.file_version_restore,
        name="file_version_restore",
    ),
    # Agreements
    path("afspraken/", agreements.agreement_detail, name="agreement_detail"),
    path("afspraken/schrijven/", agreements.agreement_write, name="agreement_write"),
    path("afspraken/akkoord/", agreements.agreement_accept, name="agreement_accept"),
    path("afspraken/akkoord/terugnemen/", agreements.agreement_withdraw, name="agreement_withdraw"),
]

urlpatterns = [
    path("groepen/<slug:slug>/besloten/", include(inside)),
    path("groepen/<slug:slug>/opbrengst/nieuw/", results.result_add, name="result_add"),
    path("groepen/<slug:slug>/opbrengst/<slug:public_id>/", results.result_edit, name="result_edit"),
    path("groepen/<slug:slug>/opbrengst/<slug:public_id>/bestand/", results.result_file, name="result_file"),
    path("groepen/<slug:slug>/opbrengst/<slug:public_id>/verwijderen/", results.result_remove, name="result_remove"),
    path("groepen/<slug:slug>/opbrengst/<slug:public_id>/terugzetten/", results.result_restore, name="result_restore"),
]
