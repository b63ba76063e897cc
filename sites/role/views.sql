-- What a role may read that serves readers alone: views of public rows and columns, which bear the names of the tables
-- that they are of. Days stand in place of times: nobody is told when somebody works. See docs/public-role.md.
CREATE SCHEMA IF NOT EXISTS public_side;

CREATE VIEW public_side.heritage_site WITH (security_barrier) AS
SELECT id, slug, name, state, merged_into_id, first_published, date_trunc('day', decided_at) AS decided_at
FROM public.heritage_site WHERE first_published IS NOT NULL;

CREATE VIEW public_side.heritage_report WITH (security_barrier) AS
SELECT id, number, site_id, state, level, event, event_earliest, event_latest, causes, verification, methods,
    attributed_to, summary, wordings, source_value, source_scale, recovery, first_published,
    date_trunc('day', decided_at) AS decided_at
FROM public.heritage_report WHERE first_published IS NOT NULL;

CREATE VIEW public_side.heritage_citation WITH (security_barrier) AS
SELECT id, report_id, article_id, role, quote, locator FROM public.heritage_citation
WHERE EXISTS (SELECT FROM public.heritage_report r WHERE r.id = report_id AND r.first_published IS NOT NULL);

CREATE VIEW public_side.heritage_capture WITH (security_barrier) AS
SELECT id, article_id, sha256, date_trunc('day', captured_at) AS captured_at FROM public.heritage_capture;

CREATE VIEW public_side.heritage_photo WITH (security_barrier) AS
SELECT id, site_id, sha256, width, height, moment, alt, wordings, credit, licence, taken, pair_id, graphic, state,
    first_published
FROM public.heritage_photo WHERE first_published IS NOT NULL;

CREATE VIEW public_side.heritage_import WITH (security_barrier) AS
SELECT id, published FROM public.heritage_import WHERE published;

CREATE VIEW public_side.heritage_imported WITH (security_barrier) AS
SELECT id, kind, number, made_by_id, before FROM public.heritage_imported
WHERE EXISTS (SELECT FROM public.heritage_import i WHERE i.id = made_by_id AND i.published);

-- Of a change the values of a few fields; of the others, that they changed; and of a protected site's place not that.
CREATE VIEW public_side.heritage_decision WITH (security_barrier) AS
SELECT id, date_trunc('day', at) AS at, verb, kind, number, label, reason, told.changes,
    CASE WHEN kind = 'report' AND verb IN ('corrected', 'withdrawn') THEN digest END AS digest
FROM public.heritage_decision d CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_object_agg(one.key, CASE
        WHEN d.kind = 'site' AND one.key IN ('name', 'kind', 'country', 'built', 'visibility')
        OR d.kind = 'report' AND one.key IN ('level', 'event', 'verification', 'attributed_to', 'summary',
            'wordings', 'source_value', 'recovery', 'causes', 'methods')
        OR d.kind = 'import' AND one.key = 'dataset'
        THEN one.value ELSE '["", ""]' END), '{}') AS changes
    FROM jsonb_each(d.changes) one
    WHERE d.kind <> 'site'
        OR one.key NOT IN ('place', 'part_of', 'latitude', 'longitude', 'precision_m', 'approximate', 'point_source',
            'identifiers', 'footprint')
        OR EXISTS (SELECT FROM public.heritage_entry e WHERE e.site_id = d.number AND e.visibility = 'exact')
) told
WHERE kind = 'site' AND verb IN ('published', 'changed', 'restored', 'withdrawn', 'merged')
        AND (verb <> 'changed' OR told.changes <> '{}')
        AND EXISTS (SELECT FROM public.heritage_site s WHERE s.id = d.number AND s.first_published IS NOT NULL)
    OR kind = 'report' AND verb IN ('published', 'corrected', 'withdrawn', 'merged')
        AND EXISTS (SELECT FROM public.heritage_report r WHERE r.number = d.number AND r.first_published IS NOT NULL)
    OR kind = 'photo' AND verb IN ('published', 'changed', 'withdrawn', 'merged')
        AND EXISTS (SELECT FROM public.heritage_photo p WHERE p.id = d.number AND p.first_published IS NOT NULL)
    OR kind = 'import' AND EXISTS (SELECT FROM public.heritage_import i WHERE i.id = d.number AND i.published);
