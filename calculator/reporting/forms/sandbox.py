"""The environment in which templates are filled: they name fields, and run no code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, Template, Undefined, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from calculator.errors import CalculatorError
from rules.wording import Sentence

MOST_CHARACTERS = 30_000_000
"""How long a part of a filled document may become."""

MOST_TURNS = 2_000_000
"""How often all the loops of a part of a document may turn."""

_KNOWN_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
    nodes.Filter,
    nodes.Test,
)
_FILTERS = ("count", "first", "last", "length", "join", "upper", "lower", "trim", "replace")
_TESTS = ("defined", "undefined", "none", "odd", "even")
_COUNTED = "counted"


class FormEnvironment(ImmutableSandboxedEnvironment):
    """Fills in fields, loops over lists and asks conditions; refuses everything else.

    Calls, imports, macros, assignments and arithmetic are refused before anything is filled in,
    so are names that begin with an underscore and fields that there are not.
    """

    def __init__(self, template: str, fields: Iterable[str]) -> None:
        """Keep what the template is called, and the fields that it may name."""
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._called = template
        self._fields = sorted(fields)
        self._turns = 0
        self._compiled: dict[str, Template] = {}
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.tests = {
            name: test
            for name, test in self.tests.items()
            if name in _TESTS or not name.isidentifier() or name in ("eq", "ne", "in")
        }
        self.filters[_COUNTED] = self._each
        self.concat = self._joined  # type: ignore[method-assign]

    def refusal(self, key: str, **values: Any) -> CalculatorError:
        """What is wrong with the template."""
        return CalculatorError([Sentence(f"forms.{key}", {"template": self._called, **values})])

    def begin(self) -> None:
        """Begin another document with the same template."""
        self._turns = 0

    def from_string(self, source: Any, *args: Any, **options: Any) -> Template:
        """The text of a part as a template, compiled once for all documents."""
        if args or options or not isinstance(source, str):
            return super().from_string(source, *args, **options)
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source)
        return self._compiled[source]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in _below(tree):
            self._check(node)
        unknown = sorted(meta.find_undeclared_variables(tree) - set(self._fields))
        if unknown:
            raise self.refusal("unknown_fields", names=unknown, known=self._fields)
        for loop in list(tree.find_all(nodes.For)):
            line = loop.iter.lineno
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=line)
            loop.iter.environment = self
        return tree

    def _check(self, node: nodes.Node) -> None:
        named = getattr(node, "attr", None) or getattr(node, "name", None)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            named = node.arg.value
        if isinstance(named, str) and named.startswith("_"):
            raise self.refusal("code_in_template", found=named)
        if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            raise self.refusal("filter_in_template", found=node.name, known=list(_FILTERS))
        if isinstance(node, nodes.Test) and node.name not in self.tests:
            raise self.refusal("filter_in_template", found=node.name, known=list(_TESTS))
        if isinstance(node, nodes.For) and node.recursive:
            raise self.refusal("code_in_template", found="recursive")
        if not isinstance(node, _KNOWN_NODES):
            raise self.refusal("code_in_template", found=_written(node))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a field; never an attribute of Python's."""
        if isinstance(obj, Mapping):
            if attribute in obj:
                return obj[attribute]
            raise self.refusal("unknown_fields", names=[attribute], known=sorted(obj))
        if obj is None:
            raise self.refusal("only_by_township", found=attribute)
        if isinstance(obj, (str, list, tuple, Undefined)):
            raise self.refusal("not_a_group", found=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A field of a field, or an element of a list."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def _each(self, values: Any) -> Iterator[Any]:
        """The elements of a list, counted."""
        if not isinstance(values, (list, tuple)):
            raise self.refusal("not_a_list", found=str(values)[:40])
        for value in values:
            self._turns += 1
            if self._turns > MOST_TURNS:
                raise self.refusal("template_too_long")
            yield value

    def _joined(self, pieces: Iterable[str]) -> str:
        kept: list[str] = []
        length = 0
        for piece in pieces:
            kept.append(piece)
            length += len(piece)
            if length > MOST_CHARACTERS:
                raise self.refusal("template_too_long")
        return "".join(kept)


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _below(child)


def _written(node: nodes.Node) -> str:
    """What a refused node is: the name that is called or given, else its sort."""
    target = getattr(node, "node", None) or getattr(node, "target", None)
    named = getattr(target, "attr", None) or getattr(target, "name", None)
    sort = type(node).__name__.lower()
    return f"{named}()" if isinstance(node, nodes.Call) and named else sort
