"""What others put on the clipboard comes in as the few blocks of a body, whatever it was."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from newsroom.core.html import sanitize, without_ids

pytestmark = pytest.mark.browser

CLIPBOARD = Path(__file__).parents[1] / "data" / "clipboard"
CLEAN = "async (html) => (await import('newsroom/editor/paste')).cleanPaste(html)"

WORD = (
    "<p>Le navire appareille à l’aube<sup>[1]</sup>.</p>"
    "<blockquote><p>« Le fil tient. »</p></blockquote>"
    "<ul><li><p>Un robot</p><ol><li><p>lourd</p><ul><li>jaune</li></ul></li></ol></li>"
    "<li>Un treuil</li></ul>"
    '<table><tbody><tr><td colspan="2"><p><strong>Fils</strong></p></td></tr>'
    "<tr><td><p>1984</p></td><td></td></tr></tbody></table>"
    "<p>[1] Selon l’armateur.</p>"
)
LIBREOFFICE = (
    "<p>Le <strong>câble</strong> cède<sup>1</sup>.</p>"
    "<blockquote><p>Il tenait pourtant.</p></blockquote>"
    "<pre><code>ping 10.0.0.1\n  64 octets</code></pre>"
    "<ol><li><p>Trouver</p><ol><li><p>sonder</p></li></ol></li><li><p>Hisser</p></li></ol>"
    "<p>1 À 4 000 m.</p>"
)
WEB = (
    "<h2>Titre</h2><p>Voir plus bas et là.</p><p>Un navire</p>"
    "<blockquote><p>Le fil tient.</p><footer>Odette Le Bris</footer></blockquote>"
    "<blockquote><p>Encore.</p><footer>Ada Lovelace</footer></blockquote>"
    '<div data-vimeo="76979871"></div>'
    "<p>La commande <code>ls</code> :</p><pre><code>ls\n  -la &lt;x&gt;</code></pre>"
    "<p>Un bloc</p><p>En marge</p>"
    "<p>Fils</p><table><thead><tr><th>An</th></tr></thead>"
    "<tbody><tr><td>1984</td></tr></tbody></table>"
)


@pytest.fixture
def clean(desk, draft):
    """A paste as the page makes of it; the browser must have nothing to complain about."""
    desk.write(draft)
    return lambda html: desk.page.evaluate(CLEAN, html)


def body_of(pasted):
    """As it would be stored; the blanks of the sources aside."""
    return without_ids(sanitize(pasted["html"])).replace("> <", "><")


def test_pastes_come_in_as_blocks_with_their_notes_lists_and_quotations(clean):
    sources = {"word-reviewed": WORD, "libreoffice-notes": LIBREOFFICE, "web-rich": WEB}
    for name, expected in sources.items():
        assert body_of(clean((CLIPBOARD / f"{name}.html").read_text())) == expected, name


def test_pictures_of_a_paste_are_told_apart(clean):
    """Those in the HTML itself can be sent to the library; of the others one must be told."""
    counts = {"word-reviewed": (0, 1), "libreoffice-notes": (1, 0), "web-rich": (0, 1)}
    for name, expected in counts.items():
        pasted = clean((CLIPBOARD / f"{name}.html").read_text())
        assert (len(pasted["embedded"]), pasted["leftOut"]) == expected, name


def test_what_the_editor_copied_itself_keeps_all_it_had(clean):
    own = (
        '<figure data-pm-slice="0 0 []" data-id="abcdefgh" data-picture="12" data-width="wide"'
        ' data-caption="À quai"></figure><aside data-id="bcdefghi" data-kind="note"><p>Note</p>'
        '</aside><div data-id="cdefghij" data-article="3"></div>'
    )
    assert clean(own)["html"] == own


def test_a_hostile_paste_does_not_hold_the_page_up(clean):
    nasty = ["<a '\"" * 50_000, '<p title="' * 50_000, "<b>" * 20_000, "<p style=x onclick=y>" * 9]
    for html in nasty:
        assert clean(html)["leftOut"] == 0


def test_what_is_too_long_for_an_article_is_not_pasted(desk, draft):
    desk.write(draft)
    desk.type("Avant")
    desk.paste("<p>mot</p>" * 60_000, "text/html")
    expect(desk.page.locator(".editor-notice")).to_contain_text("too long for one article")
    expect(desk.body).to_have_text("Avant")
