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
    "members:signup_list": "at a school, whose requests are joined with all organisations: 202 → 393 rows",
    "search:search": "reads a kind of some hundreds whole, however few of it are ranked: 40 → 502 rows",
}
