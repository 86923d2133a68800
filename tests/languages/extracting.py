"""What is said anywhere: the messages in templates and program, as Babel extracts them."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).resolve().parents[2]
# What speaks to operators, at a terminal or in a file that stands alone, is English.
METHODS = [
    ("shortlist/**/commands/**.py", "ignore"),
    ("shortlist/**commands.py", "ignore"),
    ("shortlist/cli.py", "ignore"),
    ("shortlist/demonstration/**.py", "ignore"),
    ("shortlist/publication/verify.py", "ignore"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
    ("shortlist/**.py", "python"),
]
OPTIONS: dict[str, dict[str, Any]] = {
    pattern: {"trimmed": "true", "extensions": "jinja2.ext.do", "encoding": "utf-8"}
    for pattern, method in METHODS
    if method == "jinja2"
}
ONE_OR_MANY = (1, 2)
IN_CONTEXT = ((1, "c"), 2)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "say": None,
    "later": None,
    "say_many": ONE_OR_MANY,
    "form_of": ONE_OR_MANY,
    "forms_of": ONE_OR_MANY,
    "ngettext": ONE_OR_MANY,
    "say_in": IN_CONTEXT,
    "pgettext": IN_CONTEXT,
}


def messages(root: Path = ROOT) -> Catalog:
    """Return every message of the project, untranslated, with where it stands."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for folder in ("shortlist", "templates"):
        wanted = [(p.removeprefix(f"{folder}/"), m) for p, m in METHODS if p.startswith(folder)]
        options = {p.removeprefix(f"{folder}/"): o for p, o in OPTIONS.items()}
        extracted = extract_from_dir(
            root / folder, wanted, options, keywords=KEYWORDS, comment_tags=("Translators:",)
        )
        for path, line, message, comments, context in extracted:
            found.add(
                message,
                locations=[(f"{folder}/{path}", line)],
                auto_comments=comments,
                context=context,
            )
    return found
