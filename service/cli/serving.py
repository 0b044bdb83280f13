"""``koinon serve`` and ``koinon settings``: the graph on the web, and what it was told."""

import socket
from typing import Annotated

import typer

from koinon.graph.errors import KoinonError

from ..keeping import keeping_of
from ..settings import origins, read_settings
from .console import say, show_table
from .options import StoreOption

_BACKLOG = 2048


class ServeError(KoinonError):
    """The service cannot listen where it was told to."""


def register(program: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    program.command()(serve)
    program.command(name="settings")(show_settings)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; 0 takes a free one.", show_default="8000")
    ] = None,
    store: StoreOption = None,
    workers: Annotated[
        int | None,
        typer.Option(
            help="Queries that run at the same time, each in a process of its own.", show_default="4"
        ),
    ] = None,
) -> None:
    """Serve the graph: SPARQL, networks, and a page for everything in it."""
    import uvicorn

    from ..app import create_app
    from ..authorisation import Authorisation
    from ..event_log import begin_log
    from ..generations import Generations
    from ..sessions import Sessions
    from ..workers.pool import WorkerPool
    from ..writing.client import Writer, writer_options

    settings = read_settings(host=host, port=port, store=store, concurrency=workers)
    begin_log(settings.log_level)
    keeping = keeping_of(settings)
    keeping.open()
    generations = Generations.followed(keeping)
    sessions = Sessions()
    writer = None if settings.is_remote else Writer(writer_options(settings))
    app = create_app(generations, settings, WorkerPool(keeping, settings), writer, sessions)
    listening = _listen(settings.host, settings.port)
    shown_host, shown_port = listening.getsockname()[:2]
    address = f"http://{shown_host}:{shown_port}"
    writing = writer is not None and Authorisation(settings, sessions).writing
    say(f"Koinon serves {settings.store} at {address}/ ({'' if writing else 'read-only; '}Ctrl+C stops it)")
    if writing:
        say(f"To write from a browser, open within ten minutes, once: {address}{sessions.link()}")
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="on",
            proxy_headers=False,  # the application believes the proxies that the settings name, and no other
            timeout_graceful_shutdown=settings.drain_seconds,
        )
    )
    server.run(sockets=[listening])


def show_settings() -> None:
    """Print every setting, its value and where the value comes from."""
    settings = read_settings()
    found = origins()
    rows = [
        (name, str(getattr(settings, name)), found[name], field.description or "")
        for name, field in type(settings).model_fields.items()
    ]
    show_table(["setting", "value", "from", "meaning"], rows)


def _listen(host: str, port: int) -> socket.socket:
    """Bind before anything is promised, so that a port in use is one sentence and not a log.

    Raises:
        ServeError: the address is not this machine's, or the port is taken.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # The protocol is named, for asyncio sends at once (TCP_NODELAY) only where it is.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        # Whoever connects while the workers start waits for them.
        listening.listen(_BACKLOG)
    except OSError as error:
        raise ServeError(f"Cannot listen on {host}:{port}: {error.strerror}. Try another --port.") from None
    return listening
