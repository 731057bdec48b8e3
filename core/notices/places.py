"""Where everything stands on the sheet, in points from the top left: zones, folds, windows of envelopes.

Measures are those of French envelopes: DL and C6/5 (the sheet folded in three), C5 (in two), their windows on the
right, the sheet free to slide inside.
"""

from core.notices.canvas import MM

LEFT, RIGHT = 20 * MM, 190 * MM
WIDE_LEFT, WIDE_RIGHT = 16.5 * MM, 193.5 * MM
"""Margins of the text, and of the frame, the strip and the back."""

ASIDE = 110 * MM
"""Left of what stands on the right: contact, address, signature."""

HEAD_TOP, HEAD_BOTTOM = 11 * MM, 33 * MM
CONTACT_TOP, CONTACT_BOTTOM = 12 * MM, 33.5 * MM
NAME_RIGHT = 104 * MM
LOGO = (80 * MM, 22 * MM)
SIDE_TOP, SIDE_RIGHT, MENTIONS_BOTTOM = 53 * MM, 86 * MM, 97 * MM
BODY_TOP, BODY_BOTTOM = 102.5 * MM, 196.8 * MM
POINTER_RIGHT = 96 * MM
SIGNATURE, PHOTO = (55 * MM, 13 * MM), (18 * MM, 22 * MM)
BESIDE_PHOTO = RIGHT - 20 * MM
CLOSING = 84 * MM
"""A last line narrower than this leaves room for the signature beside it."""

FRAME_TOP, CUT_LOWEST, STRIP_BOTTOM = 200 * MM, 245 * MM, 291 * MM
UNDER_FRAME, UNDER_CUT = 2.5 * MM, 2.6 * MM
FOLDS = (99 * MM, 198 * MM)
HALF = 148.5 * MM
MARK_X, MARK, HALF_MARK = 4.5 * MM, 5 * MM, 3 * MM

ADDRESS_WIDTH = 79.5 * MM
STRIP_LEFT, STRIP_RIGHT_COLUMN = 72 * MM, 97 * MM
STRIP_CODE, STRIP_TEXT = 10 * MM, 60 * MM
STRIP_MIDDLE = 92.5 * MM
BACK_TOP, BACK_GAP, BACK_COLUMN = 27.2 * MM, 8 * MM, 84.5 * MM
OPPOSE_CODE = 15 * MM
RETURN_TOP = 256 * MM
