from itertools import combinations

import pytest
from PIL import ImageChops

from newsroom.demo.drawing import PICTURES, draw

SMALL = (320, 180)


def test_the_same_slug_draws_the_same_bytes_twice():
    assert draw("sqlite-base-invisible", SMALL).tobytes() == (
        draw("sqlite-base-invisible", SMALL).tobytes()
    )


def test_every_slug_has_a_picture_of_its_own():
    drawn = {slug: draw(slug, SMALL).reduce(8).convert("L") for slug in PICTURES}
    assert len(drawn) == 35
    for (one, a), (other, b) in combinations(drawn.items(), 2):
        assert ImageChops.difference(a, b).getextrema()[1] > 60, f"{one} looks like {other}"


@pytest.mark.parametrize("size", [SMALL, (240, 180), (180, 180), (90, 160)])
def test_a_picture_has_the_size_asked_for(size):
    assert draw("traduire-le-breton", size).size == size


def test_a_picture_fills_the_page_in_ink_paper_and_colour():
    picture = draw("openai-tesla-guerre-des-talents", SMALL)
    assert picture.mode == "RGB"
    darkest, lightest = picture.convert("L").getextrema()
    assert darkest < 50
    assert lightest > 220


def test_an_unknown_slug_still_gets_a_picture():
    assert draw("un-article-sans-dessin", SMALL).convert("L").getextrema()[0] < 50


def test_two_unknown_slugs_get_two_pictures():
    assert draw("premier-inconnu", SMALL).tobytes() != draw("second-inconnu", SMALL).tobytes()
