"""The installed program: its rooms stand in ``app``, so that no other package's ``core`` is mistaken for ours."""
