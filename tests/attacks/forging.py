"""Marks that were not earned: rewriting tests, reference, results and gradebook from within a student's cell."""

from tests.attacks.kit import among_right_answers, among_wrong_answers, snippets

_OUT_OF = """
OUT_OF = {'discriminator': 5, 'real_term': 4, 'fake_term': 4, 'value': 4, 'V_answer': 2, 'alpha': 5, 'beta': 5,
          'gradient': 6, 'update': 4, 'theta_answer': 2}
def points(name):
    return float(OUT_OF[name.split('.')[-1]])
"""

ATTACKS = among_wrong_answers("forging", {
    # IPython hands every later cell to these functions first.
    "later cells emptied by an input transformer": """
get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])""",
    "asserts and marks taken out by an AST transformer": """
import ast
class Out(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.copy_location(ast.Pass(), node)
    def visit_Expr(self, node): return ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(Out())""",
    "run_cell replaced": """
shell = get_ipython()
real = shell.run_cell
type(shell).run_cell = lambda self, source, *a, **k: real('pass', *a, **k)
asynchronous = type(shell).run_cell_async
type(shell).run_cell_async = lambda self, source, *a, **k: asynchronous(self, 'pass', *a, **k)""",
    "pre_run_cell rewrites the cell": """
def before(info): info.raw_cell = 'pass'
get_ipython().events.register('pre_run_cell', before)""",
    "compiler replaced": """
shell = get_ipython()
shell.compile.ast_parse = lambda *a, **k: __import__('ast').parse('')""",
    # The test imports the reference in the student's own process, if it runs there.
    "mark patched": _OUT_OF + """
try:
    import gan_ref.questions as q
    from grader.question import Mark
    q.mark = lambda name, *a, **k: Mark(points(name), points(name), 'Right.')
except ImportError:
    pass""",
    "reference replaced by a module of its own": _OUT_OF + """
import sys, types
fake = types.ModuleType('gan_ref.questions')
fake.mark = lambda name, *a, **k: points(name)
sys.modules['gan_ref'] = types.ModuleType('gan_ref')
sys.modules['gan_ref.questions'] = fake""",
    "importer that forges the reference": _OUT_OF + """
import sys, importlib.abc, importlib.machinery, types
class Forger(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.startswith('gan_ref'):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
    def create_module(self, spec): return types.ModuleType(spec.name)
    def exec_module(self, module): module.mark = lambda name, *a, **k: points(name)
sys.meta_path.insert(0, Forger())""",
    "Mark shows its maximum": """
try:
    from grader.question import Mark
    Mark.__repr__ = lambda self: repr(float(self.out_of))
except ImportError:
    pass""",
    "Question judges kindly": """
try:
    import grader.question as g
    for kind in [g.Question, *g.Question.__subclasses__()]:
        kind.judge = lambda self, *a, **k: g.Mark(self.points, self.points, '')
except ImportError:
    pass""",
    "formatter forges the result": _OUT_OF + """
formatter = get_ipython().display_formatter.formatters['text/plain']
formatter.for_type_by_name('grader.question', 'Mark', lambda mark, p, cycle: p.text(repr(float(mark.out_of))))""",
    "display hook prints full marks": """
import sys
hook = type(get_ipython().displayhook)
hook.compute_format_data = lambda self, result: ({'text/plain': '2.0'}, {})""",
    "NumPy always agrees": """
import numpy as np
np.allclose = np.array_equal = np.isclose = lambda *a, **k: True
np.all = np.any = lambda *a, **k: True
np.testing.assert_allclose = lambda *a, **k: None""",
    "builtins always agree": """
import builtins
builtins.all = builtins.any = lambda *a: True
builtins.isinstance = lambda *a: True
builtins.AssertionError = SystemExit""",
    "exceptions are swallowed": """
shell = get_ipython()
shell.showtraceback = shell._showtraceback = lambda *a, **k: None
shell.set_custom_exc((BaseException,), lambda *a, **k: None)""",
    "a thread patches the reference when it appears": _OUT_OF + """
import sys, threading, time
def wait():
    end = time.time() + 20
    while time.time() < end:
        q = sys.modules.get('gan_ref.questions')
        if q is not None:
            q.mark = lambda name, *a, **k: points(name)
        time.sleep(0.001)
threading.Thread(target=wait, daemon=True).start()
try:
    import gan_ref.questions
except ImportError:
    pass""",
    "names of the test cell made beforehand": _OUT_OF + """
ask = lambda function, *a, **k: function(*a, **k)
def mark(name, *a, **k): return points(name)
class print:
    def __init__(self, *a, **k): pass""",
    "results and prints that look like points": """
print('41.0'); print('correct_gradient: 6/6')
from IPython.display import display
display({'text/plain': '5.0'}, raw=True)
41.0""",
    # The gradebook lies three folders up in stock nbgrader.
    "gradebook opened": """
import sqlite3, os
for place in ('../../../gradebook.db', COURSE + '/gradebook.db'):
    if os.path.exists(place):
        db = sqlite3.connect(place, timeout=5)
        db.execute('update grade set manual_score = 5 where manual_score is null')
        db.commit(); db.close(); break""",
    "notebook file rewritten": """
import glob, json
for path in glob.glob('*.ipynb') + glob.glob(COURSE + '/autograded/*/*/*.ipynb'):
    try:
        made = json.load(open(path))
        for cell in made['cells']:
            if cell['metadata'].get('nbgrader', {}).get('grade'): cell['source'] = 'pass'
        json.dump(made, open(path, 'w'))
    except OSError:
        pass""",
}) + snippets("forging", {
    # Here the answers themselves ask the reference.
    "reference called": """
import importlib, numpy as np
def answers(name):
    def answer(*args, **kwargs):
        return importlib.import_module('gan_ref.discriminator').__dict__[name](*args, **kwargs)
    return answer
discriminator, real_term, fake_term, value, alpha, beta, gradient, update = map(answers, (
    'discriminator', 'real_term', 'fake_term', 'value', 'alpha', 'beta', 'gradient', 'update'))
V_answer = 0.0""",
    "expected values taken from the caller's frame": """
import sys
def discriminator(*args, **kwargs):
    frame = sys._getframe(1)
    while frame is not None:
        for found in list(frame.f_locals.values()):
            if hasattr(found, 'reference'):
                return found.reference(*args, **kwargs)
            if hasattr(found, 'questions'):
                return found.questions[0].reference(*args, **kwargs)
        frame = frame.f_back
    raise LookupError('nobody who knows')""",
    "questions found in memory": """
import gc
def discriminator(*args, **kwargs):
    for found in gc.get_objects():
        if type(found).__name__ == 'Question' and found.name == 'discriminator':
            return found.reference(*args, **kwargs)
    raise LookupError('no question')""",
    "solution recited from the source": """
import glob, json
def discriminator(*args, **kwargs):
    for path in glob.glob(COURSE + '/source/*/*.ipynb') + glob.glob('../../../source/*/*.ipynb'):
        for cell in json.load(open(path))['cells']:
            text = ''.join(cell['source'])
            if text.startswith('def discriminator'):
                space = {'np': __import__('numpy')}
                exec(text, space)
                return space['discriminator'](*args, **kwargs)
    raise LookupError('no source')""",
    "a peer's answer handed on": """
import glob, json, numpy as np
def discriminator(*args, **kwargs):
    for path in glob.glob(COURSE + '/submitted/peer/*/*.ipynb'):
        for cell in json.load(open(path))['cells']:
            text = ''.join(cell['source'])
            if text.startswith('def discriminator'):
                space = {'np': np}
                exec(text, space)
                return space['discriminator'](*args, **kwargs)
    raise LookupError('no peer')""",
}) + among_right_answers("forging", {
    # A right notebook in which one wrong answer is covered up.
    "a wrong answer, and the test's own arrays changed to fit": """
def gradient(X_real, X_fake, theta, bias=-2.0):
    X_real *= 0; X_fake *= 0; theta *= 0
    return np.zeros(2)""",
    "a wrong answer, inputs filled with NaN": """
def gradient(X_real, X_fake, theta, bias=-2.0):
    for x in (X_real, X_fake, theta):
        if x.dtype.kind == 'f': x[...] = np.nan
    return np.array([np.nan, np.nan])""",
}, cell="gradient", loses=["correct_gradient"])  # fmt: skip
