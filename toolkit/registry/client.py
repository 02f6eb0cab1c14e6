"""One request to the API Recherche d'entreprises: bounded in time and in size."""

import asyncio
import email.utils
import zlib
from collections.abc import Mapping
from datetime import UTC

import httpx

from toolkit import clock
from toolkit.registry.faults import Busy, NotUnderstood, Unavailable

CONNECT = 2.0
COMPRESSED_MAX = 256 * 1024
BODY_MAX = 2 * 1024 * 1024
RETRY_DEFAULT = 5.0
RETRY_MAX = 3600.0
_GZIP = 16 + zlib.MAX_WBITS


def make_client(url: str, *, timeout: float, contact: str) -> httpx.AsyncClient:
    """Redirects are not followed: what people type goes to this host and no other."""
    return httpx.AsyncClient(
        base_url=url,
        headers={
            "user-agent": f"TroisPas/1.0 (document unique des TPE; {contact})",
            "accept": "application/json",
            "accept-encoding": "gzip",
        },
        timeout=httpx.Timeout(timeout, connect=min(CONNECT, timeout)),
        limits=httpx.Limits(max_connections=10, max_keepalive_connections=4),
        follow_redirects=False,
    )


async def fetch(
    client: httpx.AsyncClient, params: Mapping[str, str | int], *, timeout: float
) -> bytes:
    """The JSON answered, unread. A server that says one byte a second is cut off too."""
    try:
        async with asyncio.timeout(timeout):
            async with client.stream("GET", "/search", params=params) as response:
                _check(response)
                return _unpacked(response, await _body(response))
    except (httpx.TimeoutException, TimeoutError):
        raise Unavailable("timeout") from None
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        # The exception itself knows the address, and what was asked.
        raise Unavailable(type(fault).__name__) from None


def _check(response: httpx.Response) -> None:
    match response.status_code:
        case 200:
            kind = response.headers.get("content-type", "")
            if kind.split(";")[0].strip().lower() != "application/json":
                raise Unavailable("not JSON")
        case 429:
            raise Busy(_retry_after(response.headers.get("retry-after", "")))
        case 400 | 404 | 422:
            raise NotUnderstood
        case status:
            raise Unavailable(f"status {status}")


async def _body(response: httpx.Response) -> bytes:
    body = b""
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > COMPRESSED_MAX and _is_packed(response):
            raise Unavailable("too long")
        if len(body) > BODY_MAX:
            raise Unavailable("too long")
    return body


def _unpacked(response: httpx.Response, body: bytes) -> bytes:
    """Unpacked by hand: httpx would unpack a megabyte of zeros into a gigabyte."""
    if not _is_packed(response):
        return body
    inflate = zlib.decompressobj(_GZIP)
    try:
        plain = inflate.decompress(body, BODY_MAX)
    except zlib.error:
        raise Unavailable("not gzip") from None
    if inflate.unconsumed_tail:
        raise Unavailable("too long")
    return plain


def _is_packed(response: httpx.Response) -> bool:
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("gzip", "x-gzip", "identity"):
        raise Unavailable("unknown packing")
    return packing != "identity"


def _retry_after(said: str) -> float:
    """Seconds from now, whether the header counts them or names a moment."""
    if said.strip().isdecimal():
        return min(float(said), RETRY_MAX)
    try:
        moment = email.utils.parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return RETRY_DEFAULT
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = (moment - clock.now()).total_seconds()
    return min(max(seconds, 0.0), RETRY_MAX)
