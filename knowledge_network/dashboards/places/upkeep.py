"""Pages for who runs something: how it goes, and what is looked after now and then."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.places.place import Place

UPKEEP = (
    Place(
        "figures:facts_list",
        _("Numbers of schools"),
        "chart-column",
        _("staff hours agreed fill in 1 October"),
        "figures.enter_facts",
        _(
            "How many people work at each school on 1 October, and how many hours were agreed. Percentages rest on"
            " these."
        ),
    ),
    Place(
        "dashboards:network_figures",
        _("The network in figures"),
        "chart-column",
        _("dashboard participation hours yield report year"),
        "figures.view_network",
        _("What comes of it, over all boards: participation, hours, groups, products."),
    ),
    Place(
        "expertise:gaps_board",
        _("Expertise in view"),
        "waypoints",
        _("gaps missing map who knows what board"),
        "expertise.view_gaps",
        _("What the network knows by topic and board, and what is missing."),
    ),
    Place(
        "dashboards:weak_links",
        _("Weak links"),
        "waypoints",
        _("give and take partners boards schools nothing went to came from boundary crossing connect"),
        "dashboards.view_weak_links",
        _("What each partner gave and got this year, and between which of them nothing went."),
    ),
    Place(
        "members:topic_manage",
        _("Topics"),
        "tag",
        _("vocabulary synonyms merge proposals themes manage"),
        "members.manage_topics",
        _("The list of topics: names, other words, proposals."),
    ),
    Place(
        "members:word_list",
        _("Words of the staff room"),
        "book-open",
        _("thesaurus synonyms abbreviations search finder"),
        "members.manage_topics",
        _("Which words lead to which topic, so that a search finds who can help."),
    ),
    Place(
        "insight:scan_desk",
        _("Scans of all groups"),
        "radar",
        _("open release outcome waiting concept privacy contact survey"),
        "insight.see_scan_desk",
        _("Which scan waits to be opened, which to be released, and what was told lately."),
    ),
    Place(
        "expertise:endorsement_pairs",
        _("Mutual recognition"),
        "badge-check",
        _("endorse each other pairs"),
        "expertise.see_pairs",
        _("Colleagues who recognised each other's expertise within a week."),
    ),
    Place(
        "agreements:rule_list",
        _("What follows from which article"),
        "list-checks",
        _("rules obligations agreement"),
        "agreements.manage_obligations",
        _("Which obligations an article brings, who owns them and when they are due."),
    ),
    Place(
        "agreements:partner_list",
        _("Giving and taking"),
        "scale",
        _("partners balance contribution explanation"),
        "agreements.view_partners",
        _("What each partner brought and took, with their own words beside the figures."),
    ),
    Place(
        "agreements:evaluation_list",
        _("Evaluations"),
        "clipboard-list",
        _("five levels results yearly agreement"),
        "agreements.read_evaluations",
        _("What was found on the five levels, year by year."),
    ),
    Place(
        "insight:round_list",
        _("Rounds of the network questionnaire"),
        "waypoints",
        _("ties who knows whom open close release"),
        "insight.see_rounds",
        _("Prepare, open and close a round; look at what would be shown, and release it."),
    ),
    Place(
        "insight:ties_connect",
        _("Connect people"),
        "handshake",
        _("who may be connected liaison officer wishes"),
        "insight.connect_people",
        _("Who agreed to be brought together, and who offers to help with that."),
    ),
    Place(
        "insight:round_start",
        _("Prepare a round of the network questionnaire"),
        "circle-plus",
        _("new ties who knows whom"),
        "insight.run_rounds",
    ),
    Place(
        "members:role_list",
        _("Roles"),
        "user-cog",
        _("coordinator administrator privacy contact liaison officer who may"),
        "members.manage_roles",
        _("Who runs the network, in which scope and until when."),
    ),
    Place(
        "members:role_grant",
        _("Give a role"),
        "user-cog",
        _("new coordinator administrator right"),
        "members.manage_roles",
    ),
    Place(
        "dashboards:health",
        _("Health of the platform"),
        "monitor",
        _("worker back-up disk queue version failed job"),
        "notifications.see_health",
        _("Site, worker, mail, disk and back-up: what runs, what does not and what to do."),
    ),
    Place(
        "members:audit_trail",
        _("Audit trail"),
        "scroll-text",
        _("logbook who did what"),
        "members.view_audit_trail",
        _("Who did what, for the privacy contact."),
    ),
    Place(
        "members:data_requests",
        _("Data requests"),
        "shield",
        _("copy erase privacy asked"),
        "members.view_data_requests",
        _("Copies and erasures that people asked for."),
    ),
)
