import pytest

from newsroom.core.slugs import slugify, unique_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Cœur d’œuvre : l’élève", "coeur-d-oeuvre-l-eleve"),
        ("Ex æquo, Łódź, Straße", "ex-aequo-lodz-strasse"),
        ("L'IA & l’Europe", "l-ia-et-l-europe"),
        ("Les lycéen·ne·s", "les-lyceen-ne-s"),
        ("« Non » – 24/7…", "non-24-7"),
        ("C++", "c"),
        ("🎉", ""),
    ],
)
def test_an_address_can_be_read_aloud(title, slug):
    assert slugify(title) == slug


def test_a_long_address_ends_between_words():
    assert slugify("un deux trois", 11) == "un-deux"
    assert slugify("anticonstitutionnellement", 10) == "anticonsti"


def test_a_taken_address_gets_a_number():
    taken = {"ia", "ia-2"}
    assert unique_slug("IA", taken.__contains__) == "ia-3"
    assert unique_slug("🎉", taken.__contains__) == "sans-titre"


def test_a_number_fits_in_and_follows_one_hyphen():
    taken = {"un-deux-tro"}
    slug = unique_slug("un deux trop", lambda s: s in taken or s == "un-deux", max_length=9)
    assert slug == "un-deux-2"
    assert unique_slug("un-deux-tr", {"un-deux"}.__contains__, max_length=9) == "un-deux-2"
    assert "--" not in unique_slug("abc-defgh", {"abc-defgh"}.__contains__, max_length=6)
