"""Ports for servers of tests."""

from __future__ import annotations

import random
import socket

PORTS = range(20_000, 30_000)
"""Below those that systems draw from for outgoing connections: none of these takes a port between the moment it was
found free and the moment its server, which may first have to make a world, begins or begins again."""


def free_port() -> int:
    """One on which nobody listens on this machine; drawn, so that two runs at once do not draw the same."""
    draws = random.SystemRandom()
    for port in draws.sample(PORTS, len(PORTS)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError(f"no port is free in {PORTS}")
