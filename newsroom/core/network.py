"""Where a request comes from, and whether it comes from our own pages."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings

from newsroom.core.private import fingerprint


def client_ip(request) -> str:
    """The reader's address; a forwarded one is believed only from `TRUSTED_PROXIES`."""
    address = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    while hops and hops[-1] and is_trusted(address):
        address = hops.pop()
    return address


def is_trusted(address: str) -> bool:
    ip = _parsed(address)
    return ip is not None and any(
        ip in ipaddress.ip_network(proxy) for proxy in settings.TRUSTED_PROXIES
    )


def _parsed(address: str):
    """The address, an IPv4 one in IPv6 spelling as IPv4; None for what is none."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip


def network_of(address: str) -> str:
    """The network of an address: /24 for IPv4, /56 for IPv6, as one household or office has it."""
    ip = _parsed(address)
    if ip is None:
        return "unknown"
    prefix = 24 if ip.version == 4 else 56
    return str(ipaddress.ip_network((int(ip), prefix), strict=False))


def network_fingerprint(request) -> str:
    """The keyed hash of the reader's network: counts posts without keeping addresses."""
    return fingerprint(f"network:{network_of(client_ip(request))}")


def is_cross_site(request) -> bool:
    """True where another site sent the form.

    Readers' pages carry no token, so that they are the same for everybody. Browsers say in
    `Sec-Fetch-Site`, older ones in `Origin`, where a form comes from; a client that sends neither
    is no browser that could be abused.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return bool(origin) and _host_of(origin) != request.get_host()


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # "http://[" is what no browser says
        return ""
