"""Where a request comes from, as far as it can be believed."""

import ipaddress
from functools import cache

from django.conf import settings


@cache
def _trusted() -> tuple:
    return tuple(ipaddress.ip_network(p, strict=False) for p in settings.TRUSTED_PROXIES)


def network_of(request) -> str:
    """The sender's address, an IPv6 one as its /64. X-Forwarded-For counts only as far as our own proxies wrote it."""
    address = _parse(request.META.get("REMOTE_ADDR", ""))
    hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if h.strip()]
    while address and hops and any(address in proxy for proxy in _trusted()):
        address = _parse(hops.pop())
    if address is None:
        return "unknown"
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def _parse(text: str):
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
