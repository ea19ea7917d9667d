"""Which process it is: a number, when it began and which boot of the machine, so that clocks do not matter."""

from __future__ import annotations

from pathlib import Path


def boot_id() -> str:
    """Which boot of this machine it is; empty where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def started_at(pid: int) -> str:
    """When a process began, in ticks since the machine did; empty where there is none, or only its remains."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return ""
    return "" if fields[0] == "Z" else fields[19]
