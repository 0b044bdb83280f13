"""Settings, read once: from flags, then ``KOINON_*`` variables, then ``koinon.toml``, then defaults."""

import os
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError
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
    store: Annotated[Path, Field(description="folder of the graph")] = Path("koinon-store")
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
    concurrency: Annotated[int, Field(gt=0, description="queries that run at the same time")] = 4
    queue: Annotated[int, Field(ge=0, description="queries that may wait for their turn")] = 32

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
