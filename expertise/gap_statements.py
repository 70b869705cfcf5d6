"""The SQL behind `queries_gaps`: supply, demand and ties of topics. Every value comes in as a parameter."""

# What all statements build on. `link`: what is part of what. `closure`: each topic with all that counts for it.
# `place`: where who is present works. `expert`: who is available with something proven. `tied`: who of the members met
# somebody of another board. A group, meeting or question makes a tie only between different boards, so the smallest and
# the largest board of a group or meeting are enough: they differ when there is more than one.
BASE = """
WITH RECURSIVE link AS (
    SELECT parent_id AS above, id AS below FROM topics_topic WHERE parent_id IS NOT NULL AND state = %(approved)s
    UNION ALL
    SELECT merged_into_id, id FROM topics_topic WHERE state = %(merged)s
), closure (root, topic) AS (
    SELECT id, id FROM topics_topic
    WHERE state = %(approved)s AND (%(roots)s::bigint[] IS NULL OR id = ANY (%(roots)s::bigint[]))
    UNION
    SELECT closure.root, link.below FROM closure JOIN link ON link.above = closure.topic
), place AS MATERIALIZED (
    SELECT DISTINCT ON (job.member_id) job.member_id, coalesce(org.governing_board_id, org.id) AS board,
        CASE WHEN person.work_visibility = %(nobody)s THEN 0 ELSE coalesce(org.governing_board_id, org.id) END AS shown
    FROM members_appointment AS job
    JOIN members_member AS person ON person.id = job.member_id
    JOIN members_organisation AS org ON org.id = job.organisation_id
    WHERE job.start <= %(today)s AND (job."end" IS NULL OR job."end" > %(today)s)
        AND person.suspended_at IS NULL AND person.left_at IS NULL AND person.erasure_requested_at IS NULL
    ORDER BY job.member_id, job.is_primary DESC, job.start, job.id
), expert AS MATERIALIZED (
    SELECT claim.member_id, claim.topic_id, coalesce(place.board, 0) AS board, coalesce(place.shown, 0) AS shown,
        claim.state = %(recognised)s AS recognised
    FROM expertise_expertiseclaim AS claim
    JOIN members_member AS person ON person.id = claim.member_id
    LEFT JOIN place ON place.member_id = claim.member_id
    LEFT JOIN expertise_availability AS time ON time.member_id = claim.member_id
    WHERE claim.state = ANY (%(proven)s) AND claim.visibility <> %(hidden)s
        AND person.suspended_at IS NULL AND person.left_at IS NULL AND person.erasure_requested_at IS NULL
        AND (time.paused_until IS NULL OR time.paused_until < %(today)s)
        AND (%(sector)s = '' OR cardinality(claim.sectors) = 0 OR %(sector)s = ANY (claim.sectors))
), took_part AS MATERIALIZED (
    SELECT row.group_id, row.member_id, place.board, place.shown
    FROM plg_groupmembership AS row
    JOIN plg_group AS team ON team.id = row.group_id
    JOIN place ON place.member_id = row.member_id
    WHERE row.role <> %(observer)s AND row.start <= %(today)s
        AND (row."end" IS NULL OR (row."end" > %(since)s AND row."end" > row.start))
        AND team.state = ANY (%(public_groups)s)
), attended AS MATERIALIZED (
    SELECT invitation.meeting_id, invitation.member_id, place.board, place.shown
    FROM plg_attendance AS there
    JOIN plg_meetinginvitation AS invitation ON invitation.id = there.invitation_id
    JOIN plg_meeting AS meeting ON meeting.id = invitation.meeting_id
    JOIN place ON place.member_id = invitation.member_id
    WHERE there.status = ANY (%(were_there)s) AND meeting.attendance_confirmed_at IS NOT NULL
        AND meeting.status <> %(cancelled)s AND meeting.kind <> %(plenary)s
        AND meeting.starts_at >= %(since_moment)s AND meeting.starts_at <= %(now)s
), helped AS MATERIALIZED (
    SELECT match.expert_id AS member_id, request.id AS request_id, mine.shown, theirs.board AS other,
        theirs.shown AS other_shown
    FROM expertise_helprequestmatch AS match
    JOIN expertise_helprequest AS request ON request.id = match.request_id
    JOIN place AS mine ON mine.member_id = match.expert_id
    JOIN place AS theirs ON theirs.member_id = request.asker_id
    WHERE match.state = %(accepted)s AND request.state = ANY (%(helped)s) AND NOT request.is_anonymous
        AND request.answered_at >= %(since_moment)s AND mine.board <> theirs.board
)
"""

# After BASE: the facts of every topic, from which `gaps.status_of` says how it stands.
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
    SELECT closure.root, count(DISTINCT request.id) AS number
    FROM closure
    JOIN expertise_helprequest_topics AS about ON about.topic_id = closure.topic
    JOIN expertise_helprequest AS request ON request.id = about.helprequest_id
    WHERE request.state <> ALL (%(not_asked)s) AND request.asked_at >= %(since_moment)s
        AND (%(sector)s = '' OR request.sector IN ('', %(sector)s))
    GROUP BY closure.root
), studied AS (
    SELECT closure.root, count(DISTINCT team.id) AS number
    FROM closure
    JOIN plg_grouptopic AS about ON about.tag_id = closure.topic
    JOIN plg_group AS team ON team.id = about.content_object_id
    WHERE team.question <> '' AND (team.state = ANY (%(running_groups)s)
            OR (team.state = ANY (%(ended_groups)s) AND team.closed_on >= %(since)s))
        AND (%(sector)s = '' OR cardinality(team.sectors) = 0 OR %(sector)s = ANY (team.sectors))
    GROUP BY closure.root
), missed AS (
    SELECT closure.root, count(*) AS number
    FROM closure JOIN expertise_searchmiss AS miss ON miss.topic_id = closure.topic
    WHERE miss.day >= %(since)s
    GROUP BY closure.root
)
SELECT topic.id, topic.slug, topic.name, topic.parent_id, topic.strategic,
    coalesce(supply.experts, 0) AS experts, coalesce(supply.boards, 0) AS boards,
    coalesce(supply.is_tied, false) AS is_tied, coalesce(asked.number, 0) AS requests,
    coalesce(studied.number, 0) AS questions, coalesce(missed.number, 0) AS misses,
    coalesce(cells.by_board, '{}'::jsonb) AS by_board
FROM topics_topic AS topic
LEFT JOIN supply ON supply.root = topic.id
LEFT JOIN cells ON cells.root = topic.id
LEFT JOIN asked ON asked.root = topic.id
LEFT JOIN studied ON studied.root = topic.id
LEFT JOIN missed ON missed.root = topic.id
WHERE topic.state = %(approved)s AND (%(roots)s::bigint[] IS NULL OR topic.id = ANY (%(roots)s::bigint[]))
ORDER BY topic.name, topic.id
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
    SELECT helped.shown, helped.other_shown, 'request', helped.request_id
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
    SELECT topic.id FROM part JOIN topics_topic AS topic
        ON (topic.parent_id = part.id AND topic.state = %(approved)s)
        OR (topic.merged_into_id = part.id AND topic.state = %(merged)s)
)
SELECT id FROM part
"""
