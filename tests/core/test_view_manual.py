"""The manual page of a check, as its detail shows it."""

from cockpit.view.manual import manual_facts

MANUAL = """Orders past Amazon's ship-by.

    What it finds:
        Orders that are
        late.
    Traps:
        None.

    中文

    发现什么:
        已超时的
        订单。
    """


def shown(language: str) -> list[tuple[str, str]]:
    """Label and words of each fact."""
    facts = manual_facts(MANUAL, "zh" if language == "zh" else "en")
    return [(fact.label, "".join(span.text for span in fact.spans)) for fact in facts]


def test_a_manual_is_read_in_ones_own_language_with_whole_paragraphs() -> None:
    """The lines of the source are joined, so that the screen can break them where it must."""
    assert shown("en") == [
        ("", "Orders past Amazon's ship-by."),
        ("What it finds", "Orders that are late."),
        ("Traps", "None."),
    ]
    assert shown("zh") == [("发现什么", "已超时的订单。")]
