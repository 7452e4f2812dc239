import pytest

from copper_desk.gui.look.colour import mix


def test_mix_goes_from_the_first_to_the_second() -> None:
    assert mix("#000000", "#ff8040", 0.0) == "#000000"
    assert mix("#000000", "#ff8040", 1.0) == "#ff8040"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


@pytest.mark.parametrize("wrong", ["red", "#fff", "#12345", "123456"])
def test_anything_but_six_digits_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not #rrggbb"):
        mix(wrong, "#000000", 0.5)
