"""manage.py serve_metrics: figures of the machinery for Prometheus, on a port of their own that no visitor reaches."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from prometheus_client import CollectorRegistry, start_http_server

from knowledge_network.dashboards.metrics import NetworkCollector


class Command(BaseCommand):
    # They would load every page of the network, which this process never shows.
    requires_system_checks = ()
    help = "Serve figures for Prometheus at /metrics, until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=os.environ.get("METRICS_HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("METRICS_PORT") or 9108)

    def handle(self, *args: Any, **options: Any) -> None:
        registry = CollectorRegistry()
        registry.register(NetworkCollector())
        server, serving = start_http_server(options["port"], addr=options["host"], registry=registry)
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        self.stdout.write(f"figures at http://{options['host']}:{options['port']}/metrics")
        stopped.wait()
        server.shutdown()
        serving.join()
