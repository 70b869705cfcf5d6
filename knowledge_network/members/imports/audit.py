"""How the logbook tells what happened here; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "members.import_offered": _("%(actor)s offered a list for import: %(object)s."),
        "members.import_columns_chosen": _("%(actor)s said what the columns of a list mean: %(object)s."),
        "members.function_word_added": _("%(actor)s added a word for a function: %(object)s."),
        "members.function_word_removed": _("%(actor)s took away a word for a function: %(object)s."),
        "members.import_applied": _("%(actor)s carried out an import: %(object)s."),
        "members.import_stopped": _("%(actor)s stopped the work on an import: %(object)s."),
        "members.import_discarded": _("%(actor)s threw an import away: %(object)s."),
        "members.import_undone": _("%(actor)s took back an import: %(object)s."),
        "members.member_imported": _("%(actor)s brought in or changed %(subject)s with an import."),
        "members.member_import_undone": _("%(actor)s took back what an import changed about %(subject)s."),
    }
)
