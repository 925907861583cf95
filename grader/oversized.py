"""Notebook files of hundreds of megabytes: mostly outputs, which marking drops anyway. Used by `grader/reading.py`.

An honest student can hand in 200 MB by printing in a loop. Parsing that as JSON would take gigabytes; here the
file is walked token by token and what marking never looks at is cut out before it is parsed.
"""

import re

# A text that does not end is one, too: looked for again from each of its quotation marks, it would take hours.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|(?P<open>\\?\Z))|[\[\]{}]', re.DOTALL)
_KEY = re.compile(rb"\s*:\s*")
_UNUSED = {b'"outputs"', b'"attachments"', b'"widgets"', b'"prompt_number"'}
_DEEPEST = 200  # levels of nesting that are followed
_MOST_TOKENS = 20_000_000  # strings and brackets that are walked: some ten seconds
_LONGEST_CELL = 2_000_000  # bytes left of a cell


def slim(data: bytes, most_cells: int, most_bytes: int) -> tuple[bytes, str]:
    """`data` without outputs, pictures and surplus cells, with a note on the cells that were dropped.

    Cells that carry nbgrader's metadata are kept whatever their number, up to `most_bytes` in all; of the others the
    first `most_cells` are. Raises ValueError where the brackets do not match, or where there are too many to walk.
    """
    pieces, dropped, total = [], 0, 0
    for cell in _cells(data):
        known = b'"nbgrader"' in cell
        if len(cell) > _LONGEST_CELL or total + len(cell) > most_bytes or (not known and len(pieces) >= most_cells):
            dropped += 1
            continue
        pieces.append(cell)
        total += len(cell)
    note = f", and {dropped} of its cells were too many or too long" if dropped else ""
    return b'{"cells": [' + b",".join(pieces) + b'], "nbformat": 4, "metadata": {}}', note


def _cells(data: bytes):
    """Each object that stands in a list under a key "cells", without its unused parts."""
    depth, cells_depth, start, cut_depth = 0, None, 0, None
    parts: list[bytes] = []
    for number, token in enumerate(_TOKEN.finditer(data)):
        if number > _MOST_TOKENS:
            raise ValueError("is too finely divided to be a notebook")
        if token["open"] is not None:
            raise ValueError("is not JSON: a text in it does not end")
        found = data[token.start() : token.start() + 1]
        if found == b'"':
            if cut_depth is None and token.end() - token.start() < 20:
                depth, cells_depth, start, cut_depth = _at_key(data, token, depth, cells_depth, start, cut_depth, parts)
            continue
        if found in b"[{":
            depth += 1
            if cells_depth is not None and found == b"{" and depth == cells_depth + 1:
                start, parts = token.start(), []
            if depth > _DEEPEST:
                raise ValueError("is nested too deeply to be a notebook")
            continue
        depth -= 1
        if cut_depth is not None and depth == cut_depth:
            start, cut_depth = token.end(), None
        elif cells_depth is not None and depth == cells_depth and found == b"}":
            parts.append(data[start : token.end()])
            yield b"".join(parts)
        elif cells_depth is not None and depth < cells_depth:
            cells_depth = None
    if depth != 0:
        raise ValueError("is not JSON: its brackets do not match")


def _at_key(data, token, depth, cells_depth, start, cut_depth, parts):
    """Is this string a key that matters here? Then remember where its value begins."""
    key, colon = token.group(), _KEY.match(data, token.end())
    if not colon or data[colon.end() : colon.end() + 1] not in (b"[", b"{"):
        return depth, cells_depth, start, cut_depth
    if key == b'"cells"' and cells_depth is None:
        cells_depth = depth + 1
    elif cells_depth is not None and depth == cells_depth + 1 and key in _UNUSED:
        parts.append(data[start : colon.end()] + b"null")
        cut_depth = depth
    return depth, cells_depth, start, cut_depth
