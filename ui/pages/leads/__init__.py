"""The page Prospects: the list, the sheet beside it, and the form of a prospect typed by hand."""
