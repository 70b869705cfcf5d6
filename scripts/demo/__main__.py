"""`make run` and its helpers: the whole platform on one machine, with its data in `.data/`.

python -m scripts.demo run            start everything, wait for Ctrl-C, stop everything
python -m scripts.demo reset          delete database, queue and uploads
python -m scripts.demo manage …       a management command against the running demo
python -m scripts.demo backup FILE    database and uploads in one file
python -m scripts.demo restore FILE   put them back (the demo must not run)
"""

import os
import signal
import sys
from pathlib import Path

from scripts.demo.data import backup, reset, restore
from scripts.demo.place import ROOT, is_running
from scripts.demo.running import Stop, run
from scripts.programs import ServerError


def manage(arguments: list[str]) -> None:
    running = is_running()
    if not running:
        raise ServerError("The demo does not run; start it with `make run` in another terminal.")
    os.chdir(ROOT)
    os.execve(sys.executable, [sys.executable, "manage.py", *arguments], os.environ | running["environment"])


def stop_on_signal(signum: int, frame: object) -> None:
    raise Stop


def main(arguments: list[str]) -> int:
    match arguments:
        case ["run"]:
            for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(signum, stop_on_signal)
            run()
        case ["reset"]:
            reset()
        case ["manage", *rest]:
            manage(rest)
        case ["backup", path]:
            backup(Path(path))
        case ["restore", path]:
            restore(Path(path))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop:
        sys.exit(130)
    except ServerError as error:
        sys.exit(f"Error: {error}")
    except OSError as error:
        sys.exit(f"Error: {error.strerror or error} {error.filename or ''}".rstrip())
