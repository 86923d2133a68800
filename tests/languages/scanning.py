"""Find words in a template that no catalogue can translate."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, nodes

TRANSLATES = frozenset({"_", "gettext", "ngettext", "pgettext", "say_many", "say_in", "forms_of"})
# Names and signs, said alike in every language.
SAID_ALIKE = re.compile(
    r"Shortlist|CSV|JSON|BLT|PDF|PNG|SVG|ZIP|STV|RSS|QR|Markdown|A4|ID|Scottish STV|"
    r"\brem\b|[a-z-]+=\"[^\"]*\"|[A-Z]{2,5}\d*|\{\w+\}|https?:\S+|[\w.-]+\.(?:py|csv|json|blt|zip|html|txt)"
)
ENTITY = re.compile(r"&[a-z#0-9]+;", re.IGNORECASE)
CODE = re.compile(r"<(code|kbd|style|script|samp)\b[^>]*>.*?</\1>", re.DOTALL)
READ_OUT = re.compile(r"\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"")
WORD = re.compile(r"[A-Za-z]{2,}")
# What looks like a sentence in a string constant: a capital and a space, or an ending.
SENTENCE = re.compile(r"^[A-Z“‘][\w’'-]*(?:[ ,:].*)?$|.* .* .*")
# A gap stands for what a template fills in.
GAP = "\N{SYMBOL FOR SUBSTITUTE}"
TAG = re.compile(rf"<!--.*?-->|<!doctype[^>]*>|</?[a-z{GAP}][^<>]*>", re.DOTALL | re.IGNORECASE)


def environment() -> Environment:
    """Return an environment that reads templates as the app does."""
    return Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)


def untranslated(source: str, *, is_html: bool = True) -> list[str]:
    """Return the words of a template that are not marked to be translated."""
    tree = environment().parse(source)
    found = list(_bare_text(tree, is_html=is_html))
    found += [text for text in _constants(tree) if WORD.search(SAID_ALIKE.sub("", text))]
    return found


def of_file(path: Path) -> list[str]:
    """Return the words of a template's file that are not marked to be translated."""
    return untranslated(path.read_text(encoding="utf-8"), is_html=path.suffix == ".html")


def _bare_text(tree: nodes.Template, *, is_html: bool) -> Iterator[str]:
    """Yield text outside of tags, and what tags say to those who hear or point at a page."""
    whole = "".join(
        node.data if isinstance(node, nodes.TemplateData) else GAP
        for output in tree.find_all(nodes.Output)
        for node in output.nodes
    )
    if is_html:
        whole = CODE.sub(" ", whole)
        for said in READ_OUT.findall(whole):
            if WORD.search(SAID_ALIKE.sub("", said)):
                yield said
        whole = TAG.sub("\n\n", whole)
    for part in re.split(rf"\n\s*\n|{GAP}", ENTITY.sub(" ", whole)):
        text = " ".join(part.split())
        if WORD.search(SAID_ALIKE.sub("", text)):
            yield text


def _constants(node: nodes.Node) -> Iterator[str]:
    """Yield string constants that look like sentences, but those in calls that translate."""
    if isinstance(node, nodes.CondExpr) and _counts(node.test):
        yield from (one.value for one in (node.expr1, node.expr2) if _is_word(one))
    if isinstance(node, nodes.Concat):
        yield from (one.value for one in node.nodes if _is_piece(one))
    if isinstance(node, nodes.CondExpr):
        yield from (one.value for one in (node.expr1, node.expr2) if _is_phrase(one))
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str) and SENTENCE.match(node.value):
            yield node.value
        return
    for child in _read_by_people(node):
        yield from _constants(child)


def _read_by_people(node: nodes.Node) -> Iterable[nodes.Node]:
    """Return the parts of a node whose words may come to stand on a page."""
    if isinstance(node, nodes.Call) and _is_translation(node):
        return (*node.args[1 + _has_two_messages(node) :], *node.kwargs)
    if isinstance(node, nodes.Call) and _asks_permission(node):
        return ()
    if isinstance(node, nodes.Extends | nodes.Include | nodes.FromImport | nodes.Import):
        return ()
    if isinstance(node, nodes.Pair):
        return (node.value,)
    parts = node.iter_child_nodes()
    if isinstance(node, nodes.Compare | nodes.Operand):
        return (one for one in parts if not isinstance(one, nodes.Const))
    return parts


def _counts(test: nodes.Node) -> bool:
    """Say whether a test asks if something is one: what differs then is a form of a word."""
    return isinstance(test, nodes.Compare) and any(
        isinstance(one.expr, nodes.Const) and one.expr.value == 1 for one in test.ops
    )


def _is_word(node: nodes.Node | None) -> bool:
    if not isinstance(node, nodes.Const) or not isinstance(node.value, str):
        return False
    return bool(WORD.search(node.value)) and not SENTENCE.match(node.value)


def _is_piece(node: nodes.Node | None) -> bool:
    """Say whether words that are put beside others are only some of a sentence's: " minutes"."""
    return (
        isinstance(node, nodes.Const)
        and isinstance(node.value, str)
        and bool(re.fullmatch(r"[a-z][a-z ]+ | [a-z ]+", node.value))
    )


def _is_phrase(node: nodes.Node | None) -> bool:
    """Say whether one of two constants is of some words, which no name of a kind is."""
    return (
        isinstance(node, nodes.Const)
        and isinstance(node.value, str)
        and bool(re.fullmatch(r"[a-z]+( [a-z]+)+", node.value))
        and not SENTENCE.match(node.value)
    )


def _is_translation(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in TRANSLATES


def _asks_permission(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name == "may"


def _has_two_messages(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name not in {"_", "gettext"}
