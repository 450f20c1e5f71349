#!/usr/bin/env python3
"""The schemas in docs/ are sound by the metaschema, what the project ships and prints conforms, and a slip does not.

Usage: check_schemas.py --root CHECKOUT --run FILE.json --compare FILE.json --gate FILE.json
(the files are what `tally run`, `compare` and `gate` print with --json)
"""
import argparse
import copy
import json
import pathlib
import sys

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource


class Loader(yaml.SafeLoader):
    """YAML as editors and Tally read it: a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

SHIPPED = {
    "benchmark": ["benchmarks/receipts.yaml", "benchmarks/cascade.yaml", "benchmarks/local-model.yaml"],
    "profiles": ["Sources/TallyConfiguration/Resources/profiles.yaml"],
    "prices": ["Sources/TallyConfiguration/Resources/prices.yaml"],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--run", required=True, type=pathlib.Path)
    parser.add_argument("--compare", required=True, type=pathlib.Path)
    parser.add_argument("--gate", required=True, type=pathlib.Path)
    options = parser.parse_args()

    failed = 0

    def check(claim, faults):
        nonlocal failed
        failed += bool(faults)
        print(("FAIL  " if faults else "ok    ") + claim)
        for fault in faults[:5]:
            print("      " + fault[:300])

    schemas = {path.name: json.loads(path.read_text()) for path in sorted(options.root.glob("docs/*.schema.json"))}
    registry = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )

    def faults(name, document):
        validator = Draft202012Validator(schemas[name + ".schema.json"], registry=registry)
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]

    for name, schema in schemas.items():
        metaschema = Draft202012Validator(Draft202012Validator.META_SCHEMA)
        check(f"{name} is a schema", [error.message for error in metaschema.iter_errors(schema)])

    for name, files in SHIPPED.items():
        for file in files:
            document = yaml.load((options.root / file).read_text(), Loader)
            check(f"{file} conforms to {name}", faults(name, document))
            slip = copy.deepcopy(document)
            target = next(iter(slip.values())) if name == "profiles" else slip
            target["nonsense"] = 1
            check(f"{file} with an unknown key does not", [] if faults(name, slip) else ["it does"])

    printed = [("run", options.run, "dataset"), ("compare", options.compare, "pairs"), ("gate", options.gate, "candidates")]
    for verb, path, member in printed:
        document = json.loads(path.read_text())
        check(f"the output of `tally {verb} --json` conforms to tally.{verb}", faults(f"tally.{verb}", document))
        document.pop(member)
        check(f"without its {member} it does not", [] if faults(f"tally.{verb}", document) else ["it does"])

    print(f"{failed} checks failed" if failed else "all checks passed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
