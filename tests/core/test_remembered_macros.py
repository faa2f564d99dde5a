"""What a component draws is kept only where its options say everything and nobody typed them."""

from markupsafe import Markup

from core.jinja import remembered


class Macro:
    def __init__(self):
        self.calls = 0

    def __call__(self, params, **more):
        self.calls += 1
        return Markup("<p>{}{}</p>").format(params.get("text", ""), params.get("value", ""))


def test_the_same_options_are_drawn_once_and_others_anew():
    macro = Macro()
    draw = remembered(macro)
    assert draw({"text": "One"}) == draw({"text": "One"}) == "<p>One</p>"
    assert draw({"text": "Two"}) == "<p>Two</p>"
    assert draw({"text": Markup("One")}) == "<p>One</p>"
    assert macro.calls == 3


def test_what_was_typed_what_is_wrong_and_what_has_no_name_is_drawn_each_time():
    macro = Macro()
    draw = remembered(macro)
    for params in ({"value": "secret"}, {"text": "x", "errorMessage": {}}, {"text": object()}):
        before = macro.calls
        draw(params)
        draw(params)
        assert macro.calls == before + 2


def test_it_does_not_grow_without_end():
    macro = Macro()
    draw = remembered(macro, most=3)
    for number in range(10):
        draw({"text": str(number)})
    draw({"text": "0"})
    assert macro.calls == 11
