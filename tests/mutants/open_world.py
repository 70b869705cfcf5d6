"""What the world may read of the network, and what it may never."""

from tests.mutants import Mutant

HARVEST = "tests/exchange/catalogue/test_harvest.py"
FEEDS = "tests/exchange/feeds/test_feeds.py"
API = "tests/exchange/api/test_api.py"
FORMS = "tests/exchange/catalogue/test_forms.py"

MUTANTS = [
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
        "        title=meeting.title,\n",
        '        title=f"{meeting.title} {meeting.description}",\n',
        f"{FEEDS}::test_nobody_is_named_and_nothing_of_what_is_said_there_is_told",
    ),
    Mutant(
        "a meeting of a team, in the agenda for everybody",
        "knowledge_network/exchange/feeds/models.py",
        'meeting__in=Meeting.objects.of_whole_groups().values("pk")',
        'meeting__in=Meeting.objects.values("pk")',
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
]
