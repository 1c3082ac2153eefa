"""How the property tests run: the same cases each time, and no test that fails because the machine is busy.

`HYPOTHESIS_PROFILE=search ./kehoach test` draws other cases each time, to find what the fixed ones miss.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=500, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
