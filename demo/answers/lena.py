"""Ada's answers, but the second notebook's file broke off while it was saved."""
