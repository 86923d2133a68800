"""Links to other sites that people give: encrypted, to a named host, and nothing else."""

import re
from urllib.parse import urlsplit

LONGEST = 500
_HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def host_of(link: str) -> str:
    """Return the host that a link leads to, or "" for what is no link that we show.

    Only https, only a host with a name, no user, no port, no space and nothing invisible.
    """
    if len(link) > LONGEST or not link.isascii() or not link.isprintable() or " " in link:
        return ""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    is_plain = parts.scheme == "https" and port is None and "@" not in parts.netloc
    return host if is_plain and "\\" not in link and _HOST.fullmatch(host) else ""
