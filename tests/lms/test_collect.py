"""Zips from Moodle and Canvas, honest and malformed, through zip_collect with our extractor and collectors."""

import logging
import os
import struct
import time
import zipfile

import pytest

from grader.collect import SafeExtractor

MOODLE = "{name}_{id}_assignsubmission_file/{file}"


def zipped(path, files, compression=zipfile.ZIP_DEFLATED):
    """Write a zip of {name: bytes}, or of (ZipInfo, bytes) pairs."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
    return path


@pytest.fixture
def extract(tmp_path, caplog):
    """Extract what lies in `archive`; returns the extracted paths and the lines of the log."""
    archive, extracted = tmp_path / "archive", tmp_path / "extracted"
    archive.mkdir()
    extracted.mkdir()

    def run(**limits):
        caplog.set_level(logging.WARNING)
        plugin = SafeExtractor(log=logging.getLogger("collect"), **limits)
        plugin.extract(str(archive), str(extracted))
        found = sorted(str(p.relative_to(extracted)) for p in extracted.rglob("*") if not p.is_dir())
        return found, [record.getMessage() for record in caplog.records]

    run.archive = archive
    run.outside = tmp_path
    return run


def test_moodle_zip(course):
    """Does Moodle's download of a class end in submitted/, with times, renamed and repeated files resolved?"""
    course.configure("MoodleCollector")
    zipped(
        course.archive / "tutorial6-99.zip",
        {
            MOODLE.format(name="Ada Lovelace", id=4711, file="q1_generator_cost.ipynb"): course.notebook("ada 1"),
            MOODLE.format(name="Ada Lovelace", id=4711, file="q2_optimal_discriminator (1).ipynb"): course.notebook(
                "ada 2"
            ),
            MOODLE.format(name="Emmy Noether", id=4712, file="q1_generator_cost.ipynb"): course.notebook("emmy"),
            MOODLE.format(name="Emmy Noether", id=4712, file="my_holiday.ipynb"): course.notebook(),
            MOODLE.format(name="Emmy Noether", id=4712, file="photo.png"): b"png",
        },
    )
    done = course.run("zip_collect", "tutorial6")
    assert done.returncode == 0, done.stderr
    assert course.submitted() == [
        "4711/tutorial6/q1_generator_cost.ipynb",
        "4711/tutorial6/q2_optimal_discriminator.ipynb",
        "4711/tutorial6/timestamp.txt",
        "4712/tutorial6/q1_generator_cost.ipynb",
        "4712/tutorial6/timestamp.txt",
    ]
    assert "my_holiday.ipynb" in done.stderr


def test_canvas_zip(course):
    """Does Canvas's download end in submitted/, the later of two attempts kept and the late one named?"""
    course.configure("CanvasCollector")
    early = zipfile.ZipInfo("lovelaceada_1815_1_q1_generator_cost.ipynb", (2026, 11, 1, 12, 0, 0))
    later = zipfile.ZipInfo("lovelaceada_LATE_1815_2_q1_generator_cost-1.ipynb", (2026, 11, 2, 12, 0, 0))
    zipped(course.archive / "submissions.zip", [(later, course.notebook("second")), (early, course.notebook("first"))])
    done = course.run("zip_collect", "tutorial6")
    assert done.returncode == 0, done.stderr
    assert "second" in (course.root / "submitted/1815/tutorial6/q1_generator_cost.ipynb").read_text()
    assert "Late: q1_generator_cost of student 1815" in done.stderr


def test_a_students_own_zip_is_unpacked_once(extract):
    """Are notebooks found that a student packed before handing in, and zips inside those left alone?"""
    deep = zipped(extract.outside / "deep.zip", {"x.ipynb": b"{}"}).read_bytes()
    inner = zipped(extract.outside / "inner.zip", {"q1.ipynb": b"{}", "deep.zip": deep}).read_bytes()
    zipped(extract.archive / "all.zip", {"A_1_assignsubmission_file/work.zip": inner})
    found, _ = extract()
    assert found == ["all/A_1_assignsubmission_file/work/deep.zip", "all/A_1_assignsubmission_file/work/q1.ipynb"]


def test_a_students_own_zip_takes_of_the_same_room(extract):
    """Do zips inside the download, of little files that each pass, unpack to no more than the archive may?"""
    little = {f"{number}.txt": bytes(900_000) for number in range(20)}
    inner = zipped(extract.outside / "inner.zip", little).read_bytes()
    packed = zipped(extract.outside / "stored.zip", {name: os.urandom(900_000) for name in little}).read_bytes()
    zipped(extract.archive / "bombs.zip", {f"{who}_1_assignsubmission_file/w.zip": inner for who in "ab"})
    found, lines = extract()
    assert found == [] and len(lines) == 2 and all("zip bomb" in line for line in lines)
    zipped(extract.archive / "bombs.zip", {f"{who}_1_assignsubmission_file/w.zip": packed for who in "abc"})
    found, lines = extract(most_bytes=60)
    assert 0 < 0.9 * len(found) < 60 and all("are left for it" in line for line in lines[2:])


def test_a_time_inside_a_students_own_zip_counts_for_nothing(extract):
    """Was what a student packed sent when the learning environment says, not when the student's zip does?"""
    early, late = (zipfile.ZipInfo("q1.ipynb", (2020, 1, 1, 0, 0, 0)),
                   zipfile.ZipInfo("A_1_assignsubmission_file/work.zip", (2026, 5, 2, 10, 0, 0)))
    inner = zipped(extract.outside / "inner.zip", [(early, b"{}")]).read_bytes()
    zipped(extract.archive / "all.zip", [(late, inner)])
    extract()
    sent = (extract.outside / "extracted/all/A_1_assignsubmission_file/work/q1.ipynb").stat().st_mtime
    assert time.localtime(sent)[:5] == (2026, 5, 2, 10, 0)


def test_a_zip_whose_name_leads_out(extract):
    """`...zip` without its ending is `..`: is it refused, and nobody else's folder reached?"""
    inner = zipped(extract.outside / "inner.zip", {"Ada_1_assignsubmission_file_/q1.ipynb": b"theirs"}).read_bytes()
    zipped(extract.archive / "all.zip", {"Bo_2_assignsubmission_file_/...zip": inner})
    found, lines = extract()
    assert found == [] and "leads out of the folder" in lines[0]


@pytest.mark.parametrize("name", ["../up.ipynb", "/abs.ipynb", "a/../../up.ipynb", "..\\up.ipynb", "C:\\up.ipynb"])
def test_paths_that_lead_out(extract, name):
    """Is a file refused whose path leaves the folder, and the rest taken?"""
    zipped(extract.archive / "a.zip", {name: b"x", "fine.ipynb": b"{}"})
    found, lines = extract()
    assert found == ["a/fine.ipynb"]
    assert len(lines) == 1 and "leads out of the folder" in lines[0]
    assert not (extract.outside / "up.ipynb").exists()


def test_a_link_in_a_zip(extract):
    """Is a symbolic link refused, so that nothing outside is read later?"""
    link = zipfile.ZipInfo("q1.ipynb")
    link.external_attr = (0o120777) << 16
    zipped(extract.archive / "a.zip", [(link, b"/etc/passwd"), ("fine.ipynb", b"{}")])
    found, lines = extract()
    assert found == ["a/fine.ipynb"] and "not a regular file" in lines[0]


def test_a_bomb(extract):
    """Is a file refused that unpacks to far more than it was packed?"""
    zipped(extract.archive / "a.zip", {"bomb.ipynb": bytes(20_000_000), "fine.ipynb": b"{}"})
    found, lines = extract()
    assert found == ["a/fine.ipynb"] and "zip bomb" in lines[0]


def test_a_size_that_lies(extract):
    """Is reading stopped where a file unpacks to more than the zip's directory says?"""
    path = zipped(extract.archive / "a.zip", {"q1.ipynb": os.urandom(3_000_000)})
    data = bytearray(path.read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    path.write_bytes(data)
    found, lines = extract(largest_file=1)
    assert found == [] and len(lines) == 1


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_file(extract, method):
    """Does a file whose packed bytes were changed on the way cost itself and a line, and nobody else's?"""
    text = b"".join(b"line %d of a notebook\n" % number for number in range(2000))
    path = zipped(extract.archive / "a.zip", {"q1.ipynb": text, "fine.ipynb": b"{}"}, method)
    data = bytearray(path.read_bytes())
    begin = data.index(b"q1.ipynb") + len("q1.ipynb")
    data[begin + 8:begin + 400] = bytes(392)
    path.write_bytes(data)
    zipped(extract.archive / "b.zip", {"also_fine.ipynb": b"{}"})
    found, lines = extract()
    assert found == ["a/fine.ipynb", "b/also_fine.ipynb"] and len(lines) == 1 and "q1.ipynb" in lines[0]


def test_an_encrypted_file(extract):
    """Is an encrypted file refused with advice, and the rest taken?"""
    path = zipped(extract.archive / "a.zip", {"q1.ipynb": b"{}", "fine.ipynb": b"{}"}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    found, lines = extract()
    assert found == ["a/fine.ipynb"] and "encrypted" in lines[0]


def test_too_large_and_too_many(extract):
    """Are the limits on files and sizes kept, each with a line?"""
    zipped(extract.archive / "a.zip", {f"{i}.ipynb": b"{}" for i in range(5)})
    zipped(extract.archive / "b.zip", {"big.ipynb": os.urandom(2_000_000)})
    found, lines = extract(most_files=3, largest_file=1)
    assert found == [] and "at most 3 are taken" in lines[0] and "MB" in lines[1]


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04" + bytes(40)])
def test_not_a_zip(extract, data):
    """Does a broken archive cost one line, and no more?"""
    (extract.archive / "broken.zip").write_bytes(data)
    zipped(extract.archive / "fine.zip", {"q1.ipynb": b"{}"})
    found, lines = extract()
    assert found == ["fine/q1.ipynb"] and len(lines) == 1 and "broken.zip" in lines[0]


def test_links_and_pipes_beside_the_archives(extract):
    """Are a link and a pipe in the download folder refused without being opened?"""
    os.mkfifo(extract.archive / "pipe.ipynb")
    (extract.archive / "link.ipynb").symlink_to("/etc/passwd")
    found, lines = extract()
    assert found == [] and len(lines) == 2 and all("not a regular file" in line for line in lines)


def test_two_files_of_one_name(extract):
    """Is the second of two files of one name refused instead of overwriting the first?"""
    with pytest.warns(UserWarning, match="Duplicate name"):
        zipped(extract.archive / "a.zip", [("q1.ipynb", b"first"), ("q1.ipynb", b"second")])
    found, lines = extract()
    assert found == ["a/q1.ipynb"] and "second file of the same name" in lines[0]


def test_nothing_to_collect(extract):
    """Is it told where the download is wanted, if there is none?"""
    found, lines = extract()
    assert found == []
    assert lines == [f"Nothing to collect: put the learning environment's download into {extract.archive}"]


def test_a_large_file_beside_the_archives(extract):
    """Is a file that was put there unpacked held to the same limit?"""
    (extract.archive / "q1.ipynb").write_bytes(bytes(1_100_000))
    found, lines = extract(largest_file=1)
    assert found == [] and lines == ["Refused q1.ipynb: larger than 1 MB"]


def test_files_that_are_nobodys_submission(course):
    """Is it told whose file, or what name, is not understood, and what was wanted?"""
    course.configure("MoodleCollector")
    files = {MOODLE.format(name="Ada", id=1, file="holiday.ipynb"): course.notebook(), "lost.ipynb": course.notebook()}
    zipped(course.archive / "all.zip", files)
    done = course.run("zip_collect", "tutorial6")
    assert "Skipped 'holiday.ipynb' of student 1: not the name of a notebook of this assignment (wanted one of: " \
           "q1_generator_cost, q2_optimal_discriminator)" in done.stderr
    assert "Skipped lost.ipynb: its path does not name a student the way this learning environment does" in done.stderr


def test_an_assignment_that_was_not_released(course):
    """Is it told that the release is missing, once, by which notebooks are known?"""
    course.configure("MoodleCollector")
    for path in (course.root / "release/tutorial6").iterdir():
        path.unlink()
    files = {MOODLE.format(name="Ada", id=i, file="q1_generator_cost.ipynb"): course.notebook() for i in (1, 2)}
    zipped(course.archive / "all.zip", files)
    done = course.run("zip_collect", "tutorial6")
    assert done.returncode == 1
    assert done.stderr.count("has no notebooks, by whose names submissions are known; run `nbgrader "
                             "generate_assignment tutorial6` first") == 1
