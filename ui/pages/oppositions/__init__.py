"""The page of the opposition register: who refuses, since when; a number can be checked even after its sheet was
erased."""
