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
    "insight:round_schools": "reads a row for everybody who works somewhere: 2 258 → 24 754 rows",
    "insight:scan_desk": "has 88 → 121 kB",
    "search:search": "ranks up to five hundred of each kind: 79 → 471 rows",
}
