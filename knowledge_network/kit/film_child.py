"""A program with limits that the kernel keeps: `python -I film_child.py SECONDS BYTES PROGRAM ARGUMENT…`.

Becomes that program. A film of a few kilobytes can ask for hours and for gigabytes: then this process ends and not the
worker. Imports nothing of the project, so that it starts in a moment.
"""

import ctypes
import os
import resource
import signal
import sys

MEMORY = 3 * 1024 * 1024 * 1024  # of addresses; most of it is never touched
FILES = 64
PR_SET_PDEATHSIG = 1


def end_with_worker() -> None:
    """ffmpeg looks past a pipe that nobody reads: when the worker is killed the kernel ends it too. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def main(seconds: int, most_bytes: int, command: list[str]) -> None:
    end_with_worker()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Python looks past the signal of a file that grows too large, and what it becomes would too.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    os.nice(10)
    os.execv(command[0], command)  # noqa: S606  # nosec B606 - the program that the worker named, without a shell


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
