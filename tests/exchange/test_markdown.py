"""A document as Markdown: the blocks are live, the data in them never is."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from outsource_tui.exchange.markdown import Block, Bullet, Bullets, Column, Heading, Paragraph, Table, markdown_of
from outsource_tui.model.text import shown

HOSTILE = [
    "<script>alert(1)</script>",
    "<b>bold</b> & &lt;i&gt; &#60;",
    "[click](javascript:alert(1)) ![x](http://a.b/c.png)",
    "**bold** __bold__ *it* _it_ ~~gone~~ ~gone~ `code` ``",
    "# heading",
    "- item",
    "+ item",
    "> quote",
    "1. one",
    "12) twelve",
    "---",
    "===",
    "=cmd|' /C calc'!A0",
    "| a | b |",
    "http://example.com/x https://example.com www.example.com WWW.EXAMPLE.COM",
    "mail me@example.com",
    "one\r\n\r\n# two\n- three\n    code",
    "    indented",
    "```",
    "\x1b[31mred\x1b]0;title\x07",
    "ends in a backslash \\",
    "ends in # ##",
    "[ref]: http://example.com",
    "x.AL acme.com //1.2.3.4 //localhost a.рф, e.g. 3.5 h",
    "$x^2$ {{ x }} {: .class}",
    ": defined",
    "Müller, 日本語, e\u0301\u0301\u0301\u0301\u202egnp",
    "",
]


def rendered(blocks: list[Block]) -> str:
    """As a program shows it that knows GitHub's tables, strikes, and bare addresses, and lets HTML through."""
    markup: str = MarkdownIt("gfm-like", {"html": True}).render(markdown_of(blocks))
    return markup


def told(text: str) -> str:
    return " ".join(shown(text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_reads_as_it_is_wherever_it_stands(text: str) -> None:
    plain = html.escape(told(text), quote=False).replace('"', "&quot;")
    if told(text):
        assert rendered([Paragraph(text)]) == f"<p>{plain}</p>\n"
        assert rendered([Heading(text, 3)]) == f"<h3>{plain}</h3>\n"
        assert rendered([Bullets([Bullet(text)])]) == f"<ul>\n<li>{plain}</li>\n</ul>\n"
        assert f"<li><strong>{plain}</strong> " in rendered([Bullets([Bullet("after", text)])])
    assert f"</strong> {plain}".rstrip() in rendered([Bullets([Bullet(text, "label")])])
    table = rendered([Table((Column("a"), Column("b", is_number=True)), [(text, "1")])])
    assert table.count("<td") == 2
    assert f"<td>{plain}</td>" in table


PARTS = [".", "/", "//", ":", "@", "-", "a", "1", "_", "com", "AL", "рф", "www", "http", "localhost"]
ADDRESSES = st.lists(st.sampled_from(PARTS))


@given(st.text() | ADDRESSES.map("".join))
def test_no_text_at_all_comes_alive(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"html": True}).parse(markdown_of([Paragraph(f"x{text}"), Paragraph(text)]))
    assert {one.type for one in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    inline = [one for one in tokens if one.type == "inline"]
    for token, expected in zip(inline, (told(f"x{text}"), told(text)), strict=False):
        assert {child.type for child in token.children or ()} <= {"text"}
        assert "".join(child.content for child in token.children or ()) == expected


def test_the_check_would_see_what_is_live() -> None:
    live = MarkdownIt("gfm-like", {"html": True}).render("**a** <b>b</b> www.example.com")
    assert "<strong>" in live
    assert "<b>" in live
    assert "<a href" in live


def test_a_table_reads_as_one_in_a_plain_editor() -> None:
    text = markdown_of([Table((Column("Task"), Column("h", is_number=True)), [("日本", "1.5"), ("Books", "12.0")])])
    assert text.splitlines() == [
        "| Task  |    h |",
        "| ----- | ---: |",
        "| 日本  |  1.5 |",
        "| Books | 12.0 |",
    ]


def test_the_strong_row_stands_out_and_empty_parts_are_left_out() -> None:
    columns = (Column("a"), Column("b"))
    text = markdown_of([Heading("T", 1), Bullets([]), Table(columns, []), Table(columns, [("", "x")], strong_row=0)])
    assert text.splitlines()[0] == "# T"
    assert text.splitlines()[-1] == "|     | **x** |"
    assert "\n\n\n" not in text


def test_numbers_and_dashes_in_figures_are_left_as_they_read() -> None:
    assert markdown_of([Paragraph("15.5 h of 42.0; -")]) == "15.5 h of 42.0; -\n"
    assert markdown_of([Bullets([Bullet("-", "ratio:")])]) == "- **ratio:** -\n"
