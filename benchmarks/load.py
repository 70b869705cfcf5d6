"""Clients that ask for pages, and what the servers spent on it."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Sample:
    """`cpu_ms`: CPU of web server and PostgreSQL together per request, from the kernel's process accounting."""

    latencies: list[float]
    cpu_ms: float
    seconds: float

    @property
    def p50(self) -> float:
        return statistics.median(self.latencies)

    @property
    def p95(self) -> float:
        return sorted(self.latencies)[int(len(self.latencies) * 0.95)]

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds


def processor_seconds(roots: list[psutil.Process]) -> float:
    """User and system time of these processes and all below them, those that ended included."""
    total = 0.0
    for root in roots:
        for process in (root, *root.children(recursive=True)):
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system
            if process == root:
                total += times.children_user + times.children_system
    return total


def resident_mb(*processes: psutil.Process) -> float:
    """Proportional memory of the processes in MB: what they share counts once."""
    total: int = sum(process.memory_full_info().pss for process in processes)
    return total / 1e6


class WrongAnswerError(Exception):
    """A page under measurement did not answer 200."""


def ask(port: int, path: str, headers: dict[str, str], times: int, into: list[float]) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(times):
        start = time.perf_counter()
        client.request("GET", path, headers={"Accept-Language": "nl", "Host": f"127.0.0.1:{port}", **headers})
        response = client.getresponse()
        body = response.read()
        into.append((time.perf_counter() - start) * 1000)
        if response.status != 200 or not body:
            raise WrongAnswerError(f"{path}: {response.status}")
    client.close()


def measure(
    port: int, path: str, headers: dict[str, str], roots: list[psutil.Process], *, requests: int, clients: int = 1
) -> Sample:
    latencies: list[list[float]] = [[] for _ in range(clients)]
    threads = [
        threading.Thread(target=ask, args=(port, path, headers, requests // clients, mine)) for mine in latencies
    ]
    before, start = processor_seconds(roots), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, spent = time.perf_counter() - start, processor_seconds(roots) - before
    merged = [value for mine in latencies for value in mine]
    if len(merged) != requests // clients * clients:
        raise WrongAnswerError(f"{path}: only {len(merged)} of {requests} answers")
    return Sample(merged, spent * 1000 / len(merged), seconds)
