"""Settings, read once: from flags, then ``KOINON_*`` variables, then ``koinon.toml``, then defaults."""

import os
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from koinon.graph.addresses import DEFAULT_BASE, Addresses
from koinon.graph.errors import KoinonError

PREFIX = "KOINON_"
FILE = Path("koinon.toml")


class SettingsError(KoinonError):
    """A setting has a value it cannot have."""


class Settings(BaseSettings):
    """What a run of Koinon is told from outside."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file=FILE, frozen=True, extra="forbid", validate_default=True
    )

    base: Annotated[str, Field(description="address below which the things of the graph live")] = DEFAULT_BASE
    store: Annotated[
        str | Path,
        BeforeValidator(str),
        Field(description="folder of the graph, or address of its SPARQL engine"),
    ] = "koinon-store"
    store_update: Annotated[
        str | None, Field(description="address for updates of a remote store; without one it is only read")
    ] = None
    store_graphs: Annotated[
        str | None,
        Field(description="address of the Graph Store Protocol of a remote store, to write faster"),
    ] = None
    store_user: Annotated[str, Field(description="name that a remote store asks for")] = ""
    store_password: Annotated[
        SecretStr | None, Field(description="password that a remote store asks for")
    ] = None
    store_token: Annotated[
        SecretStr | None, Field(description="bearer token that a remote store asks for")
    ] = None
    store_authentication: Annotated[
        Literal["basic", "digest"], Field(description="how name and password are sent; Virtuoso wants digest")
    ] = "basic"
    store_seconds: Annotated[
        float, Field(gt=0, description="time limit of one request to a remote store, in seconds")
    ] = 600.0
    snapshots: Annotated[
        Path, Field(description="folder on this machine that keeps the texts of a remote store")
    ] = Path("koinon-remote")
    least_confidence: Annotated[
        float, Field(ge=0, le=1, description="ties read with less confidence are proposed, not asserted")
    ] = 0.2
    host: Annotated[str, Field(description="address the service listens on")] = "127.0.0.1"
    port: Annotated[
        int, Field(ge=0, le=65_535, description="port the service listens on; 0 takes a free one")
    ] = 8000
    default_graph: Annotated[
        Literal["union", "own"],
        Field(description="what a query's default graph is: all named graphs, or only its own"),
    ] = "union"
    query_seconds: Annotated[float, Field(gt=0, description="time limit of a query, in seconds")] = 10.0
    query_bytes: Annotated[int, Field(gt=0, description="longest query text, in bytes")] = 100_000
    concurrency: Annotated[
        int, Field(gt=0, le=256, description="queries that run at the same time, each in a worker process")
    ] = 4
    queue: Annotated[int, Field(ge=0, description="queries that may wait for their turn")] = 32
    worker_megabytes: Annotated[
        int, Field(ge=64, description="memory a query may take in its worker, in megabytes")
    ] = 512
    cache_megabytes: Annotated[
        int, Field(ge=0, description="memory for answers that are asked again, in megabytes; 0 keeps none")
    ] = 64
    rewrites: Annotated[
        bool, Field(description="whether queries are said otherwise where that finds the same sooner")
    ] = True
    result_bytes: Annotated[
        int, Field(ge=1_000, description="longest answer in bytes; a longer one is cut off, and says so")
    ] = 1_000_000_000
    transfer_seconds: Annotated[
        float, Field(gt=0, description="seconds in which a client must have taken its answer")
    ] = 600.0
    client_seconds: Annotated[
        float, Field(gt=0, description="seconds of work that one client may have in a minute")
    ] = 60.0
    client_faults: Annotated[
        int, Field(gt=0, description="queries that fail that one client may send in a minute")
    ] = 120
    trusted_proxies: Annotated[
        str,
        Field(
            description="addresses or networks of proxies, by commas, "
            "that are believed when they say for whom they ask"
        ),
    ] = ""
    publisher: Annotated[str, Field(min_length=1, description="who publishes the graph, for catalogues")] = (
        "Koinon"
    )
    contact: Annotated[
        str,
        Field(
            pattern=r"^((mailto:|https?://)[^\s<>\"{}|\\^`]+)?$",
            description="where questions go, for catalogues: mailto:… or a page",
        ),
    ] = ""
    token_write: Annotated[SecretStr | None, Field(description="token of scope write")] = None
    token_admin: Annotated[SecretStr | None, Field(description="token of scope admin")] = None
    write_seconds: Annotated[float, Field(gt=0, description="time limit of a write, in seconds")] = 60.0
    write_megabytes: Annotated[
        int, Field(ge=512, description="memory a write may take in its process, in megabytes")
    ] = 4_096
    upload_bytes: Annotated[
        int, Field(gt=0, description="longest body of a write in bytes, unpacked where it is compressed")
    ] = 50_000_000
    federation: Annotated[
        str, Field(description="addresses of endpoints, by commas, that queries may ask by SERVICE")
    ] = ""
    federation_seconds: Annotated[
        float, Field(gt=0, description="seconds in which these endpoints must have answered")
    ] = 5.0
    federation_bytes: Annotated[
        int, Field(gt=0, description="longest answer of one of these endpoints, in bytes")
    ] = 2_000_000
    fetched: Annotated[Path, Field(description="folder for what is fetched from portals")] = Path(
        "koinon-fetched"
    )
    fetch_delay: Annotated[
        float, Field(ge=0, description="least seconds between two requests to a portal")
    ] = 1.0
    fetch_seconds: Annotated[
        float, Field(gt=0, description="seconds in which a data set must have been fetched")
    ] = 600.0
    fetch_bytes: Annotated[int, Field(gt=0, description="most bytes that are fetched of a data set")] = (
        1_000_000_000
    )
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Field(description="least level that is logged; info tells every request"),
    ] = "warning"
    log_clients: Annotated[bool, Field(description="whether the log names the addresses of clients")] = False
    drain_seconds: Annotated[
        int, Field(ge=0, le=3_600, description="seconds that running queries get when the service is stopped")
    ] = 10

    @property
    def is_remote(self) -> bool:
        """Tell whether the store is an engine elsewhere."""
        return str(self.store).startswith(("http://", "https://"))

    @property
    def folder(self) -> Path:
        """Give the folder on this machine: of the store, or of what is kept beside a remote one."""
        return self.snapshots if self.is_remote else Path(self.store)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: flags, variables, file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_settings(**flags: object) -> Settings:
    """Read the settings; a flag that is None was not given.

    Raises:
        SettingsError: a value is not one the setting can have, or ``koinon.toml`` is not TOML.
    """
    given: dict[str, Any] = {name: value for name, value in flags.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{FILE} is not valid TOML: {error}.") from None
    Addresses(settings.base)
    return settings


def origins(flags: Collection[str] = (), environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Say for each setting where its value comes from: a flag, a variable, the file or the default."""
    variables = {name.upper() for name in environment}
    in_file = tomllib.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}

    def origin(name: str) -> str:
        if name in flags:
            return f"--{name.replace('_', '-')}"
        if f"{PREFIX}{name}".upper() in variables:
            return f"{PREFIX}{name}".upper()
        return str(FILE) if name in in_file else "default"

    return {name: origin(name) for name in Settings.model_fields}


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"There is no setting “{name}”; `koinon settings` lists them."
    return f"The setting “{name}” cannot be {first['input']!r}: {first['msg'].lower()}."
