"""A proxy that keeps every byte a browser sends, and a search no encoding escapes."""

import base64
import gzip
import re
import socket
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus, unquote_to_bytes


@dataclass
class Recording:
    """What the browser sent, connection by connection; only `port` is reached."""

    port: int
    sent: list[bytearray] = field(default_factory=list)
    _listener: socket.socket = field(default_factory=socket.socket)

    def __post_init__(self) -> None:
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def bytes(self) -> bytes:
        return b"\n".join(bytes(one) for one in self.sent)

    def requests(self) -> list[tuple[str, str]]:
        """« GET http://host/path » and its body, in order on each connection."""
        return [one for sent in self.sent for one in _requests(bytes(sent))]

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        kept = bytearray()
        self.sent.append(kept)
        server = socket.create_connection(("127.0.0.1", self.port))
        back = threading.Thread(target=_pour, args=(server, client), daemon=True)
        back.start()
        _pour(client, server, kept)


def _requests(sent: bytes) -> Iterator[tuple[str, str]]:
    while sent:
        head, _, rest = sent.partition(b"\r\n\r\n")
        line, *headers = head.decode("latin-1").split("\r\n")
        named = dict(header.casefold().split(": ", 1) for header in headers)
        length = int(named.get("content-length", 0))
        yield line.removesuffix(" HTTP/1.1"), rest[:length].decode("latin-1")
        sent = rest[length:]


def _pour(
    source: socket.socket, target: socket.socket, kept: bytearray | None = None
) -> None:
    try:
        while data := source.recv(65536):
            if kept is not None:
                kept += data
            target.sendall(data)
    except OSError:
        pass
    finally:
        for end in (source, target):
            end.close()


def forms(secret: str) -> Iterator[bytes]:
    """How a text may be written in what is sent."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        raw = secret.encode(encoding, "ignore")
        yield raw
        yield raw.hex().encode()
        # Whatever stands before it, one of the three alignments holds its middle.
        for shift in range(3):
            coded = base64.b64encode(b"x" * shift + raw)
            middle = coded[4:-4] if shift else coded[:-4]
            if len(middle) >= 8:
                yield middle
                yield middle.translate(bytes.maketrans(b"+/", b"-_"))
    yield quote(secret).encode()
    yield quote_plus(secret).encode()
    yield secret.encode("unicode_escape")


def unpacked(data: bytes, depth: int = 2) -> Iterator[bytes]:
    """The bytes, and everything that can be decompressed from any place in them."""
    yield data
    if not depth:
        return
    bare = unquote_to_bytes(data.replace(b"+", b" "))
    if bare != data:
        yield bare
    for coded in _CODED.findall(data + b"\n" + bare):
        yield from unpacked(_decoded(coded), depth - 1)
    for place in range(len(data)):
        for wbits in _packings(data, place):
            try:
                inner = zlib.decompressobj(wbits).decompress(data[place:])
            except zlib.error:
                continue
            if len(inner) > 4:
                yield from unpacked(inner, depth - 1)


# Long enough to hold a word; what is shorter is searched for as it is.
_CODED = re.compile(rb"[A-Za-z0-9+/_-]{24,}")


def _decoded(coded: bytes) -> bytes:
    plain = coded.translate(bytes.maketrans(b"-_", b"+/"))
    whole = plain[: len(plain) // 4 * 4]
    return base64.b64decode(whole)


def _packings(data: bytes, place: int) -> Iterator[int]:
    head = data[place : place + 2]
    if head == b"\x1f\x8b":
        yield 31
    if head[:1] == b"\x78":
        yield 15
    # A deflate stream has no mark: tried where a body begins.
    if data[max(0, place - 4) : place] == b"\r\n\r\n" or place == 0:
        yield -15


def found(data: bytes, secrets: list[str]) -> list[str]:
    """Which of these secrets can be read in `data`, in any form."""
    layers = [layer.lower() for layer in unpacked(data)]
    return [
        secret
        for secret in secrets
        if any(form.lower() in layer for form in forms(secret) for layer in layers)
    ]


def packed(text: str) -> dict[str, bytes]:
    """A text hidden in a request in each way `found` must see through."""
    raw = text.encode()
    deflated = zlib.compressobj(wbits=-15)
    bodies = {
        "raw": raw,
        "url": quote(text, safe="").encode(),
        "form": quote_plus(text).encode(),
        "base64": base64.b64encode(b"ab" + raw + b"yz"),
        "base64 for addresses": base64.urlsafe_b64encode(b"a" + raw),
        "hexadecimal": raw.hex().encode(),
        "utf-16": text.encode("utf-16-le"),
        "json": text.encode("unicode_escape"),
        "gzip": gzip.compress(raw),
        "zlib": zlib.compress(raw),
        "deflate": deflated.compress(raw) + deflated.flush(),
        "gzip within base64": base64.b64encode(gzip.compress(raw)),
        "gzip within base64 for addresses": base64.urlsafe_b64encode(
            zlib.compress(raw)
        ),
        "gzip within a form": quote_plus(
            base64.b64encode(gzip.compress(raw)).decode()
        ).encode(),
        "base64 within gzip": gzip.compress(base64.b64encode(b"{" + raw + b"}")),
    }
    head = b"POST http://ici/x HTTP/1.1\r\nHost: ici\r\n\r\n"
    return {name: head + body for name, body in bodies.items()}
