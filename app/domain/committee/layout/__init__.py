"""Where the cards of a committee map stand, the ways of its lines, travel by keyboard, and sheets of paper."""
