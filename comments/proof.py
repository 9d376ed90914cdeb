"""Proof of work: a browser that computes for a second is no robot that sends ten thousand.

Only comments that were held because robots send such are asked for it. The challenge is signed,
ends after a while, and is for one comment as it stands: once it is judged again, it is worth
nothing. Whoever can't or won't compute simply waits for a moderator.
"""

import json
from copy import copy
from datetime import timedelta

import altcha
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.models import Comment, Decision, Device
from comments.moderation import OF_A_CORRECTION, Case, judge

ALGORITHM = "PBKDF2/SHA-256"
COST = 2000  # rounds for one try; a browser needs 256 tries on average: about a second
VALID = timedelta(minutes=20)
LONGEST = 4000  # characters of a solution
# The rules that a proof answers: they look at how comments come, not at what they say.
ASKING = {"hold_under_attack", "hold_flooded_thread", "hold_hasty"}
OF_THE_PROVEN = tuple(rule for rule in OF_A_CORRECTION if rule.__name__ not in ASKING)


def question(comment: Comment) -> Decision | None:
    """The decision that asks for a proof, as long as it is the last one."""
    if comment.status != Comment.Status.WAITING:
        return None
    last = comment.decisions.first()
    return last if last and last.by_id is None and last.rule in ASKING else None


def challenge_for(comment: Comment) -> str:
    """What its browser is given to solve, as JSON; empty where nothing is asked."""
    asking = question(comment)
    if asking is None:
        return ""
    made = altcha.create_challenge(
        ALGORITHM,
        COST,
        expires_at=timezone.now() + VALID,
        data=subject(asking),
        hmac_secret=secret(),
    )
    return json.dumps(made.to_dict())


@transaction.atomic
def accept(comment: Comment, solution: str, *, shown: Device | None = None) -> bool:
    """Judge a comment again, as one that no robot sent; False where nothing was proved.

    The trust of a device counts where the device is `shown`, as in a correction.
    """
    Comment.objects.select_for_update(no_key=True).values_list("pk").get(pk=comment.pk)
    asking = question(comment)
    if asking is None or not is_solved(asking, solution):
        return False
    draft = copy(comment)
    if shown is None or shown.pk != draft.device_id:
        draft.device = None
    return comment.judge_again(judge(Case(draft), OF_THE_PROVEN))


def is_solved(asking: Decision, solution: str) -> bool:
    """Whether `solution` is one of a challenge of ours for this comment as it stands."""
    if len(solution) > LONGEST or not altcha.verify_solution(solution, secret()).verified:
        return False
    return altcha.Payload.from_base64(solution).challenge.parameters.data == subject(asking)


def subject(asking: Decision) -> dict:
    return {"comment": asking.comment_id, "decision": asking.pk}


def secret() -> str:
    return salted_hmac("comments.proof", settings.SECRET_KEY, algorithm="sha256").hexdigest()
