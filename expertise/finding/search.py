"""What of expertise can be found: claims, by way of their people."""

from expertise.finding.index import claim_words, index_members
from knowledge_network.search.registry import follow, register_words

register_words("member", claim_words)
follow("member", index_members)
