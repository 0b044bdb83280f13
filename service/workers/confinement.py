"""What a worker may use: so much memory and processor time, no network, no other program.

A query can make the engine open connections (SERVICE), grow without end, or overflow the stack. The guard
refuses such queries by their text; what is set here holds even for one that slips past it. The operating
system does the holding: resource limits everywhere, and on Linux a filter of system calls (seccomp(2)),
which needs no privileges and cannot be taken off again.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
import time
from dataclasses import dataclass
from typing import Final

# Libraries that would start threads when they are imported; a process with threads is not safely copied.
_ONE_THREAD: Final = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "1"
)
#: What a process that is to be confined is started with. Threads of the engine share their memory areas, so
#: that a limit on memory means what it says; and where memory is out the engine ends without a trace of its
#: calls, for which it would wait, without memory, until its time is over.
ENVIRONMENT: Final = {**_ONE_THREAD, "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | 13  # SECCOMP_RET_ERRNO with EACCES
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
#: Architecture as seccomp names it; the numbers of execve, execveat, ptrace, process_vm_writev; of socket.
_ARCHITECTURES: Final = {
    "x86_64": (0xC000003E, (59, 322, 101, 311), 41),
    "aarch64": (0xC00000B7, (221, 281, 117, 271), 198),
}
#: io_uring_setup, the same everywhere: it would open sockets without a call of its own.
_IO_URING_SETUP: Final = 425
#: Calls of the x32 kind carry this bit, and would pass under other numbers.
_X32: Final = 0x40000000
#: The engine's parser calls itself once a bracket; the usual 8 MB would end at some 1000 of them.
_STACK: Final = 64 << 20
#: Longest file a worker may write: large results and columns of the network index.
_LONGEST_FILE: Final = 1 << 30
_NICENESS: Final = 5
# The memory a worker holds when it is idle is its own affair; pages come in whole.
_PAGE: Final = resource.getpagesize()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a worker may use: memory in bytes beyond what it holds when it is idle.

    ``network`` is for a store on another machine: then only the guard, and that machine, keep queries from
    reaching further.
    """

    memory: int
    network: bool = False


def die_with_parent() -> None:
    """Ask the system to end this process when the thread that made it ends. Linux only; elsewhere nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def confine(*, network: bool = False) -> bool:
    """Give up what no query needs. Called before the store is opened, while there is one thread.

    Returns:
        Whether the system now keeps this process from the network; where it does not, only the guard does.
    """
    os.nice(_NICENESS)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, _LONGEST_FILE)
    _, hardest = resource.getrlimit(resource.RLIMIT_STACK)
    if hardest == resource.RLIM_INFINITY or hardest >= _STACK:
        resource.setrlimit(resource.RLIMIT_STACK, (_STACK, hardest))
    return sys.platform == "linux" and _refuse_calls(network) and not network


def limit_memory(limits: Limits) -> None:
    """Let this process grow by its limit and no further."""
    memory = OwnMemory()
    size, _ = memory.sizes()
    memory.close()
    if size:
        _, hardest = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size + limits.memory + _STACK, hardest))


def lift_memory_limit() -> None:
    """Let this process grow as far as the system lets it."""
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hardest, hardest))


class OwnTime:
    """Ends the process that made this when it has used the processor for too long, should nobody else do."""

    def __init__(self) -> None:
        self._until = 0

    def limit(self, seconds: float) -> None:
        """Let this process use the processor for so much longer, give or take two seconds."""
        until = int(time.process_time() + seconds) + 2
        if until != self._until:  # it is asked before every task, and the system counts whole seconds
            _, hardest = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (until, hardest))
            self._until = until


class OwnMemory:
    """Tells how large the process is that made this."""

    def __init__(self) -> None:
        try:
            # Kept open, for it is asked after every query.
            self._file = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            self._file = -1

    def sizes(self) -> tuple[int, int]:
        """Give address space and resident memory in bytes; 0 where the system does not tell."""
        if self._file < 0:
            return 0, 0
        address_space, resident = os.pread(self._file, 200, 0).split()[:2]
        return int(address_space) * _PAGE, int(resident) * _PAGE

    def close(self) -> None:
        """Ask no more."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _limit(what: int, value: int) -> None:
    _, hardest = resource.getrlimit(what)
    bounded = value if hardest == resource.RLIM_INFINITY else min(value, hardest)
    resource.setrlimit(what, (bounded, bounded))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def _refuse_calls(network: bool) -> bool:
    """Install a filter that answers EACCES to calls that open sockets or reach other processes."""
    if platform.machine() not in _ARCHITECTURES:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    architecture, others, socket = _ARCHITECTURES[platform.machine()]
    refused = others if network else (*others, socket)
    instructions = ctypes.create_string_buffer(_filter(architecture, refused))
    program = _Program(len(instructions.raw) // 8, ctypes.addressof(instructions))
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not library.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def _filter(architecture: int, refused: tuple[int, ...]) -> bytes:
    """Write the filter (struct sock_filter, linux/filter.h): code, jump if true, jump if false, operand."""
    numbers = (*refused, _IO_URING_SETUP)
    # From each test, so many steps to the refusal, which comes last.
    tests = [(_JUMP_IF_EQUAL, len(numbers) - position, 0, number) for position, number in enumerate(numbers)]
    program = [
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_JUMP_IF_EQUAL, 0, len(numbers) + 3, architecture),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
        (_JUMP_IF_AT_LEAST, len(numbers) + 1, 0, _X32),
        *tests,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
