"""Fetching: public addresses only, redirects too, and never more than so much, so long, so often."""

from __future__ import annotations

import contextlib
import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from generator.article import fetch as module
from generator.article.fetch import Address, Limits, fetch, is_public, read_url
from generator.errors import ArticleError

NEWS = "Two people were shot in Tolmar on Monday night, and one of them has died in hospital, the police said."
PAGE = f"<!doctype html><title>Two shot in Tolmar</title><article><p>{NEWS}</p><p>{NEWS[::-1]}</p></article>".encode()
QUICK = Limits(seconds=1.0, size=100_000)
Answer = Callable[[socket.socket, bytes], None]


def loopback(address: Address) -> bool:
    return str(address) == "127.0.0.1"


def answer(body: bytes, status: str = "200 OK", **headers: str) -> Answer:
    lines = {"Content-Type": "text/html", "Content-Length": str(len(body))} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())

    def send(client: socket.socket, request: bytes) -> None:
        client.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    return send


def redirect(to: str) -> Answer:
    return answer(b"", "302 Found", Location=to)


@contextlib.contextmanager
def served(*answers: Answer) -> Iterator[str]:
    """Answer one connection after the other on the loopback; each gets a socket with a time limit of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def serve() -> None:
            for send in answers:
                with contextlib.suppress(OSError):
                    client, _ = server.accept()
                    with client:
                        client.settimeout(5)
                        send(client, client.recv(65_536))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/news/1"
    thread.join(6)


def refused(url: str, message: str, limits: Limits = QUICK) -> None:
    with pytest.raises(ArticleError, match=message) as caught:
        fetch(url, allow=loopback, limits=limits)
    assert "http" in str(caught.value)


def test_a_page_comes_with_its_type_and_address() -> None:
    with served(answer(PAGE)) as url:
        assert fetch(url, allow=loopback) == (PAGE, "text/html", url)


def test_the_request_names_the_host_and_path_and_no_more() -> None:
    seen: list[bytes] = []

    def send(client: socket.socket, request: bytes) -> None:
        seen.append(request)
        answer(PAGE)(client, request)

    with served(send) as url:
        fetch(f"{url}?a=1#part", allow=loopback)
    assert seen[0].startswith(b"GET /news/1?a=1 HTTP/1.1\r\n")
    assert b"Host: " + url.split("/")[2].encode() in seen[0]
    assert b"Cookie" not in seen[0]


def test_a_packed_page_is_unpacked_and_a_bomb_is_not() -> None:
    with served(answer(gzip.compress(PAGE), Content_Encoding="gzip")) as url:
        assert fetch(url, allow=loopback)[0] == PAGE
    with served(answer(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")) as url:
        refused(url, "more than 0.1 MB")


def test_redirects_are_followed_also_relative_ones() -> None:
    with served(redirect("/news/2"), redirect("3?x=1"), answer(PAGE)) as url:
        assert fetch(url, allow=loopback)[2] == url.replace("/news/1", "/news/3?x=1")


def test_six_redirects_are_too_many() -> None:
    with served(*[redirect("/again")] * 6) as url:
        refused(url, "more than 5 redirects")


@pytest.mark.parametrize(
    "to", ["http://127.0.0.2/", "http://[::1]/", "http://169.254.169.254/latest", "http://10.0.0.1/"]
)
def test_a_redirect_to_a_private_address_is_not_followed(to: str) -> None:
    with served(redirect(to)) as url:
        refused(url, "no public address")


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "javascript:alert(1)"])
def test_a_redirect_to_another_scheme_is_not_followed(to: str) -> None:
    with served(redirect(to)) as url:
        refused(url, "only http and https")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0/",
    ],
)
def test_addresses_of_this_machine_are_refused_however_written(url: str) -> None:
    with pytest.raises(ArticleError, match=r"no public address|not known"):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.1.2.3", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff0e::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_what_a_public_address_is(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def test_a_name_that_answers_otherwise_a_moment_later_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is resolved once, and the connection is made to what was checked."""
    asked: list[str] = []

    real = socket.getaddrinfo

    def lookup(host: str, port: int, *args: object, **options: object) -> list[object]:
        if host != "rebind.example":
            # A numeric address, which the connection itself asks for.
            return real(host, port, *args, **options)
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "127.0.0.9", port, *args, **options)

    with served(answer(PAGE)) as url, monkeypatch.context() as patch:
        patch.setattr(module.socket, "getaddrinfo", lookup)
        body, _, final = fetch(url.replace("127.0.0.1", "rebind.example"), allow=loopback)
    assert body == PAGE
    assert asked == ["rebind.example"]
    assert "rebind.example" in final


def test_one_private_address_of_several_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("127.0.0.1", "10.0.0.1")]
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *a, **k: found)
    refused("http://two.example/", "two.example is at 10.0.0.1")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://example.org/", "only http and https"),
        ("https://", "only http and https|not a web address"),
        ("http://exa mple.org/", "not a web address|not known"),
        ("http://[::1/", "not a web address"),
        ("http://nowhere.invalid/", "nowhere.invalid is not known"),
        ("http://127.0.0.1:1/", "no connection"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(url: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        fetch(url, allow=loopback, limits=QUICK)


def test_a_password_in_an_address_is_neither_sent_nor_shown() -> None:
    with pytest.raises(ArticleError, match="user name or password") as caught:
        fetch("http://jane:secret@127.0.0.1/", allow=loopback)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("404 Not Found", "no such page"),
        ("403 Forbidden", "refuses"),
        ("503 Busy", "out of order"),
        ("204 None", "no page"),
    ],
)
def test_other_statuses_are_named_with_a_way_on(status: str, message: str) -> None:
    with served(answer(b"", status)) as url:
        refused(url, f"{message}.*status {status[:3]}.*save the article")


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "text/css"])
def test_what_is_no_page_of_text_is_refused(kind: str) -> None:
    with served(answer(b"x", Content_Type=kind)) as url:
        refused(url, f"this is {kind}")


def test_a_body_without_end_is_cut_at_the_limit_of_size() -> None:
    def send(client: socket.socket, request: bytes) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(10_000):
            client.sendall(b"<p>more</p>" * 1000)

    with served(send) as url:
        refused(url, "more than 0.1 MB")


@pytest.mark.parametrize("where", ["body", "chunks", "headers", "silence"])
def test_a_server_that_drips_is_cut_off_in_time(where: str) -> None:
    def send(client: socket.socket, request: bytes) -> None:
        heads = {
            "body": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n",
            "chunks": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
            "headers": b"HTTP/1.1 200 OK\r\nX-Drip: ",
            "silence": b"",
        }
        client.sendall(heads[where])
        drop = {"chunks": b"1\r\nx\r\n", "silence": b""}.get(where, b"x")
        client.settimeout(0.1)
        for _ in range(40):
            with contextlib.suppress(TimeoutError):
                if not client.recv(1):
                    return
            client.sendall(drop)

    with served(send) as url:
        begun = time.monotonic()
        refused(url, "no complete answer within 0.5 seconds", Limits(seconds=0.5))
        assert time.monotonic() - begun < 2


def test_an_answer_that_is_no_http_or_no_tls_is_an_error_of_ours() -> None:
    with served(lambda client, request: client.sendall(b"SSH-2.0-OpenSSH_9\r\n")) as url:
        refused(url, "no connection")
    with served(lambda client, request: client.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")) as url:
        refused(url.replace("http:", "https:"), "no connection")


def test_a_body_that_breaks_off_is_an_error() -> None:
    with served(answer(b"half", Content_Length="1000")) as url:
        refused(url, "no connection")


def test_an_article_at_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "fetch", lambda url: (PAGE, "text/html; charset=utf-8", "https://example.org/final"))
    article = read_url("https://example.org/1")
    assert (article.url, article.title) == ("https://example.org/final", "Two shot in Tolmar")
    monkeypatch.setattr(module, "fetch", lambda url: (b"", "text/plain", "https://example.org/final"))
    with pytest.raises(ArticleError, match=r"https://example\.org/final: .*empty"):
        read_url("https://example.org/1")
