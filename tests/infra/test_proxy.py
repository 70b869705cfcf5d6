"""The network behind its proxy (`proxy/site.conf.template`): TLS, limits, and two hundred slow people."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from scripts.embedded import free_port, throw_away_servers
from tests.infra.running import ROOT, Service, copy_database, environment, wait_for

pytestmark = pytest.mark.real_clock(reason="site and proxy run in processes of their own, and clients are slow")
TEMPLATE = ROOT / "proxy" / "site.conf.template"
MEGABYTE = 1024 * 1024
SLOW = 200
MAIN = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass
class Proxy:
    web: Service
    plain: int
    tls: int
    folder: Path

    def connect(self) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        link = socket.create_connection(("127.0.0.1", self.tls), timeout=20)
        return context.wrap_socket(link, server_hostname="localhost")

    def ask(self, request: bytes) -> bytes:
        with self.connect() as link:
            link.sendall(request)
            return read_all(link)

    def seconds_of_a_page(self) -> float:
        started = time.monotonic()
        answer = self.ask(head("GET", "/inloggen/"))
        assert answer.startswith(b"HTTP/1.1 200"), answer[:100]
        return time.monotonic() - started


def read_all(link: socket.socket) -> bytes:
    pieces = []
    while piece := link.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def head(method: str, path: str, **headers: str) -> bytes:
    named = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *named, "", ""]).encode()


def write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "privkey.pem").write_bytes(pem)


def filled_in(**values: str) -> str:
    """As nginx's own container does it: only what is named, so that its own `$host` stays."""
    return re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], TEMPLATE.read_text())


def find_nginx() -> str:
    """On a machine of ours it has to be there (scripts/debian-packages); elsewhere this is left out, with a word."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None and os.environ.get("CI") == "1":
        pytest.fail("nginx is missing: install what scripts/debian-packages lists")
    if found is None:
        pytest.skip("there is no nginx on this machine: what is tested behind the proxy is left out")
    return found


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory, migrated_database: str) -> Iterator[Proxy]:
    nginx = find_nginx()
    with throw_away_servers() as (postgres, valkey):
        copy_database(migrated_database, postgres)
        folder = tmp_path_factory.mktemp("proxy")
        variables = environment(
            database_url=postgres.url(), redis_url=valkey.url(), folder=folder, TRUSTED_PROXY_COUNT="1"
        )
        web = Service("web", variables, folder)
        behind = Proxy(web, free_port(), free_port(), folder)
        write_certificate(folder)
        ports = {"HTTP_PORT": str(behind.plain), "HTTPS_PORT": str(behind.tls)}
        (folder / "site.conf").write_text(filled_in(UPSTREAM=f"127.0.0.1:{web.port}", TLS_FOLDER=str(folder), **ports))
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
        process = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
        try:
            wait_for(lambda: web.get("/readyz")[0] == 200, seconds=90)
            wait_for(lambda: socket.create_connection(("127.0.0.1", behind.tls), timeout=1).close() is None, seconds=20)
            yield behind
        finally:
            process.terminate()
            process.wait(20)
            web.stop()


@pytest.mark.drill(name="slow-clients")
@pytest.mark.in_suite
def test_it_speaks_tls_and_sends_who_does_not_there(proxy):
    assert b"Inloggen" in proxy.ask(head("GET", "/inloggen/"))
    with socket.create_connection(("127.0.0.1", proxy.plain), timeout=20) as link:
        link.sendall(head("GET", "/leden/?q=a"))
        answer = read_all(link)
    assert answer.startswith(b"HTTP/1.1 308")
    assert b"Location: https://localhost/leden/?q=a" in answer


@pytest.mark.drill(name="slow-clients")
@pytest.mark.in_suite
def test_what_is_too_big_and_a_site_that_is_away_are_told_in_words(proxy):
    large = proxy.ask(head("POST", "/inloggen/", Content_Length=str(40 * MEGABYTE)))
    assert large.startswith(b"HTTP/1.1 413")
    assert b"Dit is te groot" in large
    stranger = proxy.ask(head("POST", "/inloggen/", Content_Length=str(2 * MEGABYTE)) + b"x" * 2 * MEGABYTE)
    assert stranger.startswith(b"HTTP/1.1 413")


@pytest.mark.drill(name="slow-clients")
def test_behind_the_proxy_two_hundred_slow_people_hold_up_nobody(proxy):
    """Who sends drop by drop holds up nobody: 95 in 100 pages come at most twice as late as when it is calm."""
    calm = sorted(proxy.seconds_of_a_page() for _ in range(40))[37]
    halt = threading.Event()

    def dawdle(number: int) -> None:
        """Half of them with a body, half with headers; who is cut off comes again."""
        begin = head("POST", "/aanmelden/", Content_Length=str(2000 + number)) if number % 2 else b"GET /inloggen/ HTTP"
        while not halt.is_set():
            with suppress(OSError), proxy.connect() as link:
                link.sendall(begin)
                while not halt.wait(0.5):
                    link.sendall(b"x")

    people = [threading.Thread(target=dawdle, args=(number,), daemon=True) for number in range(SLOW)]
    for person in people:
        person.start()
    try:
        time.sleep(3)
        times, until = [], time.monotonic() + 20
        while time.monotonic() < until:
            times.append(proxy.seconds_of_a_page())
    finally:
        halt.set()
    assert len(times) > 20
    assert sorted(times)[int(len(times) * 0.95)] <= max(0.3, 2 * calm), (calm, sorted(times)[-5:])


def test_compose_starts_it_with_what_it_asks_for():
    compose = (ROOT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{(\w+)\}", TEMPLATE.read_text()))
    assert asked == {"UPSTREAM", "TLS_FOLDER", "HTTP_PORT", "HTTPS_PORT"}
    assert all(f"      {name}: " in compose for name in asked)
