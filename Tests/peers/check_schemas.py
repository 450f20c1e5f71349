#!/usr/bin/env python3
"""The schemas in docs/ are sound by the metaschema, what the project ships and prints conforms, and a slip does not.

Usage: check_schemas.py --root CHECKOUT --printed FOLDER --shown FILE
(the folder has run.json, compare.json and so on: what `tally run`, `tally compare` and so on print with --json;
the file what `tally show` prints with it)
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
    "benchmark": ["benchmarks/receipts.yaml", "benchmarks/cascade.yaml", "benchmarks/local-model.yaml",
                  "benchmarks/record-local-model.yaml"],
    "profiles": ["Sources/TallyConfiguration/Resources/profiles.yaml"],
    "prices": ["Sources/TallyConfiguration/Resources/prices.yaml"],
}

# Of every document a member that it cannot do without.
PRINTED = {
    "run": "dataset",
    "compare": "pairs",
    "gate": "candidates",
    "power": "questions",
    "cascade": "policies",
    "reprice": "runs",
    "audit": "suspects",
    "cache": "runs",
    "forecast": "variants",
    "report": "choice",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--printed", required=True, type=pathlib.Path)
    parser.add_argument("--shown", required=True, type=pathlib.Path)
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

    for verb, member in PRINTED.items():
        document = json.loads((options.printed / f"{verb}.json").read_text())
        check(f"the document tally.{verb} that was printed conforms", faults(f"tally.{verb}", document))
        document.pop(member)
        check(f"without its {member} it does not", [] if faults(f"tally.{verb}", document) else ["it does"])

    shown = json.loads(options.shown.read_text())
    check("what tally show prints conforms to tally.run", faults("tally.run", shown))
    shown["operations"].pop("runs")
    check("without its operations' runs it does not", [] if faults("tally.run", shown) else ["it does"])

    undescribed = {name.split(".")[1] for name in schemas if name.startswith("tally.")} ^ set(PRINTED)
    check("every document has a schema and is printed here", sorted(undescribed))

    print(f"{failed} checks failed" if failed else "all checks passed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
