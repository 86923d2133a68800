"""What kind of browser and device a session is on, as far as it helps somebody to know it again."""

from shortlist.language import later, say

BROWSERS = (  # the first that is named: most name others as well
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


UNKNOWN = "Another browser"
UNKNOWN_IN_WORDS = later("Another browser")  # so that catalogues have it


def device_of(user_agent: str) -> str:
    """Return a browser and a device by what the browser says of itself: "Firefox on Android"."""
    browser = _first_in(BROWSERS, user_agent) or UNKNOWN
    system = _first_in(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def device_in_words(device: str) -> str:
    """Say what `device_of` returned, which is kept in English, in the language spoken now."""
    browser, on, system = device.partition(" on ")
    if not on:
        return say(device) if device else ""
    return say("%(browser)s on %(system)s", browser=say(browser), system=system)


def _first_in(known: tuple[tuple[str, str], ...], user_agent: str) -> str | None:
    return next((name for mark, name in known if mark in user_agent), None)
