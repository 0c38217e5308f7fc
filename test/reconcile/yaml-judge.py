"""Judges edited Pulumi YAML programs with PyYAML: reads a JSON list of edits, prints a JSON list of complaints ("" where there is none)."""
import json
import re
import sys

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def main():
    read = {}
    complaints = []
    for edit in json.load(sys.stdin):
        try:
            if edit["before"] not in read:
                read[edit["before"]] = yaml.load(edit["before"], LOADER)
            complaints.append(judge(read[edit["before"]], yaml.load(edit["after"], LOADER), edit))
        except Exception as error:
            complaints.append(str(error))
    json.dump(complaints, sys.stdout)


def judge(before, after, edit):
    given = evaluate(at(after, edit["path"]), after.get("variables") or {})
    if not same(given, edit["value"]):
        return f"gives {json.dumps(given, default=str)}"
    if not same(without(before, edit["path"]), without(after, edit["path"])):
        return "something else has changed"
    return ""


def evaluate(node, variables):
    if isinstance(node, str):
        access = re.fullmatch(r"\$\{([\w-]+)\}", node)
        if access and access[1] in variables:
            return evaluate(variables[access[1]], variables)
        text = ""
        while node:
            if node.startswith("${"):
                return {"$built": True}
            text, node = text + node[0], node[2:] if node.startswith("$$") else node[1:]
        return text
    if isinstance(node, list):
        return [evaluate(item, variables) for item in node]
    if isinstance(node, dict):
        if "fn::invoke" in node:
            return {"$built": True}
        if list(node) == ["fn::toJSON"]:
            return {"$json": evaluate(node["fn::toJSON"], variables)}
        return {evaluate(key, variables): evaluate(value, variables) for key, value in node.items()}
    return node


def at(node, path):
    for part in path:
        node = node[part]
    return node


def without(node, path):
    if not path:
        return None
    if isinstance(node, list):
        return [without(item, path[1:]) if index == path[0] else item for index, item in enumerate(node)]
    return {key: without(value, path[1:]) if key == path[0] else value for key, value in node.items()}


def same(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b and isinstance(a, bool) == isinstance(b, bool) and isinstance(a, str) == isinstance(b, str)


main()
