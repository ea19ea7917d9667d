"""The mathematics: weeks, heads, euros and indices; no files, dates, names or plots.

Compiled kernels are cached on disk. Numba looks only at a kernel's own file to tell whether its cached form is stale, not at the kernels that were
inlined into it; so the cache lies in a folder named after all their sources together.
"""

import os as _os
from hashlib import sha256 as _sha256
from pathlib import Path as _Path


def _cache_folder() -> str:
    here = _Path(__file__).parent
    digest = _sha256()
    for folder in ("construct", "improve", "bound"):
        for source in sorted((here / folder).glob("*.py")):
            digest.update(source.read_bytes())
    return str(here / "__pycache__" / f"kernels-{digest.hexdigest()[:16]}")


_os.environ.setdefault("NUMBA_CACHE_DIR", _cache_folder())
