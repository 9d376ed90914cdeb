"""What is typed, and what is printed: a table, held on the page, in feeds, mails and JSON-LD.

In the table `_` is a narrow no-break space, `~` a no-break space, `{e}` a raised ending.
"""

import re
from html import escape, unescape

import pytest

from articles.models import Article
from articles.rendering import render, render_for_feed
from articles.structured_data import news_article
from newsletter.rendering import content_of
from newsroom.core.html import sanitize
from newsroom.core.models import Newspaper
from newsroom.core.typography import NARROW, NBSP, typeset, typeset_html, typeset_words
from tests.factories import make_published_article, make_section
from tests.newsletter.factories import make_digest

RAISED = re.compile(r"{(\w+)}")

TABLE = [
    # Ordinals, and what only looks like one
    ("le 1er mai", "le 1{er} mai"),
    ("la 1ère, les 2èmes", "la 1{re}, les 2{es}"),
    ("le 16e arrondissement", "le 16{e} arrondissement"),
    ("Le 16e, Paris 16e, Lyon 3e", "Le 16{e}, Paris 16{e}, Lyon 3{e}"),
    ("au XXe siècle, la Ve", "au XX{e} siècle, la V{e}"),
    ("les XVIe-XVIIe siècles", "les XVI{e}-XVII{e} siècles"),
    ("Xe siècle", "X{e} siècle"),
    ("le 25 000e exemplaire", "le 25_000{e} exemplaire"),
    ("François Ier", "François I{er}"),
    ("le 2nd tour, la 2nde", "le 2{nd} tour, la 2{nde}"),
    ("L'8e fois (5e jour)", "L’8{e} fois (5{e} jour)"),
    ("l'iPhone 16e arrive", "l’iPhone 16e arrive"),
    ("le Pixel 9e", "le Pixel 9e"),
    ("Intel Xe, Intel Xe2", "Intel Xe, Intel Xe2"),
    ("l'architecture Xe-HPG", "l’architecture Xe-HPG"),
    ("la puce Xe d'Intel", "la puce Xe d’Intel"),
    ("la norme 802.11e", "la norme 802.11e"),
    ("IEEE 802.11e et 802.1e", "IEEE 802.11e et 802.1e"),
    ("00:1e:c2:5e:00:3e", "00:1e:c2:5e:00:3e"),
    ("1e-5e-60-4e-2e-3e", "1e-5e-60-4e-2e-3e"),
    ("fe80::1e et 2001:db8::5e", "fe80::1e et 2001:db8::5e"),
    ("0x2e, 1e10, B-5e", "0x2e, 1e10, B-5e"),
    ("5e@exemple.fr, 5e.fr", "5e@exemple.fr, 5e.fr"),
    ("Ce que Le Monde", "Ce que Le Monde"),
    # Dashes
    ("– Non – dit-il – et il part", "–~Non –~dit-il~– et il part"),
    ("Oui – dit-il – mais non", "Oui –~dit-il~– mais non"),
    ("mot — incise — mot", "mot —~incise~— mot"),
    ("— Bonjour.", "—~Bonjour."),
    ("Un – deux – trois. Un – deux – trois", "Un –~deux~– trois. Un –~deux~– trois"),
    ("Il cède – et personne ne sait", "Il cède –~et personne ne sait"),
    ("un câble – dit-il –, puis", "un câble –~dit-il~–, puis"),
    ("« – Oui. – Non. »", "«_–~Oui. –~Non._»"),
    ("Paris-Brest, 2019–2020", "Paris-Brest, 2019–2020"),
    # Quotation marks
    ('Il dit "oui".', "Il dit «_oui_»."),
    ('"Oui", dit-il, "non".', "«_Oui_», dit-il, «_non_»."),
    ('un écran de 27" et un de 32"', 'un écran de 27" et un de 32"'),
    ('« Il dit "oui" »', "«_Il dit “oui”_»"),
    ("Il dit 'non'.", "Il dit “non”."),
    ("Le mot 'l'IA' fâche", "Le mot “l’IA” fâche"),
    ("'Non !', dit-il", "“Non_!”, dit-il"),
    ('(il dit "oui")', "(il dit «_oui_»)"),
    ('d\'"Octet"', "d’«_Octet_»"),
    ('dit-il –"oui"', "dit-il –«_oui_»"),
    ("«Bonjour»", "«_Bonjour_»"),
    ("«~Bonjour~»_!", "«_Bonjour_»_!"),
    # Apostrophes
    ("l'IA d'ici", "l’IA d’ici"),
    ("aujourd'hui, p'tit", "aujourd’hui, p’tit"),
    ("les années '90", "les années ’90"),
    ("'90, l'année", "’90, l’année"),
    ("rock 'n' roll", "rock ’n’ roll"),
    ("5'30 et 6' 2", "5'30 et 6' 2"),
    ("les Beatles' au pluriel", "les Beatles’ au pluriel"),
    # Signs with two parts
    ("Quoi ? Non ! Si ; bon : oui", "Quoi_? Non_! Si_; bon~: oui"),
    ("Quoi? Non!", "Quoi_? Non_!"),
    ("Quoi???", "Quoi_???"),
    ("Quoi ?!", "Quoi_?!"),
    ("Non!!! dit-il", "Non_!!! dit-il"),
    ("(Quoi?)", "(Quoi_?)"),
    ("« Quoi?»", "«_Quoi_?_»"),
    ("10 %! 50%?", "10~%_! 50%_?"),
    ("clin d'œil ;) et :-)", "clin d’œil ;) et :-)"),
    ("12:30, 16:9", "12:30, 16:9"),
    ("a?b:c et C++", "a?b:c et C++"),
    ("https://a.fr/?x=1;b:c ! Oui", "https://a.fr/?x=1;b:c_! Oui"),
    ("https://a.fr/?x?b:c !", "https://a.fr/?x?b:c_!"),
    ("Et puis...", "Et puis…"),
    # Numbers and their units
    ("5 % de 12 km", "5~% de 12~km"),
    ("1 234 567,89 €", "1_234_567,89~€"),
    ("3,5 000", "3,5 000"),
    ("En 2024 300 personnes", "En 2024 300 personnes"),
    ("06 12 34 56 78", "06 12 34 56 78"),
    ("16 Gio, 512 Mo, 2 To, 4 kio", "16~Gio, 512~Mo, 2~To, 4~kio"),
    ("10 Gbit/s, 300 Mb/s, 5 Go/s", "10~Gbit/s, 300~Mb/s, 5~Go/s"),
    ("20 m², 3 m³, 7 km²", "20~m², 3~m³, 7~km²"),
    ("130 km/h à 20 °C", "130~km/h à 20~°C"),
    ("5 GHz, 65 W, 5000 mAh", "5~GHz, 65~W, 5000~mAh"),
    ("à 10 h 30", "à 10~h~30"),
    ("50 Mpx, 60 ips, 3 nm", "50~Mpx, 60~ips, 3~nm"),
    ("3 millions d'euros", "3~millions d’euros"),
    ("millions $ et 3 milliards €", "millions~$ et 3~milliards~€"),
    ("12 M€, 3 Md€, 40 k€", "12~M€, 3~Md€, 40~k€"),
    ("La PlayStation 5 m'a plu", "La PlayStation 5 m’a plu"),
    ("Windows 11 s'ouvre", "Windows 11 s’ouvre"),
    ("l'Ariane 6 t'attend", "l’Ariane 6 t’attend"),
    ("5 jours, 12 mois", "5~jours, 12 mois"),
    # What stays with the next word
    ("M. Dupont et MM. Le Bris", "M.~Dupont et MM.~Le Bris"),
    ("Mme Faure, Mlle Roy, Mmes Roy", "Mme~Faure, Mlle~Roy, Mmes~Roy"),
    ("Me Éolas, Dr House, Pr Tournesol", "Me~Éolas, Dr~House, Pr~Tournesol"),
    ("l'option M. à la fin", "l’option M. à la fin"),
    ("n° 5, N° 12, n° A5", "n°~5, N°~12, n°~A5"),
    ("p. 12, pp. 3-5, chap. IV", "p.~12, pp.~3-5, chap.~IV"),
    ("art. 5, § 2, fig. 3, t. 1", "art.~5, §~2, fig.~3, t.~1"),
    ("un coup. 12 fois", "un coup. 12 fois"),
    # What is no sentence
    ("C:\\Users et C#", "C:\\Users et C#"),
    ("a && b, x <= y, R&D", "a && b, x <= y, R&D"),
    ("3,14 et 3.14", "3,14 et 3.14"),
    ("Bravo 🎉 !", "Bravo 🎉_!"),
    ("«\u2009La folle\u2009»\u2009!", "«_La folle_»_!"),
    ("mot  !", "mot_!"),
    ("v2.0, 10.0.0.1", "v2.0, 10.0.0.1"),
    ("Vrai, faux", "Vrai, faux"),
]  # fmt: skip

# Across tags: the reader sees one line, whatever stands between.
TAGGED = [
    ('"Le <em>Monde</em>" dit', "«_Le <em>Monde</em>_» dit"),
    ('"<strong>Oui</strong>"', "«_<strong>Oui</strong>_»"),
    ("Le <em>'vrai'</em>", "Le <em>“vrai”</em>"),
    ("'<em>vrai</em>'", "“<em>vrai</em>”"),
    ("un – <em>dit-il</em> – deux", "un –~<em>dit-il</em>~– deux"),
    ("un <em>– dit-il –</em> deux", "un <em>–~dit-il~–</em> deux"),
    ("<strong>iPhone</strong> 16e", "<strong>iPhone</strong> 16e"),
    ("le <strong>16e</strong> jour", "le <strong>16<sup>e</sup></strong> jour"),
    ("l'<em>IA</em>", "l’<em>IA</em>"),
    ("<p>– Oui</p><p>– Non</p>", "<p>–~Oui</p><p>–~Non</p>"),
    ('<p>"a</p><p>b"</p>', '<p>"a</p><p>b"</p>'),
    ("un<br>– Oui", "un<br>–~Oui"),
    ("<code>a ? 'b' : \"c\"</code> !", "<code>a ? 'b' : \"c\"</code>_!"),
    ('<span lang="en">"Why?", he said: no!</span> Oui !',
     '<span lang="en">“Why?”, he said: no!</span> Oui_!'),
    ('<p lang="en">What? <em>No!</em> 16e</p><p>Quoi?</p>',
     '<p lang="en">What? <em>No!</em> 16e</p><p>Quoi_?</p>'),
    ('<p lang="en">What? <span lang="fr">Quoi?</span> No!</p>',
     '<p lang="en">What? <span lang="fr">Quoi_?</span> No!</p>'),
    ('"<span lang="en">The "Sun"</span>" brille', '«_<span lang="en">The “Sun”</span>_» brille'),
]  # fmt: skip


def spaced(text):
    return text.replace("_", NARROW).replace("~", NBSP)


def flat(printed):
    return RAISED.sub(r"\1", spaced(printed))


def html(printed):
    return RAISED.sub(r"<sup>\1</sup>", escape(spaced(printed), quote=False))


ROWS = [(spaced(typed), printed) for typed, printed in TABLE]


def test_the_table_is_long():
    assert len(TABLE) >= 100


@pytest.mark.parametrize(("typed", "printed"), ROWS)
def test_a_line_is_printed_so(typed, printed):
    assert typeset(typed) == flat(printed)
    assert typeset_words(typed) == html(printed)
    assert typeset_html(escape(typed)) == html(printed)
    assert typeset(typeset(typed)) == typeset(typed)
    assert typeset_html(html(printed)) == html(printed)


@pytest.mark.parametrize(("typed", "printed"), TAGGED)
def test_tags_do_not_part_a_line(typed, printed):
    assert typeset_html(typed) == spaced(printed)
    assert typeset_html(spaced(printed)) == spaced(printed)


@pytest.mark.django_db
def test_the_table_holds_in_the_text_of_a_page_and_of_a_feed():
    body = sanitize("".join(f"<p>{escape(typed)}</p>" for typed, _printed in ROWS))
    for page in (render(body), render_for_feed(body, address="https://octet.example/a/")):
        for typed, printed in ROWS:
            assert f"<p>{html(printed)}</p>" in page, typed


@pytest.fixture
def titled(db):
    """An article for each line, which is its title and its standfirst."""
    section = make_section()
    return [
        make_published_article(typed, standfirst=typed, section=section, slug=f"ligne-{number}")
        for number, (typed, _printed) in enumerate(ROWS)
    ]


def test_the_table_holds_in_titles_wherever_they_are_read(titled, client):
    paper = Newspaper(name="L’Octet")
    digest = make_digest(articles=0)
    digest.items.all().delete()
    for position, article in enumerate(titled):
        digest.items.create(article=article, position=position)
    mail = content_of(digest).html.replace("&nbsp;", NBSP)
    feed = unescape(client.get("/rss.xml").text)
    pages = ["/materiel/", *(f"/materiel/?page={number}" for number in range(2, 7))]
    listed = [client.get(page).text for page in pages]
    for article, (typed, printed) in zip(Article.objects.order_by("pk"), ROWS, strict=True):
        data = news_article(article, paper)
        assert (data["headline"], data["description"]) == (flat(printed),) * 2
        assert f">{html(printed)}</a></h2>" in mail, typed
        assert f">{html(printed)}</p>" in mail, typed
        assert any(f">{html(printed)}</a>" in page for page in listed), typed
        if article in titled[-30:]:
            assert f"<title>{flat(printed)}</title>" in feed, typed
    page = client.get(titled[0].get_absolute_url()).text
    assert '<h1 class="story__title">le 1<sup>er</sup> mai</h1>' in page
    assert "<title>le 1er mai – " in page
