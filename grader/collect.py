"""Submissions out of a learning environment's zip: nbgrader's `zip_collect` with our extractor and collectors.

`nbgrader_config.py` names `SafeExtractor`, and `MoodleCollector` or `CanvasCollector`. Whatever is wrong with an
archive costs one file and one line in the log; the rest of the class is collected. Nothing is ever written outside
the folder asked for.
"""

import lzma
import os
import stat
import sys
import time
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from traitlets import Integer

from . import lms


class Refused(Exception):
    """One file of an archive that is not taken; the text says why, for the log."""


# What reading an archive raises: by zipfile for its directory, by what unpacks for damaged data, by the disk.
ZIP = ".zip"
FAULTS = (Refused, OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, ValueError)


class SafeExtractor(ExtractorPlugin):
    """Unpack what a learning environment sends, file by file, within limits; a zip inside a zip once."""

    largest_file = Integer(50, help="megabytes that one unpacked file may have").tag(config=True)
    largest_ratio = Integer(200, help="times its packed size that a file over one megabyte may have").tag(config=True)
    most_files = Integer(20_000, help="files in one archive").tag(config=True)
    most_bytes = Integer(4_000, help="megabytes that one archive may unpack to").tag(config=True)

    def extract(self, archive_path, extracted_path):
        """Unpack or copy every file in `archive_path` to `extracted_path`, refusing what is not a plain file."""
        found = sorted(p for p in Path(archive_path).rglob("*") if p.is_symlink() or not p.is_dir())
        if not found:
            self.log.warning("Nothing to collect: put the learning environment's download into %s", archive_path)
        for path in found:
            try:
                self._take(path, Path(extracted_path) / path.relative_to(archive_path))
            except FAULTS as problem:
                self.log.warning("Refused %s: %s", path.name, problem)

    def _take(self, path, goal):
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Refused("not a regular file (a link, pipe or device); nothing of it was read")
        if _is_zip(path):
            self._unpack(path, _folder(goal), self.most_bytes * 1_000_000)
            return
        if path.stat().st_size > self.largest_file * 1_000_000:
            raise Refused(f"larger than {self.largest_file} MB")
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(path.read_bytes())
        os.utime(goal, (path.stat().st_atime, path.stat().st_mtime))

    def _unpack(self, path, folder, room, sent=None):
        """Unpack into `folder` up to `room` bytes; what is left of them.

        sent: when the zip was sent in which this one lay; then it is not looked into further.
        """
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > self.most_files:
                raise Refused(f"{len(members)} files, at most {self.most_files} are taken from one archive")
            if sent:  # a student's own: what others sent is not in it
                self._no_bomb(sum(member.file_size for member in members), path.stat().st_size)
            for member in members:
                try:
                    room = self._member(archive, member, folder, room, sent)
                except FAULTS as problem:
                    self.log.warning("Refused %r in %s: %s", member.filename[:200], path.name, problem)
                except RuntimeError as problem:  # what zipfile raises for a password that it was not given
                    self.log.warning("Refused %r in %s: encrypted (%s)", member.filename[:200], path.name, problem)
        return room

    def _member(self, archive, member, folder, room, sent):
        """Write one member below `folder`; what is left of the room. `sent`: its time, if its own may be made up."""
        goal = folder.joinpath(*_parts(member))
        data = self._read(archive, member, room)
        if goal.exists():
            raise Refused("a second file of the same name in one archive")
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(data)
        when = sent or time.mktime((*member.date_time, 0, 0, -1))
        os.utime(goal, (when, when))
        room -= len(data)
        if _is_zip(goal) and not sent:
            try:
                room = self._unpack(goal, _folder(goal), room, sent=when)
            except FAULTS as problem:
                self.log.warning("Refused %r in %s: %s", member.filename[:200], Path(archive.filename).name, problem)
            goal.unlink()
        return room

    def _no_bomb(self, size, packed):
        if size > 1_000_000 and size > self.largest_ratio * max(packed, 1):
            raise Refused(f"packed more than {self.largest_ratio} times: a zip bomb, or nothing but one character")

    def _read(self, archive, member, room):
        if member.flag_bits & 0x1:
            raise Refused("encrypted; ask the student for the notebook itself")
        limit = min(self.largest_file * 1_000_000, room)
        if member.file_size > limit:
            raise Refused(f"unpacks to {member.file_size / 1e6:.1f} MB, {limit / 1e6:.1f} MB are left for it")
        self._no_bomb(member.file_size, member.compress_size)
        with archive.open(member) as stream:  # the size in the directory may lie: never read beyond the limit
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise Refused("unpacks to more than its directory says")
        return data


def _is_zip(path: Path) -> bool:
    return path.name.lower().endswith(ZIP)  # what is a suffix of `...zip` depends on the version of Python


def _folder(path: Path) -> Path:
    """Where a zip is unpacked: the folder called as it is."""
    name = path.name[:-len(ZIP)]
    if not name.strip("."):
        raise Refused("its name leads out of the folder")
    return path.with_name(name)


def _parts(member) -> list[str]:
    """The member's path as safe parts; Refused for links and for anything that would leave the folder."""
    mode = member.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise Refused("not a regular file (a link, pipe or device)")
    name = member.filename.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":"):
        raise Refused("its path leads out of the folder")
    if any(ord(character) < 32 for character in name) or any(len(part.encode()) > 240 for part in path.parts):
        raise Refused("its name holds control characters or is too long")
    if not path.parts or path.parts[0] == "__MACOSX" or path.name.startswith("._"):
        raise Refused("a note of the operating system, not a submission")
    return list(path.parts)


class _Collector(FileNameCollectorPlugin):
    """Who sent which notebook, from the path that a learning environment gave the file."""

    read = None  # lms.moodle or lms.canvas

    def collect(self, submitted_file):
        """The student, the notebook and the time for nbgrader; None, with a line in the log, where they are unclear."""
        path = Path(submitted_file)
        if path.suffix.lower() not in self.valid_ext:
            return None
        sent = type(self).read(self._below_download(path))
        if sent is None:
            self.log.warning(
                "Skipped %s: its path does not name a student the way this learning environment does", path.name
            )
            return None
        expected = self._expected()
        notebook = lms.notebook_name(sent.file, expected)
        if notebook is None:
            self.log.warning(
                "Skipped %r of student %s: not the name of a notebook of this assignment (wanted one of: %s)",
                sent.file,
                sent.student_id,
                ", ".join(expected),
            )
            return None
        if sent.late:
            self.log.warning("Late: %s of student %s", notebook, sent.student_id)
        when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return {"student_id": sent.student_id, "file_id": notebook, "timestamp": when.strftime("%Y-%m-%d %H:%M:%S UTC")}

    def _below_download(self, path):
        app = self.parent
        top = Path(app._format_collect_path(app.extracted_directory)) if app else path.parent.parent
        return list(path.relative_to(top).parts) if path.is_relative_to(top) else list(path.parts)

    def _expected(self):
        course = self.parent.coursedir
        released = Path(course.format_path(course.release_directory, ".", course.assignment_id))
        found = sorted(path.stem for path in released.glob("*.ipynb"))
        if not found:
            self.log.error("%s has no notebooks, by whose names submissions are known; run `nbgrader "
                           "generate_assignment %s` first", released, course.assignment_id)  # fmt: skip
            sys.exit(1)
        return found


class MoodleCollector(_Collector):
    """Moodle's "Download all submissions", in folders or not. The student's id is the participant's number."""

    read = staticmethod(lms.moodle)


class CanvasCollector(_Collector):
    """Canvas's "Download submissions". The student's id is the number of the Canvas user."""

    read = staticmethod(lms.canvas)
