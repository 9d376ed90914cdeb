"""Which language a comment is in, told by a few common words."""

import pytest

from comments.folding import Folded
from comments.rules.language import is_foreign

FRENCH = "Je ne suis pas d’accord avec vous : le câble passe bien par Brest, et non par Quimper."
ENGLISH = "I do not agree with you: the cable does come ashore at Brest, and not at Quimper."


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (FRENCH, False),
        (FRENCH.upper(), False),
        (ENGLISH, False),
        ("c pa vrai, g vu le cable moi meme et il est pas la", False),
        ("Merci !", False),
        ("Ryzen 9950X, DDR5-6000, RTX 5090, NVMe Gen5", False),  # under eight words
        ("Como puedo comprar este producto para mi casa en la ciudad de Madrid hoy", True),
        ("Wir haben das neue Angebot für Sie und freuen uns auf den Besuch in dem Laden", True),
        ("Compre agora os melhores produtos para a sua casa com desconto e não pague mais", True),
        ("Questo è il migliore prodotto che non si può comprare in un negozio della città", True),
        ("Wij hebben een nieuwe aanbieding voor u en het is niet duur, kom naar onze winkel", True),
        ("Kup teraz najlepsze produkty dla domu, mamy nowe promocje oraz szybka dostawa", True),
        ("Купите сейчас лучшие товары для вашего дома", True),
        ("现在购买最好的产品可以享受折扣并且免费送货到您的家里今天就下单吧", True),
        ("اشتر الآن أفضل المنتجات لمنزلك مع خصم كبير", True),
        ("", False),
    ],
)
def test_french_and_english_are_at_home(text, foreign):
    assert is_foreign(Folded(text)) is foreign
