"""By which words a school is known: «De Borgh», whatever kind of school is written before it, and «Paulusschool»."""

from __future__ import annotations

from knowledge_network.search import language

# What stands in names of schools and tells none apart.
KINDS = frozenset(
    """
    obs cbs pcb pcbs rkbs kbs bs ikc brede school basisschool basisschol basisonderwijs onderwijs openbare openbaar opb
    opbare katholieke katholiek rooms christelijke protestants interconfessionele nutsschool fusieschool
    onderwijsgemeenschap ondwijs gemeenschap
    """.split()  # noqa: SIM905
)
SMALL = frozenset({"de", "het", "t", "sint", "st", "voor", "en", "op", "den", "van", "der", "dr", "pr", "s"})
# Often left out, and often said.
MAYBE = frozenset({"montessori", "dalton", "daltonschool", "freinet", "freinetbasisschool"})


def bare(word: str) -> str:
    """«paulusschool» → «paulus»."""
    return word.removesuffix("school") if len(word) > 8 else word


def telling(name: str, besides: frozenset[str] = frozenset()) -> set[tuple[str, ...]]:
    """The words by which a school is known, with and without what is often left out. `besides`: what says nothing
    either where nobody asks a question («PC», «loc.»)."""
    words = tuple(bare(word) for word in language.words(name) if word not in KINDS | SMALL | besides)
    shorter = tuple(word for word in words if word not in MAYBE)
    return {some for some in (words, shorter) if some}
