"""Thousands of tests make an app each: the functions of its routes are compiled once a process."""

from collections.abc import Callable

from werkzeug.routing import Rule

Build = Callable[..., tuple[str, str]]


def compile_each_route_once() -> None:
    """Keep what Werkzeug compiles for a route, which says nothing of the app that it is of."""
    compiled: dict[tuple[object, ...], Build] = {}
    compile_builder = Rule._compile_builder

    def kept(rule: Rule, append_unknown: bool = True) -> Build:
        kinds = tuple((name, type(kind)) for name, kind in sorted(rule._converters.items()))
        key = (rule.rule, *rule._trace, kinds, repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = kept
