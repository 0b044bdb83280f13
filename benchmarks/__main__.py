"""The menu of measurements: ``python -m benchmarks [NAME …]``, and with ``--faults`` the fault tests.

Every module of this folder, or of ``faults``, that has a function ``main`` is one.
"""

import argparse
import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def measurements(faults: bool) -> dict[str, str]:
    """Give the modules that measure, each with the first line of what it says of itself."""
    folder = HERE / "faults" if faults else HERE
    found = {}
    for path in sorted(folder.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        has_main = any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)
        if has_main and path.stem != "__main__":
            found[path.stem] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found


def main() -> None:
    """Run what is named, or everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to run; everything unless named")
    parser.add_argument("--faults", action="store_true", help="run fault tests in the place of measurements")
    parser.add_argument("--list", action="store_true", help="print the menu")
    options = parser.parse_args()
    menu = measurements(options.faults)
    if unknown := sorted(set(options.names) - set(menu)):
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(menu)}")
    if options.list:
        for name, said in menu.items():
            print(f"{name:16} {said}")
        return
    package = "benchmarks.faults" if options.faults else "benchmarks"
    failed = []
    for name in options.names or menu:
        print(f"== {name}: {menu[name]}", flush=True)
        run = f"import sys; from {package}.{name} import main; sys.exit(main())"
        if subprocess.run([sys.executable, "-c", run], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
