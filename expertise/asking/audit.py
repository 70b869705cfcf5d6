"""How the logbook tells what happened with questions; never what people wrote."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from expertise.asking.models import HelpRequest
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.sentences import register, register_names

# The object is the number of the question, never its words: those are read anew, for who sees the question. Who asked
# without a name is in none of these sentences.
register(
    {
        "expertise.help_asked": _("%(actor)s asked a question (%(object)s)."),
        "expertise.help_asked_unnamed": _("Somebody asked a question without a name (%(object)s)."),
        "expertise.help_widened": _("Question %(object)s went to the whole network."),
        "expertise.help_somebody_asked": _("%(actor)s asked somebody to help with question %(object)s."),
        "expertise.help_accepted": _("%(actor)s helps with question %(object)s."),
        "expertise.help_declined": _("%(actor)s cannot help with question %(object)s."),
        "expertise.help_message": _("A message was written in question %(object)s."),
        "expertise.help_answer_marked": _("A message in question %(object)s was marked as the answer."),
        "expertise.help_answer_unmarked": _("A message in question %(object)s is not the answer any more."),
        "expertise.help_name_told": _("Who asked question %(object)s told their name to who helps."),
        "expertise.help_closed": _("Question %(object)s was closed."),
        "expertise.help_withdrawn": _("Question %(object)s was withdrawn."),
        "expertise.help_passed_on": _("%(actor)s passed question %(object)s on: %(passed_to)s."),
        "expertise.help_reopened": _("Question %(object)s was opened again."),
        "expertise.help_escalated": _("Question %(object)s was passed to the liaison officer."),
        "expertise.help_reminded": _("%(actor)s reminded %(people)s people of a question."),
        "expertise.help_reminders_taken_back": _("%(actor)s took reminders of a question to %(people)s people back."),
        "expertise.help_published": _("%(actor)s shared the answer to question %(object)s, without names."),
        "expertise.help_unpublished": _("%(actor)s took the answer to question %(object)s back."),
        "expertise.help_also_asked": _("Somebody has question %(object)s too."),
        "expertise.help_also_asked_no_more": _("Somebody does not have question %(object)s any more."),
        "expertise.help_answer_used": _("Somebody used the answer to question %(object)s."),
        "expertise.help_answer_use_taken_back": _(
            "Somebody took back that they used the answer to question %(object)s."
        ),
        "expertise.help_file_added": _("A file was put with question %(object)s."),
        "expertise.help_file_removed": _("A file was taken away from question %(object)s."),
        "expertise.help_followed_up": _("It was told what came of the answer to question %(object)s."),
        "expertise.help_exported": _("%(actor)s downloaded a list of %(count)s questions."),
    }
)


def find_titles(keys: Collection[str], reader: Member) -> dict[str, str]:
    """One query."""
    return dict(HelpRequest.objects.visible_to(reader).filter(public_id__in=keys).values_list("public_id", "title"))


register_names("expertise.helprequest", find_titles)
