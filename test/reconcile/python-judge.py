"""Judges edits of Pulumi programs with CPython itself: one JSON question per line, one JSON answer per line.

run      executes a program against an SDK that only takes notes, and tells every resource with its inputs and its place
compare  tells in how many places the syntax trees of two texts differ, and which comments each has
"""
import ast
import enum
import importlib.abc
import importlib.machinery
import io
import json
import sys
import tokenize
import types

# Keys below these properties are the user's own; all others are properties, which the SDK knows under two names.
USER_MAPS = {"tags", "labels", "annotations", "matchLabels", "selector", "data", "limits", "dimensions", "variables"}


def camel(name):
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in rest)


class Output:
    def __init__(self, path):
        self._path = path

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Output(f"{self._path}.{name}")

    def apply(self, _function):
        return Output(f"{self._path}.apply")

    def __class_getitem__(cls, _item):
        return cls

    @staticmethod
    def secret(value):
        return Output("secret")

    @staticmethod
    def from_input(value):
        return value

    @staticmethod
    def json_dumps(value):
        return json.dumps(value)


class Args(dict):
    """An instance of an input class."""

    def __init__(self, **fields):
        super().__init__({camel(key): value for key, value in fields.items() if value is not None})


def inputs_of(value, name=""):
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Output):
        return {"$output": value._path}
    if isinstance(value, Args):
        return {key: inputs_of(item, key) for key, item in value.items()}
    if isinstance(value, dict):
        is_data = name in USER_MAPS
        return {key if is_data else camel(key): inputs_of(item, key if is_data else camel(key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [inputs_of(item, name) for item in value]
    return value


class Run:
    def __init__(self, files, config):
        self.files = files
        self.config = config
        self.resources = []

    def places(self):
        frame = sys._getframe(2)
        places = []
        while frame:
            if frame.f_code.co_filename in self.files:
                places.append({"file": frame.f_code.co_filename, "line": frame.f_lineno})
            frame = frame.f_back
        return places

    def resource_class(self, module, name):
        run = self
        token = f"{module}:{name}"

        class Resource:
            def __init__(self, resource_name, *args, **properties):
                given = properties.pop("args", None)
                properties.pop("opts", None)
                for one in args:
                    if isinstance(one, Args):
                        given = one
                inputs = given if given is not None else Args(**properties)
                run.resources.append({"type": token, "name": resource_name, "inputs": inputs_of(inputs), "places": run.places()})
                self.__dict__["_name"] = f"{token}::{resource_name}"

            def __getattr__(self, attribute):
                return Output(f"{self._name}.{attribute}")

        Resource.__name__ = name
        return Resource


class SdkModule(types.ModuleType):
    """`pulumi_aws` and everything below it: classes and modules as they are asked for."""

    def __init__(self, name, run):
        super().__init__(name)
        self.__path__ = []
        self.__dict__["run"] = run

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith("Args"):
            found = type(name, (Args,), {})
        elif name == "CannedAcl":
            found = enum.Enum(name, {"PRIVATE": "private", "PUBLIC_READ": "public-read"}, type=str)
        elif name[0].isupper():
            found = self.run.resource_class(self.__name__.removeprefix("pulumi_").replace(".", "/"), name)
        elif name.startswith("get_"):
            found = lambda **_arguments: Output(name)
        else:
            found = importlib.import_module(f"{self.__name__}.{name}")
        self.__dict__[name] = found
        return found


def core_module(run):
    module = types.ModuleType("pulumi")

    class Config:
        def __init__(self, name=None):
            self.name = name or run.config["$project"]

        def read(self, key, parse, default=None):
            text = run.config.get(f"{self.name}:{key}")
            return default if text is None else parse(text)

        def need(self, key, parse):
            value = self.read(key, parse)
            if value is None:
                raise KeyError(key)
            return value

    parsers = {"": str, "_int": int, "_float": float, "_bool": lambda text: {"true": True, "false": False}[str(text).lower()], "_object": lambda value: value}
    for suffix, parser in parsers.items():
        setattr(Config, f"get{suffix}", lambda self, key, default=None, parser=parser: self.read(key, parser, default))
        setattr(Config, f"require{suffix}", lambda self, key, parser=parser: self.need(key, parser))

    class ComponentResource:
        def __init__(self, type_, name, props=None, opts=None):
            self._name = name

        def register_outputs(self, outputs):
            pass

    class Input:
        def __class_getitem__(cls, _item):
            return cls

    module.Config, module.ComponentResource, module.Input, module.Output = Config, ComponentResource, Input, Output
    module.ResourceOptions = lambda *_args, **_options: None
    module.get_stack = lambda: "dev"
    module.get_project = lambda: run.config["$project"]
    module.export = lambda _name, _value: None
    return module


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the SDK that takes notes, and the program's own files, which are on no disk."""

    def __init__(self, run):
        self.run = run

    def file_of(self, name):
        path = name.replace(".", "/")
        return next((file for file in (f"{path}/__init__.py", f"{path}.py") if file in self.run.files), None)

    def find_spec(self, name, path=None, target=None):
        file = self.file_of(name)
        if file or name == "pulumi" or name.startswith("pulumi_"):
            return importlib.machinery.ModuleSpec(name, self, origin=file, is_package=file is None or file.endswith("__init__.py"))
        return None

    def create_module(self, spec):
        if spec.origin:
            return None
        return core_module(self.run) if spec.name == "pulumi" else SdkModule(spec.name, self.run)

    def exec_module(self, module):
        file = module.__spec__.origin
        if file:
            exec(compile(self.run.files[file], file, "exec"), module.__dict__)


def run_program(question):
    run = Run(question["files"], question["config"])
    known = set(sys.modules)
    finder = Finder(run)
    sys.meta_path.insert(0, finder)
    main = question.get("main", "__main__.py")
    try:
        exec(compile(run.files[main], main, "exec"), {"__name__": "__main__", "__file__": main})
        return {"resources": run.resources}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        sys.meta_path.remove(finder)
        for name in set(sys.modules) - known:
            del sys.modules[name]


def differences(a, b):
    """In how many places two trees differ; what was put in or left out of a list in one go is one place."""
    if isinstance(a, ast.Dict) and isinstance(b, ast.Dict):
        return differences(list(zip(a.keys, a.values)), list(zip(b.keys, b.values)))
    if isinstance(a, ast.AST) and type(a) is type(b):
        return sum(differences(getattr(a, name, None), getattr(b, name, None)) for name in a._fields)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return list_differences(list(a), list(b))
    return 0 if type(a) is type(b) and a == b else 1


def list_differences(a, b):
    while a and b and not differences(a[0], b[0]):
        a, b = a[1:], b[1:]
    while a and b and not differences(a[-1], b[-1]):
        a, b = a[:-1], b[:-1]
    if len(a) == len(b):
        return sum(differences(x, y) for x, y in zip(a, b))
    return 1 if not a or not b else max(len(a), len(b))


def comments_of(text):
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def compare(question):
    before, after = question["before"], question["after"]
    try:
        return {"places": differences(ast.parse(before), ast.parse(after)), "comments": [comments_of(before), comments_of(after)]}
    except SyntaxError as error:
        return {"error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"run": run_program, "compare": compare}[asked["op"]](asked)), flush=True)
