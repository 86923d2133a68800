"""Files of fictional members, written for tests."""

from pathlib import Path

HEADER = "name,email,membership_number,local_party,region,joined_on"


def row(number: int, **cells: str) -> str:
    """Return the line of fictional member `number`, with some cells given."""
    usual = {
        "name": f"Member {number}",
        "email": f"m{number}@example.org",
        "membership_number": f"M-{number}",
        "local_party": "Anyborough",
        "region": "Wales",
        "joined_on": "2024-05-01",
    }
    return ",".join((usual | cells).values())


def write(path: Path, *lines: str, header: str = HEADER) -> Path:
    """Write a header and lines as a CSV file in UTF-8."""
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path
