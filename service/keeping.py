"""Where the graph is kept, as the settings say: a folder, or an engine elsewhere."""

from pathlib import Path

from pydantic import SecretStr

from koinon.graph.errors import StoreError
from koinon.graph.store import Folder, Keeping

from .settings import Settings


def keeping_of(settings: Settings) -> Keeping:
    """Say where the graph is kept.

    Raises:
        StoreError: an address of the remote store cannot be one.
    """
    if not settings.is_remote:
        return Folder(settings.folder)
    # The client takes a tenth of a second to import, and a folder never needs it.
    from koinon.graph.store.remote import Credentials, Endpoint, Limits, RemoteKeeping  # noqa: PLC0415

    password, token = _said(settings.store_password), _said(settings.store_token)
    digest = settings.store_authentication == "digest"
    credentials = Credentials(settings.store_user, password, token, digest)
    endpoint = Endpoint(
        str(settings.store),
        settings.store_update,
        settings.store_graphs,
        credentials if settings.store_user or token else None,
        Limits(total=settings.store_seconds),
    )
    return RemoteKeeping(endpoint, settings.base, settings.folder)


def folder_of(settings: Settings, wanted: str) -> Path:
    """Give the folder of the store to what works with files.

    Raises:
        StoreError: the store is an engine elsewhere; the sentence ends with what was wanted.
    """
    if settings.is_remote:
        raise StoreError(f"The graph is at {settings.store}, not in a folder of this machine; {wanted}.")
    return settings.folder


def _said(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
