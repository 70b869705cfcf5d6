"""What comes in and what goes out: forms, files, names, secrets, paper."""

from tests.mutants import Mutant

COMES_IN = "tests/plg/space/test_what_may_come_in.py"
GUESSES = "tests/members/accounts/test_guesses.py"

MUTANTS = [
    # Files
    Mutant(
        "a picture may have any number of pixels",
        "knowledge_network/kit/picture_child.py",
        "            raise TooManyError\n",
        "            pass\n",
        f"{COMES_IN}::test_a_picture_with_too_many_pixels_is_refused",
    ),
    Mutant(
        "sixteen bits of grey become white",
        "knowledge_network/kit/picture_child.py",
        '    if image.mode.startswith("I"):',
        '    if image.mode == "?":',
        f"{COMES_IN}::test_sixteen_bits_of_grey_stay_grey",
    ),
    Mutant(
        "a photo of a wide gamut loses its colours",
        "knowledge_network/kit/picture_child.py",
        '    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:',
        '    if profile and image.mode == "?":',
        f"{COMES_IN}::test_a_photo_with_a_wide_gamut_keeps_its_colours",
    ),
    Mutant(
        "a photo of a phone lies on its side",
        "knowledge_network/kit/picture_child.py",
        "            ImageOps.exif_transpose(image, in_place=True)\n",
        "",
        f"{COMES_IN}::test_a_photo_loses_its_place_and_camera_and_stands_upright",
    ),
    Mutant(
        "an archive may unfold to anything",
        "knowledge_network/kit/uploads.py",
        "        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):",
        "        if entry.file_size < 0:",
        f"{COMES_IN}::test_what_is_refused_gets_a_reason",
    ),
    Mutant(
        "a document may carry macros",
        "knowledge_network/kit/uploads.py",
        "        if _is_macro(path):",
        '        if str(path) == "?":',
        f"{COMES_IN}::test_what_is_refused_gets_a_reason",
    ),
    Mutant(
        "a document may have its reader fetch something",
        "knowledge_network/kit/uploads.py",
        'if name.lower().endswith((".xml", ".rels", ".vml")):',
        'if name == "[Content_Types].xml":',
        f"{COMES_IN}::test_what_is_refused_gets_a_reason",
    ),
    # Paper and sheets
    Mutant(
        "a letter that no font has costs the paper",
        "knowledge_network/kit/pdf.py",
        "    for spell in (None, _in_known_scripts, anyascii):",
        "    for spell in (None,):",
        "tests/infra/test_paper.py",
    ),
    Mutant(
        "a cell may be a formula",
        "knowledge_network/kit/tabular_export.py",
        """return f"'{text}" if text.startswith(FORMULA_STARTS) else text""",
        "return text",
        "tests/kit/test_tabular_export.py::test_csv_cell_that_looks_like_a_formula_is_text",
    ),
    Mutant(
        "a name brings a cell of its own",
        "knowledge_network/kit/tabular_export.py",
        "    text = CUT_AND_SIGN.sub(",
        "    text = text or CUT_AND_SIGN.sub(",
        "tests/kit/test_tabular_export.py::test_no_cell_is_a_formula_wherever_another_spreadsheet_cuts",
    ),
    Mutant(
        "a link tells the other site where it was",
        "knowledge_network/kit/markdown.py",
        "link_rel=RELATION",
        "link_rel=None",
        "tests/kit/test_markdown.py::test_every_link_tells_search_engines_and_the_other_site_nothing",
    ),
    Mutant(
        "half a character reaches the database",
        "knowledge_network/kit/middleware.py",
        '            raise BadRequest("The request holds half a character.")',
        "            return",
        "tests/infra/test_clean_input.py::test_a_dirty_body_is_refused",
    ),
    # Names and secrets
    Mutant(
        "an address of a mail is read without looking at its signature",
        "plg/meetings/links.py",
        "public_id = signing.Signer(salt=SALT).unsign(token)",
        'public_id = token.rpartition(":")[0]',
        "tests/access/test_signed_for_one_page.py::test_what_was_changed_by_a_letter_opens_nothing",
    ),
    Mutant(
        "a name may be a website",
        "knowledge_network/kit/text.py",
        "    return bool(ADDRESS.search(text))",
        "    return bool(ADDRESS.fullmatch(text))",
        f"{GUESSES}::test_a_name_is_no_website",
    ),
    Mutant(
        "guesses are counted by reading and writing",
        "knowledge_network/members/accounts/models.py",
        "ELSE guess.count + 1 END",
        "ELSE guess.count END",
        f"{GUESSES}::test_ten_guesses_at_once_are_ten",
    ),
    Mutant(
        "guesses are never forgiven",
        "knowledge_network/members/accounts/models.py",
        "count = CASE WHEN guess.since <= %(before)s THEN 1",
        "count = CASE WHEN guess.since <= %(before)s THEN guess.count + 1",
        f"{GUESSES}::test_after_a_while_and_after_the_right_one_it_begins_anew",
    ),
    Mutant(
        "pages of members stay on the disk",
        "knowledge_network/members/accounts/middleware.py",
        'response.headers.setdefault("Cache-Control", "private, no-store")',
        'response.headers.setdefault("Cache-Control", "private")',
        f"{GUESSES}::test_what_a_member_sees_is_kept_on_no_disk",
    ),
    Mutant(
        "a form counts as often as it is sent",
        "knowledge_network/members/accounts/middleware.py",
        "        while not SentForm.objects.claim(digest):",
        "        while not SentForm.objects.claim(digest) and not digest:",
        "tests/quality/test_same_form_at_once.py::test_a_wish_that_is_sent_ten_times_at_once_stands_there_once",
    ),
    Mutant(
        "the second of two writers wins unseen",
        "knowledge_network/kit/together.py",
        "        met = self._settle() if self.is_bound else {}",
        "        met: dict[str, str] = {}",
        "tests/quality/walked/test_two_writers.py::test_the_second_of_two_writers_sees_what_both_wrote",
    ),
    Mutant(
        "what another wrote is sent along and not shown",
        "knowledge_network/kit/together.py",
        "bound.help_text = field.help_text = format_html(",
        "field.help_text = format_html(",
        "tests/kit/test_together.py::test_what_another_wrote_stands_beside_the_field",
    ),
    Mutant(
        "of two who fill in the first the second wins unseen",
        "knowledge_network/kit/together.py",
        "    def is_about_stored(self) -> bool:\n        return True\n\n\nclass SeenRow",
        "    def is_about_stored(self) -> bool:\n        return bool(self.initial)\n\n\nclass SeenRow",
        "tests/expertise/workshops/test_workshops.py"
        "::test_of_two_at_one_table_who_fill_in_the_first_sheet_the_second_sees_the_order_of_the_other",
    ),
    Mutant(
        "what was taken away meanwhile is a fault",
        "knowledge_network/kit/one_at_a_time.py",
        "isinstance(error, ObjectDoesNotExist | ObjectNotUpdated | ValidationError)",
        "isinstance(error, ObjectNotUpdated | ValidationError)",
        "tests/kit/test_one_at_a_time.py::test_who_finds_it_gone_or_taken_looks_once_more",
    ),
    Mutant(
        "a late refusal leads to whatever page the browser names",
        "knowledge_network/kit/one_at_a_time.py",
        "    if not url_has_allowed_host_and_scheme(before,",
        "    if not before and not url_has_allowed_host_and_scheme(before,",
        "tests/kit/test_one_at_a_time.py::test_a_refusal_leads_nowhere_else",
    ),
    Mutant(
        "two begin two networks",
        "knowledge_network/members/organisations/actions.py",
        '"SELECT pg_advisory_xact_lock(hashtext(%s))", ["members.the_partnership"]',
        '"SELECT %s", ["members.the_partnership"]',
        "tests/members/network/test_beginning_at_once.py::test_there_is_one_network_whoever_asks_for_it_first",
    ),
    Mutant(
        "a sheet is written by hand",
        "knowledge_network/members/vocabulary/views/words.py",
        "    names = _names()\n    found = ",
        "    csv.writer(HttpResponse()).writerow([])\n    names = _names()\n    found = ",
        "tests/kit/test_tabular_export.py::test_tables_leave_by_one_door",
    ),
]
