"""The writer as a process: ``python -m koinon.service.writing STORE``, started by the service."""

from .process import main

main()
