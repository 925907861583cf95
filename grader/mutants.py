"""Wrong variants of an instructor's solution, made by changing its syntax tree in one place. Used by `gate.py`.

A test that lets such a mutant keep all its points does not look closely enough, or the mutant computes the same (then
it is listed as equivalent, with the reason). The operators are those of mutation testing: another arithmetic operator,
a number one off, a comparison turned, a sign lost, an argument dropped, another function of NumPy's, a statement gone.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.MatMult: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.FloorDiv: ast.Div,
}  # fmt: skip
_COMPARISONS = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_FUNCTIONS = {
    "mean": "sum", "sum": "mean", "log": "log10", "log1p": "log", "exp": "expm1", "abs": "negative", "sqrt": "square",
    "maximum": "minimum", "minimum": "maximum", "logaddexp": "add", "zeros": "ones", "ones": "zeros", "sort": "asarray",
    "cumsum": "cumprod", "zeros_like": "ones_like", "ones_like": "zeros_like", "all": "any", "any": "all",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One changed solution: the line of the change, what stood there, what stands there now, and the whole code."""

    line: int
    before: str
    after: str
    code: str

    @property
    def change(self) -> str:
        """The change in a few words; a list of equivalents names a mutant by it."""
        return f"{self.before} → {self.after}"


def mutants(code: str) -> Iterator[Mutant]:
    """Every mutant of `code`, each different from the original and from the others."""
    tree = ast.parse(code)
    seen = {ast.unparse(tree)}
    texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings compute nothing
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in texts and isinstance(node, ast.Constant):
            continue
        for after in _changed(node):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[place]
            _replace(changed, target, after)
            try:
                text = ast.unparse(ast.fix_missing_locations(changed))
                ast.parse(text)
            except (ValueError, SyntaxError):
                continue  # a change that Python does not allow there
            if text not in seen:
                seen.add(text)
                yield Mutant(getattr(node, "lineno", 0), ast.unparse(node), _shown(after), text)


def _changed(node: ast.AST) -> Iterator[ast.AST | None]:
    """What may stand in place of `node`; None: nothing, a statement is dropped."""
    if isinstance(node, ast.BinOp):
        if other := _OPERATORS.get(type(node.op)):
            yield ast.BinOp(node.left, other(), node.right)
        yield node.left
        yield node.right
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield node.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        if other := _COMPARISONS.get(type(node.ops[0])):
            yield ast.Compare(node.left, [other()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(-node.value if node.value else 2)
    elif isinstance(node, ast.Constant) and type(node.value) is str:
        yield ast.Constant(node.value + "?")
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.AugAssign) and (other := _OPERATORS.get(type(node.op))):
        yield ast.AugAssign(node.target, other(), node.value)
    elif isinstance(node, ast.Return) and node.value is not None:
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
        yield ast.Pass()


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    function = node.func
    if isinstance(function, ast.Attribute) and _FUNCTIONS.get(function.attr, function.attr) != function.attr:
        yield ast.Call(ast.Attribute(function.value, _FUNCTIONS[function.attr], ast.Load()), node.args, node.keywords)
    for place in range(1, len(node.args)):  # two neighbouring arguments exchanged
        args = list(node.args)
        args[place - 1], args[place] = args[place], args[place - 1]
        yield ast.Call(function, args, node.keywords)
    for place in range(len(node.keywords)):
        yield ast.Call(function, node.args, node.keywords[:place] + node.keywords[place + 1 :])
    if len(node.args) == 1 and not node.keywords:
        yield node.args[0]


class _Replace(ast.NodeTransformer):
    def __init__(self, target: ast.AST, after: ast.AST):
        self.target, self.after = target, after

    def visit(self, node: ast.AST) -> ast.AST:
        return copy.deepcopy(self.after) if node is self.target else self.generic_visit(node)


def _replace(tree: ast.AST, target: ast.AST, after: ast.AST) -> None:
    _Replace(target, after).visit(tree)


def _shown(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))
