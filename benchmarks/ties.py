"""How long the measures of ties take, for networks of several sizes: ten seconds of processor time at most.

usage: python -m benchmarks.ties [--sizes 160,2000,10000]
"""

from __future__ import annotations

import argparse
import random
import time

from knowledge_network.insight.ties.measures import Arc, measure

GOAL = 10.0
NAMED = 4
PEOPLE_OF_A_BOARD = 170


def invent(size: int) -> tuple[dict[int, int], list[Arc]]:
    """Person → board, and whom each names."""
    source = random.Random(size)
    boards = max(9, size // PEOPLE_OF_A_BOARD)
    board_of = {person: person % boards for person in range(size)}
    arcs = [Arc(person, source.randrange(size), 8, 2) for person in board_of for _name in range(NAMED)]
    return board_of, arcs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="160,2000,10000")
    for size in map(int, parser.parse_args().sizes.split(",")):
        board_of, arcs = invent(size)
        begin, work = time.perf_counter(), time.process_time()
        found = measure(list(board_of), arcs, board_of)
        took, work_done = time.perf_counter() - begin, time.process_time() - work
        verdict = "ok" if work_done <= GOAL else "TOO LONG"
        print(f"{size:>6} people, {found.ties:>6} ties: {took:5.2f} s ({work_done:.2f} s of processor time) {verdict}")


if __name__ == "__main__":
    main()
