"""How the logbook tells what happened with films: that, never what is to be seen."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "lesson_study.video_started": _("%(actor)s began a session of looking together."),
        "lesson_study.video_changed": _("%(actor)s changed a session of looking together."),
        "lesson_study.video_people_chosen": _("%(actor)s chose who looks along."),
        "lesson_study.video_agreed_on": _("%(actor)s changed the list of five of a session of looking together."),
        "lesson_study.video_filmed": _("%(actor)s noted that was filmed."),
        "lesson_study.video_consent_noted": _("%(actor)s noted consent of parents."),
        "lesson_study.video_consent_withdrawn": _("%(actor)s noted that parents took consent back."),
        "lesson_study.video_clip_cleared": _("%(actor)s said that a pupil is not in a fragment."),
        "lesson_study.video_adult_asked": _("%(actor)s asked %(subject)s to agree with a film."),
        "lesson_study.video_adult_agreed": _("%(actor)s agreed with a film."),
        "lesson_study.video_adult_withdrew": _("%(actor)s took back that a film may be shown."),
        "lesson_study.video_clip_written": _("%(actor)s wrote down a fragment."),
        "lesson_study.video_clip_removed": _("%(actor)s removed a fragment."),
        "lesson_study.video_clip_shared": _("%(actor)s chose who may see a fragment."),
        "lesson_study.video_clip_checked": _("%(actor)s watched a fragment through."),
        "lesson_study.video_clip_extended": _("%(actor)s extended the term of a fragment."),
        "lesson_study.video_vetoed": _("%(actor)s does not want a fragment shown."),
        "lesson_study.video_veto_lifted": _("%(actor)s lets a fragment be shown after all."),
        "lesson_study.video_film_asked": _("%(actor)s had the film of a fragment made."),
        "lesson_study.video_film_made": _("The film of a fragment was made."),
        "lesson_study.video_upload_begun": _("%(actor)s began to send in a film."),
        "lesson_study.video_upload_done": _("%(actor)s sent in a film."),
        "lesson_study.video_watched": _("%(actor)s looked at a fragment."),
        "lesson_study.video_chosen": _("%(actor)s closed the choice of fragments."),
        "lesson_study.video_talk_begun": _("%(actor)s began to look together."),
        "lesson_study.video_talk_closed": _("%(actor)s closed looking together."),
        "lesson_study.video_noted": _("%(actor)s wrote at a fragment."),
        "lesson_study.video_note_removed": _("%(actor)s took away a note at a fragment."),
        "lesson_study.video_insight_written": _("%(actor)s wrote an insight."),
        "lesson_study.video_insight_removed": _("%(actor)s took away an insight."),
        "lesson_study.video_hidden": _("A film was hidden."),
        "lesson_study.video_erased": _("A film was erased."),
        "lesson_study.video_session_erased": _("%(actor)s erased all films of a session of looking together."),
    }
)
