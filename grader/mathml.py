"""LaTeX as MathML that reads as print does: space around the names of functions, and lines that can be broken.

`latex2mathml` leaves no space in `\\ln D`, and no browser breaks a formula at the end of a line. Used by `harmless.py`,
which cleans what comes out.
"""

import xml.etree.ElementTree as ET

from latex2mathml.converter import convert

NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
LONG = 45  # characters of LaTeX from which an inline formula may be broken
ROWS = {"math", "mrow", "mstyle", "mtd", "msqrt"}  # whose children stand side by side
THIN = "0.17em"
BREAKS = set("=+−<>≤≥≈∼→,")  # an inline formula may go on in the next line after one of these, outside brackets
BARS = ("|", "∣", "‖")
OPEN, CLOSED = set("([{⟨"), set(")]}⟩")


def mathml(latex: str, display: bool) -> list[str]:
    """The formula as MathML; in several pieces, to be shown one after the other, where it is long and inline.

    Raises whatever the converter raises where it does not know the LaTeX.
    """
    made = convert(latex, display="block" if display else "inline")
    try:
        root = ET.fromstring(made.replace(NAMESPACE, "", 1))
    except ET.ParseError:  # text with markup in it, which the converter passes through
        return [made]
    for row in [row for row in root.iter() if row.tag in ROWS]:
        _pair_bars(row)
        _space(row)
    pieces = [root] if display or len(latex) < LONG else _broken(root)
    return [ET.tostring(piece, encoding="unicode", short_empty_elements=False) for piece in pieces]


def _space(row: ET.Element) -> None:
    """A thin space between the name of a function and what stands beside it, but not before its bracket."""
    children, spaced = list(row), []
    for place, child in enumerate(children):
        before = children[place - 1] if place else None
        if before is not None and (
            _is_name(child) and (before.tag != "mo" or before.text in CLOSED)
            or _is_name(before) and child.tag not in ("mo", "mspace")
        ):  # fmt: skip
            spaced.append(ET.Element("mspace", width=THIN))
        spaced.append(child)
    row[:] = spaced


def _pair_bars(row: ET.Element) -> None:
    """The bars of |h| as brackets, of one size and without space; a single bar, as in p(x|y), stays as it is."""
    for sign in BARS:
        bars = [child for child in row if child.tag == "mo" and child.text == sign and "form" not in child.attrib]
        if len(bars) % 2 == 0:
            for place, bar in enumerate(bars):
                bar.attrib |= {"form": "postfix" if place % 2 else "prefix", "stretchy": "false"}


def _is_name(part: ET.Element) -> bool:
    """Is it ln, log or the like, with a base or a power or without?"""
    if part.tag in ("msub", "msup", "msubsup") and len(part):
        part = part[0]
    return part.tag == "mi" and len((part.text or "").strip()) > 1


def _broken(root: ET.Element) -> list[ET.Element]:
    """The formula cut after its signs of relation and addition, outside brackets."""
    row = root[0] if len(root) == 1 and root[0].tag == "mrow" else root
    pieces, depth = [[]], 0
    for child in row:
        pieces[-1].append(child)
        sign = child.text if child.tag == "mo" else None
        depth += (sign in OPEN) - (sign in CLOSED)
        if sign in BREAKS and depth == 0 and len(pieces[-1]) > 1:
            child.set("form", "infix")  # or it would be taken for one that stands behind its operand
            pieces.append([])
    made = [ET.Element("math", root.attrib) for piece in pieces if piece]
    for element, piece in zip(made, filter(None, pieces), strict=True):
        ET.SubElement(element, "mrow").extend(piece)
    return made
