"""The addresses of looking together, below `/beeld/`: any group uses them, also without a Lesson Study."""

from __future__ import annotations

from django.urls import URLPattern, path

from lesson_study.video.views import clips, consents, lists, sessions, talk, uploads, watching

ONE = "<slug:public_id>/"
CONSENT = f"{ONE}toestemming/<slug:key>/"
CLIP = f"{ONE}fragment/<slug:key>/"
INSIGHT = f"{ONE}inzicht/<slug:key>/"

# They stand beside `/lesson-study/`, not below it.
own_urlpatterns: list[URLPattern] = [
    path("", lists.video_list, name="video_list"),
    path("nieuw/", lists.video_start, name="video_start"),
    path("werkwijze/", lists.video_about, name="video_about"),
    path("papieren/", lists.video_papers, name="video_papers"),
    path("groep/<slug:slug>/", lists.video_group, name="video_group"),
    path(ONE, sessions.video_detail, name="video_detail"),
    path(f"{ONE}wijzigen/", sessions.video_change, name="video_change"),
    path(f"{ONE}afstemmen/", sessions.video_check, name="video_check"),
    path(f"{ONE}mensen/", sessions.video_people, name="video_people"),
    path(f"{ONE}opgenomen/", sessions.video_filmed, name="video_filmed"),
    path(f"{ONE}gekozen/", sessions.video_choice_close, name="video_choice_close"),
    path(f"{ONE}gekeken/", sessions.video_looks, name="video_looks"),
    path(f"{ONE}wissen/", sessions.video_erase, name="video_erase"),
    # Who agreed.
    path(f"{ONE}toestemming/", consents.video_consent_add, name="video_consent_add"),
    path(CONSENT, consents.video_consent_change, name="video_consent_change"),
    path(f"{CONSENT}ingetrokken/", consents.video_consent_withdraw, name="video_consent_withdraw"),
    path(f"{ONE}collega/", consents.video_adult_ask, name="video_adult_ask"),
    path(f"{ONE}akkoord/", consents.video_agree, name="video_agree"),
    path(f"{ONE}akkoord/weg/", consents.video_agree_withdraw, name="video_agree_withdraw"),
    # Fragments.
    path(f"{ONE}fragment/", clips.video_clip_add, name="video_clip_add"),
    path(CLIP, clips.video_clip_change, name="video_clip_change"),
    path(f"{CLIP}weg/", clips.video_clip_remove, name="video_clip_remove"),
    path(f"{CLIP}delen/", clips.video_clip_share, name="video_clip_share"),
    path(f"{CLIP}bekeken/", clips.video_clip_approve, name="video_clip_approve"),
    path(f"{CLIP}leerling/", clips.video_clip_clear, name="video_clip_clear"),
    path(f"{CLIP}veto/", clips.video_clip_veto, name="video_clip_veto"),
    path(f"{CLIP}veto/weg/", clips.video_clip_veto_lift, name="video_clip_veto_lift"),
    path(f"{CLIP}film/maken/", clips.video_film_make, name="video_film_make"),
    path(f"{CLIP}film/", watching.video_film, name="video_film"),
    path(f"{CLIP}ondertitels/", watching.video_captions, name="video_captions"),
    # What comes in.
    path(f"{ONE}opname/", uploads.video_upload, name="video_upload"),
    path(f"{ONE}opname/deel/", uploads.video_upload_part, name="video_upload_part"),
    path(f"{ONE}opname/weg/", uploads.video_recording_remove, name="video_recording_remove"),
    path(f"{ONE}bestand/<str:token>/", watching.video_file, name="video_file"),
    # Looking together.
    path(f"{ONE}kijken/", talk.video_watch, name="video_watch"),
    path(f"{ONE}kijken/live/", talk.video_live, name="video_live"),
    path(f"{ONE}kijken/begin/", talk.video_talk_begin, name="video_talk_begin"),
    path(f"{ONE}kijken/verder/", talk.video_talk_on, name="video_talk_on"),
    path(f"{ONE}kijken/terug/", talk.video_talk_back, name="video_talk_back"),
    path(f"{ONE}kijken/klaar/", talk.video_talk_close, name="video_talk_close"),
    path(f"{ONE}notitie/", talk.video_note_add, name="video_note_add"),
    path(f"{ONE}notitie/<slug:key>/weg/", talk.video_note_remove, name="video_note_remove"),
    path(f"{ONE}inzicht/", talk.video_insight_add, name="video_insight_add"),
    path(f"{INSIGHT}weg/", talk.video_insight_remove, name="video_insight_remove"),
    path(f"{INSIGHT}school/", talk.video_insight_school, name="video_insight_school"),
    path(f"{INSIGHT}product/", talk.video_insight_product, name="video_insight_product"),
    path(f"{INSIGHT}doel/", talk.video_insight_goal, name="video_insight_goal"),
    path(f"{INSIGHT}actiepunt/", talk.video_insight_action, name="video_insight_action"),
]
urlpatterns: list[URLPattern] = []
