"""The machine that figures were taken on."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("numpy", "sqlalchemy", "cryptography", "psycopg")


def describe() -> str:
    """Return date, processor, memory, system and versions as one paragraph."""
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y} on {os.cpu_count()} cores of {processor()}, "
        f"{gibibytes:.0f} GiB of memory, {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}."
    )


def processor() -> str:
    """Return the processor's name as the system gives it."""
    path = Path("/proc/cpuinfo")
    if path.exists():
        for line in path.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def load() -> float:
    """Return how many processes waited for a core, on average over the last minute."""
    return os.getloadavg()[0]
