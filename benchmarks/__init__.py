"""How fast marking is, and what it is compared with: `make bench`. See NOTES.md for where the time goes."""
