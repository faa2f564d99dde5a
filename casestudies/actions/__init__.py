"""Every change of the library, the checklists and what councils write; each module has its subject."""

from casestudies.actions.checklists import answers_of, discard_run, finish_run, save_answers, start_run
from casestudies.actions.editing import edit_shipped, texts_of
from casestudies.actions.loading import load_library, load_upload
from casestudies.actions.printouts import MOST_STUDIES, ask_for_booklet, ask_for_result, too_many, write_letter
from casestudies.actions.publishing import (
    REVIEW_AFTER,
    answer_approval,
    archive_study,
    ask_for_approval,
    publish_study,
    restore_study,
    review_study,
    revise_study,
    take_back,
)
from casestudies.actions.writing import add_party, draft_case_study, edit_words, remove_party, words_of

__all__ = [
    "MOST_STUDIES",
    "REVIEW_AFTER",
    "add_party",
    "answer_approval",
    "answers_of",
    "archive_study",
    "ask_for_approval",
    "ask_for_booklet",
    "ask_for_result",
    "discard_run",
    "draft_case_study",
    "edit_shipped",
    "edit_words",
    "finish_run",
    "load_library",
    "load_upload",
    "publish_study",
    "remove_party",
    "restore_study",
    "review_study",
    "revise_study",
    "save_answers",
    "start_run",
    "take_back",
    "texts_of",
    "too_many",
    "words_of",
    "write_letter",
]
