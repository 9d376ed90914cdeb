"""A mail from its two templates: HTML with its styles inlined, and the text that says the same."""

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

_inliner = css_inline.CSSInliner(
    keep_style_tags=True,  # for the rules of dark mode and narrow screens
    keep_at_rules=True,
    remove_inlined_selectors=True,
    minify_css=True,
    load_remote_stylesheets=False,
)


def render(name: str, context: dict) -> tuple[str, str]:
    """HTML and text of `newsletter/email/<name>`, in the language of the paper."""
    with translation.override(settings.LANGUAGE_CODE):
        html = render_to_string(f"newsletter/email/{name}.html", context)
        text = render_to_string(f"newsletter/email/{name}.txt", context)
    return _inliner.inline(html), text.strip() + "\n"
