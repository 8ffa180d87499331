"""Where an address that a user gave may lead. The tricks are those that comparable services fell for."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest

from pipelines.errors import AddressRefused, AddressUnresolvable
from pipelines.outbound.addresses import Allowed, is_public
from pipelines.outbound.guard import Outbound

NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "169.254.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::7f00:1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2a00:1450::5efe:a00:1",
    "2a00:1450::200:5efe:7f00:1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001::200e",
]

TRICKS = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://00000177.1/",
    "http://017700000001/",
    "http://0/",
    "http://0x/",
    "http://127.0.0.1./",
    "http://localhost./",
    "http://1.1.1.1./",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:169.254.169.254]/",
    "http://[64:ff9b::169.254.169.254]/",
    "http://[2002:a9fe:a9fe::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[::]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://127.0.0.1%2f@example.org/",
    "http://%31%32%37.0.0.1/",
    "http://example.org@127.0.0.1/",
    "http://127.0.0.1@example.org/",
    "http://@127.0.0.1/",
    "http://a:b@example.org/",
    "http://@example.org/",
    "http://example.org\\@127.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "http:/\\127.0.0.1/",
    "https:127.0.0.1",
    "//127.0.0.1/",
    "http:///127.0.0.1/",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://example.org:-1/",
    "http://example.org:80:80/",
    "http://example.org:8o/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "ftp://example.org/",
    "dict://127.0.0.1:11211/",
    "data:text/plain,x",
    "javascript:alert(1)",
    "unix:///var/run/docker.sock",
    "ws://example.org/",
    "jar:http://example.org!/",
    "http+unix://%2Fvar/",
    "netdoc:///x",
    "http://",
    "http://./",
    "http://../",
    "http://.example.org/",
    "http://exa..mple.org/",
    "http://ex*mple.org/",
    "http://a_b!.org/",
    "not-an-address",
]
SPLIT = [
    "http://127.0.0.1\t/",
    "http://exa\nmple.org/",
    " http://example.org/",
    "http://example.org/\x00",
    "http://exam ple.org/",
    "http://example.org/ HTTP/1.1\r\nX: y",
    "",
    "http://" + "a" * 64 + ".org/",
    "http://" + "a." * 200 + "org/",
    "https://example.org/" + "a" * 4000,
]


def public(*_: object) -> list[IPv4Address | IPv6Address]:
    return [ip_address("93.184.216.34")]


def resolving(*addresses: str) -> Outbound:
    return Outbound(resolve=lambda _host, _port: [ip_address(one) for one in addresses])


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_it_is_not_public(address: str) -> None:
    """Private, loopback, link-local, shared, reserved and wrapped addresses are not public."""
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_it_is_public(address: str) -> None:
    """Addresses of the internet are public."""
    assert is_public(ip_address(address))


@pytest.mark.parametrize("url", [*TRICKS, *SPLIT])
def test_a_trick_is_refused(url: str) -> None:
    """Whatever is no plain address of a public host is refused, although every name would resolve."""
    with pytest.raises(AddressRefused):
        Outbound(resolve=public).check(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.openai.com/v1",
        "http://example.org",
        "https://EXAMPLE.org:8443/a?b=c@d",
        "https://bücher.example/",
        "https://1.1.1.1/v1",
        "https://[2606:4700:4700::1111]/v1",
        "https://my_model.example.org/",
        "https://1and1.example/",
    ],
)
def test_a_plain_address_passes(url: str) -> None:
    """Addresses of public hosts pass, whatever their path."""
    Outbound(resolve=public).check(url)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    """A name is as good as the worst of its addresses."""
    with pytest.raises(AddressRefused):
        resolving("93.184.216.34", address).check("https://example.org/")


def test_a_name_without_address_is_told_apart() -> None:
    """Who misspelt a host is told so."""
    with pytest.raises(AddressUnresolvable):
        resolving().check("https://example.org/")


def test_the_operator_allows_by_name_and_by_network() -> None:
    """What the operator named passes at the port that was named, and nothing beside it."""
    allowed = Allowed.parse("models.internal:8080, 10.1.0.0/16, 192.168.7.7:443, [fd00::1]:9000, localhost")
    outbound = Outbound(allowed, resolve=lambda _host, _port: [ip_address("10.9.9.9")])
    for url in (
        "http://models.internal:8080/v1",
        "http://10.1.2.3:5000/",
        "https://192.168.7.7/",
        "http://[fd00::1]:9000/",
        "http://localhost:1/",
        "http://LOCALHOST/",
    ):
        outbound.check(url)
    for url in (
        "http://models.internal/",
        "http://other.internal:8080/",
        "http://10.2.0.1/",
        "http://192.168.7.7/",
        "http://[fd00::2]:9000/",
        "http://[fd00::1]/",
        "http://127.0.0.1/",
        "http://sub.localhost/",
        "ftp://localhost/",
        "http://me@localhost/",
    ):
        with pytest.raises(AddressRefused):
            outbound.check(url)


@pytest.mark.parametrize("entry", ["http://x", "a b", "x:0", "x:99999", "10.0.0.0/99", "ex*mple", "[::1", "-:x"])
def test_what_names_nothing_is_no_allowance(entry: str) -> None:
    """A setting that cannot be meant is refused at the start."""
    with pytest.raises(ValueError, match=r"neither|names no port"):
        Allowed.parse(f"fine.example, {entry}")
