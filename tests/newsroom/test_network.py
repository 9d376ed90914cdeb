import pytest
from django.test import RequestFactory

from newsroom.core.network import client_ip, is_cross_site, network_fingerprint, network_of


def request(remote="203.0.113.9", **headers):
    names = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return RequestFactory().post("/", REMOTE_ADDR=remote, **names)


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "ip"),
    [
        ("203.0.113.9", "", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", ["10.0.0.0/8"], "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", ["10.0.0.0/8"], "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", ["10.0.0.0/8"], "198.51.100.1"),
        ("10.0.0.1", "", ["10.0.0.0/8"], "10.0.0.1"),
        ("10.0.0.1", "junk", ["10.0.0.0/8"], "junk"),
        ("::ffff:10.0.0.1", "198.51.100.1", ["10.0.0.0/8"], "198.51.100.1"),
        ("", "198.51.100.1", ["10.0.0.0/8"], ""),
    ],
)
def test_a_forwarded_address_is_believed_from_our_proxies_only(
    settings, remote, forwarded, proxies, ip
):
    settings.TRUSTED_PROXIES = proxies
    assert client_ip(request(remote, x_forwarded_for=forwarded)) == ip


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/56"),
        ("::1", "::/56"),
        ("junk", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_household_is_one_network(address, network):
    assert network_of(address) == network


def test_a_network_is_kept_as_a_keyed_hash():
    one, neighbour = request("203.0.113.9"), request("203.0.113.77")
    assert network_fingerprint(one) == network_fingerprint(neighbour)
    assert network_fingerprint(one) != network_fingerprint(request("198.51.100.1"))
    assert "203.0.113" not in network_fingerprint(one)


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({}, False),
        ({"sec_fetch_site": "same-origin"}, False),
        ({"sec_fetch_site": "none"}, False),
        ({"sec_fetch_site": "cross-site"}, True),
        ({"sec_fetch_site": "same-site"}, True),
        ({"sec_fetch_site": "cross-site", "origin": "http://testserver"}, True),
        ({"origin": "http://testserver"}, False),
        ({"origin": "http://evil.example"}, True),
        ({"origin": "http://testserver.evil.example"}, True),
        ({"origin": "null"}, True),
        ({"origin": "http://["}, True),
    ],
)
def test_a_form_of_another_site_is_told_apart(headers, refused):
    assert is_cross_site(request(**headers)) is refused
