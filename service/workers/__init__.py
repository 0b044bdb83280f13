"""Work on the data in processes that can be killed; the web process holds no store and evaluates nothing.

Two seams between the web process and its workers were weighed.

*The store over the wire*: the web process keeps its pages and routes, and every ``select`` or ``quads`` they
ask goes to a worker and comes back as rows. Nothing but the store would change, but a page asks hundreds of
small questions: at 0.15 ms a round trip its asking would take longer than its answers, rows would be turned
into bytes and back, and the page would hold a worker while it thinks, in a thread of the web process.

*The work over the wire*, which is what is done here: a route names a task (``service.evaluation``), a
function of one generation that gives bytes. The worker does all of it, from the store to the page, in one
round trip. Deadline, memory limit and kill hold for a page and a network as they do for a query; nothing the
worker sends needs to be unpickled; and a test can do the same tasks in a thread (``in_process``).

A worker holds its generation as the read-only database on the disk. The other way, workers copied from a
template process that holds the generation in memory, was measured by ``benchmarks/workers.py`` on a world of
a million triples (two busy processors; the memory is the worker's share, what is shared counted in parts):

====================  ========  =====  =====  ============  ================  =======
worker                template  start  kill   5-row lookup  mix of 5 queries  memory
====================  ========  =====  =====  ============  ================  =======
database on the disk  0 s       29 ms  15 ms  0.045 ms      306 ms            67 MB
copied from memory    44 s      69 ms  74 ms  0.271 ms      380 ms            519 MB
====================  ========  =====  =====  ============  ================  =======

So there is one way only: the database on the disk, opened by a copy of a template that holds no data. Workers
move over to a new generation by opening it, 10 ms, when the next task comes.

``template`` is copied into ``worker`` processes, which ``confinement`` binds; ``nursery`` starts them for the
web process, ``connection`` speaks ``frames`` with one of them, ``lease`` is one task in its hands, and
``pool`` decides who gets the next. What cuts an answer short (deadline, memory, length) is told as a problem
while nothing of the answer has been sent, and cuts the connection afterwards: no part is taken for the whole.
"""
