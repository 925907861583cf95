"""What a cell's code binds and imports, read from its syntax tree. Used by `pictures.py` and `easel.py`."""

import ast
import re
from collections.abc import Iterator


def parsed(code: str) -> ast.Module:
    """The syntax tree of one of the course's cells, which may hold magics."""
    return ast.parse(re.sub(r"(?m)^[%!].*$", "", code))


def imports_of(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every import as (what, under which name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.asname or alias.name.split(".")[0]) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", alias.asname or alias.name) for alias in node.names)


def bound(tree: ast.AST) -> Iterator[str]:
    """Names that are bound, deleted or written into outside functions, and those of functions and classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            root = node
            while isinstance(root, ast.Attribute | ast.Subscript):
                root = root.value
            if isinstance(root, ast.Name):
                yield root.id
        yield from bound(node)
