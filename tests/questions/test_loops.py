"""The objects that `g1_a_gan_in_numpy` hands to students' functions: they keep a record, and cannot be overcharged."""

import numpy as np
import pytest

from gan_ref import training
from gan_ref.questions import mark
from gan_ref.questions.runs import LARGEST, Dice
from gan_ref.questions.training_calls import MOST_CALLS, Recorder


@pytest.mark.parametrize("size", [LARGEST + 1, (1000, 1000), -1])
def test_dice_give_no_more_than_their_share(size):
    """Is a request for very many random numbers, or for fewer than none, refused before memory is taken?"""
    with pytest.raises(ValueError, match="random numbers"):
        Dice(1).normal(size=size)


def test_dice_count_what_they_give():
    """Do single numbers, arrays and other distributions all count?"""
    dice = Dice(1)
    dice.normal(), dice.standard_normal(3), dice.uniform(size=(2, 2)), dice.random()
    assert dice.drawn == 9


@pytest.mark.parametrize("m", [0, -3, 10**9])
def test_a_minibatch_has_a_size(m):
    """Is a minibatch of no sample, or of a thousand million, refused?"""
    with pytest.raises(ValueError, match="minibatch"):
        Recorder(np.random.default_rng(1)).sample_real(m)


def test_an_endless_loop_ends():
    """Does a loop that never ends get an error in time, and 0 points with the reason?"""
    def train(gan, theta_d, theta_g, eta, m, steps):
        while True:
            gan.sample_real(m)

    given = mark("g1_a_gan_in_numpy.train", train)
    assert given.points == 0 and "more steps" in given.message and MOST_CALLS < 10_000


def test_what_is_recorded_cannot_be_changed():
    """Are the recorder's own samples and gradients safe from a loop that writes into what it was given?"""
    gan = Recorder(np.random.default_rng(1))
    x, fake = gan.sample_real(3), gan.sample_fake(3, 0.5)
    kept = gan.discriminator_gradient(x, fake, np.zeros(2))
    kept += 100
    x += 100
    assert gan.discriminator_gradient(x, fake, np.zeros(2)) is not kept
    assert np.abs(gan.updates[0]["gradient"]).max() < 50 and gan.updates[0]["batches"][0] is not None
    assert gan.updates[1]["batches"][0] is None


@pytest.mark.parametrize("gradient, note", [
    (training.discriminator_gradient, ()), (training.discriminator_gradient_b, ("B",))])
def test_both_objectives_are_right(gradient, note):
    """Does a run with either objective earn every point, whichever seeds are drawn, and is B named?"""
    def run(seed):
        return training.train(training.Gan(seed, gradient), np.zeros(2), 4.0, 0.1, 64, 3000)

    given = mark("g1_a_gan_in_numpy.run", run, seed=3)
    assert (given.points, given.notes) == (3, note)


def test_a_failing_box_is_no_answer():
    """Does an exception that stops the marking pass through every judge?"""
    class Stopped(Exception):
        stops_marking = True

    def answer(*args):
        raise Stopped

    for name in ("sample_real", "sample_fake", "train", "run"):
        with pytest.raises(Stopped):
            mark(f"g1_a_gan_in_numpy.{name}", answer)
    for name in ("b1_distances.descent_converges", "b2_vae_and_projection.projection_parameters"):
        with pytest.raises(Stopped):
            mark(name, answer)


NO_ANSWERS = {
    "None": None, "text": "text", "a number": 3, "gives None": lambda *args: None, "gives text": lambda *args: "text",
    "gives an object": lambda *args: object(), "gives ragged lists": lambda *args: [[1], [2, 3]],
    "gives half a pair": lambda *args: (1, None), "gives nan": lambda *args: float("nan"),
}  # fmt: skip


@pytest.mark.parametrize("name", [
    "g1_a_gan_in_numpy.sample_real", "g1_a_gan_in_numpy.sample_fake", "g1_a_gan_in_numpy.train",
    "g1_a_gan_in_numpy.run", "b1_distances.descent_converges", "b2_vae_and_projection.projection_parameters"])
@pytest.mark.parametrize("answer", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_garbage_earns_nothing_and_a_message(name, answer):
    """Does anything that is no answer earn 0, with a message and without an exception?"""
    given = mark(name, answer, seed=2)
    assert given.points == 0 and given.message


def test_lists_of_different_lengths_are_told_as_such():
    """Is a ragged list told in our own words, not by an error of ours, and does it cost its own part only?"""
    def projection_parameters(mu, mu_hat):
        return np.subtract(mu, mu_hat), [[1.0], [2.0, 3.0]]

    given = mark("b2_vae_and_projection.projection_parameters", projection_parameters, seed=2)
    assert given.points == 3 and "different lengths" in given.message and "Error" not in given.message
    given = mark("b1_distances.descent_converges", lambda eta, eps: [[True], [True, False]], seed=2)
    assert given.points == 0 and "different lengths" in given.message and "Error" not in given.message
