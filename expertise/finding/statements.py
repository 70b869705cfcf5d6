"""The two questions that the finder asks the database, beside those for session and reader."""

from __future__ import annotations

from knowledge_network.kit.prepared import PreparedStatement

# A word that stands in every row would be ranked over all of them: at most this many of each list are.
CANDIDATES = 1000
# Below this many who fit all words, who fits some of them is shown too, after them.
FEW = 5

# Questions stand in the statement as constants, so that PostgreSQL chooses by its statistics: through the index for a
# rare word, along the table until there are enough for a word that stands everywhere. (With a small limit it would walk
# along the table for a rare word too, for it takes beginnings of words to be frequent.)
BRANCH = """
    (SELECT member_id, facets, {claims} AS claims, availability, {rank} AS rank, {way} AS way, {left_out} AS left_out
    FROM expertise_findableexpert WHERE {where} LIMIT %(candidates)s)
"""
STRICT = "(SELECT member_id, facets, {claims} AS claims, availability, rank, way, {left_out} AS left_out FROM strict)"
CANDIDATE_ROWS = """
WITH strict AS MATERIALIZED {strict}, first_few AS MATERIALIZED (
    SELECT count(*) AS fit FROM (SELECT 1 FROM strict LIMIT %(few)s) AS items
){named}
SELECT member_id, facets, claims, availability, rank, way, left_out, {board}
FROM ({branches}) AS found
"""
BOARD_OF_READER = """(
    SELECT o.governing_board_id
    FROM members_appointment a JOIN members_organisation o ON o.id = a.organisation_id
    WHERE a.member_id = %(reader)s AND a.start <= %(today)s AND (a."end" IS NULL OR a."end" > %(today)s)
    ORDER BY a.is_primary DESC, a.start LIMIT 1
)"""
# Along the trigram index of the directory, when nobody fits all words.
NAMED = """, named AS MATERIALIZED (
    SELECT id FROM members_member WHERE (SELECT fit = 0 FROM first_few) AND %(name)s <%% sort_name LIMIT 50
)"""
LIKE_NAMES = "member_id = ANY(ARRAY(SELECT id FROM named))"
RANK = "ts_rank('{0.1, 0.3, 0.6, 1.0}', vector, to_tsquery('dutch_unaccent', %(rank)s))"

# Everything that the cards of one page show, as JSON, for members who are still there and claims that still show;
# with what they share with the reader.
DETAILS = PreparedStatement("""
WITH asked AS (
    SELECT * FROM unnest(%(members)s::bigint[], %(topics)s::bigint[]) WITH ORDINALITY AS t(member_id, topic_id, place)
), me AS MATERIALIZED (
    SELECT coalesce(o.governing_board_id, 0) AS board_id, coalesce(nullif(s.municipality, ''), o.place) AS place
    FROM members_appointment a JOIN members_organisation o ON o.id = a.organisation_id
    LEFT JOIN members_site s ON s.organisation_ptr_id = o.id
    WHERE a.member_id = %(reader)s::bigint AND a.start <= %(today)s::date
        AND (a."end" IS NULL OR a."end" > %(today)s)
    ORDER BY a.is_primary DESC, a.start LIMIT 1
), mine AS MATERIALIZED (
    SELECT g.id, g.name FROM plg_groupmembership gm JOIN plg_group g ON g.id = gm.group_id
    WHERE gm.member_id = %(reader)s AND gm.start <= %(today)s AND (gm."end" IS NULL OR gm."end" > %(today)s)
), together AS MATERIALIZED (
    SELECT gm.member_id, (array_agg(mine.name ORDER BY mine.name))[:2] AS items
    FROM plg_groupmembership gm JOIN mine ON mine.id = gm.group_id
    WHERE gm.member_id = ANY(%(members)s::bigint[]) AND gm.member_id <> %(reader)s
        AND gm.start <= %(today)s AND (gm."end" IS NULL OR gm."end" > %(today)s)
    GROUP BY gm.member_id
)
SELECT m.id, m.public_id, m.given_name, m.infix, m.family_name,
    CASE WHEN m.photo_visibility <> %(nobody)s THEN m.photo ELSE '' END,
    job.function, job.school, job.board, job.board_id, job.place,
    away.paused_until, claims.items, ground.items, said.items, together.items,
    (SELECT board_id FROM me), (SELECT place FROM me)
FROM asked
JOIN members_member m ON m.id = asked.member_id
    AND m.suspended_at IS NULL AND m.left_at IS NULL AND m.erasure_requested_at IS NULL
LEFT JOIN expertise_availability away ON away.member_id = m.id
LEFT JOIN LATERAL (
    SELECT a.function, o.name AS school, coalesce(o.governing_board_id, 0) AS board_id, b.name AS board,
        coalesce(nullif(s.municipality, ''), o.place) AS place
    FROM members_appointment a
    JOIN members_organisation o ON o.id = a.organisation_id
    LEFT JOIN members_organisation b ON b.id = o.governing_board_id
    LEFT JOIN members_site s ON s.organisation_ptr_id = o.id
    WHERE a.member_id = m.id AND m.work_visibility <> %(nobody)s
        AND a.start <= %(today)s AND (a."end" IS NULL OR a."end" > %(today)s)
    ORDER BY a.is_primary DESC, a.start LIMIT 1
) AS job ON true
JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(c.topic_id, c.state, c.level, c.state_since, c.year_groups,
        CASE WHEN c.topic_id = asked.topic_id THEN left(c.description, 220) ELSE '' END, c.forms, c.last_confirmed_on)
        ORDER BY c.topic_id <> asked.topic_id, array_position(%(shown)s::text[], c.state::text), c.id) AS items
    FROM expertise_expertiseclaim c
    WHERE c.member_id = m.id AND c.state = ANY(%(shown)s) AND c.visibility <> %(hidden)s
) AS claims ON claims.items IS NOT NULL
LEFT JOIN LATERAL (
    SELECT jsonb_build_array(e.kind, e.title) AS items
    FROM expertise_evidence e JOIN expertise_expertiseclaim c ON c.id = e.claim_id
    WHERE c.member_id = m.id AND c.topic_id = asked.topic_id AND c.archived_at IS NULL
    ORDER BY e.happened_on DESC NULLS LAST, e.id DESC LIMIT 1
) AS ground ON true
LEFT JOIN LATERAL (
    SELECT jsonb_build_array(left(n.text, 180), by_whom.given_name, n.basis, n.given_on) AS items
    FROM expertise_endorsement n JOIN expertise_expertiseclaim c ON c.id = n.claim_id
    JOIN members_member by_whom ON by_whom.id = n.by_id
        AND by_whom.suspended_at IS NULL AND by_whom.left_at IS NULL AND by_whom.erasure_requested_at IS NULL
    WHERE c.member_id = m.id AND c.topic_id = asked.topic_id AND c.archived_at IS NULL AND n.withdrawn_at IS NULL
    ORDER BY n.given_on DESC, n.id DESC LIMIT 1
) AS said ON true
LEFT JOIN together ON together.member_id = m.id
ORDER BY asked.place
""")
