"""How long a minute of 720p takes: re-encoded for looking and for clips, blurred, and as sound alone. One core each.

usage: python -m benchmarks.films [--seconds 60]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import tempfile
from pathlib import Path

from knowledge_network.kit.films import Film, Making, make_film, read_film

# Seconds of processor time that a second of film may take.
GOAL = 1.0
MARK = "A1B2C3"


def ways(seconds: int) -> dict[str, Making]:
    return {
        "as it is": Making(0, seconds, MARK),
        "blurred": Making(0, seconds, MARK, blurs=True),
        "blurred, voices shifted": Making(0, seconds, MARK, blurs=True, shifts_voices=True),
        "small, to choose clips": Making(0, seconds, MARK, is_small=True),
        "sound alone": Making(0, seconds, MARK, sound_only=True),
    }


def draw(path: Path, seconds: int) -> Film:
    """A film that moves everywhere and rustles, as one from a playground: what stands still costs nothing."""
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=s=1280x720:r=25:d={seconds}"]
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
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "source.mp4", Path(folder) / "target.mp4"
        film = draw(source, seconds)
        for name, making in ways(seconds).items():
            before = spent()
            make_film(source, target, film, making)
            took = spent() - before
            size = target.stat().st_size / 1_000_000
            verdict = "ok" if took <= GOAL * seconds else "TOO LONG"
            print(f"{name:<24} {took:6.1f} s of processor time for {seconds} s of film, {size:5.1f} MB  {verdict}")


if __name__ == "__main__":
    main()
