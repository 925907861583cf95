"""Boris's answers, with odd files beside them: spaces, brackets, another alphabet, a picture that is none."""
