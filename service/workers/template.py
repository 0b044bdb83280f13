"""The template: a process of one thread with everything imported, from which workers are copied.

A copy starts in milliseconds where a new interpreter takes most of a second. The web process cannot be
copied itself: it has connections, and may have threads. The template ends when the web process does, and
its copies with it.
"""

import gc
import importlib
import os
import pickle
import signal
import socket
import struct
import sys

from .confinement import Limits, die_with_parent
from .worker import Opening, run_worker

PID = struct.Struct(">I")
# Whatever a task may need; what is imported here is shared by all copies.
_IMPORTED = "koinon.service.app"


def main() -> None:
    """Copy this process whenever the web process sends a connection, until it goes."""
    die_with_parent()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Meant for the web process, which lets running queries end.
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    opening, limits = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that made this one
    importlib.import_module(_IMPORTED)
    gc.collect()
    gc.freeze()
    children: set[int] = set()
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            break
        children = {child for child in children if _runs(child)}
        children.add(_copy(control, descriptors[0], opening, limits))
    for child in children:
        if _runs(child):
            os.kill(child, signal.SIGKILL)


def _copy(control: socket.socket, descriptor: int, opening: Opening, limits: Limits) -> int:
    child = os.fork()
    if child == 0:
        try:
            control.close()
            run_worker(socket.socket(fileno=descriptor), opening, limits)
        finally:
            os._exit(0)
    os.close(descriptor)
    control.sendall(PID.pack(child))
    return child


def _runs(child: int) -> bool:
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main()
