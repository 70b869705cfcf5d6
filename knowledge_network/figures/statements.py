"""The SQL of the published counts: what happened (`event`), where who did it worked that day, and how many that are.

Each gives rows of organisation and count; the counts of boards and of the network are their sums.
"""

from __future__ import annotations

# The main appointment on the day of the event, else the oldest other one.
PLACED = """
, placed AS (
    SELECT event.*, place.organisation_id
    FROM event JOIN LATERAL (
        SELECT job.organisation_id, job.function FROM members_work AS job
        WHERE job.member_id = event.member_id AND job.start <= event.day
            AND (job."end" IS NULL OR job."end" > event.day)
        ORDER BY job.is_primary DESC, job.start, job.appointment_id LIMIT 1
    ) AS place ON (place.function = %(student)s) = %(students)s
)
"""

# Everybody once, where they worked at their first event of the period: so parts add up to their whole.
COUNT_PEOPLE = """
SELECT organisation_id, count(*) FROM (
    SELECT DISTINCT ON (member_id) member_id, organisation_id FROM placed ORDER BY member_id, day, organisation_id
) AS first_place GROUP BY organisation_id
"""
PEOPLE = f"{PLACED}{COUNT_PEOPLE}"
COUNT_TIMES = "SELECT organisation_id, sum(amount)::bigint FROM placed GROUP BY organisation_id"
TIMES = f"{PLACED}{COUNT_TIMES}"

ATTENDED = """
WITH event AS (
    SELECT DISTINCT member_id, (starts_at AT TIME ZONE 'Europe/Amsterdam')::date AS day FROM plg_was_there
    WHERE (starts_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN %(first)s AND %(until)s
)"""
ATTENDED_SEMESTER = ATTENDED.replace("%(first)s", "%(semester)s")
# Of who was there in the half year: who brought something back in it. Their place is that of their first meeting.
RETURNED_SEMESTER = """
WITH event AS (
    SELECT DISTINCT was.member_id, (starts_at AT TIME ZONE 'Europe/Amsterdam')::date AS day FROM plg_was_there AS was
    WHERE (starts_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN %(semester)s AND %(until)s AND EXISTS (
        SELECT 1 FROM plg_brought_back AS back
        WHERE back.member_id = was.member_id AND back.happened_on BETWEEN %(semester)s AND %(until)s)
)"""
INVITED = """
WITH event AS (
    SELECT member_id, (starts_at AT TIME ZONE 'Europe/Amsterdam')::date AS day, count(*) AS amount FROM plg_was_invited
    WHERE (starts_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN %(first)s AND %(until)s
        AND excused_in_time IS NOT TRUE
    GROUP BY 1, 2
)"""
PRESENT = """
WITH event AS (
    SELECT member_id, (starts_at AT TIME ZONE 'Europe/Amsterdam')::date AS day, count(*) AS amount FROM plg_was_invited
    WHERE (starts_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN %(first)s AND %(until)s AND was_there
    GROUP BY 1, 2
)"""
# As `plg.records.hours`: each meeting to the nearest quarter hour, no day more than eight hours.
QUARTERS = """
WITH event AS (
    SELECT member_id, (starts_at AT TIME ZONE 'Europe/Amsterdam')::date AS day, least(%(most_a_day)s, sum(
        ((minutes + least(prep_minutes, floor(date_part('epoch', ends_at - starts_at) / 60)::int)) * 2 + 15) / 30
    )) AS amount
    FROM plg_spent_time WHERE (starts_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN %(first)s AND %(until)s
    GROUP BY 1, 2
)"""
# Members of groups in the year before, who worked somewhere on the first of August.
BEFORE = """
WITH event AS (
    SELECT DISTINCT member_id, %(first)s::date AS day FROM plg_took_part
    WHERE start < %(first)s AND ("end" IS NULL OR "end" > %(year_before)s)
)"""
STAYED = """
WITH event AS (
    SELECT DISTINCT before.member_id, %(first)s::date AS day FROM plg_took_part AS before
    WHERE before.start < %(first)s AND (before."end" IS NULL OR before."end" > %(year_before)s) AND EXISTS (
        SELECT 1 FROM plg_took_part AS row WHERE row.member_id = before.member_id
        AND row.start <= %(until)s AND (row."end" IS NULL OR row."end" > %(first)s))
)"""
BROUGHT_BACK = """
WITH event AS (
    SELECT member_id, happened_on AS day, count(*) AS amount FROM plg_brought_back
    WHERE happened_on BETWEEN %(first)s AND %(until)s GROUP BY 1, 2
)"""
APPLIED = """
WITH event AS (
    SELECT member_id, happened_on AS day, count(*) AS amount FROM plg_brought_back
    WHERE happened_on BETWEEN %(first)s AND %(until)s AND was_applied GROUP BY 1, 2
)"""
USED = """
WITH event AS (
    SELECT DISTINCT member_id, used_on AS day FROM expertise_used_product WHERE used_on BETWEEN %(first)s AND %(until)s
)"""
CLAIMS = """
WITH event AS (
    SELECT member_id, %(until)s::date AS day, count(*) AS amount FROM expertise_shown_claim
    WHERE (created_at AT TIME ZONE 'Europe/Amsterdam')::date <= %(until)s GROUP BY 1
)"""
HELPED = """
WITH event AS (
    SELECT member_id, (answered_at AT TIME ZONE 'Europe/Amsterdam')::date AS day, count(*) AS amount
    FROM expertise_helped
    WHERE (answered_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN %(first)s AND %(until)s GROUP BY 1, 2
)"""
ASKED = """
WITH event AS (
    SELECT member_id, (asked_at AT TIME ZONE 'Europe/Amsterdam')::date AS day, count(*) AS amount FROM expertise_asked
    WHERE (asked_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN %(first)s AND %(until)s GROUP BY 1, 2
)"""
# `deadlines`: of each day of `days` the last one that is still within twenty school days.
IN_TIME = """
WITH event AS (
    SELECT member_id, (asked_at AT TIME ZONE 'Europe/Amsterdam')::date AS day, count(*) AS amount
    FROM expertise_asked JOIN unnest(%(days)s::date[], %(deadlines)s::date[]) AS term (asked, deadline)
        ON term.asked = (asked_at AT TIME ZONE 'Europe/Amsterdam')::date
    WHERE has_helped AND (answered_at AT TIME ZONE 'Europe/Amsterdam')::date <= least(term.deadline, %(until)s)
    GROUP BY 1, 2
)"""

# Who works where in the period: more than these cannot be counted of a unit, and everybody may know that.
AT_WORK = """
SELECT organisation_id, count(DISTINCT member_id) FROM members_work
WHERE start <= %(until)s AND ("end" IS NULL OR "end" > %(first)s) AND (function = %(student)s) = %(students)s
GROUP BY organisation_id
"""

# Hours of each person at the place of each day, then the middle of them: by place, and of boards and network by `unit`.
OF_EACH = """
SELECT organisation_id, member_id, sum(amount)::bigint FROM placed GROUP BY organisation_id, member_id
ORDER BY organisation_id, member_id
"""
PEOPLES_QUARTERS = f"{QUARTERS}{PLACED}{OF_EACH}"

# How many people of each board take part in each group in the period, where they worked on its last day.
GROUP_BOARDS = """
SELECT row.group_id, place.counts_for_id, count(DISTINCT row.member_id) FROM plg_took_part AS row
JOIN LATERAL (
    SELECT job.counts_for_id FROM members_work AS job
    WHERE job.member_id = row.member_id AND job.start <= %(until)s AND (job."end" IS NULL OR job."end" > %(until)s)
    ORDER BY job.is_primary DESC, job.start, job.appointment_id LIMIT 1
) AS place ON true
WHERE row.start <= %(until)s AND (row."end" IS NULL OR row."end" > %(first)s)
GROUP BY row.group_id, place.counts_for_id
"""
BOARD_PEOPLE = """
SELECT place.counts_for_id, count(DISTINCT row.member_id) FROM plg_took_part AS row
JOIN LATERAL (
    SELECT job.counts_for_id FROM members_work AS job
    WHERE job.member_id = row.member_id AND job.start <= %(until)s AND (job."end" IS NULL OR job."end" > %(until)s)
    ORDER BY job.is_primary DESC, job.start, job.appointment_id LIMIT 1
) AS place ON true
WHERE row.start <= %(until)s AND (row."end" IS NULL OR row."end" > %(first)s)
GROUP BY place.counts_for_id
"""
# Who takes part (P2): in an active group for ninety days. Everybody once in each of the years, where they worked on the
# first day in the year on which that was so; the years are given by their first and last days.
TAKES_PART = """
WITH part AS (
    SELECT row.member_id, greatest(row.start + %(days)s - 1, year.first) AS day, year.first
    FROM plg_worked_in_group AS row
    JOIN unnest(%(firsts)s::date[], %(untils)s::date[]) AS year (first, until)
        ON row.start + %(days)s - 1 <= year.until
        AND (row."end" IS NULL OR (row."end" > year.first AND row."end" >= row.start + %(days)s))
        AND (row.closed_on IS NULL OR (row.closed_on >= year.first AND row.closed_on + 1 >= row.start + %(days)s))
), takes_part AS (
    SELECT DISTINCT ON (part.first, part.member_id) part.first, part.member_id, part.day, job.organisation_id
    FROM part JOIN LATERAL (
        SELECT job.organisation_id, job.function FROM members_work AS job
        WHERE job.member_id = part.member_id AND job.start <= part.day AND (job."end" IS NULL OR job."end" > part.day)
        ORDER BY job.is_primary DESC, job.start, job.appointment_id LIMIT 1
    ) AS job ON job.function <> %(student)s
    ORDER BY part.first, part.member_id, part.day
)
"""
EACH_PLACE = "SELECT organisation_id, count(*) FROM takes_part GROUP BY organisation_id"
TAKE_PART_BY_PLACE = f"{TAKES_PART}{EACH_PLACE}"
# Of some organisations who, since which day, in which year: narrowed first to who ever worked there.
ONCE_HERE = """FROM (
        SELECT DISTINCT member_id FROM members_work WHERE organisation_id = ANY (%(units)s)
    ) AS once_here JOIN plg_worked_in_group AS row ON row.member_id = once_here.member_id"""
SOME_PLACES = """
SELECT first, day, member_id, organisation_id FROM takes_part
WHERE organisation_id = ANY (%(units)s) ORDER BY first, day, member_id
"""
TAKE_PART_OF_UNITS = "".join((TAKES_PART.replace("FROM plg_worked_in_group AS row", ONCE_HERE), SOME_PLACES))
