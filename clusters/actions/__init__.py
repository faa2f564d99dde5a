"""Everything that is written about what local councils do together."""

from clusters.actions.documents import put_schedule, write_document
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
from clusters.actions.health import check_health, check_of, confirm_cluster
from clusters.actions.near import declare_neighbour, take_back_neighbour
from clusters.actions.posts import (
    agree_share,
    change_post,
    end_post,
    end_share,
    offer_share,
    post_words,
    release_share,
    share_post,
)
from clusters.actions.schedules import (
    add_to_schedule,
    begin_schedule,
    fill_schedule,
    schedule_answers,
    take_out_of_schedule,
)

__all__ = [
    "add_to_schedule",
    "agree_share",
    "answer_for_council",
    "answer_of",
    "begin_schedule",
    "change_cluster",
    "change_post",
    "check_health",
    "check_of",
    "cluster_words",
    "confirm_cluster",
    "declare_neighbour",
    "end_cluster",
    "end_post",
    "end_share",
    "fill_schedule",
    "name_member",
    "offer_share",
    "part_words",
    "pass_on_clusters",
    "post_words",
    "propose_cluster",
    "put_schedule",
    "release_share",
    "schedule_answers",
    "share_post",
    "start_cluster",
    "take_back_neighbour",
    "take_out_of_schedule",
    "write_document",
]
