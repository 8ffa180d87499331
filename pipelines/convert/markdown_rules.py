"""CommonMark's rules for blocks, asked by what a line begins with: prose is asked for tables and underlines alone.

markdown-it asks each rule about each line, and a paragraph's lines twice. What no rule but these few can begin with is
the same by either way; the answers are markdown-it's own.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

Rule = Callable[[StateBlock, int, int, bool], bool]

# What a line may be that begins with a letter, or with a hash, and is not indented as code is.
OF_LETTERS = frozenset({"table", "lheading", "paragraph"})
OF_HASHES = OF_LETTERS | {"heading"}


def quickened(parser: MarkdownIt) -> MarkdownIt:
    """The parser with its enabled rules asked so. No rule may be switched after."""
    parser.block.ruler = _Ruler(parser.block.ruler)
    return parser


class _Ruler(Ruler[Rule]):
    """One rule per chain, which asks those that it stands for."""

    def __init__(self, every: Ruler[Rule]) -> None:
        super().__init__()
        self.__rules__ = every.__rules__
        self._chains: dict[str, list[Rule]] = {}

    def getRules(self, chainName: str = "") -> list[Rule]:  # noqa: N802, N803 - markdown-it's own names
        found = self._chains.get(chainName)
        if found is None:
            rules = {
                one.name: one.fn for one in self.__rules__ if one.enabled and (not chainName or chainName in one.alt)
            }
            found = self._chains[chainName] = [_asking(rules)]
        return found


def _asking(rules: Mapping[str, Rule]) -> Rule:
    every = tuple(rules.values())
    of_letters = _named(rules, OF_LETTERS)
    of_hashes = _named(rules, OF_HASHES)

    def asked(state: StateBlock, line: int, *bounds: Any) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        first = state.src[at : at + 1]
        able = of_letters if first.isalpha() else of_hashes if first == "#" else every
        if able is not every and state.is_code_block(line):
            able = every
        for rule in able:  # noqa: SIM110 - a generator costs as much as a rule
            if rule(state, line, *bounds):
                return True
        return False

    return asked


def _named(rules: Mapping[str, Rule], names: frozenset[str]) -> Sequence[Rule]:
    return tuple(rule for name, rule in rules.items() if name in names)
