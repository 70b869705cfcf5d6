"""What the guards over what no back-up holds, and over locked rounds, have to see."""

from tests.mutants import Mutant

ENDS = "tests/plg/intervision/test_texts_end.py"
BACKUP = "tests/infra/test_backup.py"

MUTANTS = [
    Mutant(
        name="a case in a table that back-ups hold",
        file="plg/intervision/models.py",
        old="class IntervisionCase(PassingModel):",
        new="class IntervisionCase(models.Model):",
        test="tests/kit/test_passing.py::test_what_passes_stands_in_tables_of_its_own",
    ),
    Mutant(
        name="a back-up that holds what passes",
        file="scripts/backup.sh",
        old=" --exclude-table-data='public.passing_*'",
        new="",
        test=f"{BACKUP}::test_what_passes_is_in_no_back_up_and_does_not_come_back",
    ),
    Mutant(
        name="a base of PostgreSQL that holds what passes",
        file="scripts/backup-moment.sh",
        old="base() {\n    refuse_passing\n",
        new="base() {\n",
        test="tests/infra/test_moment.py::test_while_a_table_that_passes_would_go_along_there_is_no_base_and_no_stream",
    ),
    Mutant(
        name="a restore without the mark",
        file="scripts/restore.sh",
        old=': >"$MEDIA_ROOT/.put-back"',
        new=': >"$MEDIA_ROOT/.put-elsewhere"',
        test=f"{BACKUP}::test_what_was_erased_goes_along_beside_the_back_up_and_marks_a_restore",
    ),
    Mutant(
        name="the words of a case in the copy of one's data",
        file="plg/intervision/models.py",
        old='fields={"written_by": INTERVISION.delete(), "text": INTERVISION.delete(exported=False)},',
        new='fields={"written_by": INTERVISION.delete(), "text": INTERVISION.delete()},',
        test=f"{ENDS}::test_no_copy_of_ones_data_holds_it",
    ),
    Mutant(
        name="texts that stay a day longer",
        file="plg/intervision/models.py",
        old="TEXTS_KEPT = dt.timedelta(days=30)",
        new="TEXTS_KEPT = dt.timedelta(days=31)",
        test=f"{ENDS}::test_the_texts_go_after_thirty_days_and_what_was_taken_along_stays",
    ),
    Mutant(
        name="what somebody erased had, back with the undo of a merge",
        file="knowledge_network/members/people/merging.py",
        old="pk__in=people, erased_at__isnull=False",
        new="pk__in=[], erased_at__isnull=False",
        test="tests/topics/test_merging.py::test_what_was_erased_meanwhile_stays_erased",
    ),
]
