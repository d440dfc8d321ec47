"""What is asked of the store for the workbook and the report: one statement a table.

Rows are in a fixed order, so that the same documents give the same bytes.
"""

TASKS = """
SELECT t.province, t.commune, t.task, s.title, t.content, t.lead, t.coordinating, t.deadline,
  t.due_end, t.deadline_kind, t.conditions, t.input
FROM all_tasks t LEFT JOIN sections s ON s.document = t.document AND s.section = t.section
ORDER BY t.province_code, t.commune_code, t.input, t.document, t.position
"""
UNITS = """
SELECT DISTINCT province, coalesce(commune, issuer, file) AS name FROM documents
ORDER BY province_code, commune_code, name
"""
ALIGNED = """
SELECT a.aligned, a.match, a.score, d.province, coalesce(d.commune, d.issuer, d.file), t.content,
  t.due_end,
  (SELECT json_group_object(coalesce(g.key, g.agency), g.agency) FROM task_agencies g
   WHERE g.document = t.document AND g.task = t.task AND g.role = 'lead' AND NOT g.collective)
FROM aligned_tasks a JOIN tasks t USING (document, task) JOIN documents d USING (document)
ORDER BY a.aligned, a.leads DESC, a.match, d.province_code, d.commune_code, a.document, t.position
"""
MATCHED = {
    match: f"""
SELECT l.content, d.province, d.commune, t.task, t.content, t.lead, t.deadline, t.due_end, a.score,
  d.input
FROM aligned_tasks a JOIN tasks t USING (document, task) JOIN documents d USING (document)
JOIN aligned_tasks f ON f.aligned = a.aligned AND f.leads = 1
JOIN tasks l ON l.document = f.document AND l.task = f.task
WHERE a.match = '{match}'
ORDER BY l.content, a.aligned, d.province_code, d.commune_code, d.input, a.document, t.position
"""  # noqa: S608
    for match in ("same", "suggested")
}
COMMUNES = """
WITH counted AS (
  SELECT document, count(*) AS tasks, sum(due_end IS NULL) AS undated, sum(lead IS NULL) AS unled
  FROM tasks GROUP BY document
), told AS (
  SELECT document, sum(severity IN ('error', 'warning')) AS findings FROM findings GROUP BY document
)
SELECT d.province, d.commune_code, coalesce(d.commune, d.issuer, d.input) AS name,
  count(*) AS documents,
  coalesce(sum(c.tasks), 0) AS tasks, coalesce(sum(c.undated), 0), coalesce(sum(c.unled), 0),
  coalesce(sum(t.findings), 0)
FROM documents d LEFT JOIN counted c USING (document) LEFT JOIN told t USING (document)
GROUP BY d.province_code, d.commune_code, name ORDER BY d.province_code, d.commune_code, name
"""
AGENCIES = """
SELECT agency, max(level), count(*) FILTER (WHERE role = 'lead') AS leads,
  count(*) FILTER (WHERE role = 'coordinating') AS supports, count(DISTINCT document) AS documents
FROM task_agencies GROUP BY agency ORDER BY leads DESC, supports DESC, agency
"""
MONTHS = """
SELECT substr(due_end, 1, 7) AS month, count(*) AS tasks, count(DISTINCT document) AS documents
FROM tasks GROUP BY month ORDER BY month IS NULL, month
"""
FINDINGS = """
SELECT f.severity, f.province, f.commune, f.task, f.message, f.suggestion, f.code, f.input
FROM all_findings f JOIN documents d USING (document) WHERE f.severity IN ('error', 'warning')
ORDER BY f.severity, d.province_code, d.commune_code, f.input, f.document, f.position
"""
FINDING_CODES = """
SELECT code, severity, count(*) AS times, count(DISTINCT document) AS documents,
  min(message) AS example FROM findings
GROUP BY code, severity ORDER BY times DESC, code
"""
FAILED = {
    lang: f"SELECT input, reason, message_{lang} FROM files WHERE status <> 'done' ORDER BY input"  # noqa: S608
    for lang in ("vi", "en")
}
FILES = """
SELECT input, fate, other, commune, documents, tasks FROM all_files ORDER BY input
"""
FATES = "SELECT fate, count(*) FROM all_files GROUP BY fate"
OF_REASON = "SELECT input FROM files WHERE reason = ? ORDER BY input"
# What has no commune in the store, with the words that may name one.
UNPLACED = """
SELECT input, input AS words FROM files WHERE status <> 'done' UNION ALL
SELECT input, coalesce(commune, issuer) FROM documents
WHERE commune_code IS NULL AND coalesce(commune, issuer) IS NOT NULL
ORDER BY input
"""
PRESENT = """
SELECT DISTINCT province_code, commune_code FROM documents WHERE commune_code IS NOT NULL
"""
TIMELINE = """
SELECT agency, substr(due_end, 1, 7) AS month, count(*) AS tasks FROM task_agencies
WHERE role = 'lead' AND due_end IS NOT NULL GROUP BY agency, month
"""
# Small, and other wherever anything in the store is other; a document that went and came back (a
# correction that was undone, a store made anew) has lost its aligned tasks.
STATE = (
    "SELECT document, key FROM documents ORDER BY document",
    "SELECT * FROM files",
    "SELECT document, count(*) FROM aligned_tasks GROUP BY document ORDER BY document",
)
TOTALS = """
SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM tasks),
  (SELECT count(*) FROM findings WHERE severity IN ('error', 'warning'))
"""
LEADING = """
SELECT DISTINCT agency FROM task_agencies WHERE role = 'lead' AND NOT collective ORDER BY agency
"""
LED_BY = """
SELECT coalesce(d.commune, d.issuer, d.input), d.province, t.content, t.lead, t.coordinating,
  t.deadline
FROM tasks t JOIN documents d USING (document)
WHERE (t.document, t.task) IN (
  SELECT document, task FROM task_agencies WHERE agency = ? AND role = 'lead'
)
ORDER BY d.province_code, d.commune_code, d.input, d.document, t.position
"""
