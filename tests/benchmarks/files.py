"""The smallest interesting instance of each public format, with its makespan worked out."""

from __future__ import annotations

# Jobs 2-4 take 3, 2 and 2 periods and 2, 1 and 2 of the 3 heads; 4 follows 2. Jobs 2 and 3 side by side, then 4: 3 + 2
# = 5.
PATTERSON = """5 1
3
0 0 2 2 3
3 2 1 4
2 1 1
 5
2 2 1 5
0 0 0
"""

SM = """************************************************************************
file with basedata            : none
projects                      :  1
jobs (incl. supersource/sink ):  5
horizon                       :  7
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PROJECT INFORMATION:
pronr.  #jobs rel.date duedate tardcost  MPM-Time
    1      3      0        5        0        5
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           5
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       2
  3      1     2       1
  4      1     2       2
  5      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    3
************************************************************************
"""

# Job 2: 2 periods for 4 of the stock, or 5 periods for 1. Job 3: 1 period for 3, or 3 periods for 1. They exclude each
# other (2 heads of 3). Stock 5 allows (5, 1) = 7, (2, 3) = 5 or (5, 3) = 8 periods, not (2, 1), which takes 7: the
# best is 5.
MM = """jobs  (incl. supersource/sink ):\t4
RESOURCES
- renewable                 : 1 R
- nonrenewable              : 1 N
- doubly constrained        : 0 D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.	#modes	#successors	successors
1	1	2		2 3
2	2	1		4
3	2	1		4
4	1	0
************************************************************************
REQUESTS/DURATIONS
jobnr.	mode	dur	R1	N1
------------------------------------------------------------------------
1	1	0	0	0
2	1	2	2	4
	2	5	2	1
3	1	1	2	3
	2	3	2	1
4	1	0	0	0
************************************************************************

 RESOURCE AVAILABILITIES
	R 1	N 1
	3	5

************************************************************************
"""

# Project 1: 3 periods and then 1; project 2, released at 2: 2 periods. All need the one head: 3 + 1 + 2 = 6.
# Targets are 0 + 4 and 2 + 2. In the order 1:2, 1:3, 2:2 project 2 is 2 late; with 2:2 in between project 1 is 2 late:
# together 2 either way.
MPLIB = """2
1
1

4 0
1
0 0 1 1:2
3 1 1 1:3
1 1 1 1:4
0 0 0

3 2
1
0 0 1 2:2
2 1 1 2:3
0 0 0
"""

# Twice the project of MM, the second released at 1, with 2 heads for both together. Every job takes both, so all follow
# each other, 2 + 3 periods per project; targets are 0 + 2 and 1 + 3. The first project first: ends 5 and 10, together 3
# + 6 late.
# With 3 heads each: ends 5 and 6, 3 + 2 late.
MISTA = """2
0
2
parts/a.mm
1
3
parts/a.mm
1
2
"""
