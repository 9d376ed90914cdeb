import pytest

from newsroom.core.html import cards, pictures, sanitize, videos, without_ids

UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
TUBE = "https://tube.example.fr".removeprefix("https://")


def stored(html):
    return without_ids(sanitize(html))


@pytest.mark.parametrize(
    "embed",
    [
        '<figure data-picture="12" data-width="text"></figure>',
        '<figure data-picture="12" data-width="wide" data-alt="a &amp; &quot;b&quot;"'
        ' data-caption="&lt;i&gt;c" data-credit="d’e"></figure>',
        '<figure data-gallery="12 15 19" data-caption="Trois"></figure>',
        '<div data-youtube="dQw4w9WgXcQ"></div>',
        '<div data-vimeo="76979871"></div>',
        '<div data-dailymotion="x8abcde"></div>',
        f'<div data-peertube="{TUBE}/{UUID}"></div>',
        f'<div data-peertube="{TUBE}/kkGMgK9ZtnKfYAgnEtQxbv"></div>',
        '<div data-article="42"></div>',
    ],
)
def test_what_a_body_may_show_is_kept_as_it_is(embed):
    assert stored(embed) == embed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            "<figure data-picture=1></figure>",
            '<figure data-picture="1" data-width="text"></figure>',
        ),
        (
            "<figure data-credit=c data-width=x data-alt=' ' data-caption='a\n b' data-picture=1>",
            '<figure data-picture="1" data-width="text" data-caption="a b" data-credit="c">'
            "</figure>",
        ),
        (
            "<figure data-gallery='7 x 7' data-caption=c>",
            '<figure data-picture="7" data-width="text" data-caption="c"></figure>',
        ),
        (
            "<figure data-gallery='1 2' data-credit=c data-alt=d>",
            '<figure data-gallery="1 2"></figure>',
        ),
        (
            f"<figure data-gallery='{' '.join(map(str, range(1, 99)))}'>",
            f'<figure data-gallery="{" ".join(map(str, range(1, 21)))}"></figure>',
        ),
        (
            "<div data-article=4 data-youtube=dQw4w9WgXcQ>",
            '<div data-youtube="dQw4w9WgXcQ"></div>',
        ),
    ],
)
def test_there_is_one_way_to_write_it(typed, kept):
    assert stored(typed) == kept


@pytest.mark.parametrize(
    "forged",
    [
        *(
            f"<figure data-picture='{id_}'>"
            for id_ in ("0", "-1", "1e3", "٣", "9" * 16, "1 or 1=1")
        ),
        *("<figure data-gallery=''>", "<figure data-gallery='0 -2 x'>", "<figure data-alt=a>"),
        *(
            "<div data-vimeo='12?x=1'>",
            "<div data-vimeo='1234'>",
            "<div data-dailymotion='a/../b'>",
        ),
        *(f"<div data-article='{id_}'>" for id_ in ("0", "9" * 16, "1;2", "")),
        *(
            f"<div data-peertube='{video}'>"
            for video in (
                f"localhost/{UUID}",
                f"127.0.0.1/{UUID}",
                f"tube.fr:8080/{UUID}",
                f"u:p@tube.fr/{UUID}",
                f"TUBE.fr/{UUID}",
                f"tube.fr//{UUID}",
                f"tube..fr/{UUID}",
                "tube.fr/../admin",
                f"tube.fr/{UUID}?x",
                UUID,
            )
        ),
        "<div data-picture=1>",
        "<figure data-article=1>",
        "<p data-picture=1>",
    ],
)
def test_what_shows_nothing_is_dropped(forged):
    assert sanitize(forged) == ""
    assert stored(f"a{forged}") == "<p>a</p>"


def test_captions_have_an_end():
    html = sanitize(f"<figure data-picture=1 data-alt='{'é&amp;' * 500_000}'>")
    assert len(html) < 2_000


def test_what_a_body_shows_in_order_each_once():
    html = sanitize(
        "<figure data-picture=12><figure data-gallery='15 12 19'><figure data-picture=15>"
        "<div data-article=3></div><div data-vimeo=76979871></div><div data-article=2></div>"
        "<div data-article=3></div><div data-youtube=dQw4w9WgXcQ></div><p>data-picture=99</p>"
    )
    assert pictures(html) == [12, 15, 19]
    assert cards(html) == [3, 2]
    assert videos(html) == [("vimeo", "76979871"), ("youtube", "dQw4w9WgXcQ")]


def test_bodies_from_before_there_were_ids_are_understood():
    assert videos('<div data-youtube="dQw4w9WgXcQ"></div>') == [("youtube", "dQw4w9WgXcQ")]
