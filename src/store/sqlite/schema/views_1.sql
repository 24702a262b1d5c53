-- Schema 1 of a store, views: the same rows with texts, names and words in place of
-- numbers, UUIDs as text.

CREATE VIEW units AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  lower(substr(hex(x.uuid), 1, 8) || '-' || substr(hex(x.uuid), 9, 4) || '-' ||
    substr(hex(x.uuid), 13, 4) || '-' || substr(hex(x.uuid), 17, 4) || '-' ||
    substr(hex(x.uuid), 21)) AS uuid,
  (SELECT text FROM text WHERE id = x.name) AS name,
  (SELECT t.text FROM unit_group r JOIN text t ON t.id = r.name WHERE r.id = x.unit_group)
    AS unit_group,
  x.factor,
  (SELECT text FROM text WHERE id = x.synonyms) AS synonyms
FROM unit x;

CREATE VIEW unit_groups AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  lower(substr(hex(x.uuid), 1, 8) || '-' || substr(hex(x.uuid), 9, 4) || '-' ||
    substr(hex(x.uuid), 13, 4) || '-' || substr(hex(x.uuid), 17, 4) || '-' ||
    substr(hex(x.uuid), 21)) AS uuid,
  (SELECT text FROM text WHERE id = x.name) AS name,
  (SELECT t.text FROM unit r JOIN text t ON t.id = r.name WHERE r.id = x.reference)
    AS reference_unit,
  (SELECT t.text FROM flow_property r JOIN text t ON t.id = r.name WHERE r.id = x.default_property)
    AS default_property
FROM unit_group x;

CREATE VIEW flow_properties AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  lower(substr(hex(x.uuid), 1, 8) || '-' || substr(hex(x.uuid), 9, 4) || '-' ||
    substr(hex(x.uuid), 13, 4) || '-' || substr(hex(x.uuid), 17, 4) || '-' ||
    substr(hex(x.uuid), 21)) AS uuid,
  (SELECT text FROM text WHERE id = x.name) AS name,
  (SELECT t.text FROM unit_group r JOIN text t ON t.id = r.name WHERE r.id = x.unit_group)
    AS unit_group,
  x.economic
FROM flow_property x;

CREATE VIEW locations AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  lower(substr(hex(x.uuid), 1, 8) || '-' || substr(hex(x.uuid), 9, 4) || '-' ||
    substr(hex(x.uuid), 13, 4) || '-' || substr(hex(x.uuid), 17, 4) || '-' ||
    substr(hex(x.uuid), 21)) AS uuid,
  (SELECT text FROM text WHERE id = x.code) AS code,
  (SELECT text FROM text WHERE id = x.name) AS name
FROM location x;

CREATE VIEW flows AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  lower(substr(hex(x.uuid), 1, 8) || '-' || substr(hex(x.uuid), 9, 4) || '-' ||
    substr(hex(x.uuid), 13, 4) || '-' || substr(hex(x.uuid), 17, 4) || '-' ||
    substr(hex(x.uuid), 21)) AS uuid,
  (SELECT text FROM text WHERE id = x.name) AS name,
  (SELECT text FROM text WHERE id = x.category) AS category,
  CASE x.type WHEN 0 THEN 'elementary' WHEN 1 THEN 'product' WHEN 2 THEN 'waste' END AS type,
  (SELECT t.text FROM unit r JOIN text t ON t.id = r.name WHERE r.id = x.reference_unit)
    AS reference_unit,
  (SELECT t.text FROM flow_property r JOIN text t ON t.id = r.name WHERE r.id = x.reference_property)
    AS reference_property,
  (SELECT t.text FROM location r JOIN text t ON t.id = coalesce(r.code, r.name)
    WHERE r.id = x.location) AS location,
  (SELECT text FROM text WHERE id = x.cas) AS cas,
  (SELECT text FROM text WHERE id = x.formula) AS formula,
  (SELECT text FROM text WHERE id = x.synonyms) AS synonyms,
  CASE x.nominal WHEN 0 THEN 'from nature' WHEN 1 THEN 'to nature' END AS nominal_direction,
  x.stub
FROM flow x;

CREATE VIEW flow_property_factors AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  (SELECT t.text FROM flow r JOIN text t ON t.id = r.name WHERE r.id = x.flow)
    AS flow,
  (SELECT t.text FROM flow_property r JOIN text t ON t.id = r.name WHERE r.id = x.property)
    AS property,
  x.factor
FROM flow_property_factor x;

CREATE VIEW activities AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  lower(substr(hex(x.uuid), 1, 8) || '-' || substr(hex(x.uuid), 9, 4) || '-' ||
    substr(hex(x.uuid), 13, 4) || '-' || substr(hex(x.uuid), 17, 4) || '-' ||
    substr(hex(x.uuid), 21)) AS uuid,
  (SELECT text FROM text WHERE id = x.name) AS name,
  (SELECT t.text FROM location r JOIN text t ON t.id = coalesce(r.code, r.name)
    WHERE r.id = x.location) AS location,
  (SELECT t.text FROM exchange e JOIN flow f ON f.id = e.flow JOIN text t ON t.id = f.name
    WHERE e.id = x.reference) AS product,
  (SELECT amount FROM exchange WHERE id = x.reference) AS amount,
  (SELECT t.text FROM exchange e JOIN flow f ON f.id = e.flow
    JOIN unit n ON n.id = coalesce(e.unit, f.reference_unit) JOIN text t ON t.id = n.name
    WHERE e.id = x.reference) AS unit,
  (SELECT text FROM text WHERE id = x.category) AS category,
  (SELECT text FROM text WHERE id = x.description) AS description,
  (SELECT text FROM text WHERE id = x.tags) AS tags,
  CASE x.type WHEN 0 THEN 'unit process' WHEN 1 THEN 'LCI result' END AS type,
  CASE x.default_allocation WHEN 0 THEN 'none' WHEN 1 THEN 'physical'
    WHEN 2 THEN 'economic' WHEN 3 THEN 'causal' END AS default_allocation,
  CASE x.kind WHEN 0 THEN 'ordinary' WHEN 1 THEN 'market' WHEN 2 THEN 'input-output'
    WHEN 3 THEN 'residual' WHEN 4 THEN 'production mix' WHEN 5 THEN 'import'
    WHEN 6 THEN 'supply mix' WHEN 7 THEN 'export' WHEN 8 THEN 're-export'
    WHEN 9 THEN 'correction' WHEN 10 THEN 'market group' END AS kind,
  CASE x.technology WHEN 0 THEN 'undefined' WHEN 1 THEN 'new' WHEN 2 THEN 'modern'
    WHEN 3 THEN 'current' WHEN 4 THEN 'old' WHEN 5 THEN 'outdated' END AS technology,
  x.infrastructure,
  (SELECT text FROM text WHERE id = x.start_date) AS start_date,
  (SELECT text FROM text WHERE id = x.end_date) AS end_date,
  (SELECT text FROM text WHERE id = x.scenario) AS scenario,
  (SELECT text FROM text WHERE id = x.system_model) AS system_model,
  (SELECT text FROM text WHERE id = x.file) AS file,
  x.exchange_count AS exchanges
FROM activity x;

CREATE VIEW exchanges AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  (SELECT t.text FROM activity r JOIN text t ON t.id = r.name WHERE r.id = x.activity)
    AS activity,
  x.activity AS activity_row,
  CASE x.direction WHEN 0 THEN 'input' WHEN 1 THEN 'output' END AS direction,
  (SELECT t.text FROM flow r JOIN text t ON t.id = r.name WHERE r.id = x.flow)
    AS flow,
  x.flow AS flow_row,
  x.amount,
  (SELECT t.text FROM unit n JOIN text t ON t.id = n.name
    WHERE n.id = coalesce(x.unit, (SELECT reference_unit FROM flow WHERE id = x.flow)))
    AS unit,
  (SELECT t.text FROM flow_property r JOIN text t ON t.id = r.name WHERE r.id = x.property)
    AS property,
  coalesce((SELECT t.text FROM activity r JOIN text t ON t.id = r.name
    WHERE r.id = x.provider),
    (SELECT t.text FROM absent_provider r JOIN text t ON t.id = r.name
    WHERE r.exchange = x.id)) AS provider,
  (SELECT t.text FROM location r JOIN text t ON t.id = coalesce(r.code, r.name)
    WHERE r.id = x.location) AS location,
  x.internal_id,
  x.avoided,
  CASE x.role WHEN 0 THEN 'unstated' WHEN 1 THEN 'materials/fuels'
    WHEN 2 THEN 'electricity/heat' WHEN 3 THEN 'services' WHEN 4 THEN 'from nature'
    WHEN 5 THEN 'from technosphere' WHEN 6 THEN 'reference product'
    WHEN 7 THEN 'by-product' WHEN 8 THEN 'material for treatment'
    WHEN 9 THEN 'to nature' WHEN 10 THEN 'stock addition' END AS role,
  CASE x.product_class WHEN 0 THEN 'unstated' WHEN 1 THEN 'allocatable'
    WHEN 2 THEN 'recyclable' WHEN 3 THEN 'waste' END AS product_class,
  (SELECT t.text FROM exchange_formula r JOIN text t ON t.id = r.formula
    WHERE r.exchange = x.id) AS formula,
  (SELECT t.text FROM exchange_variable r JOIN text t ON t.id = r.variable
    WHERE r.exchange = x.id) AS variable,
  CASE d.type WHEN 0 THEN 'none' WHEN 1 THEN 'lognormal' WHEN 2 THEN 'normal'
    WHEN 3 THEN 'triangular' WHEN 4 THEN 'uniform' WHEN 5 THEN 'other'
    WHEN 6 THEN 'beta' WHEN 7 THEN 'gamma' WHEN 8 THEN 'binomial'
    WHEN 9 THEN 'undefined' END AS distribution,
  d.p0, d.p1, d.p2,
  (SELECT t.text FROM data_quality r JOIN text t ON t.id = r.entry
    WHERE r.exchange = x.id) AS data_quality,
  (SELECT t.text FROM exchange_comment r JOIN text t ON t.id = r.comment
    WHERE r.exchange = x.id) AS comment
FROM exchange x
LEFT JOIN distribution d ON d.exchange = x.id;

CREATE VIEW exchange_properties AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  x.exchange,
  (SELECT text FROM text WHERE id = x.name) AS name,
  x.amount,
  (SELECT text FROM text WHERE id = x.unit) AS unit,
  (SELECT text FROM text WHERE id = x.variable) AS variable,
  (SELECT text FROM text WHERE id = x.formula) AS formula,
  x.defining
FROM exchange_property x;

CREATE VIEW transfer_coefficients AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  x.exchange,
  x.partner,
  x.amount,
  (SELECT text FROM text WHERE id = x.formula) AS formula
FROM transfer_coefficient x;

CREATE VIEW allocation_factors AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  (SELECT t.text FROM activity r JOIN text t ON t.id = r.name WHERE r.id = x.activity)
    AS activity,
  (SELECT t.text FROM flow r JOIN text t ON t.id = r.name WHERE r.id = x.product)
    AS product,
  x.exchange,
  x.value,
  (SELECT text FROM text WHERE id = x.formula) AS formula,
  CASE x.method WHEN 0 THEN 'none' WHEN 1 THEN 'physical' WHEN 2 THEN 'economic'
    WHEN 3 THEN 'causal' END AS method
FROM allocation_factor x;

CREATE VIEW parameters AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  lower(substr(hex(x.uuid), 1, 8) || '-' || substr(hex(x.uuid), 9, 4) || '-' ||
    substr(hex(x.uuid), 13, 4) || '-' || substr(hex(x.uuid), 17, 4) || '-' ||
    substr(hex(x.uuid), 21)) AS uuid,
  (SELECT text FROM text WHERE id = x.name) AS name,
  x.value,
  (SELECT text FROM text WHERE id = x.unit) AS unit,
  (SELECT text FROM text WHERE id = x.formula) AS formula,
  CASE x.scope WHEN 0 THEN 'global' WHEN 1 THEN 'activity' WHEN 2 THEN 'category' END AS scope,
  lower(substr(hex(x.owner), 1, 8) || '-' || substr(hex(x.owner), 9, 4) || '-' ||
    substr(hex(x.owner), 13, 4) || '-' || substr(hex(x.owner), 17, 4) || '-' ||
    substr(hex(x.owner), 21)) AS owner,
  (SELECT text FROM text WHERE id = x.description) AS description,
  CASE x.distribution WHEN 0 THEN 'none' WHEN 1 THEN 'lognormal' WHEN 2 THEN 'normal'
    WHEN 3 THEN 'triangular' WHEN 4 THEN 'uniform' WHEN 5 THEN 'other'
    WHEN 6 THEN 'beta' WHEN 7 THEN 'gamma' WHEN 8 THEN 'binomial'
    WHEN 9 THEN 'undefined' END AS distribution,
  x.p0, x.p1, x.p2
FROM parameter x;

CREATE VIEW methods AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  lower(substr(hex(x.uuid), 1, 8) || '-' || substr(hex(x.uuid), 9, 4) || '-' ||
    substr(hex(x.uuid), 13, 4) || '-' || substr(hex(x.uuid), 17, 4) || '-' ||
    substr(hex(x.uuid), 21)) AS uuid,
  (SELECT text FROM text WHERE id = x.name) AS name,
  (SELECT text FROM text WHERE id = x.version) AS version,
  (SELECT text FROM text WHERE id = x.description) AS description
FROM method x;

CREATE VIEW categories AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  (SELECT t.text FROM method r JOIN text t ON t.id = r.name WHERE r.id = x.method)
    AS method,
  lower(substr(hex(c.uuid), 1, 8) || '-' || substr(hex(c.uuid), 9, 4) || '-' ||
    substr(hex(c.uuid), 13, 4) || '-' || substr(hex(c.uuid), 17, 4) || '-' ||
    substr(hex(c.uuid), 21)) AS uuid,
  (SELECT text FROM text WHERE id = c.name) AS name,
  (SELECT text FROM text WHERE id = c.unit) AS unit,
  (SELECT text FROM text WHERE id = c.version) AS version,
  (SELECT text FROM text WHERE id = c.description) AS description,
  c.factor_count AS factors,
  x.category AS category_row
FROM method_category x JOIN category c ON c.id = x.category;

CREATE VIEW factors AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  (SELECT t.text FROM category r JOIN text t ON t.id = r.name WHERE r.id = x.category)
    AS category,
  x.category AS category_row,
  (SELECT t.text FROM flow r JOIN text t ON t.id = r.name WHERE r.id = x.flow)
    AS flow,
  (SELECT t.text FROM flow r JOIN text t ON t.id = r.category WHERE r.id = x.flow)
    AS compartment,
  x.value,
  (SELECT t.text FROM unit n JOIN text t ON t.id = n.name
    WHERE n.id = coalesce(x.unit, (SELECT reference_unit FROM flow WHERE id = x.flow)))
    AS unit,
  (SELECT t.text FROM location r JOIN text t ON t.id = coalesce(r.code, r.name)
    WHERE r.id = x.location) AS location
FROM factor x;

CREATE VIEW nw_factors AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  (SELECT t.text FROM nw_set r JOIN text t ON t.id = r.name WHERE r.id = x.nw_set)
    AS nw_set,
  (SELECT t.text FROM category r JOIN text t ON t.id = r.name WHERE r.id = x.category)
    AS category,
  x.normalisation,
  x.weight
FROM nw_factor x;

CREATE VIEW findings AS SELECT
  (SELECT name FROM database WHERE id = x.id >> 32) AS database,
  x.id AS row,
  CASE x.severity WHEN 0 THEN 'info' WHEN 1 THEN 'warning' WHEN 2 THEN 'error' END AS severity,
  x.kind, x.count, x.file, x.data_set, x.field, x.message, x.action
FROM finding x;

