"""Thousands of tests make an app each: its routes and templates are compiled once a process.

What is kept says nothing of the app that it is of: all have the same settings.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment
from werkzeug.routing import Rule

Build = Callable[..., tuple[str, str]]


def compile_each_route_once() -> None:
    """Keep what Werkzeug compiles for a route."""
    compiled: dict[tuple[object, ...], Build] = {}
    compile_builder = Rule._compile_builder

    def kept(rule: Rule, append_unknown: bool = True) -> Build:
        kinds = tuple((name, type(kind)) for name, kind in sorted(rule._converters.items()))
        key = (rule.rule, *rule._trace, kinds, repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = kept


def compile_each_template_once() -> None:
    """Keep what Jinja compiles for a template: most of the time that a first page takes."""
    compiled: dict[tuple[object, ...], Any] = {}
    compile_template = Environment.compile

    def kept(environment: Environment, source: Any, *where: Any, **more: Any) -> Any:
        if not isinstance(source, str):
            return compile_template(environment, source, *where, **more)
        key = (source, *where, *sorted(more.items()))
        if key not in compiled:
            compiled[key] = compile_template(environment, source, *where, **more)
        return compiled[key]

    Environment.compile = kept
