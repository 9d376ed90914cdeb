"""What the desk has refused before, as far as the classifier has learned it."""

from comments.rules.case import Case, Verdict, _, hold


def hold_what_looks_refused(case: Case) -> Verdict | None:
    """It only holds: a score is no reason to reject anybody."""
    if 0 < case.book.score_limit <= case.comment.score:
        return hold(_("it looks like what the desk refuses"), case.telling_words)
    return None
