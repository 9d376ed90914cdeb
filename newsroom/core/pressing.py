"""Whether a post behind a signed address was a button's: scanners send empty posts too."""


def is_pressed(request) -> bool:
    """Whether somebody pressed the button of the page: an empty post is no person's."""
    return request.method == "POST" and bool(request.POST.get("do"))


def is_one_click(request) -> bool:
    """Whether a mailbox's own button was pressed: it sends this and nothing else (RFC 8058).

    Only for the addresses that a List-Unsubscribe header names.
    """
    return request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click"
