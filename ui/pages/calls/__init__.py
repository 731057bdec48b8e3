"""The page Appels: one person at a time, with the light before the number, the words to say, and the opposition
always one press away."""
