"""What the guards over files in S3 have to see."""

from tests.mutants import Mutant

STORE = "knowledge_network/kit/object_store.py"
TESTS = "tests/infra/test_object_store.py"

MUTANTS = [
    Mutant(
        name="a deleted file whose earlier versions stay",
        file=STORE,
        old="for version in self._list_versions(name):",
        new="for version in self._list_versions(name)[:0]:",
        test=f"{TESTS}::test_a_file_is_kept_read_from_any_place_and_gone_with_all_its_versions",
    ),
    Mutant(
        name="films in the bucket that back-ups hold",
        file=STORE,
        old='return self.films if name.startswith(f"{PASSING}/") or name == PASSING else self.files',
        new="return self.files",
        test=f"{TESTS}::test_what_passes_stands_in_a_bucket_of_its_own_whoever_stores_it",
    ),
    Mutant(
        name="a hidden film that plays on",
        file=STORE,
        old="        self.delete(old)\n\n    def append",
        new="\n    def append",
        test=f"{TESTS}::test_a_film_that_is_hidden_stops_at_once_for_who_is_looking",
    ),
    Mutant(
        name="a file taken away here before it is compared there",
        file="knowledge_network/kit/carrying.py",
        old="            if hash_file(target, name) != wanted:",
        new="            if False:",
        test=f"{TESTS}::test_what_stands_there_with_another_content_is_told_and_left",
    ),
    Mutant(
        name="a mirror that is emptied by a wrong address",
        file="knowledge_network/kit/carrying.py",
        old="if here and not wanted:",
        new="if here and not wanted and False:",
        test=f"{TESTS}::test_the_mirror_holds_what_the_bucket_holds_but_no_film",
    ),
    Mutant(
        name="a back-up that does not wait for the mirror",
        file="scripts/backup.sh",
        old='if [ "${FILES_IN_S3:-0}" = 1 ]; then',
        new='if [ "${FILES_IN_S3:-0}" = 2 ]; then',
        test="tests/infra/test_backup.py::test_a_mirror_of_files_in_s3_has_to_come_by_after_the_database_was_saved",
    ),
]
