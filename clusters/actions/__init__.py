"""Everything that is written about what local councils do together."""

from clusters.actions.groups import (
    answer_for_council,
    answer_of,
    change_cluster,
    cluster_words,
    end_cluster,
    name_member,
    part_words,
    pass_on_clusters,
    propose_cluster,
    start_cluster,
)
from clusters.actions.near import declare_neighbour, take_back_neighbour

__all__ = [
    "answer_for_council",
    "answer_of",
    "change_cluster",
    "cluster_words",
    "declare_neighbour",
    "end_cluster",
    "name_member",
    "part_words",
    "pass_on_clusters",
    "propose_cluster",
    "start_cluster",
    "take_back_neighbour",
]
