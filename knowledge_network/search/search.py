"""What is spelled well in this network, beside Dutch at large."""

from knowledge_network.search.registry import register_phrases
from knowledge_network.search.understanding.topics import spoken_words

register_phrases(spoken_words)
