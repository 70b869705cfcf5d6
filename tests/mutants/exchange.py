"""What offers, barriers, weak links and what goes home have to see."""

from tests.mutants import Mutant

OFFERS = "tests/expertise/offers/test_offers.py"
HOSTING = "tests/expertise/offers/test_hosting.py"
BARRIERS = "tests/plg/barriers/test_barriers.py"
CROSSINGS = "tests/plg/records/test_crossings.py"
LINKS = "tests/dashboards/test_weak_links.py"
AGAIN = "tests/expertise/questions/test_black_outs_again.py"
PASS_ON = "tests/expertise/questions/test_pass_on.py"

MUTANTS = [
    # Offers
    Mutant(
        "an offer to the own board is joined by another",
        "expertise/offers/rules.py",
        "return offer.host_board_key in {place.governing_board_id or place.pk for place in work}",
        "return bool(work)",
        f"{OFFERS}::test_an_offer_to_the_own_board_is_joined_by_nobody_else",
    ),
    Mutant(
        "who waits takes the seat of a host",
        "expertise/offers/actions/hosting.py",
        "        _set_capacity(meeting, date.places + len(offer.contacts))\n",
        "        _set_capacity(meeting, date.places + len(offer.contacts) + 1)\n",
        f"{HOSTING}::test_a_new_contact_person_gets_the_days_and_who_was_it_is_uninvited",
    ),
    Mutant(
        "who was not there is asked what they take home",
        "expertise/offers/queries.py",
        "    return place.has_seat and not is_absent\n",
        "    return place.has_seat\n",
        f"{HOSTING}::test_who_was_not_there_is_not_asked_what_they_take_home",
    ),
    Mutant(
        "what a visitor keeps to themselves is read by who received",
        "expertise/offers/queries.py",
        "rows = date.taken_home.filter(shared_with_host=True, returned__removed_at__isnull=True)",
        "rows = date.taken_home.filter(returned__removed_at__isnull=True)",
        f"{OFFERS}::test_what_a_visitor_keeps_to_themselves_is_not_read_by_who_received",
    ),
    # Barriers
    Mutant(
        "what a group keeps inside stands in the inventory for all",
        "plg/barriers/queries.py",
        "kind=EntryKind.BARRIER, walk__in=walks)",
        "kind=EntryKind.BARRIER)",
        f"{BARRIERS}::test_what_a_group_keeps_inside_is_read_by_nobody_else_until_it_brings_it_out",
    ),
    Mutant(
        "words change under an answer",
        "plg/steps/actions.py",
        "    signals.entry_leaves.send(sender=StepEntry, entry=entry, is_removed=False)\n",
        "",
        f"{BARRIERS}::test_words_that_were_put_to_somebody_stay_as_they_were_read",
    ),
    Mutant(
        "who brought a barrier does not hear the answer",
        "plg/barriers/actions.py",
        '    AuditEvent.objects.record("plg.barrier_answered", locked, by=by)\n'
        "    notices.tell_who_brought(locked, turn, by=by, at=now)\n",
        '    AuditEvent.objects.record("plg.barrier_answered", locked, by=by)\n',
        f"{BARRIERS}::test_who_can_take_it_away_hears_it_and_answers_and_who_brought_it_is_told",
    ),
    Mutant(
        "an answer is written over another unseen",
        "plg/barriers/actions.py",
        "    if locked.state != barrier.state:\n        raise RefusedError(MEANWHILE)\n",
        "",
        f"{BARRIERS}::test_nobody_answers_over_an_answer_that_they_did_not_see",
    ),
    # Across boundaries
    Mutant(
        "a group counts what was not shared with it",
        "plg/records/views/crossings.py",
        "group=space.group, shared_with_group=True)",
        "group=space.group)",
        f"{CROSSINGS}::test_a_group_sees_what_its_members_share_and_no_name",
    ),
    Mutant(
        "a tie is of the board where somebody works today",
        "knowledge_network/dashboards/queries/links.py",
        "            if start <= day < end:\n",
        "            if end == dt.date.max:\n",
        f"{LINKS}::test_the_board_is_that_of_the_day_on_which_it_happened",
    ),
    Mutant(
        "something is said of a school with few people",
        "knowledge_network/dashboards/queries/links.py",
        "people__gte=ENOUGH_PEOPLE",
        "people__gte=1",
        f"{LINKS}::test_nothing_is_said_of_a_school_with_few_people",
    ),
    # Questions from practice
    Mutant(
        "a restore brings back what was blacked out",
        "expertise/questions/actions/blackouts.py",
        "            text = take_out(text, piece)\n",
        "            text = str(text)\n",
        f"{AGAIN}::test_words_that_were_taken_out_are_taken_out_once_more",
    ),
    Mutant(
        "the list of erasures tells the words",
        "expertise/questions/actions/blackouts.py",
        'note_erasure(WORDS, f"{public_id}:{sign_words(words)}")',
        'note_erasure(WORDS, f"{public_id}:{words.lower()}")',
        f"{AGAIN}::test_a_black_out_stands_in_the_list_without_a_word_or_a_number",
    ),
    Mutant(
        "a next round passes on what was taken back",
        "expertise/questions/actions/states.py",
        '    locked.cards.filter(outside_reason__gt="").update(passed_to=to)\n',
        "",
        f"{PASS_ON}::test_what_a_round_laid_outside_is_not_passed_on_again_by_the_next_round",
    ),
]
