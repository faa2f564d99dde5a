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

__all__ = [
    "answer_for_council",
    "answer_of",
    "change_cluster",
    "cluster_words",
    "end_cluster",
    "name_member",
    "part_words",
    "pass_on_clusters",
    "propose_cluster",
    "start_cluster",
]
