"""examples/sample_city.ipynb is executed cell by cell, and every output is what the page shows. With --write the page gets the outputs of now.

A notebook's kernel does no more with a cell than this: it runs it, shows what it prints, then the value of its last line.
"""
import ast
import contextlib
import io
import json
import os
import pathlib
import sys
import unittest

PAGE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "sample_city.ipynb"


def shown(value):
    data = {"text/plain": repr(value).splitlines(True)}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = value._repr_html_().splitlines(True)
    return data


def run(source, names, number):
    """The outputs of a cell."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, outputs, value = io.StringIO(), [], None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {number}", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names)
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(True)})
    if value is not None:
        outputs.append({"data": shown(value), "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return outputs


def executed(page):
    """Every code cell with the outputs that it has now."""
    names, number = {"__name__": "__main__"}, 0
    os.chdir(PAGE.parent)
    for cell in page["cells"]:
        if cell["cell_type"] == "code":
            number += 1
            yield cell, number, run("".join(cell["source"]), names, number)


class Notebook(unittest.TestCase):
    maxDiff = 4000

    def test_every_output_is_what_the_page_shows(self):
        page = json.loads(PAGE.read_text(encoding="utf-8"))
        for cell, number, outputs in executed(page):
            self.assertEqual((cell["execution_count"], cell["outputs"]), (number, outputs), "".join(cell["source"]))

    def test_the_page_is_a_small_notebook(self):
        page = json.loads(PAGE.read_text(encoding="utf-8"))
        self.assertEqual((page["nbformat"], page["nbformat_minor"]), (4, 5))
        self.assertEqual(len({cell["id"] for cell in page["cells"]}), len(page["cells"]))
        self.assertLess(PAGE.stat().st_size, 80_000)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        content = json.loads(PAGE.read_text(encoding="utf-8"))
        for one, count, made in executed(content):
            one["execution_count"], one["outputs"] = count, made
        PAGE.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    else:
        unittest.main()
