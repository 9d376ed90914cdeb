from comments.admin.comments import CommentAdmin
from comments.admin.logs import AddressOpeningAdmin, SanctionAdmin
from comments.admin.measures import MeasureAdmin
from comments.admin.rules import RulebookAdmin

__all__ = [
    "AddressOpeningAdmin",
    "CommentAdmin",
    "MeasureAdmin",
    "RulebookAdmin",
    "SanctionAdmin",
]
