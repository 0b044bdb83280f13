"""networkit made repeatable: one thread and a fixed seed, whoever asks first."""

from typing import Any, Final

SEED: Final = 20081


def networkit(seed: int = SEED) -> Any:
    """Give the library, its chance begun anew.

    It is loaded when it is first needed, which takes half a second. With one thread its parallel algorithms
    do the same steps in the same order every time.
    """
    import networkit as nk  # noqa: PLC0415 - see above

    nk.setNumberOfThreads(1)
    nk.setSeed(seed, False)
    return nk
