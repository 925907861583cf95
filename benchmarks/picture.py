"""The benchmark's figures as a table and as a picture, for benchmarks/results/ and the README. Used by `bench.py`."""

from pathlib import Path

ALSO = {  # runs beside the others: how they are called in the tables
    "no_pictures": ("no pictures", 'with `c.Marking.skip = ["plot"]`'),
    "distinct": ("all mistakes different", "every wrong notebook wrong in its own way"),
}


def figures(found: dict) -> list[tuple[str, str, str, bool | None]]:
    """What is held to: what, measured, wanted, reached; None for what is told beside it."""
    runs = {run["students"]: run for run in found["runs"]}
    small, large = runs[min(runs)], runs[max(runs)]
    rate = rate_of(large)
    times, bare = rate / rate_of(found["stock"]), rate_of(found["bare"]) / rate
    growth = (large["seconds"] - found["start_up"]) / large["students"] / (
        (small["seconds"] - found["start_up"]) / small["students"]) - 1
    lines = [
        ("notebooks a second, against stock nbgrader", f"{times:.0f} times", "50 times or more", times >= 50),
        ("notebooks a second, against the bare limit", f"1 / {bare:.2f}" if bare > 1 else f"{1 / bare:.1f} times",
         "a quarter or more", bare <= 4),
        ("start-up", f"{found['start_up']:.2f} s", "under 1.5 s", found["start_up"] < 1.5),
        (f"time for a submission, of {large['students']} against of {small['students']}", f"{growth:+.0%}",
         "no more than 10 % longer", growth <= 0.1),
        ("most memory of the main process", f"{large['memory_mb']:.0f} MB", "under 400 MB", large["memory_mb"] < 400),
        ("… of which in the second half of the run", f"{large['memory_mb'] - large['memory_halfway_mb']:.0f} MB",
         "flat", large["memory_mb"] - large["memory_halfway_mb"] < 20),
    ]
    if 300 in runs:
        lines.insert(2, ("300 submissions", f"{runs[300]['seconds']:.1f} s", "under 20 s", runs[300]["seconds"] < 20))
    for place, (name, (_, about)) in enumerate(ALSO.items()):
        if name in found:
            run, times = found[name], rate_of(found[name]) / rate_of(found["stock"])
            lines.insert(1 + place, (f"… {about}", f"{times:.0f} times", "50 times or more", times >= 50))
            lines.insert(4 + 2 * place, (f"… {about}", f"{run['seconds']:.1f} s", "under 20 s", run["seconds"] < 20))
    if found.get("two_jobs"):
        faster = found["one_job"]["seconds"] / found["two_jobs"]["seconds"]
        begun = (found["one_job"]["seconds"] - found["start_up"]) / (found["two_jobs"]["seconds"] - found["start_up"])
        lines.append(("two jobs against one", f"{faster:.2f} times", "1.8 times or more", faster >= 1.8))
        lines.append(("… once they have started", f"{begun:.2f} times", "1.8 times or more", begun >= 1.8))
        lines.append(("… and two processes that only compute, on this machine", f"{found['two_processes']:.2f} times",
                      "", None))
    return lines


def rate_of(run: dict) -> float:
    """Notebooks a second."""
    return run["notebooks"] / run["seconds"]


def table(found: dict) -> str:
    """Both tables as Markdown: what was run, and what is held to."""
    rows = [("stock nbgrader", found["stock"]), ("the bare limit, one process", found["bare"]),
            (f"1 job, {found['one_job']['students']} submissions", found["one_job"])]
    rows += [(f"{found['cores']} jobs, {run['students']} submissions", run) for run in found["runs"]]
    rows += [(f"{found['cores']} jobs, {found[name]['students']} submissions, {what}", found[name])
             for name, (what, _) in ALSO.items() if name in found]
    lines = [f"Measured on {found['date']}: {found['machine']}, {found['cores']} cores.", "",
             "| | notebooks | seconds | notebooks a second |", "|---|---:|---:|---:|"]
    lines += [f"| {name} | {run['notebooks']} | {run['seconds']:.1f} | {rate_of(run):.1f} |" for name, run in rows]
    lines += ["", "| held to | measured | wanted | |", "|---|---:|---:|---|"]
    says = {True: "yes", False: "no", None: ""}
    lines += [f"| {what} | {got} | {wanted} | {says[reached]} |" for what, got, wanted, reached in figures(found)]
    return "\n".join(lines) + "\n"


def draw(found: dict, place: Path) -> None:
    """Bars of notebooks a second, readable in light and dark pages."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "bench"
    import matplotlib.pyplot as plt

    same_class = next(run for run in found["runs"] if run["students"] == found["one_job"]["students"])
    bars = [("stock nbgrader", rate_of(found["stock"]), "0.6"),
            ("bare limit, one process", rate_of(found["bare"]), "0.6"),
            ("here, 1 job", rate_of(found["one_job"]), "#0072B2"),
            (f"here, {found['cores']} jobs", rate_of(same_class), "#0072B2")]
    bars += [(f"… {what}", rate_of(found[name]), "#56B4E9") for name, (what, _) in ALSO.items() if name in found]
    figure, axes = plt.subplots(figsize=(7, 0.5 * len(bars) + 0.4))
    names, rates, colours = zip(*reversed(bars), strict=True)
    drawn = axes.barh(names, rates, color=colours)
    axes.bar_label(drawn, [f"{rate:.1f}" for rate in rates], padding=4)
    axes.set(xlabel="notebooks a second", xlim=(0, max(rates) * 1.15))
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(place, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
