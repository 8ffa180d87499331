"""Ports are looked at before anything starts, so that a taken one is a message and not a crash."""

import errno
import socket
from collections.abc import Mapping

import psutil


class PortTaken(Exception):
    """Something else listens there; the message names the port, who has it where known, and the setting."""


def ensure_free(ports: Mapping[str, tuple[str, int]]) -> None:
    """Every host and port (by the variable that sets the port) can be listened on. Raises ``PortTaken``."""
    seen: dict[int, str] = {}
    for variable, (_, port) in ports.items():
        if port in seen:
            raise PortTaken(f"{variable} and {seen[port]} are both {port}: give one of them another port.")
        seen[port] = variable
    for variable, (host, port) in ports.items():
        _ensure_one(host, port, variable)


def _ensure_one(host: str, port: int, variable: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as refused:
            if refused.errno != errno.EADDRINUSE:
                why = f"Cannot listen on {host}:{port} ({refused.strerror})"
                raise PortTaken(f"{why}: set {variable} or REFDESK_HOST.") from refused
            remedy = f"end that program or set {variable}, e.g. {variable}={port + 1}"
            raise PortTaken(f"Port {port} on {host} is taken{_by(port)}: {remedy}.") from refused


def _by(port: int) -> str:
    try:
        connections = psutil.net_connections("tcp")
    except psutil.Error:
        return ""
    for connection in connections:
        listens = connection.status == psutil.CONN_LISTEN and getattr(connection.laddr, "port", None) == port
        if listens and connection.pid:
            return f" by process {connection.pid}{_name(connection.pid)}"
    return ""


def _name(pid: int) -> str:
    try:
        return f" ({psutil.Process(pid).name()})"
    except psutil.Error:
        return ""
