"""Discussion, second lesson and reflection: their addresses."""

from django.urls import URLPattern, path

from lesson_study.discussion.views import reflection, report, reteach, revisions, talks

ONE = "<slug:public_id>/"
TALK = f"{ONE}nabespreking/<int:number>/"
REFLECTION = f"{ONE}reflectie/"

urlpatterns: list[URLPattern] = [
    path("gast/<str:token>/nabespreking/", talks.guest_discussion, name="guest_discussion"),
    path(f"{ONE}nabespreking/", talks.discussion, name="discussion"),
    path(TALK, talks.discussion_of_lesson, name="discussion_of_lesson"),
    path(f"{TALK}live/", talks.discussion_live, name="discussion_live"),
    path(f"{TALK}begin/", talks.discussion_start, name="discussion_start"),
    path(f"{TALK}verder/", talks.discussion_on, name="discussion_on"),
    path(f"{TALK}terug/", talks.discussion_back, name="discussion_back"),
    path(f"{TALK}klaar/", talks.discussion_close, name="discussion_close"),
    path(f"{TALK}voorzitter/", talks.discussion_chair, name="discussion_chair"),
    path(f"{TALK}gezegd/", talks.discussion_note_add, name="discussion_note_add"),
    path(f"{TALK}gezegd/<uuid:key>/weg/", talks.discussion_note_remove, name="discussion_note_remove"),
    path(f"{TALK}gezegd/<uuid:key>/bespreken/", talks.discussion_note_take_up, name="discussion_note_take_up"),
    path(f"{TALK}slotwoord/", talks.discussion_closing_words, name="discussion_closing_words"),
    path(f"{TALK}aanpassing/", revisions.discussion_revision_add, name="discussion_revision_add"),
    path(f"{TALK}aanpassing/<slug:key>/", revisions.discussion_revision_change, name="discussion_revision_change"),
    path(f"{TALK}aanpassing/<slug:key>/weg/", revisions.discussion_revision_remove, name="discussion_revision_remove"),
    path(f"{TALK}geen-aanpassing/", revisions.discussion_no_revision, name="discussion_no_revision"),
    path(f"{TALK}bewijs/", revisions.discussion_evidence, name="discussion_evidence"),
    path(f"{TALK}versie/", revisions.discussion_version, name="discussion_version"),
    path(f"{ONE}herhaling/", reteach.reteach, name="reteach"),
    path(f"{ONE}herhaling/reden/", reteach.reteach_skip, name="reteach_skip"),
    path(REFLECTION, reflection.reflection, name="reflection"),
    path(f"{REFLECTION}voortgang/<slug:code>/", reflection.progress_note, name="progress_note"),
    path(f"{REFLECTION}inzicht/", reflection.insight_add, name="insight_add"),
    path(f"{REFLECTION}inzicht/<slug:key>/", reflection.insight_change, name="insight_change"),
    path(f"{REFLECTION}inzicht/<slug:key>/weg/", reflection.insight_remove, name="insight_remove"),
    path(f"{REFLECTION}vraag/", reflection.question_leave, name="question_leave"),
    path(f"{REFLECTION}vraag/<slug:key>/stellen/", reflection.question_ask, name="question_ask"),
    path(f"{REFLECTION}vraag/<slug:key>/inbrengen/", reflection.question_bring_in, name="question_bring_in"),
    path(f"{REFLECTION}vraag/<slug:key>/weg/", reflection.question_remove, name="question_remove"),
    path(f"{REFLECTION}delen/", reflection.sharing_plan, name="sharing_plan"),
    path(f"{REFLECTION}delen/<slug:key>/weg/", reflection.sharing_remove, name="sharing_remove"),
    path(f"{REFLECTION}licentie/", reflection.licence_choose, name="licence_choose"),
    path(f"{REFLECTION}aanspreekpunt/", reflection.contact_wish, name="contact_wish"),
    path(f"{REFLECTION}verslag/", report.report_write, name="report_write"),
    path(f"{REFLECTION}verslag/voorstel/", report.report_propose, name="report_propose"),
    path(f"{REFLECTION}verslag/pdf/", report.report_pdf, name="report_pdf"),
    path(f"{REFLECTION}verslag/insturen/", report.report_send_in, name="report_send_in"),
    path(f"{REFLECTION}afronden/", reflection.study_finish, name="study_finish"),
]
