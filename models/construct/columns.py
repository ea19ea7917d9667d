"""Columns of the matrices of :class:`wijkplan.models.construct.arrays.Arrays` and :class:`wijkplan.models.construct.state.State`.

Few matrices instead of many vectors; :mod:`wijkplan.models.construct.record` tells how kernels receive them.
Columns marked ``ptr`` are offsets: the items of
row ``i`` are ``[m[i, COLUMN], m[i + 1, COLUMN])`` of the list named, and such a matrix has one row more.
"""

# activities
PROJECT, CALENDAR, EARLY, LATE, LAST, SUBMITTED, MOVED, TAIL = range(8)
STREET, PREVIOUS, FOLLOWING, GAP, FREE_JOIN, INTERFACE = range(8, 14)
MODES, BEFORE, AFTER, LOADS = range(14, 18)  # ptr: modes, before, after, loads
ACTIVITY_COLUMNS = 18
# modes
POSITION, MODE_COST, END_ROW, DEMANDS = range(4)  # DEMANDS ptr: demands
MODE_COLUMNS = 4
# patterns: cost, employer that must be in the same lot, three resources, heads of each
PATTERN_COST, PARTNER, RESOURCE, HEADS = 0, 1, 2, 5
PATTERN_COLUMNS = 8
# streets
STREET_DISTRICT, REST, REST_PRICE, REST_HARD, CLOSED_AT, BURDEN, DIGS = range(7)  # DIGS ptr: digs
STREET_COLUMNS = 7
# projects
EMPLOYER, TARGET, DELAY, SINGLE, MEMBERS, CANDIDATES = range(6)  # ptr: members, candidates
PROJECT_COLUMNS = 6
# tenders
PREPARATION, LEAD, TENDER_COST, LOTS, CLIENTS = range(5)  # ptr: lots, tender_clients
TENDER_COLUMNS = 5
# lots
PERIOD, LOT_MEMBERS = range(2)  # ptr: lot_members
LOT_COLUMNS = 2
# places (state): then one column per demand of the mode, the index of its pattern
START, END, MODE, JOINED, PATTERN = range(5)
# bought (state), per project
TENDER, LOT = range(2)
