"""The panels of the admin's front page, in order: what waits, for whom it waits."""

from articles.dashboard import (
    ended_licences,
    given_to,
    most_read,
    pace,
    planned_changes,
    ready_to_go,
    review_queue,
    scheduled_articles,
)
from comments.dashboard import attacks, moderation_queue
from newsletter.dashboard import next_digest
from newsroom.first_steps import first_steps
from newsroom.idle import worker_away

PANELS = [
    worker_away,
    first_steps,
    attacks,
    given_to,
    review_queue,
    ready_to_go,
    scheduled_articles,
    planned_changes,
    ended_licences,
    moderation_queue,
    next_digest,
    most_read,
    pace,
]


def panels_for(user) -> list[dict]:
    """Those that have something to say to this person."""
    return [panel for make in PANELS if (panel := make(user))]
