"""What follows from the trail beside it: the registers, the approved ranking, the awards."""

import json

from django.utils.translation import gettext as _

from workflows.domain.audit.misfit import Misfit, reading
from workflows.domain.audit.rows import show, stream
from workflows.domain.rules_digest import rules_digest

_BOOKS = """
SELECT b.id, b.last_number, COUNT(r.id), COALESCE(MAX(r.number), 0)
FROM workflows_registerbook b LEFT JOIN workflows_registerrow r ON r.book_id = b.id
WHERE b.mode = 'own'
GROUP BY b.id, b.last_number
HAVING COUNT(r.id) <> b.last_number OR COALESCE(MAX(r.number), 0) <> b.last_number
"""
_NUMBERS = """
SELECT d.id FROM workflows_document d
LEFT JOIN workflows_registerrow r ON r.document_id = d.id AND r.voided_at IS NULL
WHERE (d.full_number <> '' AND r.id IS NULL)
   OR r.full_number <> d.full_number OR r.number <> d.number OR r.taken_on <> d.issued_on
   OR (r.id IS NOT NULL AND d.number IS NULL)
LIMIT 1
"""
_APPROVALS = """
SELECT subject_id, data FROM workflows_caseevent
WHERE noun = 'round' AND verb = 'approve_results' AND refused = '' ORDER BY case_id, seq
"""
_SCORED_BY = """
SELECT r.contest_id, ev.data FROM workflows_caseevent ev JOIN workflows_round r ON r.id = ev.subject_id
WHERE ev.noun = 'round' AND ev.verb = 'close_scoring' AND ev.data LIKE %s
UNION ALL
SELECT e.contest_id, ev.data FROM workflows_caseevent ev JOIN workflows_entry e ON e.id = ev.subject_id
WHERE ev.noun = 'entry' AND ev.verb = 'submit_sheet' AND ev.data LIKE %s
"""
_RANKING = """
SELECT r.entry_id, r.rank, p.code FROM workflows_rankingrow r
LEFT JOIN workflows_prize p ON p.id = r.prize_id WHERE r.round_id = %s
"""
_AWARDS = """
SELECT e.id, ev.data, p.code, a.rank, a.decision_id
FROM workflows_caseevent ev JOIN workflows_entry e ON e.case_id = ev.case_id
LEFT JOIN workflows_award a ON a.entry_id = e.id LEFT JOIN workflows_prize p ON p.id = a.prize_id
WHERE ev.verb = 'award' AND ev.refused = ''
"""
_UNFOUNDED = """
SELECT a.entry_id FROM workflows_award a JOIN workflows_entry e ON e.id = a.entry_id
WHERE NOT EXISTS (
  SELECT 1 FROM workflows_caseevent ev WHERE ev.case_id = e.case_id AND ev.verb = 'award' AND ev.refused = ''
) LIMIT 1
"""


def check_results() -> None:
    """Find a number without its row, rules, a ranking or an award that the trail does not know."""
    with reading("workflows_registerrow"):
        _check_registers()
    with reading("workflows_criterion"):
        _check_rules()
    with reading("workflows_rankingrow"):
        _check_rankings()
    with reading("workflows_award"):
        _check_awards()


def _check_registers() -> None:
    for book, given, rows, newest in stream(_BOOKS):
        raise Misfit(
            _("Register %(book)s has given out %(given)s numbers, but holds %(rows)s, the last %(last)s.")
            % {"book": book, "given": show(given), "rows": rows, "last": show(newest)}
        )
    for (document,) in stream(_NUMBERS):
        raise Misfit(_("Document %(id)s: its number and its row of the register differ.") % {"id": document})


def _check_rules() -> None:
    """The first sheet and the closing of a round say by which rules was scored."""
    wanted = ('%"rules_sha256":%',) * 2
    said = {(contest, json.loads(data)["rules_sha256"]) for contest, data in list(stream(_SCORED_BY, wanted))}
    for contest, digest in sorted(said):
        if digest != rules_digest(contest):
            raise Misfit(
                _("The scoring rules of contest %(contest)s are not those of the first score.")
                % {"contest": contest}
            )


def _check_rankings() -> None:
    approved: dict[int, str] = dict(stream(_APPROVALS))  # the newest of each round
    for round_id, data in approved.items():
        said = json.loads(data)
        rows = list(stream(_RANKING, (round_id,)))
        ranks = {str(entry): rank for entry, rank, _prize in rows}
        prizes = {str(entry): prize for entry, _rank, prize in rows if prize is not None}
        if (ranks, prizes) != (said["ranking"], said["prizes"]):
            raise Misfit(_("The ranking of round %(round)s is not the approved one.") % {"round": round_id})


def _check_awards() -> None:
    for entry, data, prize, rank, decision in stream(_AWARDS):
        if json.loads(data) != {"prize": prize, "rank": rank, "decision": decision}:
            raise Misfit(_("The award of entry %(entry)s is not the one that was given.") % {"entry": entry})
    for (entry,) in stream(_UNFOUNDED):
        raise Misfit(_("Entry %(entry)s has an award that nobody gave.") % {"entry": entry})
