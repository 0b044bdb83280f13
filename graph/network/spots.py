"""Spots: where on the map each activity stands, as exactly as sources say."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .index import NetworkIndex
from .tables import NOTHING, Flags

Numbers = NDArray[np.int64]
#: Columns of what ``spots`` gives.
ACTIVITY: Final = 0
SPOT: Final = 1
#: What is known best of where an activity takes place.
NOWHERE: Final = 0
AT_COUNTRY: Final = 1
AT_POINT: Final = 2


def spots(index: NetworkIndex, kept: Flags) -> tuple[Numbers, NDArray[np.int8]]:
    """Give the spots of the activities of some rows, and what is known best of each of these activities.

    Spots are distinct pairs of activity and spot, in order; a spot is the number of the place whose point
    stands for where it is, or, where there is a country and no point, the number of places plus that of the
    country. Who says both the town and its country says where it is once: the country is left out.
    """
    count = len(index.activities.things)
    flags = np.zeros(count, dtype=np.bool_)
    flags[index.involvements.activity[kept]] = True
    pairs, held, places = index.activities.places, index.places, len(index.places.things)
    here = flags[pairs.owners]
    activity, place = pairs.owners[here].astype(np.int64), pairs.values[here]
    point, country = held.located[place].astype(np.int64), held.country[place].astype(np.int64)
    exact = point != NOTHING
    nations = len(index.countries)
    told = activity[exact] * (nations + 1) + country[exact]
    vague = ~exact & (country != NOTHING) & ~np.isin(activity * (nations + 1) + country, told)
    found = np.concatenate(
        [
            np.column_stack([activity[exact], point[exact]]),
            np.column_stack([activity[vague], country[vague] + places]),
        ]
    )
    best = np.zeros(count, dtype=np.int8)
    best[activity[vague]] = AT_COUNTRY
    best[activity[exact]] = AT_POINT
    return np.unique(found, axis=0), best[flags]
