"""What the guards over the whole site have to see."""

from tests.mutants import Mutant

ACCESS = "tests/access/test_access.py"
EACH = f"{ACCESS}::test_each_role_gets_what_the_table_says"
METHODS = f"{ACCESS}::test_an_address_takes_no_method_that_has_no_row"
ANOTHER = "tests/access/test_nothing_of_another.py"
READ = "tests/quality/walked/test_everything_read.py"
OPENED = f"{READ}::test_every_address_answers_each_role_as_the_table_says"
SOURCE = "tests/quality/test_texts_in_source.py"
TEMPLATE = f"{SOURCE}::test_a_template_says_nothing_that_is_not_marked"
CODE = f"{SOURCE}::test_code_says_nothing_that_is_not_marked"
REGISTRY = "tests/members/privacy/test_privacy_registry.py::test_every_field_that_could_be_personal_is_declared"

FIGURES = "tests/dashboards/test_figures_open.py::test_every_figure_of_every_start_page_opens_what_it_counts"
SHEETS = "tests/dashboards/test_figures_of_sheets_open.py"

MUTANTS = [
    # Figures
    Mutant(
        "the figure of last year opens the whole of it",
        "knowledge_network/dashboards/sheets/five.py",
        "**({} if before.is_whole else SAME_DAYS)",
        "**{}",
        f"{SHEETS}::test_every_figure_of_a_school_opens_the_people_groups_studies_and_products_that_it_counts",
    ),
    Mutant(
        "a figure of one sector opens the topics of all",
        "expertise/gaps/views/gaps.py",
        'query=words | ({"sector": sector} if sector else {})',
        "query=words",
        f"{SHEETS}::test_every_figure_of_the_board_of_gaps_opens_what_it_counts[vo]",
    ),
    Mutant(
        "a figure opens more than it counts",
        "knowledge_network/dashboards/cockpit.py",
        'address("expertise:gaps_board", gaten="on", zonder_stap="on")',
        'address("expertise:gaps_board", zonder_stap="on")',
        f"{FIGURES}[coordinator]",
    ),
    Mutant(
        "a number stands on a start page that opens nothing",
        "templates/dashboards/_expertise_figures.html",
        'data-figure="white_spots"',
        'data-other="white_spots"',
        f"{FIGURES}[director]",
    ),
    # Styles
    Mutant(
        "a class of one room is styled by another",
        "static/css/rooms/agreements/plan.css",
        "\n  .evaluation-levels {",
        "\n  .levels {",
        "tests/quality/test_styles_of_rooms.py::test_a_class_of_a_room_is_styled_by_no_other_room_and_no_component",
    ),
    # Roles that take two
    Mutant(
        "somebody is called coordinator before two people said so",
        "knowledge_network/members/network/actions/setup.py",
        "    if takes_two(by=by):\n        raise",
        "    if not by:\n        raise",
        "tests/members/network/test_setup.py::test_a_third_coordinator_takes_two_people_and_nobody_is_told_before",
    ),
    # Access
    Mutant(
        "a crowd is asked at one press",
        "plg/meetings/views/people.py",
        'if len(silent) > ASK_ABOVE and "confirmed" not in request.POST:',
        "if not silent:",
        "tests/access/test_many_are_shown_first.py::test_no_press_reaches_more_than_fifty_people_who_were_not_shown",
    ),
    Mutant(
        "a view takes a POST that no rule is about",
        "plg/space/views/files.py",
        "@require_safe\ndef file_list(",
        "def file_list(",
        METHODS,
    ),
    Mutant(
        "an address without a row",
        "plg/space/urls.py",
        "urlpatterns = [",
        'urlpatterns = [\n    path("nieuw-adres/<slug:slug>/", files.file_list, name="new_address"),',
        f"{ACCESS}::test_every_address_has_a_row_and_every_row_an_address",
    ),
    Mutant(
        "a page refuses by leading elsewhere",
        "knowledge_network/members/people/views/management.py",
        '    require(request, "members.manage_members")\n    filters, members = _filtered(request.GET)\n    options',
        '    if not request.user.has_perm("members.manage_members"):\n'
        '        return HttpResponse(status=302, headers={"Location": "/start/"})\n'
        "    filters, members = _filtered(request.GET)\n    options",
        f"{OPENED}[other_board]",
    ),
    Mutant(
        "a guest reads a page without its style",
        "scripts/bundle_assets.py",
        'GUEST = (\n    "cycle", "seen-marks", "discussion", "expected-seen",',
        'GUEST = (\n    "cycle", "seen-marks",',
        "tests/quality/test_styles_of_visitors.py::test_a_page_for_a_visitor_brings_the_style_of_all_that_stands_on_it",
    ),
    Mutant(
        "what is wrong is said twice",
        "templates/agreements/signing/signature_refuse.html",
        "{{ form }}",
        '{% include "components/error_summary.html" %}{{ form }}',
        "tests/quality/test_templates_source.py::test_what_is_wrong_with_a_form_is_summed_up_once",
    ),
    Mutant(
        "what a device did not give is asked for without a name",
        "knowledge_network/members/accounts/forms.py",
        '{"required": nothing, "invalid": nothing}',
        '{"invalid": nothing}',
        "tests/quality/walked/test_forms_take_anything.py::test_what_is_required_is_called_by_its_name[anonymous]",
    ),
    Mutant(
        "a log tells its reader a number",
        "knowledge_network/members/trail/sentences.py",
        'return f"«{name}»" if name else ""',
        "return event.object_label",
        "tests/members/trail/test_audit.py"
        "::test_in_ones_own_log_a_question_bears_its_title_for_who_sees_it_and_never_its_number",
    ),
    Mutant(
        "a room stands nowhere in the table of what is where",
        "CONTRIBUTING.md",
        "`…/agreements/plan/`; `…/agreements/obligations/`",
        "`…/agreements/obligations/`",
        "tests/infra/test_structure.py::test_each_room_stands_in_the_table_where_is_what_and_it_fits_one_screen",
    ),
    Mutant(
        "a mail about a decision goes though it was taken back",
        "knowledge_network/notifications/events/receivers.py",
        'register_check("members.signup_rejected", check_decision)',
        "",
        "tests/members/admission/test_taken_back.py::test_a_decision_is_taken_back_as_if_it_never_was[reject]",
    ),
    Mutant(
        "a deed is refused as if it were done",
        "plg/groups/actions/joining.py",
        '    """Ask the leaders; asking twice is asking once."""\n    if find_membership(group, by) is not None:',
        '    """Ask the leaders; asking twice is asking once."""\n    if by.pk:',
        f"{EACH}[other_board]",
    ),
    Mutant(
        "everybody enters a closed space",
        "plg/groups/rules.py",
        'rules.add_perm("plg.enter_group", is_in_group)',
        'rules.add_perm("plg.enter_group", rules.is_authenticated)',
        f"{EACH}[other_board]",
    ),
    Mutant(
        "a file of one group is read in another",
        "plg/space/views/files.py",
        "GroupFile.objects.present().filter(group=space.group), public_id=public_id",
        "GroupFile.objects.present(), public_id=public_id",
        f"{ANOTHER}::test_what_belongs_to_one_thing_is_not_found_under_another",
    ),
    Mutant(
        "where a form goes afterwards is for whoever made the link to say",
        "knowledge_network/kit/http.py",
        "    if not url_has_allowed_host_and_scheme(",
        '    if not target.startswith("/") and not url_has_allowed_host_and_scheme(',
        "tests/access/test_leads_nowhere_else.py::test_a_form_that_says_where_to_go_back_to_leads_nowhere_else",
    ),
    # What is read
    Mutant(
        "members see a claim that is hidden",
        "expertise/claims/models.py",
        "Q(state__in=ClaimState.SHOWN) & ~Q(visibility=ClaimVisibility.HIDDEN)",
        "Q(state__in=ClaimState.SHOWN)",
        f"{OPENED}[other_board]",
    ),
    Mutant(
        "who was suspended is still in the directory",
        "knowledge_network/members/people/models/member.py",
        '    moments = ("suspended_at", "left_at", "erasure_requested_at")',
        '    moments = ("left_at", "erasure_requested_at")',
        "tests/members/people/test_directory.py::test_nobody_finds_who_is_suspended_left_or_asked_to_go",
    ),
    Mutant(
        "paper is not read",
        "tests/quality/crawl.py",
        'if self.body[:5] == b"%PDF-":',
        'if self.body[:5] == b"%PAPER":',
        "tests/quality/test_canaries.py::test_paper_is_read_too",
    ),
    Mutant(
        "the walk stops without a word",
        "tests/quality/crawl.py",
        "    if waiting:\n        raise StoppedShort(",
        "    if not waiting:\n        raise StoppedShort(",
        f"{READ}::test_a_walk_that_comes_to_its_number_says_so",
    ),
    Mutant(
        "a page stores something when it is looked at",
        "knowledge_network/dashboards/contact.py",
        '    return render_page(request, "dashboards/contact.html", {"form": form})',
        '    plan_mail(key="seen", kind="dashboards.seen", address="a@example.org")\n'
        '    return render_page(request, "dashboards/contact.html", {"form": form})',
        f"{READ}::test_no_get_writes_a_row_and_none_fails[anonymous]",
    ),
    # Texts
    Mutant(
        "a Dutch sentence in a template",
        "templates/plg/polls/poll_list.html",
        '<p class="muted">{% translate "Nothing is asked at the moment." %}</p>',
        '<p class="muted">Er wordt nu niets gevraagd.</p>',
        TEMPLATE,
    ),
    Mutant(
        "an English word in a template",
        "templates/plg/polls/poll_list.html",
        '{% translate "Closed polls" %}</h2>',
        "Closed</h2>",
        TEMPLATE,
    ),
    Mutant(
        "a Dutch message in code",
        "plg/groups/views/membership.py",
        '_("Your request is with the group leader. You hear from them."),',
        '"Je vraag ligt bij de trekker.",',
        CODE,
    ),
    Mutant(
        "a refusal in English that nobody translates",
        "plg/groups/actions/joining.py",
        'raise RefusedError(_("You are in this group already."))\n    if refusal',
        'raise RefusedError("already")\n    if refusal',
        CODE,
    ),
    Mutant(
        "a message that is not in the catalog",
        "plg/groups/actions/joining.py",
        '_("You are in this group already."))\n    if refusal',
        '_("You have been in this group for a while."))\n    if refusal',
        "tests/quality/test_translations.py::test_every_message_is_in_the_catalog_and_no_other",
    ),
    # Templates
    Mutant(
        "the refusal of unknown variables ends with the first change of a setting",
        "tests/conftest.py",
        "    setting_changed.connect(watch)\n",
        "",
        "tests/quality/test_unknown_variables.py::test_it_is_refused_once_that_test_put_the_setting_back",
    ),
    Mutant(
        "a page asks for what its view does not give",
        "templates/plg/polls/poll_list.html",
        "{% if ended %}",
        "{{ unheard_of }}{% if ended %}",
        "tests/plg/polls/test_polls.py::test_the_list_has_what_runs_first_and_says_what_waits_for_me",
    ),
    # Privacy
    Mutant(
        "a date about a member that nobody declared",
        "plg/records/models/attendance.py",
        '    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True)',
        '    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True)\n'
        "    ill_since = models.DateField(null=True)",
        REGISTRY,
    ),
    Mutant(
        "a number about a member that nobody declared",
        "plg/records/models/attendance.py",
        '    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)',
        '    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)\n'
        "    grade = models.PositiveSmallIntegerField(null=True)",
        REGISTRY,
    ),
    Mutant(
        "a choice about a member that nobody declared",
        "expertise/claims/models.py",
        '    level = models.CharField(_("level"), max_length=20, choices=ClaimLevel, default=ClaimLevel.USER)',
        '    level = models.CharField(_("level"), max_length=20, choices=ClaimLevel, default=ClaimLevel.USER)\n'
        "    grade = models.CharField(max_length=20, choices=ClaimLevel)",
        REGISTRY,
    ),
    Mutant(
        "a text that erasure leaves behind",
        "knowledge_network/members/privacy/erasure.py",
        "    if OnErasure.DELETE in personal.values():",
        "    if OnErasure.BLANK in personal.values():",
        "tests/members/privacy/test_privacy_erasure.py::test_no_table_holds_a_mark_that_had_to_go",
    ),
    # Finder
    Mutant(
        "the finder puts who is recognised first",
        "expertise/finding/index.py",
        "    ClaimState.SUBSTANTIATED: SHOWN_TO_BE_TRUE,",
        "    ClaimState.SUBSTANTIATED: 0.95,",
        "tests/expertise/finding/test_finding.py::test_what_colleagues_recognised_changes_nobodys_place",
    ),
    Mutant(
        "where somebody hides to work is found",
        "expertise/finding/index.py",
        "member.work_visibility == Visibility.NOBODY}",
        "not member.work_visibility}",
        "tests/expertise/finding/test_finding.py::test_where_somebody_hides_to_work_is_neither_found_nor_counted",
    ),
    # Running numbers
    Mutant(
        "a hidden field holds a running number",
        "templates/plg/meetings/feed_list.html",
        'value="{{ row.feed.token }}"',
        'value="{{ row.feed.pk }}"',
        f"{READ}::test_no_page_tells_the_running_number_of_a_row[group_member]",
    ),
    Mutant(
        "a form offers rows by their running number",
        "expertise/products/forms/products.py",
        "    organisation = ModelChoiceField(",
        "    organisation = forms.ModelChoiceField(",
        "tests/kit/test_keys.py::test_no_form_offers_rows_by_their_running_number",
    ),
    Mutant(
        "forms of a model offer rows by their running number",
        "knowledge_network/kit/forms.py",
        "                meta.formfield_callback = staticmethod(_field_of)",
        "                pass",
        "tests/kit/test_keys.py::test_no_form_offers_rows_by_their_running_number",
    ),
    Mutant(
        "a running number is an answer",
        "knowledge_network/kit/forms.py",
        '{**kwargs, "to_field_name": find_key_field(model)}',
        "kwargs",
        "tests/kit/test_keys.py::test_a_running_number_is_no_answer",
    ),
    Mutant(
        "a walk leaves addresses in silence",
        "tests/quality/crawl.py",
        "            passed_over |= set(visit.targets) - seen",
        "            pass",
        f"{READ}::test_a_walk_tells_what_it_left_and_leaves_something_else_tomorrow",
    ),
    Mutant(
        "make quick looks at no room",
        "tests/pace.py",
        "    return len(story) <= FIRST",
        "    return len(story) < 1",
        "tests/quality/test_pace.py::test_of_a_file_with_rows_the_first_cases_of_the_first_tests_are_quick",
    ),
    Mutant(
        "CI forgets what is played by turns",
        ".ci/run",
        "make drills DRILL=turn",
        ": no drills",
        "tests/infra/test_ci.py::test_everything_at_once_and_the_long_things_by_turns",
    ),
]
