"""How much memory a process may take, so that one report cannot take it from everything else on the machine."""

import os
from contextlib import suppress


def physical_memory() -> int:
    """Bytes of memory in this machine; 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0


def limit_memory(most: int) -> None:
    """Let this process allocate at most so many bytes; an allocation beyond fails. Does nothing where it cannot be."""
    try:
        import resource  # noqa: PLC0415 - exists on Unix only
    except ImportError:
        return
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        _, hard = resource.getrlimit(kind)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # macOS refuses
            resource.setrlimit(kind, (wanted, hard))
