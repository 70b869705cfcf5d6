"""The SQL behind `queries_gaps`: supply, demand and ties of topics. Every value comes in as a parameter."""

# What all statements build on. `link`: what is part of what. `closure`: each topic with all that counts for it.
# `place`: where who is present works. `expert`: who is available with something proven. `tied`: who of the members met
# somebody of another board. A group, meeting or question makes a tie only between different boards, so the smallest and
# the largest board of a group or meeting are enough: they differ when there is more than one.
BASE = """
WITH RECURSIVE link AS (
    SELECT above, below FROM topics_counted_for
), closure (root, topic) AS (
    SELECT topic_id, topic_id FROM topics_in_use
    WHERE %(roots)s::bigint[] IS NULL OR topic_id = ANY (%(roots)s::bigint[])
    UNION
    SELECT closure.root, link.below FROM closure JOIN link ON link.above = closure.topic
), place AS MATERIALIZED (
    SELECT DISTINCT ON (job.member_id) job.member_id, job.counts_for_id AS board,
        CASE WHEN person.shows_work THEN job.counts_for_id ELSE 0 END AS shown
    FROM members_work AS job
    JOIN members_present AS person ON person.member_id = job.member_id
    WHERE job.start <= %(today)s AND (job."end" IS NULL OR job."end" > %(today)s)
    ORDER BY job.member_id, job.is_primary DESC, job.start, job.appointment_id
), expert AS MATERIALIZED (
    SELECT claim.member_id, claim.topic_id, coalesce(place.board, 0) AS board, coalesce(place.shown, 0) AS shown,
        claim.is_recognised AS recognised
    FROM expertise_proven_claim AS claim
    LEFT JOIN place ON place.member_id = claim.member_id
    LEFT JOIN expertise_availability AS time ON time.member_id = claim.member_id
    WHERE (time.paused_until IS NULL OR time.paused_until < %(today)s)
        AND (%(sector)s = '' OR cardinality(claim.sectors) = 0 OR %(sector)s = ANY (claim.sectors))
), took_part AS MATERIALIZED (
    SELECT row.group_id, row.member_id, place.board, place.shown
    FROM plg_took_part AS row
    JOIN place ON place.member_id = row.member_id
    WHERE row.start <= %(today)s AND (row."end" IS NULL OR (row."end" > %(since)s AND row."end" > row.start))
), attended AS MATERIALIZED (
    SELECT there.meeting_id, there.member_id, place.board, place.shown
    FROM plg_was_there AS there
    JOIN place ON place.member_id = there.member_id
    WHERE NOT there.is_plenary AND there.starts_at >= %(since_moment)s AND there.starts_at <= %(now)s
), helped AS MATERIALIZED (
    SELECT match.expert_id AS member_id, help_request.id AS help_request_id, mine.shown, theirs.board AS other,
        theirs.shown AS other_shown
    FROM expertise_helprequestmatch AS match
    JOIN expertise_helprequest AS help_request ON help_request.id = match.help_request_id
    JOIN place AS mine ON mine.member_id = match.expert_id
    JOIN place AS theirs ON theirs.member_id = help_request.asker_id
    WHERE match.state = %(accepted)s AND help_request.state = ANY (%(helped)s) AND NOT help_request.is_anonymous
        AND help_request.answered_at >= %(since_moment)s AND mine.board <> theirs.board
)
"""

# After BASE: the facts of every topic, from which `rule.derive_status` says how it stands.
FACTS = """
, tied AS (
    SELECT member_id FROM took_part
    WHERE group_id IN (SELECT group_id FROM took_part GROUP BY group_id HAVING min(board) <> max(board))
    UNION
    SELECT member_id FROM attended
    WHERE meeting_id IN (SELECT meeting_id FROM attended GROUP BY meeting_id HAVING min(board) <> max(board))
    UNION
    SELECT member_id FROM helped
), seat AS (
    SELECT closure.root, expert.member_id, min(expert.board) AS board, min(expert.shown) AS shown,
        bool_or(expert.recognised) AS recognised
    FROM closure JOIN expert ON expert.topic_id = closure.topic
    GROUP BY closure.root, expert.member_id
), supply AS (
    SELECT seat.root, count(*) AS experts, count(DISTINCT seat.board) AS boards,
        bool_or(tied.member_id IS NOT NULL) AS is_tied
    FROM seat LEFT JOIN tied ON tied.member_id = seat.member_id
    GROUP BY seat.root
), cells AS (
    SELECT root, jsonb_object_agg(shown, jsonb_build_array(people, recognised)) AS by_board
    FROM (
        SELECT root, shown, count(*) AS people, count(*) FILTER (WHERE recognised) AS recognised
        FROM seat GROUP BY root, shown
    ) AS cell GROUP BY root
), asked AS (
    SELECT closure.root, count(DISTINCT help_request.id) AS number
    FROM closure
    JOIN expertise_helprequest_topics AS about ON about.topic_id = closure.topic
    JOIN expertise_helprequest AS help_request ON help_request.id = about.helprequest_id
    WHERE help_request.state <> ALL (%(not_asked)s) AND help_request.asked_at >= %(since_moment)s
        AND (%(sector)s = '' OR help_request.sector IN ('', %(sector)s))
    GROUP BY closure.root
), studied AS (
    SELECT closure.root, count(DISTINCT team.group_id) AS number
    FROM closure JOIN plg_asked AS team ON team.topic_id = closure.topic
    WHERE (NOT team.has_ended OR team.closed_on >= %(since)s)
        AND (%(sector)s = '' OR cardinality(team.sectors) = 0 OR %(sector)s = ANY (team.sectors))
    GROUP BY closure.root
), missed AS (
    SELECT closure.root, count(*) AS number
    FROM closure JOIN expertise_searchmiss AS miss ON miss.topic_id = closure.topic
    WHERE miss.day >= %(since)s
    GROUP BY closure.root
)
SELECT topic.topic_id AS id, topic.slug, topic.name, topic.parent_id, topic.strategic,
    coalesce(supply.experts, 0) AS experts, coalesce(supply.boards, 0) AS boards,
    coalesce(supply.is_tied, false) AS is_tied, coalesce(asked.number, 0) AS requests,
    coalesce(studied.number, 0) AS questions, coalesce(missed.number, 0) AS misses,
    coalesce(cells.by_board, '{}'::jsonb) AS by_board
FROM topics_in_use AS topic
LEFT JOIN supply ON supply.root = topic.topic_id
LEFT JOIN cells ON cells.root = topic.topic_id
LEFT JOIN asked ON asked.root = topic.topic_id
LEFT JOIN studied ON studied.root = topic.topic_id
LEFT JOIN missed ON missed.root = topic.topic_id
WHERE %(roots)s::bigint[] IS NULL OR topic.topic_id = ANY (%(roots)s::bigint[])
ORDER BY topic.name, topic.topic_id
"""

# After BASE: board to board, never person to person; of somebody's attendance and questions nobody learns anything.
TIES = """
, of_topic AS (
    SELECT DISTINCT expert.member_id FROM closure JOIN expert ON expert.topic_id = closure.topic
), tie AS (
    SELECT mine.shown AS board, theirs.shown AS other, 'group' AS through, mine.group_id AS thing
    FROM of_topic JOIN took_part AS mine ON mine.member_id = of_topic.member_id
    JOIN took_part AS theirs ON theirs.group_id = mine.group_id AND theirs.board <> mine.board
    UNION
    SELECT mine.shown, theirs.shown, 'meeting', 0
    FROM of_topic JOIN attended AS mine ON mine.member_id = of_topic.member_id
    JOIN attended AS theirs ON theirs.meeting_id = mine.meeting_id AND theirs.board <> mine.board
    UNION
    SELECT helped.shown, helped.other_shown, 'request', helped.help_request_id
    FROM of_topic JOIN helped ON helped.member_id = of_topic.member_id
)
SELECT board, other, array_agg(thing) FILTER (WHERE through = 'group') AS groups,
    count(*) FILTER (WHERE through = 'request') AS requests, bool_or(through = 'meeting') AS met
FROM tie GROUP BY board, other ORDER BY board, other
"""

CLOSURE = """
WITH RECURSIVE part AS (
    SELECT %(topic)s::bigint AS id
    UNION
    SELECT link.below FROM part JOIN topics_counted_for AS link ON link.above = part.id
)
SELECT id FROM part
"""
