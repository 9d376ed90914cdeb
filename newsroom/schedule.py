"""What happens by the clock: the one list. The worker runs it, and nothing else does.

Visibility is no job (rule 1): an article appears at its second because queries say so.
"""

SCHEDULES = {
    "send-due-digests": {"task": "newsletter.tasks.send_due_digests", "cron": "* * * * *"},
    "send-comment-mails": {"task": "comments.tasks.send_mails", "cron": "* * * * *"},
    "settle-decisions": {"task": "comments.tasks.settle_decisions", "cron": "* * * * *"},
    "train-classifier": {"task": "comments.tasks.train_if_useful", "cron": "*/15 * * * *"},
    "make-planned-changes": {"task": "articles.tasks.make_planned_changes", "cron": "* * * * *"},
    "thin-versions": {"task": "articles.tasks.thin_versions", "cron": "7 * * * *"},
    "read-returns": {"task": "newsletter.tasks.read_returns", "cron": "*/10 * * * *"},
    "clean-pictures": {"task": "articles.tasks.clean_pictures", "cron": "37 3 * * *"},
    "forget": {"task": "newsroom.tasks.forget", "cron": "17 4 * * *"},
}
