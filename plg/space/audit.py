"""How the logbook tells what happened in closed spaces; never what people wrote there."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "plg.agreement_written": _("%(actor)s wrote the group agreements of «%(object)s», version %(version)s."),
        "plg.agreement_accepted": _("%(actor)s accepted the agreements of «%(object)s», version %(version)s."),
        "plg.agreement_acceptance_withdrawn": _(
            "%(actor)s took back accepting the agreements of «%(object)s», version %(version)s."
        ),
        "plg.conversation_started": _("%(actor)s started a conversation in «%(object)s»."),
        "plg.conversation_renamed": _("%(actor)s gave a conversation in «%(object)s» another title."),
        "plg.conversation_removed": _("%(actor)s removed a conversation in «%(object)s»."),
        "plg.conversation_restored": _("%(actor)s put back a conversation in «%(object)s»."),
        "plg.conversation_pinned": _("%(actor)s put a conversation in «%(object)s» on top."),
        "plg.conversation_unpinned": _("%(actor)s put a conversation in «%(object)s» back in its place."),
        "plg.conversation_closed": _("%(actor)s closed a conversation in «%(object)s»."),
        "plg.conversation_reopened": _("%(actor)s opened a conversation in «%(object)s» again."),
        "plg.post_added": _("%(actor)s wrote in «%(object)s»."),
        "plg.post_edited": _("%(actor)s changed a text in «%(object)s»."),
        "plg.post_removed": _("%(actor)s removed a text of %(subject)s in «%(object)s»."),
        "plg.post_restored": _("%(actor)s put back a text of %(subject)s in «%(object)s»."),
        "plg.reaction_given": _("%(actor)s reacted to a text in «%(object)s»."),
        "plg.reaction_taken_back": _("%(actor)s took back a reaction to a text in «%(object)s»."),
        "plg.read_asked": _("%(actor)s asked in «%(object)s» who read a text."),
        "plg.read_asked_no_more": _("%(actor)s does not ask in «%(object)s» any more who read a text."),
        "plg.file_added": _("%(actor)s added a file to «%(object)s»."),
        "plg.file_renamed": _("%(actor)s gave a file in «%(object)s» another name."),
        "plg.file_version_added": _("%(actor)s added a version of a file in «%(object)s»."),
        "plg.file_removed": _("%(actor)s removed a file of %(subject)s in «%(object)s»."),
        "plg.file_restored": _("%(actor)s put back a file of %(subject)s in «%(object)s»."),
        "plg.file_purged": _("A file that was removed from «%(object)s» was deleted for good."),
        "plg.result_added": _("%(actor)s added the result «%(object)s»."),
        "plg.result_changed": _("%(actor)s changed the result «%(object)s»."),
        "plg.result_removed": _("%(actor)s removed the result «%(object)s»."),
        "plg.result_restored": _("%(actor)s put back the result «%(object)s»."),
    }
)
