"""The workspace: a web application over the functions of the planner, where every party sees what is its own and
what is shared, and nothing else.

Needs the extra ``wijkplan[workspace]`` (Django); nothing below this room imports it."""
