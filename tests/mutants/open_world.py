"""What the world may read of the network, and what it may never."""

from tests.mutants import Mutant

HARVEST = "tests/exchange/catalogue/test_harvest.py"
FEEDS = "tests/exchange/feeds/test_feeds.py"
API = "tests/exchange/api/test_api.py"
CLIENT = "tests/exchange/outgoing/test_client.py"
HOOKS = "tests/exchange/hooks/test_hooks.py"
CALENDAR = "tests/plg/meetings/test_calendar_answers.py"
FORMS = "tests/exchange/catalogue/test_forms.py"
INTAKE = "tests/exchange/intake/test_intake.py"
SHOWN = "tests/exchange/badges/test_shown.py"
SAML = "tests/exchange/login/saml"
REFUSED = f"{SAML}/test_refused.py::test_an_answer_that_is_not_right_is_refused"

PAGES = "tests/access/test_public_pages.py"

MUTANTS = [
    # What caches keep
    Mutant(
        "a cache keeps what somebody with a session reads",
        "knowledge_network/kit/public_pages.py",
        "        and settings.SESSION_COOKIE_NAME not in request.COOKIES\n",
        "",
        f"{PAGES}::test_a_visitor_with_a_session_gets_a_page_of_their_own",
    ),
    Mutant(
        "a form of a visitor sets a cookie on every page",
        "templates/base.html",
        "{% if user.is_authenticated %}{% csrf_token %}{% endif %}<input",
        "{% csrf_token %}<input",
        f"{PAGES}::test_a_visitor_gets_no_cookie_there_and_a_cache_may_keep_it_for_a_minute",
    ),
    Mutant(
        "another site chooses the language of a member",
        "knowledge_network/kit/http.py",
        "(protected if request.user.is_authenticated else view)",
        "view",
        f"{PAGES}::test_a_visitor_chooses_without_a_token_and_a_member_with_one[set_language]",
    ),
    Mutant(
        "pictures are compressed once more",
        "knowledge_network/kit/compression.py",
        ' or not response.get("Content-Type", "").startswith(TEXTS)',
        "",
        f"{PAGES}::test_what_is_small_already_and_parts_of_files_are_left_as_they_are",
    ),
    # Logging in by SAML
    Mutant(
        "an answer that says for nobody is taken",
        "knowledge_network/exchange/login/saml_answers.py",
        '        response.demand_for_us(str(response._settings.get_sp_data()["entityId"]))\n',
        "",
        f"{REFUSED}[no audience]",
    ),
    Mutant(
        "a signed answer to no question is taken",
        "knowledge_network/exchange/login/saml_answers.py",
        "        response.demand_answer_to(asked, address_of_answers(word))\n",
        "",
        f"{REFUSED}[answers no question]",
    ),
    Mutant(
        "any way of signing will do",
        "knowledge_network/exchange/login/saml_answers.py",
        "    response.demand_allowed_ways()\n",
        "",
        f"{REFUSED}[a way of signing that nobody uses]",
    ),
    Mutant(
        "a signature around the envelope will do",
        "knowledge_network/exchange/login/saml.py",
        '"wantAssertionsSigned": True',
        '"wantAssertionsSigned": False',
        f"{REFUSED}[only the envelope signed]",
    ),
    Mutant(
        "whom SAML calls as OpenID Connect calls somebody else comes in as that one",
        "knowledge_network/exchange/login/saml_federations.py",
        'PREFIX = "saml:"',
        'PREFIX = ""',
        f"{SAML}/test_same_door.py::test_a_number_of_one_way_is_not_taken_for_a_number_of_the_other",
    ),
    # The catalogue
    Mutant(
        "a product that was withdrawn a moment ago is still given away",
        "knowledge_network/exchange/catalogue/entries.py",
        "    rows = KnowledgeProduct.objects.visible_to(AnonymousUser())\n",
        "    rows = KnowledgeProduct.objects.in_view()\n",
        f"{HARVEST}::test_what_was_withdrawn_a_moment_ago_is_told_as_gone_before_anything_ran",
    ),
    Mutant(
        "a token that counts places skips what moved",
        "knowledge_network/exchange/catalogue/models.py",
        '        return self.order_by("datestamp", "pk")',
        '        return self.order_by("pk")',
        f"{HARVEST}::test_what_changes_during_a_harvest_is_read_again_at_its_end_and_nothing_is_skipped",
    ),
    Mutant(
        "the names of makers in a catalogue",
        "knowledge_network/exchange/catalogue/entries.py",
        'group=make_speakable(group.name) if group is not None and group.is_public else "",',
        "group=make_speakable(product.makers),",
        f"{FORMS}::test_no_form_names_a_person",
    ),
    Mutant(
        "a title that ends the facts in the head of a page",
        "knowledge_network/kit/machine_head.py",
        ".translate(_ESCAPED)",
        "",
        f"{FORMS}::test_the_public_page_tells_machines_what_the_catalogue_tells",
    ),
    # Feeds
    Mutant(
        "what a meeting is about, in the agenda for everybody",
        "knowledge_network/exchange/feeds/presenters.py",
        "        title=make_speakable(meeting.title),\n",
        '        title=f"{meeting.title} {meeting.description}",\n',
        f"{FEEDS}::test_nobody_is_named_and_nothing_of_what_is_said_there_is_told",
    ),
    Mutant(
        "a meeting of a team, in the agenda for everybody",
        "knowledge_network/exchange/feeds/models.py",
        "self.filter(known, ~of_a_team)",
        "self.filter(known)",
        f"{FEEDS}::test_what_became_closed_is_not_shown_although_it_was_opened",
    ),
    # The API
    Mutant(
        "a key that opens everything",
        "knowledge_network/exchange/api/views/door.py",
        "    if scope.value not in key.scopes:\n",
        "    if not key.scopes:\n",
        f"{API}::test_a_key_opens_what_it_was_made_for_and_nothing_else",
    ),
    Mutant(
        "a key that outlives the membership of its owner",
        "knowledge_network/exchange/api/views/door.py",
        "    return member.is_present and not (",
        "    return not (",
        f"{API}::test_a_key_ends_on_its_day_when_it_is_ended_and_with_its_owner",
    ),
    Mutant(
        "expertise that only members may see, through a key",
        "knowledge_network/exchange/api/queries.py",
        "ExpertiseClaim.objects.visible_to(AnonymousUser())",
        "ExpertiseClaim.objects.shown_to_members()",
        f"{API}::test_expertise_is_only_what_its_owner_shows_to_everybody",
    ),
    Mutant(
        "meetings of a team, through a key",
        "knowledge_network/exchange/api/queries.py",
        "Meeting.objects.visible_to(member).of_whole_groups().exclude",
        "Meeting.objects.filter(group__memberships__member=member).exclude",
        f"{API}::test_meetings_are_those_that_the_owner_sees_without_what_is_said_there",
    ),
    # Messages to other systems, and the way out
    Mutant(
        "one public address is enough, whatever else the name points at",
        "knowledge_network/exchange/outgoing/client.py",
        "    if not addresses or not all(is_public(address) for address in addresses):",
        "    if not addresses or not is_public(addresses[0]):",
        f"{CLIENT}::test_what_lies_inside_is_never_connected_to",
    ),
    Mutant(
        "a private address in the clothes of IPv6",
        "knowledge_network/exchange/outgoing/client.py",
        "        elif any(ip in net for net in LEADS_INSIDE):\n            return False\n",
        "",
        f"{CLIENT}::test_what_lies_inside_is_never_connected_to",
    ),
    Mutant(
        "the name is looked up again when connecting",
        "knowledge_network/exchange/outgoing/client.py",
        "    return Target(host, addresses[0], path)",
        "    return Target(host, look_up(host)[0], path)",
        f"{CLIENT}::test_a_name_is_looked_up_once_and_that_address_is_connected_to",
    ),
    Mutant(
        "a system that fails for ever is asked for ever",
        "knowledge_network/exchange/hooks/actions/messages.py",
        "hook.failing_since and now - hook.failing_since >= OFF_AFTER",
        "hook.failing_since and now - hook.failing_since >= 9 * OFF_AFTER",
        f"{HOOKS}::test_who_fails_for_three_days_is_switched_off_and_who_runs_the_network_hears_it_once",
    ),
    Mutant(
        "the next try is another message",
        "knowledge_network/exchange/hooks/actions/messages.py",
        'f"msg_{message.message_id.hex}"',
        'f"msg_{message.message_id.hex}{message.attempts}"',
        f"{HOOKS}::test_what_does_not_arrive_is_tried_again_with_the_same_id_until_it_does",
    ),
    # Answers from calendars
    Mutant(
        "anybody who has the invitation answers for who is invited",
        "plg/meetings/actions/calendar_answers.py",
        "answer.attendee != address or read_sender(message) != address or not is_authenticated(message)",
        "answer.attendee != address",
        f"{CALENDAR}::test_whatever_does_not_fit_changes_nothing",
    ),
    Mutant(
        "an answer about another meeting",
        "plg/meetings/actions/calendar_answers.py",
        "answer.uid != make_uid(invitation.meeting)",
        "not answer.uid",
        f"{CALENDAR}::test_whatever_does_not_fit_changes_nothing",
    ),
    # Products of neighbours, and boards behind badges
    Mutant(
        "what a neighbour made, given on as ours",
        "knowledge_network/exchange/catalogue/entries.py",
        '    return find_public().filter(taken_over_from="")',
        "    return find_public()",
        f"{INTAKE}::test_what_was_taken_over_is_never_given_on_as_if_it_was_made_here",
    ),
    Mutant(
        "a chosen licence that goes before what the source says",
        "knowledge_network/exchange/intake/candidates.py",
        "    if found.licence and read_licence(found.licence) is None:",
        "    if found.licence and read_licence(found.licence) is None and not known.licence:",
        f"{INTAKE}::test_the_licence_that_is_chosen_holds_for_what_says_nothing_and_never_against_what_it_says",
    ),
    Mutant(
        "what came in from a list meanwhile comes in once more",
        "knowledge_network/exchange/intake/actions.py",
        'if row.identifier in known.by_identifier or values["link"] in known.by_link:',
        "if not row.identifier:",
        f"{INTAKE}::test_two_lists_that_were_looked_at_at_the_same_time_make_one_product",
    ),
    Mutant(
        "somebody speaks for the board of others",
        "knowledge_network/exchange/badges/actions.py",
        """    if organisation.pk not in by.directed_organisations:
        raise RefusedError(_("Only who directs this board speaks for it."))
    locked =""",
        "    locked =",
        f"{SHOWN}::test_nobody_speaks_for_the_board_of_others",
    ),
    Mutant(
        "a number tells whose badge it is to who does not know the address",
        "knowledge_network/exchange/badges/checking.py",
        "or badge.status_bit is None or not _is_of(badge, address):",
        "or badge.status_bit is None:",
        f"{SHOWN}::test_a_number_without_the_right_address_tells_nothing_whether_there_is_such_a_badge_or_not",
    ),
    Mutant(
        "the keys of badges may sign nothing, says their document",
        "knowledge_network/exchange/badges/document.py",
        '[method["id"] for method in methods]',
        "[]",
        "tests/exchange/badges/test_read_by_others.py::"
        "test_it_holds_as_issued_until_it_is_revoked_whatever_key_signed_it",
    ),
]
