"""Whether the service is there, whether it can answer, and what it counts."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from koinon.graph.errors import KoinonError, StoreError
from koinon.graph.store.generations import Generations as StoredGenerations

from ..evaluation import Evaluator
from ..generations import Generations
from ..metrics import METRICS_TYPE, Metrics

_NEVER_KEPT = {"Cache-Control": "no-store"}


def health_routes(generations: Generations, evaluator: Evaluator, metrics: Metrics) -> APIRouter:
    """Serve ``/healthz``, ``/readyz`` and ``/metrics``, which stay quick whatever queries run."""
    router = APIRouter(tags=["service"])

    @router.get("/healthz", operation_id="health")
    async def health() -> dict[str, str | int]:
        """Say that the service is up, and which generation of the data it serves."""
        return {"status": "ok", "generation": generations.newest()}

    @router.get("/readyz", operation_id="readiness")
    async def readiness() -> Response:
        """Say whether queries can be answered: the data are whole, and there are workers. 503 where not."""
        try:
            number = _ready(generations, evaluator)
        except KoinonError as error:
            said = {"status": "not ready", "reason": str(error)}
            return JSONResponse(said, HTTPStatus.SERVICE_UNAVAILABLE, _NEVER_KEPT)
        return JSONResponse({"status": "ready", "generation": number}, headers=_NEVER_KEPT)

    @router.get("/metrics", operation_id="metrics")
    async def counted() -> Response:
        """Give the counts of the service in the text format of Prometheus."""
        return Response(metrics.text(), headers={**_NEVER_KEPT, "Content-Type": METRICS_TYPE})

    return router


def _ready(generations: Generations, evaluator: Evaluator) -> int:
    number = generations.newest()
    if failure := generations.failure():
        raise failure
    folder = generations.surroundings.folder
    if folder is not None and generations.newest() == number:
        try:
            StoredGenerations(folder).check(number)
        except StoreError:
            # A writer may have removed it because another stands by now.
            if generations.newest() == number:
                raise
    load = evaluator.load()
    if not load.idle + load.running:
        raise StoreError("No worker is ready; the log says why, or one is being started.")
    return number
