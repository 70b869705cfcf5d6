"""What the tests of mail have to see."""

from tests.mutants import Mutant

WIRE = "tests/quality/test_mails_on_the_wire.py"
RETURNS = "tests/notifications/outbox/test_receiving.py"
OUTBOX = "tests/notifications/outbox/test_outbox.py"

MUTANTS = [
    Mutant(
        "what begins soon waits for second thoughts",
        "knowledge_network/notifications/events/mails.py",
        "len(wanted) > MANY and not hurries",
        "len(wanted) > MANY",
        "tests/plg/meetings/test_meetings_of_the_network.py"
        "::test_calling_off_what_begins_soon_is_mailed_at_once_to_however_many[1-False]",
    ),
    Mutant(
        "a move that is taken back is told to who never heard of it",
        "plg/meetings/actions/news.py",
        "if one.pk not in late | unheard]",
        "if one.pk not in late]",
        "tests/plg/meetings/test_unheard.py"
        "::test_a_move_that_is_taken_back_before_anybody_heard_of_it_is_told_to_nobody",
    ),
    Mutant(
        "a mail that says it is from a member is believed",
        "knowledge_network/notifications/events/replies.py",
        "read_sender(message) != member.email.lower() or not is_authenticated(message)",
        "read_sender(message) != member.email.lower()",
        "tests/plg/space/test_answers_by_mail.py"
        "::test_what_is_not_surely_from_the_member_is_not_placed_and_the_member_hears_why",
    ),
    Mutant(
        "a finding of any server counts",
        "knowledge_network/notifications/outbox/authentication.py",
        "if own and server.strip()",
        "if own or server.strip()",
        "tests/notifications/outbox/test_reading_answers.py"
        "::test_only_what_our_own_server_found_in_line_with_the_sender_counts",
    ),
    Mutant(
        "a sender says in quotes what our server found",
        "knowledge_network/notifications/outbox/authentication.py",
        '_without_comments(_QUOTED.sub(_make_one_word, " ".join(str(header).split())))',
        '_without_comments(" ".join(str(header).split()))',
        "tests/notifications/outbox/test_reading_answers.py"
        "::test_only_what_our_own_server_found_in_line_with_the_sender_counts",
    ),
    Mutant(
        "a long address to end a mail is folded",
        "knowledge_network/notifications/outbox/wire.py",
        'for _name in ("list-unsubscribe", "list-unsubscribe-post",',
        'for _name in ("list-unsubscribe-post",',
        f"{WIRE}::test_a_very_long_address_to_end_a_mail_stays_one_line",
    ),
    Mutant(
        "an invitation is a file and no alternative",
        "knowledge_network/notifications/outbox/wire.py",
        "msg.add_alternative(content,",
        "msg.add_attachment(content,",
        f"{WIRE}::test_an_invitation_stands_where_calendar_programs_look",
    ),
    Mutant(
        "machines are asked to keep quiet about what did not arrive",
        "knowledge_network/notifications/outbox/composing.py",
        '"X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",',
        '"X-Auto-Response-Suppress": "All",',
        f"{WIRE}::test_headers_leave_as_they_were_meant",
    ),
    Mutant(
        "a returned mail counts each time that it comes back",
        "knowledge_network/notifications/outbox/returns.py",
        "delivery.returned_at is not None or not delivery.address",
        "not delivery.address",
        f"{RETURNS}::test_a_mail_counts_once_however_often_it_comes_back",
    ),
    Mutant(
        "who got an answer to a mail can stop mail to whoever answered",
        "knowledge_network/notifications/outbox/returns.py",
        "public_id: public_id in marked for",
        "public_id: True for",
        f"{RETURNS}::test_who_got_answers_from_somebody_cannot_silence_them",
    ),
    Mutant(
        "an answer of a machine is a returned mail",
        "knowledge_network/notifications/outbox/reports.py",
        '    if automatic.startswith("auto-replied"):',
        '    if automatic.startswith("never"):',
        f"{RETURNS}::test_answers_of_machines_and_people_are_no_returned_mail",
    ),
    Mutant(
        "a full mailbox stops mail for good",
        "knowledge_network/notifications/outbox/returns.py",
        "    if failure.kind is ReturnKind.HARD and is_sure:",
        "    if is_sure:",
        f"{RETURNS}::test_what_says_nothing_of_the_address_never_stops_it",
    ),
    Mutant(
        "two senders take the same mail",
        "knowledge_network/notifications/outbox/sending.py",
        "           OR (state = %(sending)s AND leased_until <= %(now)s",
        "           OR (state = %(sending)s AND leased_until >= %(now)s",
        f"{OUTBOX}::test_a_mail_whose_sender_died_is_sent_after_the_lease_with_the_same_message_id",
    ),
    Mutant(
        "who left is mailed",
        "knowledge_network/notifications/outbox/sending.py",
        'return "left the network"',
        'return ""',
        f"{OUTBOX}::test_who_left_or_was_suspended_meanwhile_gets_no_mail",
    ),
    Mutant(
        "the urgent waits for the overview",
        "knowledge_network/notifications/outbox/sending.py",
        "    ORDER BY bulk, due_at, id",
        "    ORDER BY due_at, id",
        f"{OUTBOX}::test_mail_that_people_wait_for_goes_before_bulk_mail",
    ),
]
