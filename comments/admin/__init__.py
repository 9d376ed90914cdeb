from comments.admin.comments import CommentAdmin
from comments.admin.measures import MeasureAdmin
from comments.admin.rules import RulebookAdmin

__all__ = ["CommentAdmin", "MeasureAdmin", "RulebookAdmin"]
