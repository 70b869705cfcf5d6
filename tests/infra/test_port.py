"""The port of `make run` is held from the first moment, long before the web listens on it."""

import socket

import pytest

from scripts.demo.running import hold_port
from scripts.embedded import free_port
from scripts.programs import ServerError


def test_two_that_prepare_at_one_time_do_not_share_a_port():
    port = free_port()
    with hold_port(port), pytest.raises(ServerError, match=f"Port {port} is taken"), hold_port(port):
        pytest.fail("both have it")
    with hold_port(port):
        pass


def test_the_web_gets_it_while_it_is_held():
    port = free_port()
    with hold_port(port), socket.socket() as web:
        web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        web.bind(("127.0.0.1", port))
        web.listen()
        with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
            assert link.getpeername()[1] == port
