"""How the logbook tells what happened with the text of agreements."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "agreements.drafted": _("%(actor)s started the agreement «%(object)s»."),
        "agreements.described": _("%(actor)s changed what «%(object)s» says about itself."),
        "agreements.article_added": _("%(actor)s added article %(number)s to «%(object)s»."),
        "agreements.article_changed": _("%(actor)s changed article %(number)s of «%(object)s»."),
        "agreements.article_moved": _("%(actor)s moved article %(was)s of «%(object)s» to place %(number)s."),
        "agreements.article_removed": _("%(actor)s removed article %(number)s of «%(object)s»."),
        "agreements.party_added": _("%(actor)s made %(party)s a party to «%(object)s»."),
        "agreements.party_removed": _("%(actor)s took %(party)s out of the draft of «%(object)s»."),
        "agreements.notice_given": _("%(actor)s noted that %(party)s leaves «%(object)s» on %(day)s."),
        "agreements.notice_taken_back": _("%(actor)s noted that %(party)s stays in «%(object)s» after all."),
        "agreements.party_merged": _("%(actor)s noted that %(party)s went on as %(successor)s in «%(object)s»."),
        "agreements.draft_removed": _("%(actor)s removed the draft «%(object)s»."),
        "agreements.terminated": _("%(actor)s noted that «%(object)s» was terminated."),
        "agreements.expired": _("«%(object)s» expired."),
        "agreements.succeeded": _("«%(object)s» was succeeded by a newer version."),
        "agreements.amended": _("%(actor)s wrote a change of «%(object)s»."),
        "agreements.amendment_changed": _("%(actor)s wrote a change of «%(object)s» otherwise."),
        "agreements.amendment_removed": _("%(actor)s threw away a change of «%(object)s»."),
        "agreements.amendment_signed": _("A change of «%(object)s» was signed."),
        "agreements.names_erased": _("The names behind the signatures of «%(object)s» were erased."),
        "agreements.partner_explained": _("%(actor)s wrote the own words of %(party)s beside the figures."),
    }
)
