"""Which language a comment is in, as far as a few common words can tell."""

from comments.folding import Folded
from comments.rules.case import Case, Verdict, _, hold

# The commonest small words, folded; the language with most of them wins.
COMMON = {
    "fr": "le la les l un une des du de d et est en que qui il elle on je j tu nous vous ils ce c"
    " ces cette ca a au aux dans pour pas ne n plus par sur se s sa son ses mais ou ont avec tout"
    " faire comme bien sont y qu si leur etre fait mon ma mes votre notre tres cela meme sans aussi"
    " peut donc encore quand merci article",
    "en": "the a an and of to in is it you that he was for on are with as i his they be at one have"
    " this from or had by but not what all were we when your can there use which do how if will"
    " my than been who its now more no just about so them would their me our very good article",
    "es": "el los las y en que un una es por con para no se del al lo como mas pero sus le ha si"
    " sobre este ya entre cuando todo esta ser son dos tambien fue muy hay era porque yo mi su",
    "pt": "o os as e em que um uma para com nao se na por mais dos da do como mas foi ao ele das"
    " tem seu sua ou ser quando muito ha nos ja esta eu tambem so pelo pela ate isso",
    "it": "il lo gli e di che un una in per con non si del della dei nel alla sono come ma anche"
    " piu piu questo ha essere quando molto era io mi ti ci al le da cosi perche",
    "de": "der die das und ist in zu den mit von nicht ein eine es im sich auf dem fur als auch"
    " an werden aus er hat dass sie nach wird bei einer um am sind noch wie uber so zum war ich",
    "nl": "de het een en van ik te dat die in is niet op aan met als voor zijn er maar om hem dan"
    " zou of wat mijn men dit zo door over ze zich bij ook tot je uit der daar haar naar heb hoe",
}
WORDS = {language: frozenset(words.split()) for language, words in COMMON.items()}
OURS = ("fr", "en")
ENOUGH_WORDS = 8
ENOUGH_LETTERS = 20
LEAST_SHARE = 0.08


def is_foreign(text: Folded) -> bool:
    """Neither French nor English; a short text is given the benefit of the doubt."""
    letters = {sign: number for sign, number in text.counted.items() if sign.isalpha()}
    number = sum(letters.values())
    latin = sum(number for letter, number in letters.items() if letter < "\u0250")
    if number >= ENOUGH_LETTERS and latin < number / 2:
        return True
    words = [word for word in text.words if word.isalpha()]
    return len(words) >= ENOUGH_WORDS and not _reads_as_ours(words)


def _reads_as_ours(words: list[str]) -> bool:
    shares = {name: sum(map(common.__contains__, words)) for name, common in WORDS.items()}
    ours = max(shares[name] for name in OURS)
    return ours >= LEAST_SHARE * len(words) and ours >= max(shares.values())


def hold_other_languages(case: Case) -> Verdict | None:
    if case.book.holds_other_languages and is_foreign(case.folded):
        return hold(_("neither French nor English"))
    return None
