"""How long a minute of 720p takes: re-encoded, blurred in whole or the faces alone, and as sound alone. One core each.

usage: python -m benchmarks.films [--seconds 60] [--size 1280x720]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from knowledge_network.kit.faces import can_find_faces, hide_faces
from knowledge_network.kit.films import Film, Making, make_film, read_film

# Seconds of processor time that a second of film may take; and when faces are looked for in it.
GOAL, GOAL_OF_FACES = 1.0, 3.0
MARK = "A1B2C3"
FACES = "faces blurred"


def ways(seconds: int) -> dict[str, Making]:
    return {
        "as it is": Making(0, seconds, MARK),
        "blurred": Making(0, seconds, MARK, blurs=True),
        "blurred, voices shifted": Making(0, seconds, MARK, blurs=True, shifts_voices=True),
        "small, to choose clips": Making(0, seconds, MARK, is_small=True),
        "sound alone": Making(0, seconds, MARK, sound_only=True),
    }


def make_with_faces_blurred(source: Path, target: Path, film: Film, seconds: int) -> None:
    with hide_faces(source, film, Making(0, seconds, MARK)) as making:
        make_film(source, target, film, making)


def report(name: str, deed: Callable[[], None], target: Path, seconds: int, goal: float) -> None:
    before = spent()
    deed()
    took, size = spent() - before, target.stat().st_size / 1_000_000
    verdict = "ok" if took <= goal * seconds else "TOO LONG"
    print(f"{name:<24} {took:6.1f} s of processor time for {seconds} s of film, {size:5.1f} MB  {verdict}")


def draw(path: Path, seconds: int, size: str) -> Film:
    """A film that moves everywhere and rustles, as one from a playground: what stands still costs nothing."""
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d={seconds}"]
    command += ["-f", "lavfi", "-i", f"anoisesrc=d={seconds}:a=0.1", "-vf", "noise=alls=5:allf=t", "-c:v", "libx264"]
    subprocess.run([*command, "-preset", "ultrafast", "-c:a", "aac", str(path)], check=True)
    return read_film(path)


def spent() -> float:
    """Processor time of the programs that ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--size", default="1280x720", help="of the pictures; the goals are of this one")
    options = parser.parse_args()
    seconds = options.seconds
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "source.mp4", Path(folder) / "target.mp4"
        film = draw(source, seconds, options.size)
        for name, making in ways(seconds).items():
            report(name, partial(make_film, source, target, film, making), target, seconds, GOAL)
        if can_find_faces():
            deed = partial(make_with_faces_blurred, source, target, film, seconds)
            report(FACES, deed, target, seconds, GOAL_OF_FACES)
        else:
            print(f"{FACES:<24} not measured: install requirements/faces.txt")


if __name__ == "__main__":
    main()
