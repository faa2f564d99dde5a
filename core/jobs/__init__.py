"""Long work: kept as a row, done by the worker, followed on a page, cancelled there, and told in a report.

An app's `jobs.py` is imported at start-up and names its kinds of work with `job_kind` of `core.jobs.kinds`; a view
begins one with `start_job` of `core.jobs.actions`.
"""
