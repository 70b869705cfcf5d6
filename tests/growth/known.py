"""What grows with the network today. Nothing is added to `GROWS`; what is mended goes out of both."""

# Address → why it tells of everything. It reads and weighs as much more as there is to tell, and no more.
LINEAR: dict[str, str] = {
    "exchange:site_map_part": "names every public page of its part",
    "expertise:help_ask_somebody": "weighs all who may be asked, up to six hundred, to ask by turns",
    "expertise:product_export": "tells of every product",
    "expertise:question_board_wall": "prints every question of a year, for on a wall",
    "insight:tie_names": "who somebody named is kept as a pseudonym alone: everybody is tried to show the names again",
    "insight:tie_weigh": "the same, to weigh each who was named",
}

# Address → what it grows by.
GROWS: dict[str, str] = {
    "dashboards:health": "counts the mail of a day by how it went: 122 → 514 rows",
    "dashboards:management": "requests for cover at a school, of which there is one: 104 → 889 rows",
    "dashboards:school_csv": "requests for cover at a school, of which there is one: 161 → 940 rows",
    "dashboards:school_figures": "requests for cover at a school, of which there is one: 161 → 940 rows",
    "dashboards:school_figures_pdf": "requests for cover at a school, of which there is one: 161 → 940 rows",
    "dashboards:school_xlsx": "requests for cover at a school, of which there is one: 161 → 940 rows",
    "dashboards:start": "requests for cover at a school, of which there is one: 714 → 1236 rows",
    "exchange:agenda_calendar": "begins a month before now, for what is not over: 410 → 970 rows",
    "exchange:agenda_feed": "the same",
    "exchange:agenda_widget": "the same: 410 → 1 003 rows",
    "exchange:connections": "reads 541 → 1716 rows",
    "exchange:public_agenda": "the same",
    "expertise:cop_cycle": "counts the questions of the year: 423 → 3 907 rows",
    "expertise:endorsement_pairs": "reads 119 → 894 rows",
    "expertise:product_detail": "weighs all that is about the same: 215 → 912 rows",
    "expertise:product_suggest": "reads 140 → 440 rows",
    "expertise:question_board": "has 157 → 1352 kB",
    "insight:scan_desk": "has 88 → 121 kB",
    "lesson_study:plan_take_over": "reads 203 → 462 rows",
    "members:my_data": "looks for somebody's address in tables without an index of addresses: 2282 → 7414 rows",
    "notifications:delivery_list": "counts the mail of a day by how it went: 183 → 925 rows",
    "plg:agenda": "reads 571 → 2632 rows",
    "plg:barrier_list": "reads 1225 → 7425 rows",
    "plg:manage_join_requests": "has 91 → 179 kB",
    "plg:manage_meetings": "reads 1673 → 5654 rows",
}
