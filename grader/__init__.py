"""Marks students' notebooks without trusting them. Knows nothing of any one course's subject."""
