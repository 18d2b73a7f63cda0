#!/usr/bin/env python3
"""Numbers that ICU spells, read back by tieout.

Development only: no test and no build needs it. See README.md beside this file.
"""

import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import icu

SPELLOUT = pathlib.Path(__file__).parents[2] / "rules/cldr/spellout.txt"
KINDS = {"cardinal": 10**12, "ordinal": 10**9}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", help="the built tieout")
    parser.add_argument("--locale", action="append", help="only this locale; repeatable")
    parser.add_argument("--kind", choices=KINDS, help="only cardinals or only ordinals")
    parser.add_argument("--numbers", type=int, default=60, help="numbers a rule set (60)")
    parser.add_argument("--seed", type=int, default=1, help="another sample (1)")
    parser.add_argument("--least", type=float, default=99, help="show locales below this (99)")
    parser.add_argument("--examples", type=int, default=1, help="misses shown a locale and kind (1)")
    return parser.parse_args()


def locales():
    """The locales for which the rules of the project spell numbers."""
    with open(SPELLOUT, encoding="utf-8") as lines:
        return [line.strip("[]\n") for line in lines if line.startswith("[")]


def spelled(locale, options):
    """Rows of kind, rule set, number and text, by every public rule set but those for years."""
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(locale.replace("-", "_")))
    rows = []
    for index in range(rules.getNumberOfRuleSetNames()):
        name = rules.getRuleSetName(index)
        kind = "ordinal" if "ordinal" in name else "cardinal"
        if "year" in name or (options.kind and kind != options.kind):
            continue
        # Numbers of every length are equally many.
        lengths = len(str(KINDS[kind])) - 1
        chance = random.Random(f"{options.seed} {locale} {name}")
        for _ in range(options.numbers):
            number = chance.randrange(10 ** chance.randint(1, lengths))
            text = rules.format(number, name)
            if not any(c.isdigit() for c in text):
                rows.append((kind, name, number, text))
    return rows


def read(binary, locale, texts):
    """For each text the readings of each figure that tieout finds in it."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("".join(text + "\n" for text in texts))
        file.flush()
        command = [binary, "facts", "--source-lang", locale, "--target-lang", locale]
        run = subprocess.run([*command, "--output", "jsonl", file.name], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{locale}: {run.stderr}")
    return [[fact["values"] for fact in json.loads(line)["facts"]] for line in run.stdout.splitlines()]


def main():
    options = arguments()
    asked, known, misses = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for locale in options.locale or locales():
        rows = spelled(locale, options)
        figures = read(options.binary, locale, [row[3] for row in rows])
        for (kind, name, number, text), values in zip(rows, figures, strict=True):
            asked[kind, locale] += 1
            # One figure alone, which may be the number.
            if len(values) == 1 and str(number) in values[0]:
                known[kind, locale] += 1
            else:
                misses[kind, locale].append((name, number, text, values))
    print(f"ICU {icu.ICU_VERSION}, Unicode {icu.UNICODE_VERSION}")
    for kind in KINDS:
        places = [key for key in asked if key[0] == kind]
        if not places:
            continue
        total, read_back = sum(asked[p] for p in places), sum(known[p] for p in places)
        share = {p: 100 * known[p] / asked[p] for p in places}
        whole, most = sum(s == 100 for s in share.values()), sum(s >= 99 for s in share.values())
        print(
            f"{kind}: {read_back} of {total} numbers, {100 * read_back / total:.2f} %; of {len(places)}"
            f" locales {whole} wholly and {most} at 99 % or above"
        )
        for place in sorted(places, key=share.get):
            if share[place] >= options.least:
                break
            print(f"  {place[1]} {share[place]:.1f} %")
            for name, number, text, values in misses[place][: options.examples]:
                print(f"    {name} {number}: {text} {values}")


if __name__ == "__main__":
    main()
