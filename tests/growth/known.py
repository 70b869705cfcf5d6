"""What grows with the network, because it tells of everything.

Each of these reads and weighs as much more as there is to tell, and no more. Nothing else grows: what is mended goes
out of here, and nothing comes in but what has to tell all.
"""

# Address → why it tells of everything.
LINEAR: dict[str, str] = {
    "exchange:site_map_part": "names every public page of its part",
    "expertise:help_ask_somebody": "weighs all who may be asked, up to six hundred, to ask by turns",
    "expertise:product_export": "tells of every product",
    "expertise:question_board_wall": "prints every question of a year, for on a wall",
    "insight:tie_names": "who somebody named is kept as a pseudonym alone: everybody is tried to show the names again",
    "insight:tie_weigh": "the same, to weigh each who was named",
}
