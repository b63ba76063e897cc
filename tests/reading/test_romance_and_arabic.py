"""What French, Spanish and Arabic sentences say of the Temple of Bel where words stand otherwise than in English."""

import pytest

from sites.reading import read
from tests.reading.test_rules import TEMPLE, gazetteer

TOLD = [
    ("fr", "damage", "Une explosion a détruit dans la nuit de dimanche à lundi le temple de Bel."),
    ("fr", "damage", "Ils ont détruit à la pioche, vendredi, le temple de Bel."),
    ("fr", "damage", "Un responsable a indiqué que le groupe avait détruit le temple de Bel."),
    ("fr", "threat", "Les autorités craignent que le temple de Bel ne soit détruit."),
    ("fr", "denial", "Le temple de Bel n’a pas souffert des combats."),
    ("es", "damage", "Fueron destruidos el templo de Bel y una escuela."),
    ("es", "damage", "Redujeron el lunes a un montón de piedras el templo de Bel."),
    ("es", "denial", "Los zapadores trabajan en la zona del templo de Bel, que sigue intacto."),
    ("es", "recovery", "El templo de Bel de piedra está casi reconstruido."),
    ("ar", "threat", "وهدد التنظيم بنسف معبد بل."),
    ("ar", "damage", "وكان التنظيم قد دمر معبد بل في فبراير."),
]
SILENT = [
    ("fr", "Cinq ans après l’incendie qui avait emporté le temple de Bel, la ville a fêté ses maçons."),
    ("fr", "Le temple de Bel, qui avait été pillé, attire les touristes."),
    ("fr", "Le temple de Bel a été détruit il y a dix ans."),
    ("fr", "La reconstruction du temple de Bel n’a pas encore commencé."),
    ("es", "Una exposición recuerda el templo de Bel, destruido hace diez años."),
    ("es", "Los extremistas arrancaron en julio de 2012 el techo del templo de Bel."),
    ("es", "El gobierno anunció que reconstruirá el templo de Bel."),
    ("ar", "كان معبد بل قد تعرض للتدمير قبل سنوات."),
    ("ar", "لم تبدأ إعادة إعمار معبد بل بعد."),
]


def told(language, sentence):
    claims = read(sentence, published="2016-03-27", language=language, gazetteer=gazetteer(language))
    return [claim.kind for claim in claims if claim.site == TEMPLE.number]


@pytest.mark.parametrize(("language", "kind", "sentence"), TOLD)
def test_an_editor_is_shown_what_the_sentence_says(language, kind, sentence):
    assert told(language, sentence) == [kind]


@pytest.mark.parametrize(("language", "sentence"), SILENT)
def test_what_was_long_known_or_is_only_planned_is_not_proposed(language, sentence):
    assert told(language, sentence) == []
