"""The panels of the admin's front page, in order: what waits, for whom it waits."""

from articles.dashboard import review_queue, scheduled_articles

PANELS = [review_queue, scheduled_articles]


def panels_for(user) -> list[dict]:
    """Those that have something to say to this person."""
    return [panel for make in PANELS if (panel := make(user))]
