"""Every sentence that a person reads, in Chinese and in English.

``zh/`` and ``en/`` hold the same keys, one file a subject; a key is written
``subject.key``. ``Messages`` puts what the rules and the readers say into a language.
"""

from calculator.messages.speaking import LANGUAGES, Language, Messages, PackNames, messages

__all__ = ["LANGUAGES", "Language", "Messages", "PackNames", "messages"]
