"""Dates and numbers as French newspapers write them; what is not here is Django's own."""

TIME_FORMAT = "G\u00a0\\h\u00a0i"
DATETIME_FORMAT = "j\u00a0F Y à G\u00a0\\h\u00a0i"
DATE_FORMAT = "j\u00a0F Y"
MONTH_DAY_FORMAT = "j\u00a0F"
THOUSAND_SEPARATOR = "\u202f"
