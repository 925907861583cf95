"""Numbers about a marked class: how hard each question was, how well it tells students apart, and who wrote alike.

Pure functions of the answers (`results.Results`); the report shows them.
"""

import io
from itertools import combinations

import pandas as pd

# copydetect: the shortest run of characters that counts, and how densely runs are sampled
NOISE, WINDOW = 25, 1
ALIKE = 0.9  # the share of both programs that is the same, from which a pair is listed
SHORTEST = 400  # characters of code below which being alike says nothing
LONGEST = 40_000  # characters of one student's code that are looked at; lines without code do not count
SOME = 5  # the fewest students for whom a correlation is shown


def by_question(answers: pd.DataFrame) -> pd.DataFrame:
    """One row a question, in order: out_of, students, attempted, facility, discrimination, full, none, waiting.

    facility: mean points as a share of the possible ones, 0 (nobody) to 1 (everybody), over those marked so far; NaN
    while more answers wait than are marked, since those left empty are marked first.
    discrimination: correlation of this question's points with the points of all others, −1 to 1; NaN where fewer than
    `SOME` students are marked or where all have the same points.
    """
    totals = answers.groupby("student")["points"].sum()
    rows = []
    for (notebook, question), group in answers.groupby(["notebook", "question"], sort=False):
        marked = group[~group["waiting"]]
        enough = len(marked) >= len(group) / 2
        out_of = float(group["out_of"].iloc[0])
        rows.append(
            {
                "notebook": notebook,
                "question": question,
                "title": group["title"].iloc[0],
                "out_of": out_of,
                "students": len(group),
                "attempted": int(group["attempted"].sum()),
                "facility": marked["points"].mean() / out_of if enough and out_of else float("nan"),
                "discrimination": _discrimination(marked, totals),
                "full": int((marked["points"] >= out_of).sum()),
                "none": int((marked["points"] <= 0).sum()),
                "waiting": int(group["waiting"].sum()),
            }
        )
    return pd.DataFrame(rows)


def _discrimination(marked: pd.DataFrame, totals: pd.Series) -> float:
    points = marked.set_index("student")["points"]
    rest = totals.reindex(points.index) - points
    if len(points) < SOME or points.nunique() < 2 or rest.nunique() < 2:
        return float("nan")
    return float(points.corr(rest))


def mistakes(answers: pd.DataFrame) -> pd.DataFrame:
    """The mistakes that were recognised, the commonest first: notebook, question, mistake, students, message, code.

    `code` is the shortest of the answers that made it: the likeliest to show nothing else.
    """
    made = answers[answers["mistake"].notna() & (answers["mistake"] != "error")]
    rows = []
    for (notebook, question, mistake), group in made.groupby(["notebook", "question", "mistake"], sort=False):
        code = min(group["code"].fillna("").astype(str), key=len)
        rows.append({"notebook": notebook, "question": question, "title": group["title"].iloc[0], "mistake": mistake,
                     "students": len(group), "message": group["message"].iloc[0], "code": code})  # fmt: skip
    columns = ["notebook", "question", "title", "mistake", "students", "message", "code"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        "students", ascending=False, kind="stable", ignore_index=True
    )


def errors(answers: pd.DataFrame) -> pd.DataFrame:
    """Attempted answers that stopped with an error: notebook, question, title, students."""
    failed = answers[(answers["mistake"] == "error") & answers["attempted"]]
    grouped = failed.groupby(["notebook", "question", "title"], sort=False).size()
    return grouped.rename("students").reset_index()


def programs(answers: pd.DataFrame) -> dict[str, str]:
    """Each student's own code, all questions together, for `alike`."""
    code = answers[~answers["by_person"] & answers["attempted"]]
    return {student: _lines("\n".join(group["code"].dropna())) for student, group in code.groupby("student")}


def _lines(code: str) -> str:
    """The lines that are not empty, up to `LONGEST` characters: nasty programs take a lexer minutes."""
    return "\n".join(line for line in code.split("\n") if line.strip() and line.lstrip()[0] != "#")[:LONGEST]


def alike(programs: dict[str, str], given: str = "", least: float = ALIKE) -> list[tuple[str, str, float]]:
    """Pairs of students whose code is suspiciously alike, most alike first: (one, other, share of both that is shared).

    Names and comments do not count (copydetect's winnowing); what was `given` to everybody is taken out. Short
    exercises look alike by nature: a pair is a reason to look, not a verdict.
    """
    from copydetect import CodeFingerprint, compare_files  # a second to import, for this table only

    template = CodeFingerprint("given.py", NOISE, WINDOW, fp=io.StringIO(given)).hashes if given.strip() else set()
    prints = {
        student: CodeFingerprint("answer.py", NOISE, WINDOW, boilerplate=sorted(template), fp=io.StringIO(code))
        for student, code in programs.items()
        if len(code) >= SHORTEST
    }
    pairs = []
    for (one, a), (other, b) in combinations(sorted(prints.items()), 2):
        if not a.token_coverage or not b.token_coverage:
            continue
        _, shares, _ = compare_files(a, b)
        if min(shares) >= least:
            pairs.append((one, other, float(min(shares))))
    return sorted(pairs, key=lambda pair: -pair[2])


def differences(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Points that are not what they were in an earlier report: student, notebook, question, before, after."""
    key = ["student", "notebook", "question"]
    both = now[[*key, "points"]].merge(before[[*key, "points"]], on=key, how="inner", suffixes=("_after", "_before"))
    changed = both[both["points_after"].round(6) != both["points_before"].round(6)]
    return changed.rename(columns={"points_before": "before", "points_after": "after"})[[*key, "before", "after"]]
