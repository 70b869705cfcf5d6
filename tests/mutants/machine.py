"""What the tests of the machine, the clock and the back-up have to see."""

from tests.mutants import Mutant

DISK = "tests/infra/test_disk.py"
SLOW = "tests/infra/test_slow_clients.py"

MUTANTS = [
    Mutant(
        "a back-up that is late alarms nobody",
        "knowledge_network/kit/health.py",
        'return "late: there is none"',
        "return OK",
        f"{DISK}::test_a_back_up_that_is_late_is_told_once_a_day_to_who_runs_the_network",
    ),
    Mutant(
        "a back-up of long ago is new",
        "knowledge_network/kit/health.py",
        "<= dt.timedelta(hours=settings.BACKUP_LATE_HOURS)",
        "<= dt.timedelta(days=settings.BACKUP_LATE_HOURS)",
        f"{DISK}::test_a_back_up_that_is_late_is_told_once_a_day_to_who_runs_the_network",
    ),
    Mutant(
        "a full disk is a fault of the site",
        "knowledge_network/kit/trouble.py",
        'NO_WRITES = {"53100", "25006"}',
        'NO_WRITES = {"25006"}',
        f"{DISK}::test_trouble_of_the_machine_is_told_apart_from_a_fault_of_the_site",
    ),
    Mutant(
        "a stranger may send thirty megabytes",
        "knowledge_network/rsgi.py",
        "most = MOST_WITH_SESSION if has_session else MOST_WITHOUT",
        "most = MOST_WITH_SESSION",
        f"{SLOW}::test_what_is_far_too_big_is_refused_before_it_is_read",
    ),
    Mutant(
        "what hides its length may be of any length",
        "knowledge_network/rsgi.py",
        "if length > most and not is_too_large:",
        "if length > 400 * most and not is_too_large:",
        f"{SLOW}::test_what_hides_its_length_is_cut_off_too",
    ),
    Mutant(
        "who is still sending is cut off in the middle",
        "knowledge_network/rsgi.py",
        "if promised > HEARD_OUT:",
        "if promised > most:",
        f"{SLOW}::test_who_sends_all_of_it_reads_why_it_was_refused",
    ),
    Mutant(
        "limits believe whatever a stranger says of their address",
        "knowledge_network/settings_accounts.py",
        "ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT",
        "ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT + 1",
        "tests/infra/test_rate_limit.py::test_without_a_proxy_the_header_is_not_believed",
    ),
    Mutant(
        "mail may wait for a day before anybody is warned",
        "monitoring/alerts.yml",
        "network_mail_oldest_due_seconds > 900",
        "network_mail_oldest_due_seconds > 90000",
        "tests/dashboards/test_metrics.py"
        "::test_each_alert_sounds_when_it_should_and_none_in_a_calm_network[test rules alerts_test.yml]",
    ),
    Mutant(
        "a source of figures that is away says that it is there",
        "knowledge_network/dashboards/metrics.py",
        "up.add_metric([source], 0)",
        "up.add_metric([source], 1)",
        "tests/dashboards/test_metrics.py::test_a_source_that_is_away_says_so_and_takes_no_other_figure_along",
    ),
    Mutant(
        "a replica that lacks a deed is asked",
        "knowledge_network/members/accounts/middleware.py",
        "lambda: known.count() == len(deeds)",
        "lambda: known.count() >= 0",
        "tests/infra/test_replicas.py"
        "::test_what_was_taken_away_is_gone_at_once_however_far_a_replica_is_behind[erased]",
    ),
    Mutant(
        "who wrote reads what does not know of it",
        "knowledge_network/kit/replicas.py",
        "if not follows or not is_past:",
        "if not follows:",
        "tests/infra/test_replicas.py::test_who_wrote_sees_it_also_what_no_deed_tells_of",
    ),
    Mutant(
        "a replica that goes away takes a page along",
        "knowledge_network/members/accounts/middleware.py",
        "match is None or not (alias := replicas.take_back())",
        "match is None or (alias := replicas.take_back())",
        "tests/infra/test_replicas.py::test_a_replica_that_goes_away_costs_no_page_and_is_told",
    ),
    Mutant(
        "a site that dies takes pages along while another one lives",
        "proxy/site.conf.template",
        "proxy_next_upstream error;",
        "proxy_next_upstream off;",
        "tests/infra/test_many_hosts.py::test_one_of_two_sites_dies_and_each_form_that_was_sent_is_there_once",
    ),
    Mutant(
        "an import holds up mail",
        "knowledge_network/schedule.py",
        '"options": {"expires": 25, "queue": "imports"}',
        '"options": {"expires": 25, "queue": "mail"}',
        "tests/infra/test_tasks.py::test_mail_waits_behind_nothing_that_takes_long",
    ),
    Mutant(
        "a figure tells of whom it is",
        "knowledge_network/dashboards/metrics.py",
        "enumerate(replicas, 1):\n        lag.add_metric([str(number)], float(behind))",
        'enumerate(Guess.objects.values_list("key", "count"), 1):\n        lag.add_metric([str(_pid)], float(behind))',
        "tests/dashboards/test_metrics.py::test_no_figure_says_a_name_an_address_or_a_secret",
    ),
    Mutant(
        "a cursor of the server is left behind in a pooler",
        "knowledge_network/kit/environment.py",
        '"DISABLE_SERVER_SIDE_CURSORS": lends_transactions',
        '"DISABLE_SERVER_SIDE_CURSORS": False',
        "tests/infra/test_pooler.py::test_rows_that_come_bit_by_bit_need_no_cursor_of_the_server",
    ),
    Mutant(
        "a prepared statement is left behind in a pooler",
        "knowledge_network/kit/environment.py",
        '"KEEPS_PREPARED": prepares or not lends_transactions',
        '"KEEPS_PREPARED": True',
        "tests/infra/test_pooler.py::test_a_statement_that_would_be_prepared_is_planned_every_time",
    ),
    Mutant(
        "the lock of a sender stays in a pooler",
        "knowledge_network/kit/direct.py",
        'if settings.DATABASE_POOLER != "transaction":',
        'if settings.DATABASE_POOLER != "never":',
        "tests/infra/test_pooler.py::test_the_mail_of_a_sender_that_was_killed_does_not_wait_for_the_pooler",
    ),
    Mutant(
        "a lost cache answers with an error",
        "knowledge_network/kit/cache.py",
        "        except redis.RedisError as error:",
        "        except redis.DataError as error:",
        "tests/infra/test_cache.py::test_every_operation_works_without_the_server",
    ),
    Mutant(
        "static files that the user of the site cannot read",
        "knowledge_network/settings.py",
        '"OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},',
        "",
        "tests/infra/test_static.py::test_the_user_of_the_site_reads_what_whoever_installs_has_collected",
    ),
    Mutant(
        "an empty list blames a filter that nobody chose",
        "templates/plg/pages/manage_groups.html",
        "{% elif not filters.is_narrowed %}",
        "{% elif False %}",
        "tests/dashboards/test_first_week.py::test_a_filter_that_lets_nothing_through_is_named",
    ),
]
