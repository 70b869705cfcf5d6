"""All linters side by side, and the suite: `make lint`, `test`, `quick`, `coverage`, `test-clock` and `drills`.

python -m scripts.checks lint
python -m scripts.checks format
python -m scripts.checks test [--workers N] [pytest's arguments]
python -m scripts.checks quick [--workers N] [pytest's arguments]
python -m scripts.checks coverage [--workers N] [pytest's arguments]
python -m scripts.checks clock [--workers N] [turn | MOMENT ...]
python -m scripts.checks drills [--workers N] [turn | DRILL ...]
"""

import datetime as dt
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FRONT_END = ("static/css", "static/js")
# See tests/drills.py.
IN_THE_SUITE = "not drill or in_suite"
CODE = ("knowledge_network", "plg", "expertise", "lesson_study")


@dataclass
class Check:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    # Seconds, not minutes: part of `make quick`.
    quick: bool = False
    seconds: float = 0
    output: str = ""
    passed: bool = False

    def run(self) -> "Check":
        started = time.monotonic()
        done = subprocess.run(
            [str(BIN / self.command[0]), *self.command[1:]],
            cwd=ROOT,
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.seconds = time.monotonic() - started
        self.output, self.passed = done.stdout, done.returncode == 0
        return self


def production_environment() -> dict[str, str]:
    """The values of .env.example with a real secret: what the documentation tells people to run must pass."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    values = {name.strip(): value.strip() for name, _, value in pairs}
    secret = "".join(chr(33 + (n * 7) % 90) for n in range(60))
    return values | {"SECRET_KEY": secret, "DEMO_MODE": "0", "DEBUG": "0", "HASHED_STATIC": "0"}


def linters() -> list[Check]:
    """The slowest first, so that they end together."""
    test_settings = {"DJANGO_SETTINGS_MODULE": "knowledge_network.settings_test"}
    return [
        Check("types (mypy)", ["mypy"]),
        Check("templates (djlint)", ["djlint", "--lint", "--quiet", "templates"]),
        Check("security (bandit)", ["bandit", "-q", "-r", "-c", "pyproject.toml", *CODE]),
        Check(
            "production settings",
            ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            production_environment(),
        ),
        Check("project and linear migrations", ["python", "-W", "ignore", "manage.py", "check"], test_settings),
        Check(
            "models have migrations",
            ["python", "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"],
            production_environment(),
            quick=True,
        ),
        Check("layers (import-linter)", ["lint-imports", "--no-cache"], quick=True),
        Check("style (ruff)", ["ruff", "check", "--output-format", "concise", "."], quick=True),
        Check("form of templates (djangofmt)", ["python", "-m", "scripts.format_templates", "--check"]),
        Check("form of style and scripts (oxfmt)", ["oxfmt", "--check", "--config", "scripts/oxfmt.json", *FRONT_END]),
        Check("form (ruff format)", ["ruff", "format", "--check", "--output-format", "concise", "."], quick=True),
    ]


def lint(*, only_quick: bool = False) -> bool:
    checks = [check for check in linters() if check.quick or not only_quick]
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
        for check in pool.map(Check.run, checks):
            print(f"{'ok    ' if check.passed else 'FAILED'} {check.name:<32} {check.seconds:5.1f} s", flush=True)
            if not check.passed:
                print(check.output.rstrip(), flush=True)
    return all(check.passed for check in checks)


def suite(workers: str, arguments: list[str], at: str = "") -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, *arguments]
    environment = os.environ | ({"TEST_AT": at} if at else {})
    # Every worker imports every test: compiled once, or by each of them at each run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    compile_tests(environment)
    return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0


def compile_tests(environment: dict[str, str]) -> None:
    """At the first run of all: each processor a part, or every worker compiles all of them, at the same time."""
    tests = ROOT / "tests"
    if (tests / "__pycache__").exists():
        return
    files = sorted(map(str, tests.rglob("test_*.py")))
    parts = os.cpu_count() or 1
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider"]
    running = [
        subprocess.Popen([*command, *files[part::parts]], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        for part in range(parts)
    ]
    # What is wrong with a test is told by the run itself.
    for process in running:
        process.wait()


def clock(workers: str, chosen: list[str]) -> bool:
    """The tests about time, at the moments that are chosen: all of them, or the one whose turn it is today."""
    from tests.clock import MOMENTS, of_the_day

    if chosen == ["turn"]:
        chosen = [of_the_day(dt.datetime.now(dt.UTC).date())]
    names = {moment: name for name, moment in MOMENTS.items()}
    failed = []
    for moment in chosen or names:
        print(f"{moment}: {names.get(moment, 'asked for')}", flush=True)
        if not suite(workers, ["-m", "clock"], at=moment):
            failed.append(moment)
    if failed:
        print(f"FAILED: the tests about time at {' and '.join(failed)}")
    return not failed


def drills(workers: str, chosen: list[str]) -> bool:
    """Those that are chosen in full: all of them, or the two whose turn it is today."""
    from tests.drills import DRILLS, expression, of_the_day

    names = of_the_day(dt.datetime.now(dt.UTC).date()) if chosen == ["turn"] else tuple(chosen)
    if unknown := set(names) - set(DRILLS):
        print(f"There is no drill {', '.join(sorted(unknown))}; there are {', '.join(DRILLS)}", file=sys.stderr)
        return False
    print(f"Drills: {', '.join(names or DRILLS)}", flush=True)
    return suite(workers, ["-m", expression(names)])


def coverage(workers: str, arguments: list[str]) -> bool:
    """The suite as `make test` runs it, and how many of the product's lines and branches it comes by.

    No fewer than pyproject.toml says. With arguments it is a part, which says nothing about the whole: then only the
    table.
    """
    folder = ROOT / ".data" / "coverage"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = ["--cov", "--cov-report=term", f"--cov-report=html:{folder / 'html'}"]
    part = ["--cov-fail-under=0"] if arguments else []
    return suite(workers, ["-m", IN_THE_SUITE, *report, *part, *arguments])


def put_in_form() -> bool:
    """Code, templates, style and scripts in their standard form; what the linters can mend by themselves is mended."""
    commands = (
        ["ruff", "check", "--fix", "--quiet", "--exit-zero", "."],
        ["ruff", "format", "--quiet", "."],
        ["python", "-m", "scripts.format_templates"],
        ["oxfmt", "--config", "scripts/oxfmt.json", *FRONT_END],
    )
    checks = [Check(command[0], command).run() for command in commands]
    for check in checks:
        if not check.passed:
            print(check.output.rstrip())
    return all(check.passed for check in checks)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["lint"]:
            return 0 if lint() else 1
        case ["format"]:
            return 0 if put_in_form() else 1
        case ["coverage", "--workers", workers, *rest]:
            return 0 if coverage(workers, rest) else 1
        case [("test" | "quick") as which, "--workers", workers, *rest]:
            clean = lint(only_quick=which == "quick")
            passed = suite(workers, ["-m", "quick" if which == "quick" else IN_THE_SUITE, *rest])
            if not (clean and passed):
                print(f"FAILED: {' and '.join([*['linters'] * (not clean), *['tests'] * (not passed)])}")
            return 0 if clean and passed else 1
        case ["clock", "--workers", workers, *moments]:
            return 0 if clock(workers, moments) else 1
        case ["drills", "--workers", workers, *names]:
            return 0 if drills(workers, names) else 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
