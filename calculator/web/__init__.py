"""The upload page: what ``township serve`` shows in a browser, and gives to programs over HTTP.

``application`` puts it together. A request's files go through ``uploads`` into a result of the
``store``; ``calculations`` runs a task of ``tasks`` on it in a worker process; a page of ``pages``
shows what the task wrote, by a template. Nothing else of the calculator imports this package.
"""
