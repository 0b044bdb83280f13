"""Apache Jena Fuseki over the union of a world's graphs, in a TDB2 database."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from .servers import Server, free_port, running
from .world_store import WORLDS, world_files

_SERVERS: Final = Path(__file__).parent.parent / "build" / "servers"


def installed() -> bool:
    """Say whether Fuseki and Java are on this machine."""
    return bool(shutil.which("java") and list(_SERVERS.glob("jena-fuseki-server-*.jar")))


@contextmanager
def fuseki(triples: int, limit: int) -> Iterator[Server]:
    """Run Fuseki, loaded where it is not yet; a query has ``limit`` seconds."""
    java, jar = shutil.which("java"), max(_SERVERS.glob("jena-fuseki-server-*.jar"))
    folder, (_, union) = WORLDS / str(triples) / "fuseki", world_files(triples)
    if not (folder / "loaded").exists():
        shutil.rmtree(folder, ignore_errors=True)
        load = [java, "-cp", jar, "tdb2.tdbloader", f"--loc={folder}", union]
        subprocess.run(list(map(str, load)), check=True, capture_output=True, timeout=3600)
        (folder / "loaded").touch()
    port = free_port()
    served = [
        "--localhost",
        f"--port={port}",
        f"--timeout={limit * 1000}",
        "--tdb2",
        f"--loc={folder}",
        "/ds",
    ]
    with running("fuseki", [java, "-Xmx2g", "-jar", jar, *served], port, "/ds/query") as server:
        yield server
