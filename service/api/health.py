"""Whether the service is there."""

from fastapi import APIRouter

from ..generations import Generations


def health_routes(generations: Generations) -> APIRouter:
    """Serve ``/healthz``, which stays quick whatever queries run."""
    router = APIRouter(tags=["service"])

    @router.get("/healthz", operation_id="health")
    async def health() -> dict[str, str | int]:
        """Say that the service is up, and which generation of the data it serves."""
        return {"status": "ok", "generation": generations.newest()}

    return router
