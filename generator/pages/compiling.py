"""What templates are compiled to: the same as by Jinja alone, made with fewer steps for what is in nearly every line.

A page has some hundred values and half as many calls of macros. Jinja wraps each of their results several times over;
here a value is escaped once and taken as it is from then on.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from generator.pages.words import show_marks


def put(value: object) -> str:
    """Write a value into a page: escaped, and with marks of direction shown; what is HTML already stays as it is."""
    if type(value) is str:
        text = value if value.isascii() else show_marks(value)
        # Most text has none of these, and looking for them costs a fifth of replacing them.
        if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
            return escape(text)
        return text
    return value if type(value) is Markup else escape(value)


def flag(value: object) -> object:
    """Show marks of direction in text that a template itself holds; ASCII has none."""
    return show_marks(value) if type(value) is str and not value.isascii() else value


class _Code(CodeGenerator):
    """Writes a value by `put`, wherever it is to be escaped; in a part without escaping, Jinja does as ever."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _is_escaped(frame):
            self.write("environment.put(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _is_escaped(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _is_escaped(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


class _Context(Context):
    """Calls macros without looking first what kind of thing they are."""

    def call(self, callee: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        if type(callee) is not Macro:
            return super().call(callee, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return callee(self.eval_ctx, *args, **kwargs)


class PageEnvironment(Environment):
    """The environment of our templates."""

    code_generator_class = _Code
    context_class = _Context
    put = staticmethod(put)
