"""The only thing that ever fetches: one page, from a public address, within limits of size, time and redirects.

An address in an article or a redirect can point inside the network of whoever runs this. So each name is resolved here,
every address it has is checked, and the connection is made to the checked address itself: a name that answers otherwise
a moment later gains nothing. Proxies of the environment are not used, since they would resolve names on their own.
"""

from __future__ import annotations

import datetime
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from generator.article.decode import decode
from generator.article.model import Article
from generator.article.page import read_html
from generator.article.reader import read_text
from generator.errors import ArticleError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection
    from urllib3.util import Url

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_REDIRECTS = (301, 302, 303, 307, 308)
_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = ("text/plain", "text/markdown")
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": "incident-briefs (reads single articles on a person's request)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_REASONS = {
    401: "the site asks for a login",
    402: "the site asks for a payment",
    403: "the site refuses to give the page to programs",
    404: "there is no such page",
    410: "the page has been taken down",
    429: "the site asks to come back later",
    451: "the page is withheld for legal reasons",
}
_SAVE = "save the article from a browser as .html or .txt and add that"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take."""

    redirects: int = 5
    """The most redirects that are followed."""
    size: int = 20_000_000
    """The most bytes of a body, unpacked."""
    seconds: float = 30.0
    """The most time in all, redirects included, however slowly the other side sends."""


def is_public(address: Address) -> bool:
    """Say whether an address is one of the open internet, also where IPv6 wraps an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not is_public(inner):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def read_url(url: str, *, published: datetime.date | None = None) -> Article:
    """Fetch a page and read its article.

    Args:
        url: An http or https address.
        published: When it was published, where the person knows.

    Raises:
        ArticleError: It could not be fetched or read; the message names the address.
    """
    body, content_type, final = fetch(url)
    kind, charset = _split_type(content_type)
    try:
        if kind in _PLAIN:
            return read_text(decode(body, declared=charset or "utf-8"), published=published, url=final)
        return read_html(body, url=final, charset=charset, published=published)
    except ArticleError as error:
        raise ArticleError(f"{final}: {error.message}") from None


def _split_type(content_type: str) -> tuple[str, str | None]:
    header = Message()
    header["Content-Type"] = content_type
    return header.get_content_type(), header.get_content_charset()


def fetch(
    url: str, *, allow: Callable[[Address], bool] = is_public, limits: Limits = Limits()
) -> tuple[bytes, str, str]:
    """Fetch one page.

    Args:
        url: An http or https address, without credentials.
        allow: Which network addresses may be connected to.
        limits: How much it may take.

    Returns:
        The body, its content type and the address it came from in the end.

    Raises:
        ArticleError: It could not be fetched; the message says what happened and what to do.
    """
    deadline = time.monotonic() + limits.seconds
    address = url.strip()
    for _ in range(limits.redirects + 1):
        parsed = _checked(address)
        target = _fetch_one(address, parsed, allow, limits, deadline)
        if not isinstance(target, str):
            return (*target, address)
        address = urljoin(address, target)
    raise ArticleError(f"{url}: more than {limits.redirects} redirects; give the address that a browser ends at")


def _checked(url: str) -> Url:
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parsed = parse_url(url)
    except LocationParseError:
        raise ArticleError(f"{url}: this is not a web address; expected https://…") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ArticleError(f"{url}: only http and https addresses are fetched; {_SAVE}")
    if parsed.auth is not None:
        shown = parsed._replace(auth=None).url
        raise ArticleError(f"{shown}: an address with a user name or password is not fetched; leave them out")
    return parsed


def _fetch_one(
    url: str, parsed: Url, allow: Callable[[Address], bool], limits: Limits, deadline: float
) -> tuple[bytes, str] | str:
    """Make one request; give the body with its content type, or where a redirect points."""
    from urllib3.exceptions import HTTPError

    last: Exception | None = None
    for address in _resolved(url, parsed, allow):
        connection = _connection(parsed, address, deadline)
        with _watched(connection, deadline) as overdue:
            try:
                headers = {"Host": parsed.netloc or "", **_HEADERS}
                connection.request("GET", parsed.request_uri, headers=headers, preload_content=False)
                # Closing the connection alone would leave the response's hold on the socket.
                with closing(connection.getresponse()) as response:
                    return _answer(url, response, limits, overdue)
            except (HTTPError, OSError, http.client.HTTPException, ValueError) as error:
                if overdue.is_set() or time.monotonic() >= deadline:
                    late = f"no complete answer within {limits.seconds:g} seconds"
                    raise ArticleError(f"{url}: {late}; try again, or {_SAVE}") from None
                last = error
    raise ArticleError(f"{url}: no connection ({_why(last)}); check the address, or {_SAVE}")


def _resolved(url: str, parsed: Url, allow: Callable[[Address], bool]) -> list[Address]:
    """Give the addresses of a host, every one of them checked."""
    host = (parsed.host or "").strip("[]")
    try:
        found = socket.getaddrinfo(host, parsed.port or 0, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ArticleError(f"{url}: the host name {host} is not known; check the address and the network") from None
    addresses = list(dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
    for address in addresses:
        if not allow(address):
            raise ArticleError(f"{url}: {host} is at {address}, no public address, and is not fetched; {_SAVE}")
    return addresses


def _connection(parsed: Url, address: Address, deadline: float) -> HTTPConnection:
    """Make a connection to the checked address itself; for TLS the certificate must still be the host's."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    left = max(0.05, deadline - time.monotonic())
    host = (parsed.host or "").strip("[]")
    if parsed.scheme == "https":
        return HTTPSConnection(str(address), parsed.port or 443, timeout=left, server_hostname=host)
    return HTTPConnection(str(address), parsed.port or 80, timeout=left)


@contextmanager
def _watched(connection: HTTPConnection, deadline: float) -> Iterator[threading.Event]:
    """Cut the connection at the deadline: a timeout of the socket starts anew with every byte that drips in."""
    overdue = threading.Event()

    def cut() -> None:
        overdue.set()
        held = connection.sock
        if held is not None:
            try:
                # The plain socket's method, since that of TLS would take its state from under the reader.
                socket.socket.shutdown(held, socket.SHUT_RDWR)
            except OSError:
                return

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield overdue
    finally:
        timer.cancel()
        connection.close()


def _answer(url: str, response: BaseHTTPResponse, limits: Limits, overdue: threading.Event) -> tuple[bytes, str] | str:
    if response.status in _REDIRECTS and (location := response.headers.get("Location")):
        return str(location)
    if response.status != 200:
        other = "the site is out of order" if response.status >= 500 else "the site gave no page"
        reason = _REASONS.get(response.status, other)
        raise ArticleError(f"{url}: {reason} (status {response.status}); check it in a browser, or {_SAVE}")
    content_type = response.headers.get("Content-Type") or "text/html"
    kind, _ = _split_type(content_type)
    if kind not in _PAGES + _PLAIN:
        raise ArticleError(f"{url}: this is {kind}, not a page of text; {_SAVE}")
    body = bytearray()
    for chunk in response.stream(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > limits.size:
            raise ArticleError(f"{url}: more than {limits.size / 1e6:g} MB; {_SAVE}")
    if overdue.is_set():
        raise TimeoutError
    return bytes(body), content_type


def _why(error: Exception | None) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    text = str(getattr(error, "reason", None) or error or "no address")
    return " ".join(text.split())[:160]
