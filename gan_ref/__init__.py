"""The hidden reference: the mathematics of the exercises in pure NumPy, written as the formulas are written.

One module a topic. Nothing here knows of notebooks or marks, and students never have it.
"""
