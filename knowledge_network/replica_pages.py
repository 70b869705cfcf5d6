"""Pages that may be read from a replica of the database, by name: they only read, many people open them, and no
deed is done there. What is not named here is answered by the primary (docs/decisions/0045).
"""

REPLICA_PAGES = frozenset(
    {
        # Public pages
        *("dashboards:home", "dashboards:about", "exchange:public_agenda"),
        # Search
        *("search:search", "expertise:finder", "members:member_list", "plg:group_list"),
        # Knowledge base
        *("expertise:product_list", "expertise:product_detail", "expertise:product_suggest"),
        *("dashboards:topic_list", "dashboards:topic_detail"),
        # Dashboards
        *("dashboards:figures_home", "dashboards:school_figures", "dashboards:board_figures"),
        *("dashboards:network_figures", "dashboards:network_behind", "dashboards:school_behind"),
        *("dashboards:indicator_list", "dashboards:indicator"),
        *("expertise:gaps_board", "expertise:gaps_topic"),
    }
)
