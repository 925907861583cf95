"""Files that lie beside a notebook, on their way into its box: those that fit. Used by `session.py`.

Students hand in what they like: ten thousand empty files, a folder named as the course's data file. A box that could
not be made for that would be a fault, and the notebook left ungraded; so what does not fit stays outside, and is told.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

MOST = 1_000  # files and folders; the scratch folder has room for twice as many
BLOCK = 4_096  # bytes that the smallest file takes
LONGEST_NAME, LONGEST_PLACE = 255, 500  # bytes


def fitting(files: Mapping[str, bytes], megabytes: int) -> tuple[dict[str, bytes], list[str]]:
    """The files that fit into a scratch folder of so many megabytes, and the places of the others.

    Earlier ones come first: a file that lies where another one has its folder, or the other way round, is left out.
    """
    kept: dict[str, bytes] = {}
    left_out: list[str] = []
    folders: set[str] = set()
    room = megabytes << 20
    for place, content in files.items():
        above = {str(folder) for folder in PurePosixPath(place).parents} - {"."}
        size = max(BLOCK, -(-len(content) // BLOCK) * BLOCK)
        fits = size <= room and len(kept) + len(folders | above) < MOST and _short(place)
        if fits and place not in folders and not above & kept.keys():
            kept[place] = content
            folders |= above
            room -= size
        else:
            left_out.append(place)
    return kept, left_out


def _short(place: str) -> bool:
    """Can a file have this name?"""
    names = [name.encode("utf-8", "surrogatepass") for name in place.split("/")]
    return max(map(len, names)) <= LONGEST_NAME and sum(map(len, names)) + len(names) <= LONGEST_PLACE
