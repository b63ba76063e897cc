class Fault(ValueError):
    """Something a person wrote cannot be used: says what, where and how to mend it.

    The template is a marked English message; the edges translate it and fill in the values, so that plain rooms
    need no language. ``str(fault)`` is the English text.
    """

    def __init__(self, template: str, **values):
        self.template = template
        self.values = values
        super().__init__(template.format(**values))
