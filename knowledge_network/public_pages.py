"""Pages that everybody may read and that are the same for everybody, by name: caches may keep them for a minute."""

PUBLIC_PAGES = frozenset(
    {
        *("dashboards:home", "dashboards:about", "dashboards:privacy", "dashboards:accessibility"),
        *("plg:plg_list", "plg:project_list", "plg:expert_list", "plg:theme_list", "plg:group_detail"),
        *("members:organisation_list", "members:organisation_detail"),
        *("expertise:product_list", "expertise:product_detail", "expertise:product_citation"),
        *("expertise:method_list", "expertise:method_detail"),
        *("insight:story_list", "insight:story_detail"),
        *("exchange:public_agenda", "exchange:api_help", "exchange:badge_class"),
    }
)
