"""A demonstration class: its students, its course folder, its marks. `python -m demo` and the end-to-end tests use it.

answers/    what each student wrote, a file a student
roster.py   who they are, and what went wrong with their files
hand_in.py  answers laid into released notebooks, as files ready to hand in
course.py   a course folder of its own, and nbgrader's commands run in it
results.py  what each student got on each question, and why
"""
