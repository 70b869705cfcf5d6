"""What the questionnaire about ties has to see."""

from tests.mutants import Mutant

ATTACKS = "tests/insight/ties/test_attacks.py"
ANSWERS = "tests/insight/ties/test_answers.py"
ROUNDS = "tests/insight/ties/test_rounds.py"
MEASURES = "tests/insight/ties/test_measures.py"
THEMES = "tests/insight/ties/test_themes.py"
BY_SCHOOL = "tests/insight/ties/test_by_school.py"
ROOM = "knowledge_network/insight/ties"

MUTANTS = [
    Mutant(
        "two people who name each other often are told",
        f"{ROOM}/bands.py",
        "if count < FEWEST or namers < FEWEST:",
        "if count < FEWEST:",
        f"{ATTACKS}::test_what_one_or_two_people_do_counts_as_few_however_often",
    ),
    Mutant(
        "inward or outward is told whatever follows from it",
        f"{ROOM}/bands.py",
        "    return all(least <= ",
        "    return True or all(least <= ",
        f"{ATTACKS}::test_inward_or_outward_is_not_told_when_an_amount_would_follow_from_it",
    ),
    Mutant(
        "a board of which few took part is told",
        f"{ROOM}/bands.py",
        "answered * 100 >= asked * LEAST_RESPONSE else UnitState.LITTLE_RESPONSE",
        "answered >= FEWEST else UnitState.LITTLE_RESPONSE",
        f"{ATTACKS}::test_a_board_below_the_threshold_has_no_amount_no_number_and_no_line",
    ),
    Mutant(
        "a key stays when a round is forgotten",
        f"{ROOM}/actions/rounds.py",
        "    destroy_key(locked)\n",
        "",
        f"{ROUNDS}::test_twelve_months_after_closing_key_and_answers_are_destroyed_and_what_was_told_stays",
    ),
    Mutant(
        "a wish is seen when one of the two agreed",
        f"{ROOM}/queries.py",
        "kind=kind, source__in=names, target__in=names)",
        "kind=kind, source__in=names)",
        f"{ANSWERS}::test_the_coordinator_sees_a_wish_only_when_both_agreed",
    ),
    Mutant(
        "who does not want to be named stays in the answers of others",
        f"{ROOM}/actions/answers.py",
        "    if not may_be_named:\n",
        "    if False:\n",
        f"{ANSWERS}::test_who_does_not_want_to_be_named_is_in_no_list_and_cannot_be_named",
    ),
    Mutant(
        "coreness is asked of the graph with both directions",
        f"{ROOM}/measures.py",
        "coreness = lines.coreness()",
        "coreness = graph.coreness()",
        f"{MEASURES}::test_the_core_is_that_of_the_lines_without_direction",
    ),
    Mutant(
        "one newcomer follows from two rounds beside each other",
        "knowledge_network/insight/ties/bands.py",
        "return (changed == 0 and unknown == 0) or changed - unknown >= FEWEST",
        "return changed >= 0",
        "tests/insight/ties/test_beside.py::test_one_newcomer_keeps_the_round_before_away_from_every_board",
    ),
    # Themes, and schools in place of boards
    Mutant(
        "a last band that stops at who took part",
        f"{ROOM}/bands.py",
        "    last = max(0, (of - FEWEST + 1) // FEWEST) * FEWEST\n",
        "    last = of // FEWEST * FEWEST\n",
        f"{THEMES}::test_a_band_always_leaves_five_numbers_or_more",
    ),
    Mutant(
        "boards and schools told within a year of each other",
        f"{ROOM}/actions/rounds.py",
        '    if last := other.aggregate(last=Max("closed_on"))["last"]:\n',
        "    if last := None:\n",
        f"{BY_SCHOOL}::test_boards_and_schools_are_never_told_within_a_year_of_each_other",
    ),
    Mutant(
        "a small school that stands by itself",
        f"{ROOM}/units.py",
        "        if self._count_with(head) >= FEWEST_OF_SCHOOL:\n",
        "        if self._count_with(head):\n",
        f"{BY_SCHOOL}::test_a_school_with_people_enough_counts_by_itself_and_small_ones_of_a_board_together",
    ),
]
