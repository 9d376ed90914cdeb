"""Dates as English newspapers write them; what is not here is Django's own."""

TIME_FORMAT = "g:i\u00a0a"
DATETIME_FORMAT = "F\u00a0j, Y \\a\\t g:i\u00a0a"
DATE_FORMAT = "F\u00a0j, Y"
