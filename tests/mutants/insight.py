"""What the guards over scans, value stories and profiles have to see: every way in which they could betray somebody."""

from tests.mutants import Mutant

SURVEYS = "knowledge_network/insight/surveys"
WAVES = f"{SURVEYS}/actions/waves.py"
BANDS = f"{SURVEYS}/bands.py"
ANSWERS = f"{SURVEYS}/actions/answers.py"
ATTACKS = "tests/insight/surveys/test_attacks.py"
ORACLE = "tests/insight/surveys/test_oracle.py"
ROUNDS = "tests/insight/surveys/test_waves.py"
SENT = "tests/insight/surveys/test_answers.py"
STORIES = "tests/insight/stories/test_stories.py"
FRAMEWORKS = "tests/insight/frameworks/test_frameworks.py"

MUTANTS = [
    # Answers and who took part
    Mutant(
        "a round that closes and keeps its tables",
        WAVES,
        "    rewrite_tables()\n    AuditEvent",
        "    AuditEvent",
        f"{ATTACKS}::test_after_closing_order_place_and_transaction_of_rows_tell_nothing",
    ),
    Mutant(
        "answers that stay after closing",
        WAVES,
        "    SentAnswers.objects.filter(wave=locked).delete()\n    locked.state",
        "    locked.state",
        f"{ROUNDS}::test_closing_lets_all_answers_go_and_keeps_those_of_other_rounds",
    ),
    Mutant(
        "one transaction around the mark and the answers",
        ANSWERS,
        "def send_answers(",
        "@transaction.atomic\ndef send_answers(",
        f"{ATTACKS}::test_the_mark_is_committed_before_the_answers_are_written",
    ),
    Mutant(
        "the parts of the scale under each other's head",
        f"{SURVEYS}/export.py",
        "for part in PARTS)",
        "for part in reversed(PARTS))",
        f"{ATTACKS}::test_of_nineteen_people_a_sheet_holds_each_part_in_its_own_column_and_in_words",
    ),
    Mutant(
        "the code itself in the database",
        ANSWERS,
        'return hashlib.sha256(f"{wave.public_id}:{plain}".encode()).hexdigest()',
        "return plain",
        f"{SENT}::test_the_code_stands_nowhere_in_the_database",
    ),
    Mutant(
        "a moment beside the answers",
        f"{SURVEYS}/models.py",
        "    token_hash = models.CharField(max_length=64, unique=True)\n",
        "    token_hash = models.CharField(max_length=64, unique=True)\n"
        "    sent_at = models.DateTimeField(null=True)\n",
        f"{SENT}::test_a_row_of_answers_holds_neither_a_moment_nor_a_person",
    ),
    Mutant(
        "taking part in the logbook",
        ANSWERS,
        "        raise RefusedError(NOT_ASKED)\n",
        "        raise RefusedError(NOT_ASKED)\n"
        "    from knowledge_network.members.trail.models import AuditEvent\n\n"
        '    AuditEvent.objects.record("insight.wave_closed", wave, by=by)\n',
        f"{SENT}::test_taking_part_leaves_no_trace_in_the_logbook_or_under_the_bell",
    ),
    Mutant(
        "answers in the table that back-ups hold",
        f"{SURVEYS}/models.py",
        "class SentAnswers(PassingModel):",
        "class SentAnswers(models.Model):",
        "tests/kit/test_passing.py::test_what_passes_stands_in_tables_of_its_own",
    ),
    # What is told
    Mutant(
        "an outcome of four people",
        BANDS,
        "FEWEST = 5",
        "FEWEST = 4",
        f"{ROUNDS}::test_of_four_answers_nothing_is_told_not_even_how_many",
    ),
    Mutant(
        "every part of the scale of ten people",
        BANDS,
        "FEWEST_FOR_BANDS = 19",
        "FEWEST_FOR_BANDS = 10",
        f"{ROUNDS}::test_of_ten_a_part_is_told_that_holds_all_but_four",
    ),
    Mutant(
        "every part of the scale of eighteen people",
        BANDS,
        "FEWEST_FOR_BANDS = 19",
        "FEWEST_FOR_BANDS = 18",
        f"{ORACLE}::test_nineteen_is_the_least_for_which_every_part_is_told",
    ),
    Mutant(
        "two parts of the scale of thirteen people",
        BANDS,
        "FEWEST_FOR_TWO_PARTS = 14",
        "FEWEST_FOR_TWO_PARTS = 13",
        f"{ORACLE}::test_from_ten_on_word_parts_and_order_together_tell_of_nobody",
    ),
    Mutant(
        "statements in the order of their means beside the parts",
        BANDS,
        "key=lambda key: (-find_lean(parts[key]), -statistics.fmean(now[key]))",
        "key=lambda key: -statistics.fmean(now[key])",
        f"{ORACLE}::test_what_leans_to_fitting_stands_first_whatever_its_mean",
    ),
    Mutant(
        "a word that is made of the answers beside the parts",
        BANDS,
        "    if parts:\n        return name_spread_of_parts(parts)\n",
        "",
        f"{ORACLE}::test_the_word_beside_the_parts_is_made_of_them",
    ),
    Mutant(
        "two of thirteen as a picture of the group",
        BANDS,
        " and answered * 100 >= asked * LEAST_RESPONSE",
        "",
        f"{ROUNDS}::test_five_of_thirteen_is_too_small_a_part_of_the_group",
    ),
    Mutant(
        "a round beside the one before in which one person is new",
        BANDS,
        "and (changed == 0 or changed >= FEWEST)",
        "and changed >= 0",
        f"{ROUNDS}::test_a_round_stands_beside_the_one_before_only_when_nobody_or_five_people_changed",
    ),
    Mutant(
        "two scans that differ by a few people",
        WAVES,
        "    if (near := find_too_near(wave, {person.pk for person in people})) is not None:\n"
        '        raise RefusedError(TOO_NEAR % {"title": near.title})\n',
        "",
        f"{ROUNDS}::test_two_scans_that_differ_by_a_few_people_are_not_opened_both",
    ),
    Mutant(
        "an outcome before it is released",
        "knowledge_network/insight/scans/views/scans.py",
        '(wave.is_closed and wave.is_enough and reader.has_perm("insight.preview_wave", wave))',
        "(wave.is_closed and wave.is_enough)",
        "tests/insight/scans/test_scans.py::test_before_releasing_only_the_privacy_contact_looks_at_it",
    ),
    Mutant(
        "a sheet before it is released",
        f"{SURVEYS}/rules.py",
        'rules.add_perm("insight.export_wave", is_there_to_read & is_coordinator)',
        'rules.add_perm("insight.export_wave", is_coordinator)',
        f"{ATTACKS}::test_before_it_is_released_nobody_exports_anything",
    ),
    Mutant(
        "who opened it releases it",
        WAVES,
        "    if locked.opened_by_id == by.pk:\n",
        "    if locked.opened_by_id is None:\n",
        f"{ROUNDS}::test_who_opened_it_does_not_release_it",
    ),
    Mutant(
        "a concept that everybody in the group finds",
        f"{SURVEYS}/search.py",
        "    if wave.is_concept or wave.group is None:",
        "    if wave.group is None:",
        f"{ROUNDS}::test_search_finds_a_round_for_its_group_and_who_runs_the_network_and_a_concept_for_these_alone",
    ),
    Mutant(
        "choices that stay in the browser after sending",
        "static/js/src/survey-draft.js",
        '    this.form.addEventListener("submit", () => store.write(this.key));\n',
        "",
        "tests/insight/surveys/test_draft_in_browser.py::test_after_sending_the_tab_forgets_it",
    ),
    Mutant(
        "choices that every tab of a device knows",
        "static/js/src/survey-draft.js",
        "      if (values) sessionStorage.setItem(PREFIX + key, JSON.stringify(values));",
        "      if (values) localStorage.setItem(PREFIX + key, JSON.stringify(values));",
        "tests/insight/surveys/test_draft_in_browser.py::test_another_tab_of_the_same_device_knows_nothing_of_it",
    ),
    # Value stories
    Mutant(
        "who runs the network reads what is for a group",
        "knowledge_network/insight/stories/models.py",
        "        in_group = Q(visibility=StoryVisibility.GROUP, group__in=groups)\n",
        "        in_group = Q(visibility=StoryVisibility.GROUP, group__in=groups)\n"
        "        if member.is_coordinator:\n            return self.shared()\n",
        f"{STORIES}::test_a_story_is_read_by_whom_its_teller_chose_and_by_no_coordinator_besides",
    ),
    Mutant(
        "a name of who told a story, outside the network",
        "knowledge_network/insight/stories/presenters.py",
        "    if not reader.is_authenticated:\n        return _(",
        "    if reader is None:\n        return _(",
        f"{STORIES}::test_outside_the_network_nobody_reads_a_name",
    ),
    Mutant(
        "the words of something brought back, for whoever reads the story",
        "knowledge_network/insight/stories/presenters.py",
        "returned.what if returned.pk in returns else",
        "returned.what if returned.pk else",
        f"{STORIES}::test_what_shows_it_is_told_to_who_may_read_that",
    ),
    Mutant(
        "what stories tell when fewer than five told one",
        "knowledge_network/figures/tables.py",
        'Table("F1.told_pupil", _("what became better for pupils, as told"), of_whole=True, gate="F1.tellers"),',
        'Table("F1.told_pupil", _("what became better for pupils, as told"), of_whole=True),',
        f"{STORIES}::test_of_stories_nothing_is_published_unless_five_people_told_one",
    ),
    # Looking at oneself
    Mutant(
        "a profile that who runs the network reads",
        "knowledge_network/insight/frameworks/models.py",
        '        groups = GroupMembership.objects.current().filter(member=member).values("group")\n        friend',
        "        if member.is_coordinator:\n            return self.all()\n"
        '        groups = GroupMembership.objects.current().filter(member=member).values("group")\n        friend',
        f"{FRAMEWORKS}::test_a_persons_profile_is_theirs_alone",
    ),
    Mutant(
        "a profile that a friend who comes reads",
        "knowledge_network/insight/frameworks/models.py",
        "state__in=LookState.WRITTEN, group__isnull=False)",
        "state__in=LookState.WRITTEN)",
        f"{FRAMEWORKS}::test_a_persons_profile_is_theirs_alone",
    ),
    Mutant(
        "the logbook names the profile of a person",
        "knowledge_network/insight/frameworks/actions/looks.py",
        "look if look.group is not None else None, by=by)",
        "look, by=by)",
        f"{FRAMEWORKS}::test_the_logbook_does_not_say_which_profile_nor_what_stands_in_it",
    ),
    Mutant(
        "a friend of one's own school",
        "knowledge_network/insight/frameworks/actions/looks.py",
        "    if not works_elsewhere(friend, locked):\n",
        "    if friend.pk == by.pk:\n",
        f"{FRAMEWORKS}::test_a_friend_works_at_another_school",
    ),
]
