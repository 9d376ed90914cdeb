"""Dates and numbers in French; what is not here is Django's own.

The lists of the desk write days in figures, since Django has no sign for "1er". Dates in words are
made by `newsroom.core.dates.in_words`.
"""

TIME_FORMAT = "G\u00a0\\h\u00a0i"
DATETIME_FORMAT = "d/m/Y à G\u00a0\\h\u00a0i"
DATE_FORMAT = "d/m/Y"
MONTH_DAY_FORMAT = "j\u00a0F"
THOUSAND_SEPARATOR = "\u202f"
