"""How the logbook tells what happened here; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "topics.proposed": _("%(actor)s proposed the topic «%(object)s»."),
        "topics.added": _("%(actor)s added the topic «%(object)s»."),
        "topics.changed": _("%(actor)s changed the topic «%(object)s»."),
        "topics.approved": _("%(actor)s took up the topic «%(object)s»."),
        "topics.rejected": _("%(actor)s did not take up the topic «%(object)s»."),
        "topics.starter_added": _("%(actor)s brought in %(count)s topics to begin with."),
        "topics.merged": _("%(actor)s merged the topic «%(object)s» with another one."),
        "topics.merge_undone": _("%(actor)s made two topics again of «%(object)s» and another one."),
        "topics.followed": _("%(actor)s follows the topic «%(object)s»."),
        "topics.unfollowed": _("%(actor)s does not follow the topic «%(object)s» any more."),
        "topics.word_set": _("%(actor)s said what the word «%(object)s» is about: %(topics)s."),
        "topics.word_changed": _("%(actor)s changed what the word «%(object)s» is about: %(topics)s."),
        "topics.word_forgotten": _("%(actor)s dropped what the network said of the word «%(object)s»."),
    }
)
