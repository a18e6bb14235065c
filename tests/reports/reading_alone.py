"""Read one file in a process of its own whose memory is limited, and say what came of it and what it took."""

import json
import resource
import sys
from pathlib import Path


def main(name: str, limit: int) -> None:
    """Print the problems of a file and the growth of the memory in bytes, as JSON."""
    from cockpit import reports  # noqa: PLC0415 - what the import takes is not the file's

    path = Path(name)
    warm = path.with_name("warm.csv")
    warm.write_text("sku,cost,category\nA,1,x\n", "utf-8")
    reports.read_file(warm, path.parent, reports.Hints())
    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + limit, used + limit))
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak begins here
    before = peak()
    found = reports.read_file(path, path.parent, reports.Hints())
    grown = peak() - before
    codes = [problem.code for reading in found for problem in reading.file.problems]
    print(json.dumps({"codes": codes[:5], "rows": sum(r.file.rows for r in found), "grown": grown}))  # noqa: T201 - its answer


def peak() -> int:
    """The most memory that was ever in use, in bytes."""
    status = Path("/proc/self/status").read_text("ascii")
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])


main(sys.argv[1], int(sys.argv[2]))
