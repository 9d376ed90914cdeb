"""Nobody speaks as the newsroom by a typed name; who answers for it does so by an account."""

import pytest
from django.contrib.auth.models import User

from comments.models import Comment, Device, Rulebook
from comments.posting import correct, post
from comments.rules.names import names_in
from newsroom.core.models import Newspaper
from tests.comments.factories import EMAIL, make_comment
from tests.comments.test_posting import typed
from tests.factories import make_author, make_published_article

LISTED = tuple(Rulebook().reserved_names.splitlines())
OFFICIAL = ("L’Octet", "Noémie Faure", "Zed", "Anatole Petit-Jean")
NAMES = [
    *("La rédaction", "LA REDACTION", "La réd4ction", "la réd@ction", "Rédaction (officielle)"),
    *("L a  r é d a c t i o n", "LaRédaction", "Ré daction", "r.é.d.a.c.t.i.o.n", "Rédac-tion"),
    *("Lа rédасtiоn", "Ⓡédaction", "Administrateur", "Adm1n", "admin_octet", "Adrninistrateur"),
    *(
        "L'Octet",
        "loctet",
        "L.Octet",
        "Octet",
        "L’Ōctet",
        "I’Octet",
        "Équipe de L’Octet",
        "L’0ctet",
    ),
    *(
        "Noémie Faure",
        "noemie faure",
        "Faure Noémie",
        "NoemieFaure",
        "N0émie F@ure",
        "Noémie-Faure",
    ),
    *("Noémie FAURE (journaliste)", "N o é m i e  F a u r e", "Nоémie Fаure", "zed", "ZED"),
    *("Anatole Petit Jean", "Modérateur", "Modératrice", "The newsroom", "Rédacteur en chef"),
    *("Directeur de la publication", "Webmaster", "Moderator"),
]
READERS = [
    *("Marie", "Pierre Dupont", "Faure", "Noémie", "Zedzed", "Octetomane", "Noémie de Faure"),
    *("Administré de Brest", "Léa", "Jean Petit", "Anatole", "Modeste", "Michel Rédon", "李雷"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_newsroom_is_known_however_it_is_written(name):
    assert names_in(name, LISTED, OFFICIAL)


@pytest.mark.parametrize("name", READERS)
def test_a_readers_name_is_left_alone(name):
    assert names_in(name, LISTED, OFFICIAL) == []


@pytest.fixture
def trusted(db):
    """A confirmed browser with three approved comments."""
    comment = make_comment(make_published_article())
    device = Device.objects.create(email_fingerprint=comment.email_fingerprint)
    Comment.objects.update(device=device)
    for body in ("Bien dit.", "Bien vu."):
        make_comment(comment.article, body=body, device=device)
    return device


def says(article, device, name, body="Nous avons lu votre question."):
    return post(typed(article, body, email=EMAIL, device=device, name=name))


@pytest.mark.parametrize(
    "name", ["La rédaction", "Newsroom", "Noémie Faure", "Anatole Petit", "Claire Roux"]
)
def test_even_a_trusted_reader_waits_and_the_desk_reads_why(article, trusted, name):
    make_author("Noémie Faure")
    User.objects.create_user("anatole2", first_name="Anatole", last_name="Petit", is_staff=True)
    Newspaper(name="Newsroom", director="Claire Roux").save()
    comment = says(article, trusted, name)
    decision = comment.decisions.get()
    assert (comment.status, decision.rule) == ("waiting", "hold_names_of_the_newsroom")
    assert decision.reason == "signed with a name of the newsroom"
    assert decision.evidence[0] in name
    assert says(article, trusted, "Marie", "Merci pour la réponse.").is_approved


def test_a_correction_does_not_slip_through(article, trusted):
    comment = says(article, trusted, "La rédaction")
    assert correct(comment, "Nous avons bien lu votre question.", shown=trusted)
    comment.refresh_from_db()
    assert comment.status == "waiting"


def test_the_desk_says_which_names(article, trusted):
    Rulebook.objects.create(reserved_names="Le capitaine")
    assert says(article, trusted, "L3 Capitaine").status == "waiting"
    assert says(article, trusted, "Webmaster", "Une autre question.").is_approved


def test_who_has_an_account_without_being_of_the_staff_is_nobody(article, trusted):
    User.objects.create_user("paul", first_name="Paul", last_name="Durand")
    assert says(article, trusted, "Paul Durand").is_approved
