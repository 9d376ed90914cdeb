"""Small charts, made here as SVG: no script, no request, the colours of the page."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, GAP = 240, 64, 4
ABOVE, BELOW = 16, 16  # for the values, and for what they are of


def bars(values: list[int], label: str, names: Sequence[str] = ()) -> SafeString:
    """A bar with its value for each; below them the first and the last name.

    Who cannot see them hears the numbers.
    """
    most = max([*values, 1])
    width = WIDTH / len(values)
    heights = [max(1, value / most * HEIGHT) for value in values]
    shapes = [
        (
            f"{n * width:.1f}",
            f"{ABOVE + HEIGHT - height:.1f}",
            f"{width - GAP:.1f}",
            f"{height:.1f}",
            f"{n * width + (width - GAP) / 2:.1f}",
            f"{ABOVE + HEIGHT - height - 4:.1f}",
            value or "",
        )
        for n, (value, height) in enumerate(zip(values, heights, strict=True))
    ]
    drawn = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"></rect><text x="{}" y="{}">{}</text>',
        shapes,
    )
    said = f"{label}: {', '.join(str(value) for value in values)}"
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        WIDTH,
        ABOVE + HEIGHT + (BELOW if names else 0),
        said,
        drawn,
        _ends(names),
    )


def _ends(names: Sequence[str]) -> SafeString:
    if not names:
        return SafeString("")
    return format_html(
        '<text class="chart-from" x="0" y="{0}">{1}</text>'
        '<text class="chart-to" x="{2}" y="{0}">{3}</text>',
        ABOVE + HEIGHT + BELOW - 4,
        names[0],
        WIDTH - GAP,
        names[-1],
    )
