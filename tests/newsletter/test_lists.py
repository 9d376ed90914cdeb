"""Lists of readers: any spreadsheet comes in with its proofs, and goes out without formulas."""

import tracemalloc
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from newsletter.erasing import erase_reader
from newsletter.lists import reading
from newsletter.lists.dates import moment
from newsletter.lists.exporting import guarded, readers_as_csv, unguarded
from newsletter.lists.importing import Import
from newsletter.lists.judging import judge
from newsletter.lists.reading import Unreadable, look_at
from newsletter.models import Consent, Subscriber
from tests.newsletter.factories import make_consent, make_subscriber

pytestmark = pytest.mark.django_db
HEADER = "email,consent_at,consent_form\n"
PROOF = "2024-03-31 09:30,front page"
FIELDS = {"email": "a@b.fr", "consent_at": "2024-03-31", "consent_form": "box"}


def take(text, encoding="utf-8", dry_run=False, **options):
    """Import a text; returns the tally as a tuple and the refused lines."""
    file = BytesIO(text if isinstance(text, bytes) else text.encode(encoding))
    job, refused = Import(file, look_at(file, **options), dry_run=dry_run), []
    assert job.run(refused.extend)
    tally = job.tally
    assert tally.lines == tally.created + tally.away + tally.known + tally.refused
    return (tally.created, tally.known, tally.refused), {line.number: line for line in refused}


def test_a_reader_comes_in_with_the_proof_and_ready_for_the_next_issue():
    text = (
        "Adresse e-mail;Date d’inscription;Source;Formulation;IP;Langue\n"
        "Élodie@ÉLAN.fr;31/03/2024 09:30;page d’accueil;J’accepte.;192.0.2.77;en\n"
    ).replace("Élodie", "Elodie")
    assert take(text)[0] == (1, 0, 0)
    reader = Subscriber.objects.active().get()
    assert reader.email == "elodie@xn--lan-9la.fr"
    assert Subscriber.objects.with_address("elodie@élan.fr").get() == reader
    assert (reader.language, reader.choice.sections) == ("en", "")
    proof = reader.consents.get()
    assert (proof.wording, proof.form, proof.network) == (
        "J’accepte.",
        "page d’accueil",
        "192.0.2.0/24",
    )
    assert proof.at.isoformat() == "2024-03-31T07:30:00+00:00"
    assert (proof.confirmed_at, reader.confirmed_at) == (None, None)  # the list doesn't say so
    assert reader.imported_at is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_spreadsheet_is_read(encoding, separator):
    text = "email,consent_at,consent_form\na@b.fr,2024-03-31,“Été”\n".replace(",", separator)
    assert take(text, encoding)[0] == (1, 0, 0)
    assert Consent.objects.get().form == "“Été”"


def test_columns_are_named_by_hand_where_their_names_say_nothing():
    mapping = {"email": "A", "consent_at": "B", "consent_form": "C"}
    with pytest.raises(Unreadable, match=r"No column holds email.*A, B, C"):
        take(f"A,B,C\na@b.fr,{PROOF}\n")
    with pytest.raises(Unreadable, match="There is no column “X” for email"):
        take(f"A,B,C\na@b.fr,{PROOF}\n", mapping=mapping | {"email": "X"})
    assert take(f"A,B,C\na@b.fr,{PROOF}\n", mapping=mapping)[0] == (1, 0, 0)


@pytest.mark.parametrize("text", ["", "\n", "email\na@b.fr\n", "email,consent_at\na@b.fr,2024\n"])
def test_without_columns_for_the_consent_nothing_comes_in(text):
    with pytest.raises(Unreadable):
        take(text)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"email": "lucie"}, "Check this e-mail address"),
        ({"email": "é@b.fr"}, "letters with accents"),
        ({"email": "a@b.fr\nBcc: x@y.fr"}, "Check this e-mail address"),
        ({"email": f"{'a' * 250}@b.fr"}, "too long"),
        ({"consent_at": ""}, "No date of consent"),
        ({"consent_at": "last spring"}, "No date of consent"),
        ({"consent_at": "31/02/2024"}, "No date of consent"),
        ({"consent_at": "0001-01-01"}, "No date of consent"),
        ({"consent_at": "2099-01-01"}, "lies in the future"),
        ({"consent_form": " "}, "where the consent was given"),
        ({"consent_form": "box\0"}, "characters that can’t be read"),
        ({"consent_wording": "yes\0"}, "characters that can’t be read"),
        ({"confirmed_at": "2024-03-30"}, "before the consent"),
        ({"confirmed_at": "soon"}, "can’t be read"),
        ({}, ""),
    ],
)
def test_each_refusal_says_why(changed, reason):
    refusal = judge(2, FIELDS | changed, timezone.now()).refusal
    assert (reason in refusal) if reason else refusal == ""


@pytest.mark.parametrize("status", ["pending", "left", "suppressed"])
def test_a_list_brings_back_nobody(status):
    reader = make_subscriber("lucie@example.org", status=status)
    tally, refused = take(f"{HEADER}Lucie@example.org,{PROOF}\n")
    assert tally == (0, 0, 1)
    assert refused[2].typed == "Lucie@example.org"
    reader.refresh_from_db()
    assert reader.status == status


def test_a_list_does_not_bring_back_the_erased():
    erase_reader("lucie@example.org")
    tally, refused = take(f"{HEADER}lucie@example.org,{PROOF}\n")
    assert (tally, refused[2].refusal) == ((0, 0, 1), "Is never to be written to again.")
    assert not Subscriber.objects.exists()


def test_the_same_list_twice_is_once(reader):
    text = f"{HEADER}{reader.email},{PROOF}\na@b.fr,{PROOF}\nA@B.fr ,{PROOF}\n"
    assert take(text, dry_run=True)[0] == (1, 2, 0)
    assert Subscriber.objects.count() == 1
    assert take(text)[0] == (1, 2, 0)
    assert take(text)[0] == (0, 3, 0)
    assert Consent.objects.count() == 1


def test_broken_lines_cost_only_themselves():
    endless = '"' + "x" * 20_000
    text = f"{HEADER}a@b.fr,{PROOF}\n\nshort@b.fr\n{endless}\nc@d.fr,{PROOF},more,cells\n"
    tally, refused = take(text)
    assert tally == (2, 0, 2)
    assert "quotation mark is never closed" in refused[4].refusal


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\x14\0\0\0email,consent_at", "save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "save the sheet as CSV"),
        (b"", "The columns are: –."),
        (b"\0" * 5000, "The columns are: –."),
        (b"email" * 100_000, "too long"),
        (b'"' + b"a" * 50_000 + b"\n", "too long"),
        (b"email,Email,consent_at,consent_form\n", "Two columns are called “email”"),
        (b",".join(b"c%d" % n for n in range(10_000)) + b"\n", "c19, …."),
    ],
)
def test_what_is_no_list_says_so(data, words):
    with pytest.raises(Unreadable, match=words):
        look_at(BytesIO(data))


def test_what_says_where_it_was_given_may_be_long():
    assert take(f"{HEADER}a@b.fr,2024-03-31,{'Foire de Rennes ' * 20}\n")[0] == (1, 0, 0)
    assert len(Consent.objects.get().form) == 100


def test_the_columns_may_be_among_ten_thousand():
    others = ",".join(f"c{n}" for n in range(10_000))
    text = f"{others},{HEADER}{',' * 10_000}a@b.fr,{PROOF}\n"
    assert take(text)[0] == (1, 0, 0)


def test_a_quotation_that_never_ends_costs_its_line_alone():
    rows = [f"a{n}@b.fr,2024-03-31,box\n" for n in range(300)]
    rows[7], rows[290] = (f'{name}@b.fr,2024-03-31,"box\n' for name in "bc")
    tally, refused = take(HEADER + "".join(rows))
    assert tally == (298, 0, 2)
    assert list(refused) == [9, 292]


def test_a_line_without_an_end_is_never_held_in_memory(tmp_path):
    long = "x" * 3_000_000
    (tmp_path / "list.csv").write_text(f"{HEADER}{long}\na@b.fr,{PROOF}\n{long}")
    with (tmp_path / "list.csv").open("rb") as file:
        layout = look_at(file)
        tracemalloc.start()
        rows = [fields and fields["email"] for _number, fields in reading.lines(file, layout)]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert rows == [None, "a@b.fr", None]
    assert peak < 1_000_000


def test_an_import_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr("newsletter.lists.importing.BATCH", 2)
    text = HEADER + "".join(f"r{n}@b.fr,{PROOF}\n" for n in range(5))
    file = BytesIO(text.encode())
    job = Import(file, look_at(file))
    assert not job.run(lambda refused: None, until=0)
    assert (job.tally.lines, Subscriber.objects.count()) == (2, 2)
    again = Import(file, job.layout, tally=job.tally)
    assert again.run(lambda refused: None)
    assert (again.tally.lines, again.tally.created) == (5, 5)


def test_a_batch_asks_as_much_for_many_as_for_one(django_assert_max_num_queries):
    text = HEADER + "".join(f"r{n}@b.fr,{PROOF}\n" for n in range(500))
    with django_assert_max_num_queries(7):
        assert take(text)[0] == (500, 0, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM newsletter_subscriber")
        assert "b.fr" not in repr(cursor.fetchall())


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-31T09:30:00Z", "2024-03-31T09:30:00+00:00"),
        ("2024-03-31 09:30", "2024-03-31T09:30:00+02:00"),
        ("30/3/2024", "2024-03-30T00:00:00+01:00"),
        ("31/12/2024 23:59:59", "2024-12-31T23:59:59+01:00"),
    ],
)
def test_dates_are_read_as_they_are_written(text, iso):
    assert moment(text).isoformat() == iso


@pytest.mark.parametrize("cell", ["=1+1", "+33@example.org", "-1", "@x", "\tx", "'=1", "plain", ""])
def test_a_spreadsheet_takes_no_cell_for_a_formula(cell):
    assert guarded(cell)[:1] not in {*"=+-@\t\r"}
    assert unguarded(guarded(cell)) == cell


def test_the_export_asks_the_same_for_many(django_assert_num_queries):
    for _number in range(5):
        make_consent(make_subscriber(), confirmed_at=timezone.now())
    with django_assert_num_queries(4):
        list(readers_as_csv(Subscriber.objects.all()))


def test_lists_come_and_go_by_command(tmp_path):
    source, report, target = (tmp_path / name for name in ("in.csv", "refused.csv", "out.csv"))
    source.write_text(f"Qui,consent_at,consent_form\na@b.fr,{PROOF}\nnobody,{PROOF}\n")
    out = StringIO()
    options = ["--map", "email=Qui", "--report", str(report)]
    call_command("import_readers", str(source), *options, "--dry-run", stdout=out)
    assert (
        "2 lines: 1 would come in, 0 stay away (left or suppressed), 0 known already, 1 refused."
        in out.getvalue()
    )
    assert not Subscriber.objects.exists()
    call_command("import_readers", str(source), *options, stdout=out)
    assert "2 lines: 1 came in" in out.getvalue()
    assert "3,nobody,Check this e-mail address" in report.read_text(encoding="utf-8-sig")
    call_command("export_readers", str(target), stdout=out)
    assert "a@b.fr,active," in target.read_text(encoding="utf-8-sig")
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="isn't there yet"):
        call_command("export_readers", str(target))
    with pytest.raises(CommandError, match="No column holds email"):
        call_command("import_readers", str(source))
    with pytest.raises(CommandError, match="--map knows"):
        call_command("import_readers", str(source), "--map", "mail=Qui")
    with pytest.raises(CommandError, match="--set knows"):
        call_command("import_readers", str(source), "--set", "confirmed_at=2024-03-31")
