"""The services of docker-compose.yml, started by the same commands outside a container, and killed."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
import yaml
from django.core.files.base import ContentFile
from django.urls import reverse

from knowledge_network.kit.environment import store_settings
from knowledge_network.kit.object_store import ObjectStorage
from knowledge_network.kit.storage import DiskRefusedError, StoreAwayError
from scripts.embedded import free_port, throw_away_servers
from scripts.programs import unprivileged_account
from tests.infra.running import ROOT, Service, copy_database, environment, wait_for
from tests.object_store import find_weed
from tests.pooler import find_pgbouncer

pytestmark = pytest.mark.real_clock(reason="the services run in processes of their own, and this waits for them")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OUR_SERVICES = {
    name: part for name, part in COMPOSE["services"].items() if part["image"].startswith("knowledge-network")
}


@pytest.fixture(scope="module")
def servers():
    with throw_away_servers() as (postgres, valkey):
        postgres.create_database("knowledge_network")
        yield postgres, valkey


@pytest.fixture(scope="module")
def variables(servers, tmp_path_factory):
    postgres, valkey = servers
    folder = tmp_path_factory.mktemp("services")
    return environment(database_url=postgres.url(), redis_url=valkey.url(), folder=folder)


@pytest.fixture(scope="module")
def web(variables, tmp_path_factory):
    service = Service("web", variables, tmp_path_factory.mktemp("web"))
    yield service
    service.stop()


@pytest.fixture(autouse=True)
def _servers_run(servers):
    """What an earlier test has killed comes back on the same port."""
    for server in servers:
        if not server.running:
            server.start()


def run(name, variables):
    done = subprocess.run(
        ["sh", str(ROOT / "scripts/service.sh"), name], env=variables, capture_output=True, text=True, timeout=600
    )
    return done.returncode, done.stdout + done.stderr


def test_every_service_of_compose_uses_one_of_these_commands():
    commands = {name: part["command"] for name, part in OUR_SERVICES.items()}
    pooler = commands.pop("pooler")
    assert pooler[:2] == ["sh", "-c"]
    seconds = {"web-2": ["web"], "worker-2": ["worker"]}
    alone = ("web", "worker", "films", "beat", "metrics", "migrate", "mirror")
    assert commands == {name: [name] for name in alone} | seconds
    for name in ("web", "worker", "beat", "metrics"):
        assert OUR_SERVICES[name]["healthcheck"]["test"] == ["CMD", "sh", "scripts/service.sh", f"check-{name}"]


def test_the_second_of_each_is_as_the_first():
    for name in ("web", "worker"):
        first, second = dict(OUR_SERVICES[name]), dict(OUR_SERVICES[f"{name}-2"])
        first.pop("ports", None)
        assert second.pop("profiles") == ["large"]
        assert second.pop("networks", None) == ({"default": {"aliases": ["web"]}} if name == "web" else None)
        assert second == first


def test_every_service_is_limited_says_how_it_does_and_keeps_nothing_for_others():
    for name, part in COMPOSE["services"].items():
        assert set(part["deploy"]["resources"]["limits"]) == {"memory", "cpus"}, name
        assert "healthcheck" in part or name == "migrate", name
        published = [port for port in part.get("ports", []) if not port.startswith("127.0.0.1:")]
        assert not published or name == "proxy", name


def test_who_needs_no_rights_on_its_machine_has_none():
    """Whose image becomes another user by itself, or opens a port below 1024, begins as root."""
    begin_as_root = {"postgres", "proxy", "s3"}
    for name, part in COMPOSE["services"].items():
        ours = part["image"].startswith("knowledge-network") or part["image"].startswith("prom/")
        assert ours or part.get("user", "root") != "root" or name in begin_as_root, name
        if name not in begin_as_root | {"replica"}:
            rights = (part["read_only"], part["cap_drop"], part["security_opt"])
            assert rights == (True, ["ALL"], ["no-new-privileges:true"]), name
        # Not every engine gives /run to who is not root; /tmp is everybody's.
        assert name in begin_as_root or not any(place.startswith("/run") for place in part.get("tmpfs", [])), name


def test_a_database_is_ready_when_others_reach_it():
    """By its socket it answers while its image prepares an empty folder; who begins then is thrown out again."""
    checks = {name: part["healthcheck"]["test"] for name, part in COMPOSE["services"].items() if "healthcheck" in part}
    asked = {name: test for name, test in checks.items() if "pg_isready" in test}
    assert set(asked) == {"postgres", "replica"}
    assert all("--host=127.0.0.1" in test for test in asked.values())


@pytest.mark.parametrize(
    ("limit", "workers"), [("100000 100000", "1"), ("50000 100000", "1"), ("max 100000", "all"), (None, "all")]
)
def test_a_container_gets_no_more_processes_than_it_may_use_cores(tmp_path, limit, workers):
    """Its machine may have sixteen of them, and it a gigabyte of memory."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "service.sh", tmp_path / "scripts")
    for name, said in {"python": '"$@"', "nproc": "16"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\necho {said}\n")
        (tmp_path / name).chmod(0o755)
    if limit:
        (tmp_path / "cpu.max").write_text(f"{limit}\n")
    variables = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CPU_LIMIT": str(tmp_path / "cpu.max")}
    command = ["sh", str(tmp_path / "scripts" / "service.sh"), "web"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    expected = "16" if workers == "all" else workers
    assert f"--workers {expected} " in done.stdout


def test_the_proxy_begins_again_with_a_site_that_was_made_anew():
    """nginx asks for the address of its site when it starts, and never again."""
    assert COMPOSE["services"]["proxy"]["depends_on"]["web"] == {"condition": "service_healthy", "restart": True}


def test_a_command_in_a_container_finds_the_packages():
    last_stage = (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1]
    assert "\nENV PATH=/app/.venv/bin:$PATH\n" in last_stage


def test_what_is_saved_and_put_back_by_hand_asks_no_migration_and_leaves_nobody_writing():
    """Compose runs what a service waits for, and refuses when that fails: then an old state could not be put back."""
    texts = [ROOT / "docker-compose.yml", *sorted((ROOT / "docs").glob("*.md"))]
    lines = [line for path in texts for line in path.read_text().splitlines() if "docker compose run" in line]
    assert len(lines) >= 5
    assert [line for line in lines if line.count("compose run") != line.count("compose run --rm --no-deps")] == []
    stopped = re.search(r"`docker compose stop ([\w ]+)`", (ROOT / "docs" / "operations.md").read_text())
    always = {name for name, part in OUR_SERVICES.items() if "profiles" not in part}
    assert stopped
    assert set(stopped[1].split()) == always - {"migrate"}


def test_the_pooler_of_compose_lends_transactions(servers):
    """Its own script, with other ports and another folder."""
    postgres, _valkey = servers
    script, port = COMPOSE["services"]["pooler"]["command"][2].replace("$$", "$"), free_port()
    folder = Path(tempfile.mkdtemp(prefix="network-pooler-"))
    folder.chmod(0o777)  # its user is not always ours
    for old, new in {
        "/tmp/pooler": f"{folder}/pooler", "host=postgres port=5432": f"host=127.0.0.1 port={postgres.port}",
        "listen_addr = *": "listen_addr = 127.0.0.1", "listen_port = 6432": f"listen_port = {port}",
        "exec pgbouncer": f"exec {find_pgbouncer()}",
    }.items():  # fmt: skip
        assert old in script
        script = script.replace(old, new)
    account = unprivileged_account()
    as_user = {"user": account.pw_uid, "group": account.pw_gid} if account else {}
    variables = {"PATH": os.environ["PATH"], "POSTGRES_PASSWORD": postgres.password}
    pooler = subprocess.Popen(["sh", "-c", script], env=variables, cwd="/", stderr=subprocess.DEVNULL, **as_user)
    url = f"postgresql://network:{postgres.password}@127.0.0.1:{port}/knowledge_network"
    try:
        wait_for(lambda: can_connect(url), seconds=20)
    finally:
        pooler.terminate()
        pooler.wait(20)
        shutil.rmtree(folder)


def test_the_store_of_compose_takes_files_with_its_key_alone():
    """Its own script, with other ports, folders and nothing but this machine."""
    folder, ports = Path(tempfile.mkdtemp(prefix="network-s3-")), iter([free_port() for _ in range(8)])
    script, port = COMPOSE["services"]["s3"]["command"][2].replace("$$", "$"), next(ports)
    parts = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")
    others = " ".join(f"-{part}={next(ports)}" for part in (*parts, "s3.port.grpc"))
    for old, new in {
        "/run/keys.json": f"{folder}/keys.json", "-dir=/data": f"-dir={folder} {others}", "=0.0.0.0": "=127.0.0.1",
        "=8333": f"={port}", "exec weed": f"exec {find_weed()}",
    }.items():  # fmt: skip
        assert old in script
        script = script.replace(old, new)
    variables = {"PATH": os.environ["PATH"], "FILES_S3_SECRET": "een-geheim"}
    store = subprocess.Popen(["sh", "-c", script], env=variables, cwd="/", stderr=subprocess.DEVNULL)
    bucket = object_storage(f"http://network:een-geheim@127.0.0.1:{port}/")
    try:
        wait_for(lambda: can_make(bucket), seconds=40)
        assert bucket.save("groups/one", ContentFile(b"een")) == "groups/one"
        with pytest.raises(DiskRefusedError):
            object_storage(f"http://network:ander@127.0.0.1:{port}/").save("groups/two", ContentFile(b"twee"))
    finally:
        store.kill()
        store.wait(20)
        shutil.rmtree(folder)


def object_storage(address):
    return ObjectStorage(**store_settings(f"{address}files", f"{address}films")["OPTIONS"])


def can_make(store):
    try:
        store.make_buckets()
    except StoreAwayError:
        return False
    return True


def can_connect(url):
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


@pytest.fixture
def empty_database(servers):
    """Nothing in it, whoever filled it before."""
    postgres, _valkey = servers
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS knowledge_network WITH (FORCE)")
    postgres.create_database("knowledge_network")


@pytest.mark.drill(name="services")
@pytest.mark.parametrize("migrate", [True, pytest.param(False, marks=pytest.mark.in_suite)])
def test_the_site_tells_the_truth_while_its_servers_come_and_go(
    servers, variables, web, empty_database, migrated_database, migrate
):
    """`migrate`: by the service of that name, which takes its time; a copy of what it makes does for the rest."""
    postgres, valkey = servers
    wait_for(lambda: web.get("/healthz")[0] == 200)
    # Its connections to a database that was taken away have to break first.
    wait_for(lambda: json.loads(web.get("/readyz")[1])["database"] != "unreachable", seconds=10)
    status, body = web.get("/readyz")
    assert (status, json.loads(body)["database"]) == (503, "migrations are missing")

    if migrate:
        assert run("migrate", variables)[0] == 0
    else:
        copy_database(migrated_database, postgres)
    status, body = web.get("/readyz")
    assert (status, json.loads(body)) == (
        200,
        {
            "status": "ready",
            "database": "ok",
            "cache": "ok",
            "uploads": "ok",
            "backup": "not watched",
        },
    )
    assert run("check-web", variables | {"PORT": str(web.port)})[0] == 0

    valkey.process.kill()
    valkey.process.wait()
    status, body = web.get("/readyz")
    assert (status, json.loads(body)["status"], json.loads(body)["database"]) == (200, "degraded", "ok")
    assert web.get(reverse("account_login"))[0] == 200, "pages work without the cache"
    valkey.start()
    wait_for(lambda: json.loads(web.get("/readyz")[1])["status"] == "ready", seconds=10)

    postgres.process.kill()
    postgres.process.wait()
    status, body = web.get("/readyz")
    assert (status, json.loads(body)["database"]) == (503, "unreachable")
    assert web.get("/healthz")[0] == 200, "a dead database is no reason to restart the site"
    assert run("check-web", variables | {"PORT": str(web.port)})[0] == 1
    postgres.start()
    wait_for(lambda: web.get("/readyz")[0] == 200, seconds=10)


@pytest.mark.drill(name="services")
def test_the_worker_answers_its_health_check_and_stops_on_request(servers, variables, tmp_path):
    worker = Service("worker", variables, tmp_path)
    try:
        wait_for(lambda: "ready." in worker.log.read_text())
        assert run("check-worker", variables)[0] == 0
    finally:
        assert worker.stop() == 0
    assert run("check-worker", variables)[0] != 0


@pytest.mark.drill(name="services")
def test_beat_shows_signs_of_life_and_stops_on_request(servers, variables, tmp_path):
    variables = variables | {"BEAT_HEARTBEAT": str(tmp_path / "beat")}
    assert run("check-beat", variables)[0] == 1
    beat = Service("beat", variables, tmp_path)
    try:
        wait_for((tmp_path / "beat").exists)
        assert run("check-beat", variables)[0] == 0
    finally:
        assert beat.stop() == 0


def test_an_unknown_service_is_refused(variables):
    code, output = run("mystery", variables)
    assert code == 2
    assert "usage" in output
    # «One of the first three»: those that have a check.
    assert output.partition("scripts/service.sh ")[2].startswith("web | worker | beat | ")


def test_a_missing_variable_stops_a_service_with_its_name(variables):
    code, output = run("migrate", {**variables, "DATABASE_URL": "", "SECRET_KEY": ""})
    assert code == 1
    assert "- SECRET_KEY is missing" in output
    assert "- DATABASE_URL is missing" in output
    assert "Traceback" not in output
