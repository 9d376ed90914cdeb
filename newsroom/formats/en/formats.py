"""Dates as British newspapers write them; what is not here is Django's own."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j\u00a0F Y \\a\\t\u00a0H:i"
DATE_FORMAT = "j\u00a0F Y"
MONTH_DAY_FORMAT = "j\u00a0F"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
