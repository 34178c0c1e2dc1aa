#!/usr/bin/env python3
"""compiler.py COMPILE_RULES: what is wrong with a file of rules is said with its line, and nothing is built from it."""
import os
import subprocess
import sys
import tempfile
import unittest

GOOD = {'words': 'NUM 1 one\nUNIT day day\nUNITS day days\n', 'expressions': '"It took one day."\nspan: NUM UNIT -> DURATION n=NUM unit=UNIT\n',
        'modifiers': '"It took about one day."\nabout _ -> APPROX DURATION\n'}


class Compiler(unittest.TestCase):
    def compile(self, **changed):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, text in {**GOOD, **changed}.items():
                paths.append(os.path.join(folder, name))
                with open(paths[-1], 'w', encoding='utf-8') as f:
                    f.write(text)
            made = [os.path.join(folder, 'names.h'), os.path.join(folder, 'table.h')]
            done = subprocess.run([sys.executable, COMPILER, *paths, *made], stderr=subprocess.PIPE, check=False)
            return done.returncode, done.stderr.decode(), os.path.exists(made[1])

    def refuses(self, message, **changed):
        code, text, made = self.compile(**changed)
        self.assertEqual(code, 1)
        self.assertIn(message, text)
        self.assertFalse(made)

    def test_good(self):
        self.assertEqual(self.compile(), (0, '', True))

    def test_unknown_class_of_word(self):
        self.refuses('words:1: unknown class', words='NOUN 1 one\n')

    def test_unknown_unit(self):
        self.refuses('words:1: no value', words='UNIT moon moon\n')

    def test_rule_without_sentence(self):
        self.refuses('expressions:1: rule span has no sentence', expressions='span: NUM UNIT -> DURATION n=NUM\n')

    def test_unknown_class_in_pattern(self):
        self.refuses('unknown class', expressions='"One."\nspan: NOUN -> DURATION n=1\n')

    def test_unknown_field(self):
        self.refuses('no such field', expressions='"One."\nspan: NUM -> DURATION length=1\n')

    def test_unknown_type(self):
        self.refuses('expressions:2: not a rule', expressions='"One."\nspan: NUM -> LENGTH n=1\n')

    def test_modifier_on_both_sides(self):
        self.refuses('one side', modifiers='"One."\nabout _ or so -> APPROX DURATION\n')

    def test_modifier_that_contradicts(self):
        self.refuses('above', modifiers='"One."\nabout _ -> APPROX DURATION\nabout _ -> MORE_THAN DATE\n')


if __name__ == '__main__':
    COMPILER = sys.argv.pop(1)
    unittest.main()
