"""The characters a drawn text is made of.

``st.text()`` alone, or a ``codec``, tries every character there is: two seconds in each process of a new checkout.
"""

from hypothesis import strategies as st

ANY = st.characters(exclude_categories=["Cs"])
"""Every character but halves of one: those of ``st.text()``."""
