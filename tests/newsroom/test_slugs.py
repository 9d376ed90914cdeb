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


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("1,5 milliard", "1-5-milliard"),
        ("Version 2.0", "version-2-0"),
        ("iOS 19.1.2 : quoi de neuf", "ios-19-1-2-quoi-de-neuf"),
        ("ASP.NET", "asp-net"),
        ("12:30", "12-30"),
        ("n°5, 1 000 €, 3½", "n-5-1-000-3-1-2"),
        ("La S.N.C.F. et l'U.E.", "la-sncf-et-l-ue"),
        ("A+B", "a-b"),
        ("cyber\u00adsécurité, porte\u2011avions", "cybersecurite-porte-avions"),
        ("Đorđe, Þór, Ħamrun, Ðan, Ŋ", "dorde-thor-hamrun-dan-n"),
        ("Ağrı, Şişli, İzmir, Győr, Târgu Mureș", "agri-sisli-izmir-gyor-targu-mures"),
        ("Αθήνα", "athina"),
        ("Москва и Київ", "moskva-i-kiiv"),
    ],
)
def test_figures_and_the_letters_of_europe_stay_in_an_address(title, slug):
    assert slugify(title) == slug


def test_an_address_is_as_long_as_it_may_be_and_no_longer():
    """A column of 80 letters takes no 81st; a word that just fits is not cut off."""
    assert slugify("a" * 75 + " bcde") == "a" * 75 + "-bcde"
    assert slugify("a" * 75 + " bcdef") == "a" * 75
    assert len(slugify("a" * 81)) == 80
    taken = {"a" * 80, *(f"{'a' * 78}-{n}" for n in range(2, 10))}
    slug = unique_slug("a" * 80, taken.__contains__)
    assert (slug, len(slug)) == ("a" * 77 + "-10", 80)
