"""The lecturer's report: what the class found hard, on one HTML page, with the same tables as CSV beside it.

`python -m grader report ASSIGNMENT` calls `write`. The page names students: it is for those who teach, never for the
class. It has no script; every picture has its table under it.
"""

import base64
import io
import os
from pathlib import Path

import jinja2
import pandas as pd
from markupsafe import Markup

from . import harmless, statistics
from .lms import safe_cell
from .results import Results
from .titles import short_name

TEMPLATES = Path(__file__).parent / "templates"
MOST_MISTAKES = 25  # on the page; the table beside it has them all
FILL, EDGE = "#7aa6d8", "#1f4e86"  # bars told apart by their edges as well


def write(results: Results, folder: Path, given: str = "") -> Path:
    """Write index.html and the tables into `folder`; returns the page. `given`: code that every student was handed.

    The answers of the last report, if there is one in the folder, are compared with today's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before, unreadable = _last_report(folder / "answers.csv")
    about = _contents(results, before, given) | {"unreadable": unreadable}
    for name in ("answers", "questions", "mistakes", "totals"):
        _write_table(about[name], folder / f"{name}.csv")
    return _replace(folder / "index.html", _page().render(about))


def _last_report(path: Path) -> tuple[pd.DataFrame | None, str]:
    """The answers of the last report, if there are any; and why they cannot be read, as after saving them elsewhere."""
    if not path.is_file():
        return None, ""
    try:
        found = pd.read_csv(path, dtype={"student": str})
        return found.assign(points=pd.to_numeric(found["points"]))[["student", "notebook", "question", "points"]], ""
    except (ValueError, KeyError) as error:
        return None, " ".join(str(error).split())


def _contents(results: Results, before: pd.DataFrame | None, given: str) -> dict:
    answers = results.answers
    questions, totals = statistics.by_question(answers), results.totals
    waiting = answers[answers["waiting"] & answers["attempted"]]
    stopped = answers[answers["status"] == "stopped"]
    changed = statistics.differences(before, answers) if before is not None else None
    return {
        "assignment": results.assignment,
        "answers": answers.drop(columns=["code"]),
        "questions": questions,
        "mistakes": statistics.mistakes(answers),
        "errors": statistics.errors(answers),
        "totals": totals.rename("points").reset_index(),
        "most": MOST_MISTAKES,
        "summary": totals.describe(),
        "out_of": float(questions["out_of"].sum()) if len(questions) else 0.0,
        "untried": questions[questions["attempted"] == 0] if len(questions) else questions,
        "waiting": waiting,
        "stopped": stopped,
        "remarks": sorted(results.remarks),
        "pairs": statistics.alike(statistics.programs(answers), given),
        "changed": changed,
        "histogram": _histogram(totals, float(questions["out_of"].sum()) if len(questions) else 0.0),
        "bars": _bars(questions),
    }


def _page() -> jinja2.Template:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "report"), autoescape=True)
    environment.filters["safe_markdown"] = lambda text: _safe(harmless.markdown_to_html(str(text or "")))
    environment.filters["inline"] = lambda text: _safe(harmless.markdown_to_html(str(text or "")).strip()[3:-4])
    environment.filters["visible"] = lambda text: harmless.visible(str(text), 3000)
    environment.filters["share"] = lambda number: "–" if pd.isna(number) else f"{100 * number:.0f} %"
    environment.globals["short"] = short_name
    environment.filters["two"] = lambda number: "–" if pd.isna(number) else f"{number:.2f}"
    environment.filters["points"] = lambda number: "–" if pd.isna(number) else f"{number:.2f}".rstrip("0").rstrip(".")
    return environment.get_template("index.html.j2")


def _safe(html: str) -> Markup:
    return Markup(html)  # harmless has cleaned it


def _histogram(totals: pd.Series, out_of: float) -> str:
    figure, axes = _figure(7, 2.6)
    axes.hist(totals, bins=20, range=(0, max(out_of, 1)), color=FILL, edgecolor=EDGE)
    axes.set(xlabel=f"points of {out_of:g}", ylabel="students", xlim=(0, max(out_of, 1)))
    axes.yaxis.get_major_locator().set_params(integer=True)
    return _svg(figure)


def _bars(questions: pd.DataFrame) -> str:
    figure, axes = _figure(7, 0.6 + 0.28 * max(len(questions), 1))
    names = [short_name(row.notebook, row.question) for row in questions.itertuples()]
    axes.barh(
        range(len(questions)), questions["facility"].fillna(0) if len(questions) else [], color=FILL, edgecolor=EDGE
    )
    axes.set(yticks=range(len(questions)), yticklabels=names, xlim=(0, 1), xlabel="facility: mean share of the points")
    axes.set_ylim(max(len(questions), 1) - 0.4, -0.6)
    for place, facility in enumerate(questions["facility"] if len(questions) else []):
        if pd.isna(facility):
            axes.text(0.01, place, "to be marked", va="center", fontsize="small", color=EDGE)
    return _svg(figure)


def _figure(width: float, height: float):
    from matplotlib.figure import Figure  # without pyplot: no display, no state

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure) -> str:
    stream = io.BytesIO()
    figure.savefig(stream, format="svg", metadata={"Date": None})
    return "data:image/svg+xml;base64," + base64.b64encode(stream.getvalue()).decode()


def _write_table(table: pd.DataFrame, path: Path) -> None:
    safe = table.map(safe_cell) if len(table) else table
    _replace(path, safe.to_csv(index=False))


def _replace(path: Path, text: str) -> Path:
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
    return path
