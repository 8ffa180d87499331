"""Which addresses of the network a user's address may lead to, and what the operator allows beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# The registry of special addresses (RFC 6890), the relay of 6to4, multicast and what is above it, and what a cloud's
# machine asks its host. Written down: what Python calls global differs by its version.
NOT_PUBLIC = tuple(
    IPv4Network(one)
    for one in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32"),
    )
)
# All that is given out of IPv6, less what stands for an address of IPv4, is documentation, or belongs to protocols:
# whoever wrapped an address could name any other in it.
UNICAST = IPv6Network("2000::/3")
NOT_UNICAST = tuple(IPv6Network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
ISATAP = 0x5EFE
NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
LONGEST_NAME = 253


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet's, by its number alone; what wraps another address is not."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in NOT_PUBLIC)
    wraps = (int(address) >> 32) & 0xFFFF == ISATAP
    return address in UNICAST and not wraps and not any(address in network for network in NOT_UNICAST)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What an operator allows although it is no public address: names, networks, each at one port or at any (None)."""

    names: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[tuple[Network, int | None], ...] = ()

    @classmethod
    def parse(cls, named: str) -> "Allowed":
        """``models.internal, localhost:11434, 10.1.0.0/16, [fd00::1]:8080``. Raises ``ValueError``."""
        names: set[tuple[str, int | None]] = set()
        networks: list[tuple[Network, int | None]] = []
        for host, port in _entries(named):
            try:
                networks.append((ip_network(host, strict=False), port))
            except ValueError:
                if len(host) > LONGEST_NAME or not NAME.fullmatch(host):
                    raise ValueError(f"{host!r} is neither a host's name nor a network") from None
                names.add((host, port))
        return cls(frozenset(names), tuple(networks))

    def also(self, named: str) -> "Allowed":
        """These, and more of them. Raises ``ValueError``."""
        more = Allowed.parse(named)
        return Allowed(self.names | more.names, self.networks + more.networks)

    def name(self, host: str, port: int) -> bool:
        """Whether this name may lead anywhere."""
        return (host, None) in self.names or (host, port) in self.names

    def address(self, address: Address, port: int) -> bool:
        """Whether this address may be asked."""
        return any(
            address in network
            for network, at in self.networks
            if network.version == address.version and at in (None, port)
        )


def literal(host: str) -> Address | None:
    """The address that a host's name is, in its one usual spelling."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _entries(named: str) -> Iterator[tuple[str, int | None]]:
    for entry in (one.strip().lower() for one in named.split(",")):
        if not entry:
            continue
        bracketed = re.fullmatch(r"\[([0-9a-f:.]+)\](?::(\d{1,5}))?", entry)
        plain = re.fullmatch(r"([^:]+):(\d{1,5})", entry)
        found = bracketed or plain
        host, port = (found[1], found[2]) if found else (entry, None)
        if port is not None and not 0 < int(port) <= 65_535:
            raise ValueError(f"{entry!r} names no port")
        yield host, None if port is None else int(port)
