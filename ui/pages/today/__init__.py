"""The page Aujourd’hui: what is due, by deadline, and the results of the last weeks."""
