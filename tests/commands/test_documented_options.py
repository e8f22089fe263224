"""Every command and option stands in the documentation, and nothing else does."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from calculator.cli import township as whole_command
from calculator.commands.localised import LocalisedGroup
from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
COMMANDS = TEXTS["commands.md"]
COMMON = "Options in common"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
TO_RUN = ("sh", "bat")
OF_PIP = {"--quiet", "--editable", "--no-index", "--find-links", "--dest"}
OF_SCRIPTS = {
    name
    for folder in ("benchmarks", "bundle")
    for script in (ROOT / folder).glob("*.py")
    for name in re.findall(r'"(--[a-z-]+)"', script.read_text(encoding="utf-8"))
}


def commands() -> dict[str, click.Context]:
    """Every command but groups, by the words after ``township``."""
    found = {}

    def walk(command: click.Command, context: click.Context, path: str) -> None:
        if isinstance(command, LocalisedGroup):
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                inner = click.Context(below, info_name=name, parent=context)
                walk(below, inner, f"{path} {name}".strip())
        else:
            found[path] = context

    walk(whole_command, click.Context(whole_command, info_name="township"), "")
    return found


CONTEXTS = commands()


def options(path: str) -> set[str]:
    """The long options of a command, but --help."""
    context = CONTEXTS[path]
    known = {name for param in context.command.get_params(context) for name in param.opts}
    return {name for name in known if name.startswith("--")} - {"--help"}


ALL_OPTIONS = {name for path in CONTEXTS for name in options(path)} | {"--help", "--version"}


def sections() -> dict[str, str]:
    """Heading of the second level on the page of commands -> what stands below it."""
    parts = re.split(r"^## (.+)$", COMMANDS, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


SECTIONS = sections()


def tables(text: str) -> Iterator[list[str]]:
    """The cells of every row of the tables of options in a text."""
    is_of_options = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            is_of_options = False
        elif cells[0] == "option":
            is_of_options = True
        elif is_of_options and not cells[0].startswith("---"):
            yield cells


def in_tables(text: str) -> list[str]:
    """The options that the tables of a text explain."""
    return [name for cells in tables(text) for name in OPTION.findall(cells[0])]


def shared() -> dict[str, set[str]]:
    """Command -> the options of the table of those in common that it is said to know."""
    text = SECTIONS[COMMON]
    ones_that_calculate = set(CODE.findall(text.split("\n\n")[1])) & set(CONTEXTS)
    found: dict[str, set[str]] = {path: set() for path in CONTEXTS}
    for names, known_to, _ in tables(text):
        if known_to.startswith("every command"):
            continue
        first, _, also = known_to.partition(";")
        left_out = set(CODE.findall(first))
        assert left_out <= ones_that_calculate
        for path in (ones_that_calculate - left_out) | set(CODE.findall(also)):
            found[path] |= set(OPTION.findall(names))
    return found


SHARED = shared()
OF_EVERY_COMMAND = {"--lang"}
OF_EVERY_ONE_THAT_WRITES = {"--force"}


def own(path: str) -> list[str]:
    """The options that a command's own section explains, or the page that it names for them."""
    text = SECTIONS[path]
    pages = re.findall(r"\[[^\]]* options\]\(([\w-]+\.md)\)", text)
    return [name for part in [text, *(TEXTS[page] for page in pages)] for name in in_tables(part)]


@pytest.mark.parametrize("path", CONTEXTS)
def test_the_page_of_commands_explains_every_option_of_a_command_once(path):
    explained = own(path)
    assert len(explained) == len(set(explained))
    twice = {"--statistics-date"} if path == "compare" else set()  # there it is that of one side
    assert SHARED[path] & set(explained) == twice
    said = SHARED[path] | set(explained) | OF_EVERY_COMMAND | OF_EVERY_ONE_THAT_WRITES
    assert options(path) <= said
    assert said - OF_EVERY_ONE_THAT_WRITES <= options(path)


def test_every_command_that_writes_has_the_option_to_replace():
    reading_only = {path for path in CONTEXTS if "--force" not in options(path)}
    assert reading_only == {"serve", "rules list", "rules show", "rules check"}


def command_lines(text: str) -> Iterator[str]:
    """The lines of code blocks that call ``township``, those that go on joined."""
    for language, block in BLOCK.findall(text):
        if language in TO_RUN:
            for line in block.replace("\\\n", " ").splitlines():
                for part in re.split(r"&&|\|\|?|;", line.partition("  #")[0]):
                    if re.match(r"\s*(\S*[/\\])?township\s", part):
                        yield part.replace("\\", "/").strip()


LINES = [
    pytest.param(line, id=f"{name}: {line[:50]}")
    for name, text in TEXTS.items()
    for line in command_lines(text)
]


def parse(words: list[str]) -> None:
    """Read a command line as the command would, without running it."""
    command: click.Command = whole_command
    context = click.Context(command, info_name="township")
    while isinstance(command, LocalisedGroup):
        if not words or words[0].startswith("-"):
            context = command.make_context("township", words, parent=context.parent)
            return
        name, command, words = command.resolve_command(context, words)
        context = click.Context(command, info_name=name, parent=context)
    command.make_context(context.info_name, list(words), parent=context.parent)


@pytest.mark.parametrize("line", LINES)
def test_every_command_line_of_the_pages_is_one_that_the_command_takes(line):
    parse(shlex.split(line)[1:])


def test_the_pages_have_command_lines_to_read():
    pages = {str(line.id).partition(":")[0] for line in LINES}
    assert pages >= {"README.md", "README.zh.md", "plan.md", "page.md", "figures-sheet.md"}


NAMED = sorted(
    {
        code
        for text in TEXTS.values()
        for code in CODE.findall(BLOCK.sub("", text))
        if code.startswith("township ")
    }
)


@pytest.mark.parametrize("code", NAMED)
def test_every_command_that_a_sentence_names_is_there_with_the_options_named(code):
    words = code.replace("命令", "--help").replace("COMMAND", "--help").split()[1:]
    path = next((p for p in (" ".join(words[:2]), words[0]) if p in CONTEXTS), None)
    if path is None:
        assert words[0] in ("rules", "--help")
        return
    assert set(OPTION.findall(code)) <= options(path) | {"--help"}


@pytest.mark.parametrize("page", TEXTS)
def test_no_page_names_an_option_that_there_is_not(page):
    named = {name for code in CODE.findall(TEXTS[page]) for name in OPTION.findall(code)}
    assert named <= ALL_OPTIONS | OF_PIP | OF_SCRIPTS


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_first_page_lists_exactly_the_commands(page):
    text = next(block for _, block in BLOCK.findall(TEXTS[page]) if "township check " in block)
    listed = re.findall(r"^township ([a-z]+) ", text, re.MULTILINE)
    context = click.Context(whole_command)
    assert sorted(listed) == sorted(whole_command.list_commands(context))


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_options_on_the_first_page_are_those_of_the_report(page):
    rows = re.findall(r"^\| (`--.+?) \| ", TEXTS[page], re.MULTILINE)
    assert {name for row in rows for name in OPTION.findall(row)} == options("report")
