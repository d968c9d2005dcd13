"""The map projection: Equal Earth, in which every country has its true share of the surface.

After Šavrič, Patterson and Jenny, "The Equal Earth map projection", 2018.
"""

from __future__ import annotations

import math

WIDTH = 1000.0
"""Units from the western to the eastern edge at the equator."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


def _raw(lon: float, lat: float) -> tuple[float, float]:
    theta = math.asin(_M * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = math.radians(lon) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return x, y


_SCALE = WIDTH / 2 / _raw(180, 0)[0]
# No incident of the news lies beyond the last towns, and the ice would take a fifth of the picture.
_NORTH, _SOUTH = 84.0, -58.0
_TOP = _raw(0, _NORTH)[1] * _SCALE
HEIGHT = round(_TOP - _raw(0, _SOUTH)[1] * _SCALE, 1)
"""Units from the northern to the southern edge."""


def project(lon: float, lat: float) -> tuple[float, float]:
    """Give the place of a point on the map.

    Args:
        lon: Degrees, -180 to 180.
        lat: Degrees; what lies beyond the edges of the map is put on them.

    Returns:
        Units from the left and from the top, to a tenth.
    """
    x, y = _raw(lon, max(_SOUTH, min(_NORTH, lat)))
    return round(WIDTH / 2 + x * _SCALE, 1), round(_TOP - y * _SCALE, 1)
