"""Addresses of clients behind proxies: which one counts, and whose it is. Free of Flask."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
# Whoever has one IPv6 address has all of its network.
NETWORK_BITS = 64
MOST_HOPS = 32


def client_behind(peer: str, forwarded: str, trusted: Iterable[Network]) -> str:
    """The address of a client that ``peer`` speaks for: itself, unless it is a trusted proxy and names one.

    ``forwarded``: its ``X-Forwarded-For``. From the right: the first that no trusted proxy has is the client; further
    left anybody may write.
    """
    networks = tuple(trusted)
    known = address_of(peer)
    if known is None or not _has(networks, known):
        return peer
    hops = [address_of(hop) for hop in forwarded.split(",")[-MOST_HOPS:]]
    client = peer
    while hops and (hop := hops.pop()) is not None:
        client = str(hop)
        if not _has(networks, hop):
            break
    return client


@lru_cache(maxsize=4_096)
def network_of(address: str) -> str:
    """Whose an address is: an IPv4 address itself, the network of an IPv6 one."""
    try:
        known = ip_address(address)
    except ValueError:
        return address or "unknown"
    if isinstance(known, IPv6Address):
        return str(ip_network((known, NETWORK_BITS), strict=False))
    return address


def address_of(written: str) -> Address | None:
    """An address as proxies and sockets write it: some with a port, IPv4 as IPv6 where both come to one socket."""
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _has(networks: tuple[Network, ...], address: Address) -> bool:
    return any(address in network for network in networks)
