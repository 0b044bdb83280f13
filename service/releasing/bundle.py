"""A release written to a folder: dumps, descriptions, checks, sums. It appears whole or not at all."""

import hashlib
import ipaddress
import json
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from koinon.graph.addresses import Addresses
from koinon.graph.catalogue import Publisher, catalogue, dcat, void
from koinon.graph.catalogue.dcat import CATALOGUE_PREFIXES
from koinon.graph.checking import Finding, Severity, check_shapes
from koinon.graph.errors import CheckError, DocumentError, KoinonError
from koinon.graph.publishing import n_quads_1_2, nanopublications
from koinon.graph.store.places import Keeping
from koinon.graph.store.seam import Store
from koinon.graph.turtle import turtle
from koinon.ontology.load import ontology_turtle

from ..catalogue.dumps import WRITERS, packed
from .changes import GRAPHS, Held, Tally, changes, read_held, write_held
from .crate import About, File, citation, crate

SUMS: Final = "SHA256SUMS"
CRATE: Final = "ro-crate-metadata.json"
TITLE: Final = "Koinon: cooperation in heritage"
#: What each file is, and its media type.
_FILES: Final = {
    "koinon.nq.gz": ("Every statement with its graph, N-Quads", "application/gzip"),
    "koinon.ttl.gz": ("Every statement once, Turtle", "application/gzip"),
    "koinon.csv.gz": ("Who takes part in what, a table", "application/gzip"),
    "vocabulary.ttl": ("The vocabulary with its schemes", "text/turtle"),
    "catalog.ttl": ("The catalogue in DCAT 3", "text/turtle"),
    "void.ttl": ("What the graph holds, in VoID", "text/turtle"),
    GRAPHS: ("What each graph holds: statements and a sum over them", "application/json"),
    "shapes.json": ("What the shapes found", "application/json"),
    "CHANGES.md": ("What changed since the last release", "text/markdown"),
    "CITATION.cff": ("How to cite it", "application/yaml"),
}

NANOPUBLICATIONS: Final = "nanopublications.nq.gz"
RDF_1_2: Final = "koinon-rdf12.nq.gz"
#: Files that a release holds if it is asked to.
_EXTRAS: Final = {
    NANOPUBLICATIONS: ("The reviewed involvements, each as a nanopublication, N-Quads", "application/gzip"),
    RDF_1_2: ("Every statement with its graph, with reifiers, RDF 1.2 N-Quads", "application/gzip"),
}


class ReleaseError(KoinonError):
    """A graph cannot be released as it is."""


def release(
    keeping: Keeping,
    destination: Path,
    version: str,
    date: str,
    publisher: Publisher,
    previous: Path | None = None,
    extras: Collection[str] = (),
) -> dict[str, File]:
    """Write the newest generation to a new folder as a release, and give its files by path.

    Args:
        keeping: where the graph is.
        destination: the folder, which is not there yet.
        version: what the release is called, such as ``2026.1``.
        date: the day of the release, as in ISO 8601.
        publisher: who publishes it.
        previous: the folder of the release before, to tell what changed.
        extras: ``NANOPUBLICATIONS``, ``RDF_1_2``, or both.

    Raises:
        ReleaseError: the addresses of the graph are of this machine, or the folder is there already.
        CheckError: a statement breaks a shape.
        DocumentError: the release before is none.
    """
    _require_public(keeping.base)
    if destination.exists():
        raise ReleaseError(f"{destination} is there already; name a new folder for the release.")
    before = read_held(previous) if previous else {}
    destination.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", dir=destination.parent))
    try:
        _dump_extras(aside, keeping, extras)
        files = _fill(aside, keeping, version, date, publisher, before)
        aside.chmod(0o755)
        aside.rename(destination)
        return files
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(
    folder: Path,
    keeping: Keeping,
    version: str,
    date: str,
    publisher: Publisher,
    before: Mapping[str, Held],
) -> dict[str, File]:
    store, base = keeping.open(), keeping.base
    findings = check_shapes(store, Addresses(base))
    _require_sound(findings)
    found, held = catalogue(store, base), _dump(store, folder)
    description = (
        f"{found.totals.triples:,} statements of {len(found.sources):,} sources, "
        f"generation {found.generation}: who works with whom for heritage, and who says so."
    )
    about = About(TITLE, version, date, publisher.name, base, description)
    told = {
        "vocabulary.ttl": b"\n".join(ontology_turtle().values()),
        "catalog.ttl": turtle(dcat(found, publisher, base), base, CATALOGUE_PREFIXES),
        "void.ttl": turtle(void(found, base), base, CATALOGUE_PREFIXES),
        GRAPHS: write_held(held).encode(),
        "shapes.json": _report(findings),
        "CHANGES.md": changes(before, held, version).encode(),
        "CITATION.cff": citation(about).encode(),
    }
    for name, content in told.items():
        _write(folder / name, [content])
    files = _described(folder)
    _write(folder / CRATE, [crate(about, files.values()).encode()])
    _write(folder / SUMS, [_sums(folder)])
    return files


def _dump(store: Store, folder: Path) -> dict[str, Held]:
    """Write the dumps, and tell what each graph holds."""
    tally = Tally()
    _write(folder / "koinon.nq.gz", packed(tally.watch(WRITERS["nq"](store))))
    for name in ("ttl", "csv"):
        _write(folder / f"koinon.{name}.gz", packed(WRITERS[name](store)))
    return tally.held()


def _dump_extras(folder: Path, keeping: Keeping, extras: Collection[str]) -> None:
    store = keeping.open()
    if NANOPUBLICATIONS in extras:
        _write(folder / NANOPUBLICATIONS, packed(nanopublications(store, Addresses(keeping.base))))
    if RDF_1_2 in extras:
        _write(folder / RDF_1_2, packed(n_quads_1_2(store)))


def verify_release(folder: Path) -> int:
    """Compare the files of a release with their sums, and give their number.

    Raises:
        DocumentError: there are no sums.
        ReleaseError: a file is missing or not what was written.
    """
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except OSError:
        raise DocumentError(f"{folder} is not the folder of a release: it has no {SUMS}.") from None
    for line in lines:
        digest, _, name = line.partition("  ")
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise ReleaseError(f"The file {name} of the release in {folder} is not what was written.")
    return len(lines)


def _require_public(base: str) -> None:
    host = urlsplit(base).hostname or ""
    try:
        address = ipaddress.ip_address(host)
        local = address.is_loopback or address.is_unspecified
    except ValueError:
        local = host == "localhost" or host.endswith(".localhost")
    if local:
        raise ReleaseError(
            f"The graph's addresses begin with {base}, which leads nobody but this machine to them. Give it "
            "those where it will be served: koinon rebase https://your.address/"
        )


def _require_sound(findings: Iterable[Finding]) -> None:
    wrong = [one for one in findings if one.severity is Severity.VIOLATION]
    if wrong:
        raise CheckError(f"{len(wrong)} things are wrong, so nothing was released. The first: {wrong[0]}")


def _report(findings: Iterable[Finding]) -> bytes:
    listed = [
        {"severity": one.severity, "node": one.node, "sentence": one.sentence, "source": one.source}
        for one in findings
    ]
    return json.dumps({"conforms": True, "findings": listed}, ensure_ascii=False, indent=1).encode()


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as stream:
        for piece in pieces:
            stream.write(piece)


def _described(folder: Path) -> dict[str, File]:
    return {
        name: File(name, title, media_type, (folder / name).stat().st_size, _digest(folder / name))
        for name, (title, media_type) in (_FILES | _EXTRAS).items()
        if (folder / name).exists()
    }


def _sums(folder: Path) -> bytes:
    return "".join(f"{_digest(path)}  {path.name}\n" for path in _in_order(folder)).encode()


def _in_order(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.iterdir() if path.name != SUMS)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
