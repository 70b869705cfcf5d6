"""What grows with the network today.

What is mended goes out of both; nothing comes into `GROWS` but what a truer measure finds. Since PostgreSQL knows what
a row by its index costs, it reads by keys in the small network what it read whole.
"""

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
    "dashboards:management": "requests for cover at a school, of which there is one: 104 → 889 rows",
    "dashboards:school_csv": "requests for cover at a school, of which there is one: 161 → 940 rows",
    "dashboards:school_figures": "requests for cover at a school, of which there is one: 161 → 940 rows",
    "dashboards:school_figures_pdf": "requests for cover at a school, of which there is one: 161 → 940 rows",
    "dashboards:school_xlsx": "requests for cover at a school, of which there is one: 161 → 940 rows",
    "dashboards:start": "requests for cover at a school, of which there is one: 714 → 1236 rows",
    "expertise:cop_cycle": "counts the questions of the year: 423 → 3 907 rows",
    "expertise:endorsement_pairs": "reads 119 → 894 rows",
    "expertise:practice_question_table": "counts every question of the table: 333 → 1 842 rows",
    "expertise:product_detail": "weighs all that is about the same: 215 → 912 rows",
    "expertise:product_list": "counts the facets over every product: 212 → 961 rows",
    "expertise:product_suggest": "reads 140 → 440 rows",
    "expertise:product_table": "counts every product of the table: 433 → 2 059 rows",
    "expertise:question_board": "has 157 → 1352 kB",
    "expertise:show_day_change": "reads the meetings of a month to offer forty: 133 → 525 rows",
    "expertise:show_day_list": "104 → 521 rows",
    "expertise:show_day_plan": "reads the meetings of a month to offer forty: 132 → 524 rows",
    "insight:round_schools": "reads a row for everybody who works somewhere: 2 258 → 24 754 rows",
    "insight:scan_desk": "has 88 → 121 kB",
    "search:search": "ranks up to five hundred of each kind: 79 → 471 rows",
}
