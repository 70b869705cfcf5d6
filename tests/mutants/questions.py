"""What choosing, workshops and the steps of theme groups have to see."""

from tests.mutants import Mutant

COUNTING = "tests/expertise/choosing/test_counting.py"
CHOOSING = "tests/expertise/choosing/test_choosing.py"
WORKSHOPS = "tests/expertise/workshops/test_workshops.py"
STEPS = "tests/plg/steps/test_steps.py"

MUTANTS = [
    Mutant(
        "the largest role group decides",
        "expertise/choosing/counting.py",
        "in rank_twice({key: points.get(key, 0) for key in options}).items():",
        "in {key: -points.get(key, 0) for key in options}.items():",
        f"{COUNTING}::test_a_role_group_weighs_the_same_whatever_its_size",
    ),
    Mutant(
        "who is equal takes the first of the places",
        "expertise/choosing/counting.py",
        "middle[value] = 2 * before + of_points[value] + 1",
        "middle[value] = 2 * before + 2",
        f"{COUNTING}::test_the_sum_of_ranks_equals_a_count_that_is_made_apart",
    ),
    Mutant(
        "ballots stay when choosing closes",
        "expertise/choosing/actions/choosing.py",
        "    locked.ballots.all().delete()\n",
        "",
        f"{CHOOSING}::test_what_is_kept_is_how_often_each_voice_chose_and_no_ballot",
    ),
    Mutant(
        "sums are shown beside a voice of four",
        "expertise/choosing/presenters.py",
        "is_whole = bool(standing) and len(shown) == len(standing)",
        "is_whole = bool(standing)",
        f"{CHOOSING}::test_with_a_voice_under_five_there_are_no_sums_and_no_totals_but_the_order_of_the_others",
    ),
    Mutant(
        "tables are dealt as people came in",
        "expertise/workshops/rule.py",
        "row = sorted(people, key=lambda one: (-sizes[one[1]], first[one[1]]))",
        "row = list(people)",
        f"{WORKSHOPS}::test_each_table_is_of_two_boards_or_more_and_everybody_sits",
    ),
    Mutant(
        "two of one school are enough for a central question",
        "plg/steps/facts.py",
        "approving_schools=len({one.school_id for one in standing}),",
        "approving_schools=len(standing),",
        f"{STEPS}::test_two_members_of_different_schools_stand_by_the_central_question",
    ),
    Mutant(
        name="a wish that stays with a theme that is no more",
        file="expertise/agenda/receivers.py",
        old="theme=topic, top__isnull=False",
        new="theme=topic, top__isnull=True",
        test="tests/topics/test_merging.py::test_nothing_points_at_a_topic_that_went_up_in_another",
    ),
    Mutant(
        name="a series that is put back told to who never heard that it changed",
        file="plg/meetings/actions/series.py",
        old="unheard = find_unheard([one.pk for one in people], [told_under])",
        new="unheard: set[int] = set()",
        test="tests/plg/meetings/test_series_taken_back.py::"
        "test_before_anybody_heard_of_it_all_is_as_it_was_and_nobody_hears_anything",
    ),
    Mutant(
        "counts by board tell the board of who asked without a name",
        "expertise/questions/presenters/bundles.py",
        "Counter(card.question.shown_board for card in cards)",
        'Counter(card.question.board.name if card.question.board else "" for card in cards)',
        "tests/expertise/questions/test_board.py::test_no_count_tells_the_board_of_who_asked_without_a_name",
    ),
    Mutant(
        "a round is confirmed that nobody saw",
        "expertise/questions/actions/rounds.py",
        "if seen is not None and CardMove",
        "if seen is None and CardMove",
        "tests/expertise/questions/test_rounds.py::test_who_confirms_stands_by_what_they_saw",
    ),
]
