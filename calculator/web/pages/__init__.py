"""The pages: every module here has a ``blueprint``, which the application registers."""
