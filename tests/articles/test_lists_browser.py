"""The desk’s lists on a screen: no name widens them; without room, filters fold."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_published_article

pytestmark = pytest.mark.browser

LONG = "Anticonstitutionnellement" * 3


def test_a_long_name_does_not_widen_a_list_and_filters_fold_beside_nothing(desk, draft):
    make_published_article(f"Le {LONG}", authors=(LONG,), slug="long")
    for width, is_folded in ((1280, False), (1024, True), (360, True)):
        desk.page.set_viewport_size({"width": width, "height": 800})
        desk.open("article/?whose=all")
        state = desk.page.locator("#changelist-filter details[data-filter-title=status]")
        expect(state).to_have_js_property("open", not is_folded)
        assert desk.page.evaluate("document.documentElement.scrollWidth") == width
        table = desk.page.locator(".results")
        assert table.evaluate("it => it.scrollWidth <= it.clientWidth"), width
    assert desk.complaints == []
