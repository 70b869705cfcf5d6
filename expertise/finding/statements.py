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
SELECT member_id, facets, claims, availability, rank, way, left_out, {board}, {place}
FROM ({branches}) AS found
"""
BOARD_OF_READER = """(
    SELECT board_id FROM members_work
    WHERE member_id = %(reader)s AND start <= %(today)s AND ("end" IS NULL OR "end" > %(today)s)
    ORDER BY is_primary DESC, start LIMIT 1
)"""
PLACE_OF_READER = BOARD_OF_READER.replace("board_id", "town", 1)
# Along the trigram index of the directory, when nobody fits all words.
NAMED = """, named AS MATERIALIZED (
    SELECT member_id FROM members_present WHERE (SELECT fit = 0 FROM first_few) AND %(name)s <%% sort_name LIMIT 50
)"""
LIKE_NAMES = "member_id = ANY(ARRAY(SELECT member_id FROM named))"
RANK = "ts_rank('{0.1, 0.3, 0.6, 1.0}', vector, to_tsquery('dutch_unaccent', %(rank)s))"

# Everything that the cards of one page show, as JSON, for members who are still there and claims that still show;
# with what they share with the reader.
DETAILS = PreparedStatement("""
WITH asked AS (
    SELECT * FROM unnest(%(members)s::bigint[], %(topics)s::bigint[]) WITH ORDINALITY AS t(member_id, topic_id, place)
), me AS MATERIALIZED (
    SELECT coalesce(board_id, 0) AS board_id, place, town FROM members_work
    WHERE member_id = %(reader)s::bigint AND start <= %(today)s::date AND ("end" IS NULL OR "end" > %(today)s)
    ORDER BY is_primary DESC, start LIMIT 1
), mine AS MATERIALIZED (
    SELECT group_id, group_name FROM plg_in_group
    WHERE member_id = %(reader)s AND start <= %(today)s AND ("end" IS NULL OR "end" > %(today)s)
), together AS MATERIALIZED (
    SELECT other.member_id, (array_agg(mine.group_name ORDER BY mine.group_name))[:2] AS items
    FROM plg_in_group other JOIN mine ON mine.group_id = other.group_id
    WHERE other.member_id = ANY(%(members)s::bigint[]) AND other.member_id <> %(reader)s
        AND other.start <= %(today)s AND (other."end" IS NULL OR other."end" > %(today)s)
    GROUP BY other.member_id
)
SELECT m.member_id, m.public_id, m.given_name, m.infix, m.family_name, m.photo,
    job.function, job.school, job.board, job.board_id, job.place,
    away.paused_until, claims.items, ground.items, said.items, together.items,
    (SELECT board_id FROM me), (SELECT place FROM me), job.town, (SELECT town FROM me)
FROM asked
JOIN members_present m ON m.member_id = asked.member_id
LEFT JOIN expertise_availability away ON away.member_id = m.member_id
LEFT JOIN LATERAL (
    SELECT work.function, work.workplace AS school, coalesce(work.board_id, 0) AS board_id, work.board_name AS board,
        work.place, work.town
    FROM members_work work
    WHERE work.member_id = m.member_id AND m.shows_work
        AND work.start <= %(today)s AND (work."end" IS NULL OR work."end" > %(today)s)
    ORDER BY work.is_primary DESC, work.start LIMIT 1
) AS job ON true
JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(c.topic_id, c.state, c.level, c.state_since, c.year_groups,
        CASE WHEN c.topic_id = asked.topic_id THEN left(c.description, 220) ELSE '' END, c.forms, c.last_confirmed_on)
        ORDER BY c.topic_id <> asked.topic_id, array_position(%(shown)s::text[], c.state::text), c.claim_id) AS items
    FROM expertise_shown_claim c WHERE c.member_id = m.member_id
) AS claims ON claims.items IS NOT NULL
LEFT JOIN LATERAL (
    SELECT jsonb_build_array(e.kind, e.title) AS items
    FROM expertise_evidence e JOIN expertise_expertiseclaim c ON c.id = e.claim_id
    WHERE c.member_id = m.member_id AND c.topic_id = asked.topic_id AND c.archived_at IS NULL
    ORDER BY e.happened_on DESC NULLS LAST, e.id DESC LIMIT 1
) AS ground ON true
LEFT JOIN LATERAL (
    SELECT jsonb_build_array(left(n.text, 180), n.by_name, n.basis, n.given_on) AS items
    FROM expertise_standing_endorsement n JOIN expertise_expertiseclaim c ON c.id = n.claim_id
    WHERE c.member_id = m.member_id AND c.topic_id = asked.topic_id AND c.archived_at IS NULL
    ORDER BY n.given_on DESC, n.endorsement_id DESC LIMIT 1
) AS said ON true
LEFT JOIN together ON together.member_id = m.member_id
ORDER BY asked.place
""")
