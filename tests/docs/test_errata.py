"""docs/errata.md: does its script print what the page shows, and are the page's other numbers right?"""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "errata.md").read_text(encoding="utf-8")
SCRIPT, SHOWN = (re.search(rf"^```{kind}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[1] for kind in ("python", "text"))


def test_the_script_prints_what_the_page_shows():
    """Can the demonstration of objective B be run as it stands, in a process of its own?"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout == SHOWN and done.stderr == ""


def test_the_best_value_of_objective_b():
    """Is it −ln ε times the total variation, as a search over many discriminators confirms?"""
    random = np.random.default_rng(0)
    for _ in range(20):
        p, q, eps = random.dirichlet(np.ones(4)), random.dirichlet(np.ones(4)), 10.0 ** -random.uniform(1, 8)
        best = -np.log(eps) * np.sum(np.abs(p - q)) / 2
        assert np.sum((p - q) * np.log(np.where(p >= q, 1, eps))) == pytest.approx(best)
        tried = eps ** random.uniform(0, 1, (2000, 4))  # D from eps to 1
        assert np.max(np.sum((p - q) * np.log(tried), axis=1)) <= best + 1e-12


def test_both_objectives_agree_at_one_half_only():
    """Is D = ½ the only place where a fake is pushed alike?"""
    D = np.linspace(0.01, 0.99, 99)
    assert list(D[np.isclose(-D, -(1 - D))]) == pytest.approx([0.5])


def test_beta_as_printed():
    """Does a quotient of exponentials lose what −D keeps, beyond a logit of 710?"""
    with np.errstate(all="ignore"):
        quotient = [np.exp(h) / (1 + np.exp(h)) for h in (700.0, 720.0)]
    assert quotient[0] == 1 and np.isnan(quotient[1])


def test_the_vae_figures():
    """Do ln σ² and ln σ give the two figures of the page?"""
    mu, sigma = np.array([1, -0.5, 0]), np.array([0.5, 0.8, 3])
    right, wrong = (np.sum(sigma**2 + mu**2 - 1 - log) / 2 for log in (np.log(sigma**2), np.log(sigma)))
    assert (f"{wrong:.3f}", f"{right:.3f}") == ("3.979", "3.888") and "3.979 and 3.888" in PAGE


def test_an_overshooting_descent_stays_on_its_line():
    """Does every step of descent on (θ − θ0)²/(2ε²) point to θ0, and grow the distance when η > 2ε²?"""
    for share, grows in ((0.4, False), (0.9, False), (1.2, True)):
        theta, eps = 1.0, 0.3
        after = theta - share * 2 * eps**2 * theta / eps**2
        assert (abs(after) > abs(theta)) is grows and after < theta


def test_every_document_has_its_section():
    """Are all five scans there, and do the page's links to its own sections lead somewhere?"""
    headings = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    assert [heading[:3] for heading in headings[:5]] == ["000", "001", "002", "003", "004"]
    anchors = {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= anchors
