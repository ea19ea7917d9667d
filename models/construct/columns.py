"""Columns of the matrices of :class:`wijkplan.models.construct.arrays.Arrays` and
:class:`wijkplan.models.construct.state.State`.

Few matrices instead of many vectors; :mod:`wijkplan.models.construct.record` tells how kernels receive them.
Columns marked ``ptr`` are offsets: the items of
row ``i`` are ``[m[i, COLUMN], m[i + 1, COLUMN])`` of the list named, and such a matrix has one row more.
"""

# activities
PROJECT, CALENDAR, EARLY, LATE, LAST, SUBMITTED, MOVED, TAIL = range(8)
STREET, PREVIOUS, FOLLOWING, GAP, FREE_JOIN, INTERFACE, INTERFACE_CASH = range(8, 15)
MODES, BEFORE, AFTER, LOADS, HOMES = range(15, 20)  # ptr: modes, before, after, loads, waiting
LONGER = 20  # 1 where own people could do one of its demands in overtime
ACTIVITY_COLUMNS = 21
# modes: MOST_HEADS of pools that its patterns may take together in a week
POSITION, MODE_COST, END_ROW, MODE_CASH, MOST_HEADS, DEMANDS = range(6)  # DEMANDS ptr: demands
MODE_COLUMNS = 6
# patterns: cost, employer that must be in the same lot, three resources, heads of each, cash, heads hired, 1 where
# fewer of these own people could do it in overtime
PATTERN_COST, PARTNER, RESOURCE, HEADS, PATTERN_CASH, PATTERN_HIRED, RELIEVED = 0, 1, 2, 5, 8, 9, 10
PATTERN_COLUMNS = 11
# streets
STREET_DISTRICT, REST, REST_PRICE, REST_HARD, CLOSED_AT, BURDEN, DIGS = range(7)  # DIGS ptr: digs
STREET_COLUMNS = 7
# projects
EMPLOYER, TARGET, DELAY, SINGLE, MEMBERS, CANDIDATES = range(6)  # ptr: members, candidates
PROJECT_COLUMNS = 6
# tenders
PREPARATION, LEAD, TENDER_COST, TENDER_CASH, LOTS, CLIENTS = range(6)  # ptr: lots, tender_clients
TENDER_COLUMNS = 6
# lots
PERIOD, LOT_MEMBERS = range(2)  # ptr: lot_members
LOT_COLUMNS = 2
# homes: how many, and their works (ptr: home_works)
NUMBER, WORKS = range(2)
HOMES_COLUMNS = 2
# quarters: first week, week after the last, units of changes of a hundredth of a head in one week
BEGINS, ENDS, UNITS = range(3)
# ceilings: euros of burden, broken rests, euros of cash, hundredths of hired head-weeks, changes of all, then changes
# of single employers
MOST_BURDEN, MOST_BROKEN, MOST_CASH, MOST_HIRED, MOST_CHANGES = range(5)
# places (state): then one column per demand of the mode, the index of its pattern
START, END, MODE, JOINED, PATTERN = range(5)
# bought (state), per project
TENDER, LOT = range(2)
