"""Files that lie beside a notebook, on their way into its box: those that fit. Used by `session.py` and `batch.py`.

Students hand in what they like: ten thousand empty files, a folder named as the course's data file. A box that could
not be made for that would be a fault, and the notebook left ungraded; so what does not fit stays outside, and is told.
"""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

MOST = 1_000  # files and folders; the scratch folder has room for twice as many
BLOCK = 4_096  # bytes that the smallest file takes
LONGEST_NAME, LONGEST_PLACE = 255, 500  # bytes


def fitting(files: Mapping[str, bytes], megabytes: int) -> tuple[dict[str, bytes], list[str]]:
    """The files that fit into a scratch folder of so many megabytes, and the places of the others.

    Earlier ones come first.
    """
    kept: dict[str, bytes] = {}
    folders: set[str] = set()
    room = megabytes << 20
    for place in together(files):
        size = max(BLOCK, -(-len(files[place]) // BLOCK) * BLOCK)
        if size <= room and len(kept) + len(folders | _above(place)) < MOST:
            kept[place] = files[place]
            folders |= _above(place)
            room -= size
    return kept, [place for place in files if place not in kept]


def together(places: Iterable[str]) -> list[str]:
    """Those of these places at which files can lie in one folder; earlier ones come first.

    A file that would lie where another one has its folder, or the other way round, is left out, as is too long a name.
    """
    kept: dict[str, None] = {}
    folders: set[str] = set()
    for place in places:
        if _short(place) and place not in folders and not _above(place) & kept.keys():
            kept[place] = None
            folders |= _above(place)
    return list(kept)


def _above(place: str) -> set[str]:
    return {str(folder) for folder in PurePosixPath(place).parents} - {"."}


def _short(place: str) -> bool:
    """Can a file have this name?"""
    names = [name.encode("utf-8", "surrogatepass") for name in place.split("/")]
    return max(map(len, names)) <= LONGEST_NAME and sum(map(len, names)) + len(names) <= LONGEST_PLACE
