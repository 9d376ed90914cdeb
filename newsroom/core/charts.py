"""Small charts, made here as SVG: no script, no request, the colours of the page."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, GAP = 240, 64, 4


def bars(values: list[int], label: str) -> SafeString:
    """A bar for each value; who cannot see them hears the numbers."""
    most = max([*values, 1])
    width = WIDTH / len(values)
    shapes = [
        (
            f"{n * width:.1f}",
            f"{HEIGHT - max(1, value / most * HEIGHT):.1f}",
            f"{width - GAP:.1f}",
            f"{max(1, value / most * HEIGHT):.1f}",
            value,
        )
        for n, value in enumerate(values)
    ]
    rects = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        shapes,
    )
    said = f"{label}: {', '.join(str(value) for value in values)}"
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        said,
        rects,
    )
