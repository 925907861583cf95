"""The marking engine: it runs strangers' code in a box and decides marks outside it. Knows nothing of GANs.

Nothing is imported here: the box loads single modules of this package, and the command line must start quickly.
"""
