"""What the guards over lists that leave and over names have to see."""

from tests.mutants import Mutant

NAMES = "tests/members/accounts/test_names.py"

MUTANTS = [
    Mutant(
        name="a list that leaves and is told nowhere",
        file="knowledge_network/settings.py",
        old='    "knowledge_network.members.trail.downloads.DownloadsMiddleware",\n',
        new="",
        test="tests/access/test_downloads_are_told.py::test_each_sheet_that_somebody_takes_stands_in_the_logbook_once[coordinator]",
    ),
    Mutant(
        name="a form that takes any name",
        file="expertise/workshops/forms.py",
        old="max_length=100, validators=[check_name]",
        new="max_length=100",
        test=f"{NAMES}::test_every_form_that_asks_for_a_name_refuses_what_can_be_none",
    ),
]
