#!/usr/bin/env python3
"""Check digits that python-stdnum computes, held against what tieout finds.

Development only: no test and no build needs it. See README.md beside this file.
"""

import argparse
import collections
import json
import random
import string
import subprocess
import sys
import tempfile

from stdnum import casrn, cusip, ean, figi, iban, imei, isbn, isin, issn, lei
from stdnum.eu import ecnumber
from stdnum.gb import sedol
from stdnum.iso7064 import mod_11_2

DIGITS, ALNUM = string.digits, string.digits + string.ascii_uppercase
CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ"


def some(chance, letters, length):
    return "".join(chance.choice(letters) for _ in range(length))


# What follows the two check digits of an IBAN, by country: letters, digits or both, and how many.
IBANS = {
    "DE": [(DIGITS, 18)],
    "GB": [(string.ascii_uppercase, 4), (DIGITS, 14)],
    "FR": [(DIGITS, 10), (ALNUM, 11), (DIGITS, 2)],
    "NL": [(string.ascii_uppercase, 4), (DIGITS, 10)],
    "CH": [(DIGITS, 5), (ALNUM, 12)],
    "SE": [(DIGITS, 20)],
}


def with_iban(chance):
    country = chance.choice(list(IBANS))
    body = "".join(some(chance, letters, length) for letters, length in IBANS[country])
    return country + iban.calc_check_digits(country + "00" + body) + body


def with_isbn10(chance):
    body = some(chance, DIGITS, 9)
    return body + str(isbn._calc_isbn10_check_digit(body))


def with_cas(chance):
    body = chance.choice("123456789") + some(chance, DIGITS, chance.randint(3, 8))
    return f"{body[:-2]}-{body[-2:]}-{casrn.calc_check_digit(body[:-2] + '-' + body[-2:])}"


def with_ec(chance):
    while True:
        body = chance.choice("23456789") + some(chance, DIGITS, 5)
        digit = ecnumber.calc_check_digit(body)
        if digit in DIGITS:
            return f"{body[:3]}-{body[3:]}-{digit}"


def with_imei(chance):
    body = some(chance, DIGITS, 14)
    return next(body + digit for digit in DIGITS if imei.luhn.is_valid(body + digit))


def with_orcid(chance):
    body = "000" + some(chance, DIGITS, 12)
    number = body + mod_11_2.calc_check_digit(body)
    return "-".join(number[i : i + 4] for i in range(0, 16, 4))


# kind: head, a random right one, whether one is right
KINDS = {
    "isin": ("ISIN", lambda c: (lambda b: b + isin.calc_check_digit(b))(c.choice(["US", "JP", "DE", "XS", "KY"]) + some(c, ALNUM, 9)), isin.is_valid),
    "cusip": ("CUSIP", lambda c: (lambda b: b + cusip.calc_check_digit(b))(some(c, ALNUM, 8)), cusip.is_valid),
    "sedol": ("SEDOL", lambda c: (lambda b: b + sedol.calc_check_digit(b))(c.choice(CONSONANTS) + some(c, DIGITS + CONSONANTS, 5)), sedol.is_valid),
    "lei": ("LEI", lambda c: (lambda b: b + lei.mod_97_10.calc_check_digits(b))(some(c, ALNUM, 18)), lambda n: lei.is_valid(n) and n[-2:].isdigit()),
    "figi": ("FIGI", lambda c: (lambda b: b + figi.calc_check_digit(b))("BBG" + some(c, DIGITS + CONSONANTS, 8)), figi.is_valid),
    "iban": ("IBAN", with_iban, lambda n: iban.is_valid(n, check_country=False)),
    "isbn": ("ISBN", with_isbn10, isbn.is_valid),
    "isbn-13": ("ISBN", lambda c: (lambda b: b + ean.calc_check_digit(b))(c.choice(["978", "979"]) + some(c, DIGITS, 9)), isbn.is_valid),
    "issn": ("ISSN", lambda c: (lambda b: f"{b[:4]}-{b[4:]}{issn.calc_check_digit(b)}")(some(c, DIGITS, 7)), issn.is_valid),
    "ean": ("EAN", lambda c: (lambda b: b + ean.calc_check_digit(b))(some(c, DIGITS, c.choice([7, 12]))), ean.is_valid),
    "cas": ("CAS", with_cas, casrn.is_valid),
    "einecs": ("EINECS", with_ec, ecnumber.is_valid),
    "imei": ("IMEI", with_imei, imei.is_valid),
    "orcid": ("ORCID", with_orcid, lambda n: mod_11_2.is_valid(n.replace("-", ""))),
}


def mutated(chance, number):
    """The number with another character, or with two neighbours exchanged."""
    places = [at for at, c in enumerate(number) if c.isalnum()]
    at = chance.choice(places[2:])
    old = number[at]
    if chance.random() < 0.5 and number[at - 1].isalnum() and number[at - 1] != old:
        return number[: at - 1] + old + number[at - 1] + number[at + 1 :]
    letters = DIGITS if old.isdigit() else string.ascii_uppercase
    return number[:at] + chance.choice(letters.replace(old, "")) + number[at + 1 :]


def samples(count, seed):
    """Rows of kind, number, whether python-stdnum takes it for right; half of them are mutated."""
    chance = random.Random(seed)
    rows = []
    while len(rows) < count:
        kind = chance.choice(list(KINDS))
        _, right, is_valid = KINDS[kind]
        number = right(chance)
        if chance.random() < 0.5:
            number = mutated(chance, number)
        rows.append((kind, number, bool(is_valid(number))))
    return rows


def read(binary, rows):
    """For each row whether tieout takes it for an identifier of its kind whose check digit holds."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for at, (kind, number, _) in enumerate(rows):
            text = f"{KINDS[kind][0]} {number}"
            file.write(json.dumps({"id": str(at), "lang": "en", "text": text}) + "\n")
        file.flush()
        command = [binary, "facts", "--format", "jsonl", "--output", "jsonl", file.name]
        run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    for (kind, _, _), line in zip(rows, run.stdout.splitlines(), strict=True):
        facts = [fact for fact in json.loads(line)["facts"] if fact["unit"] in (kind, kind[:4])]
        yield any(fact.get("check_digit") == "holds" for fact in facts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", help="the built tieout")
    parser.add_argument("--count", type=int, default=10_000, help="how many identifiers (10,000)")
    parser.add_argument("--seed", type=int, default=1, help="another sample (1)")
    options = parser.parse_args()
    rows = samples(options.count, options.seed)
    asked, right, apart = collections.Counter(), collections.Counter(), []
    for (kind, number, valid), found in zip(rows, read(options.binary, rows), strict=True):
        asked[kind] += 1
        right[kind] += valid
        if found != valid:
            apart.append(f"{kind} {number}: python-stdnum says {valid}, tieout {found}")
    for kind in sorted(asked):
        print(f"{kind}: {asked[kind]} identifiers, {right[kind]} of them right")
    print(f"{options.count - len(apart)} of {options.count} alike")
    print(*apart[:20], sep="\n")
    sys.exit(bool(apart))


if __name__ == "__main__":
    main()
