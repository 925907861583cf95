"""What lies beside the notebooks of every assignment: README.md, requirements.txt and check_submission.py.

They are edited here and written into source/ by `make handout`, which puts each assignment's notebooks and questions
into its check_submission.py. nbgrader copies them from source/ to release/.
"""
