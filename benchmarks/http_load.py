"""Requests over connections that stay open, as plain as can be: the client must not be what is measured."""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass
class Load:
    """What came of a run: seconds of each request, and counts of statuses."""

    took: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.took) / self.seconds

    def percentile(self, percent: float) -> float:
        """Seconds within which so many percent were answered."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def sparql_path(query: str, **parameters: object) -> str:
    """Write the address of a query."""
    rest = "".join(f"&{name}={value}" for name, value in parameters.items())
    return f"/sparql?query={quote(query, safe='')}{rest}"


async def ask(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    path: str,
    accept: str = "application/sparql-results+json",
    body: bytes = b"",
    client: str = "",
) -> tuple[int, bytes]:
    """Send one request and read its answer; raises IncompleteReadError where it is cut short."""
    head = f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: koinon.test\r\nAccept: {accept}\r\n"
    if client:
        head += f"X-Forwarded-For: {client}\r\n"
    if body:
        head += f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n"
    writer.write(head.encode() + b"\r\n" + body)
    lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    status = int(lines[0].split()[1])
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines[1:])}
    if b"content-length" in fields:
        return status, await reader.readexactly(int(fields[b"content-length"]))
    pieces = []
    while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
        pieces.append((await reader.readexactly(size + 2))[:-2])
    await reader.readexactly(2)
    return status, b"".join(pieces)


async def run_load(
    port: int,
    paths: list[str],
    connections: int,
    seconds: float,
    rate: float | None = None,
    client: str = "",
) -> Load:
    """Ask for paths in turn over so many connections, as fast as answers come or at a rate.

    Raises:
        OSError: the server is not there, or cut a connection.
    """
    load, begun = Load(), time.perf_counter()

    async def one(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        position = number
        while (now := time.perf_counter() - begun) < seconds:
            if rate is not None:
                await asyncio.sleep(max(0.0, position / rate - now))
            sent = time.perf_counter()
            status, _ = await ask(reader, writer, paths[position % len(paths)], client=client)
            load.took.append(time.perf_counter() - sent)
            load.statuses[status] = load.statuses.get(status, 0) + 1
            position += connections
        writer.close()

    await asyncio.gather(*(one(number) for number in range(connections)))
    load.seconds = time.perf_counter() - begun
    return load
