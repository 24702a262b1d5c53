-- Schema 1 of a store, tables. Rows of a table are singular; what people read are the
-- plural views. An id is `database << 32 | position`: the rows of one database stand
-- together, in the order in which they were read. NULL is "none", or "not a number"; a
-- double that SQLite cannot keep as it is (-0.0) is a blob of its 8 bytes.

CREATE TABLE store (
  id BLOB NOT NULL,             -- 16 bytes, of this store alone
  generation INTEGER NOT NULL,  -- another number after every change
  lichen TEXT NOT NULL          -- the version that made it
);
CREATE TABLE database (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  path TEXT NOT NULL, format TEXT NOT NULL, hash TEXT NOT NULL, package_name TEXT NOT NULL,
  version TEXT NOT NULL, licence TEXT NOT NULL,
  content TEXT NOT NULL,        -- hash of all rows, as they were written
  generation INTEGER NOT NULL,  -- of the store, when it was written
  lichen TEXT NOT NULL,         -- the version that wrote it
  activities INTEGER NOT NULL, exchanges INTEGER NOT NULL, flows INTEGER NOT NULL,
  methods INTEGER NOT NULL, categories INTEGER NOT NULL, factors INTEGER NOT NULL,
  findings INTEGER NOT NULL
);
CREATE TABLE finding (
  id INTEGER PRIMARY KEY, kind TEXT, severity INTEGER, file TEXT, data_set TEXT, field TEXT,
  message TEXT, action TEXT, count INTEGER
);
CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE id_text (  -- what an id that is no UUID was made from
  id INTEGER PRIMARY KEY, uuid BLOB, text INTEGER REFERENCES text
);

CREATE TABLE unit (
  id INTEGER PRIMARY KEY, uuid BLOB, name INTEGER REFERENCES text,
  unit_group INTEGER REFERENCES unit_group, factor REAL, synonyms INTEGER REFERENCES text
);
CREATE TABLE unit_group (
  id INTEGER PRIMARY KEY, uuid BLOB, name INTEGER REFERENCES text,
  reference INTEGER REFERENCES unit, default_property INTEGER REFERENCES flow_property
);
CREATE TABLE flow_property (
  id INTEGER PRIMARY KEY, uuid BLOB, name INTEGER REFERENCES text,
  unit_group INTEGER REFERENCES unit_group, economic INTEGER
);
CREATE TABLE location (
  id INTEGER PRIMARY KEY, uuid BLOB, code INTEGER REFERENCES text,
  name INTEGER REFERENCES text
);
CREATE TABLE flow (
  id INTEGER PRIMARY KEY, uuid BLOB, name INTEGER REFERENCES text,
  category INTEGER REFERENCES text, cas INTEGER REFERENCES text,
  formula INTEGER REFERENCES text, synonyms INTEGER REFERENCES text,
  location INTEGER REFERENCES location,
  reference_property INTEGER REFERENCES flow_property,
  reference_unit INTEGER REFERENCES unit, first_property INTEGER, property_count INTEGER,
  type INTEGER, nominal INTEGER, stub INTEGER
);
CREATE TABLE flow_property_factor (
  id INTEGER PRIMARY KEY, property INTEGER REFERENCES flow_property, factor REAL,
  flow INTEGER REFERENCES flow
);

CREATE TABLE activity (
  id INTEGER PRIMARY KEY, uuid BLOB, name INTEGER REFERENCES text,
  category INTEGER REFERENCES text, description INTEGER REFERENCES text,
  file INTEGER REFERENCES text, tags INTEGER REFERENCES text,
  location INTEGER REFERENCES location, reference INTEGER REFERENCES exchange,
  first_exchange INTEGER, exchange_count INTEGER, type INTEGER, default_allocation INTEGER,
  kind INTEGER, technology INTEGER, infrastructure INTEGER,
  start_date INTEGER REFERENCES text, end_date INTEGER REFERENCES text,
  scenario INTEGER REFERENCES text, system_model INTEGER REFERENCES text
);
CREATE TABLE exchange (
  id INTEGER PRIMARY KEY, amount REAL, flow INTEGER REFERENCES flow,
  unit INTEGER REFERENCES unit, property INTEGER REFERENCES flow_property,
  provider INTEGER REFERENCES activity, location INTEGER REFERENCES location,
  internal_id INTEGER, direction INTEGER, avoided INTEGER, role INTEGER,
  product_class INTEGER, activity INTEGER REFERENCES activity
);
CREATE TABLE allocation_factor (
  id INTEGER PRIMARY KEY, activity INTEGER REFERENCES activity,
  product INTEGER REFERENCES flow, exchange INTEGER REFERENCES exchange, value REAL,
  formula INTEGER REFERENCES text, method INTEGER
);
CREATE TABLE parameter (
  id INTEGER PRIMARY KEY, uuid BLOB, name INTEGER REFERENCES text,
  description INTEGER REFERENCES text, formula INTEGER REFERENCES text, value REAL,
  owner BLOB, scope INTEGER, unit INTEGER REFERENCES text, distribution INTEGER, p0 REAL,
  p1 REAL, p2 REAL
);

-- What only some exchanges have.
CREATE TABLE exchange_formula (
  exchange INTEGER PRIMARY KEY REFERENCES exchange, formula INTEGER REFERENCES text
);
CREATE TABLE exchange_comment (
  exchange INTEGER PRIMARY KEY REFERENCES exchange, comment INTEGER REFERENCES text
);
CREATE TABLE exchange_variable (
  exchange INTEGER PRIMARY KEY REFERENCES exchange, variable INTEGER REFERENCES text
);
CREATE TABLE distribution (
  exchange INTEGER PRIMARY KEY REFERENCES exchange, type INTEGER, p0 REAL, p1 REAL, p2 REAL
);
CREATE TABLE data_quality (
  exchange INTEGER PRIMARY KEY REFERENCES exchange, entry INTEGER REFERENCES text,
  base_uncertainty REAL
);
CREATE TABLE absent_provider (
  exchange INTEGER PRIMARY KEY REFERENCES exchange, uuid BLOB, name INTEGER REFERENCES text
);
CREATE TABLE cost (
  exchange INTEGER PRIMARY KEY REFERENCES exchange, value REAL,
  formula INTEGER REFERENCES text, currency INTEGER REFERENCES text
);
CREATE TABLE production_volume (
  exchange INTEGER PRIMARY KEY REFERENCES exchange, amount REAL,
  variable INTEGER REFERENCES text, formula INTEGER REFERENCES text
);
CREATE TABLE exchange_property (
  id INTEGER PRIMARY KEY, exchange INTEGER REFERENCES exchange, amount REAL,
  name INTEGER REFERENCES text, unit INTEGER REFERENCES text,
  variable INTEGER REFERENCES text, formula INTEGER REFERENCES text, defining INTEGER
);
CREATE TABLE transfer_coefficient (
  id INTEGER PRIMARY KEY, exchange INTEGER REFERENCES exchange,
  partner INTEGER REFERENCES exchange, amount REAL, formula INTEGER REFERENCES text
);

CREATE TABLE method (
  id INTEGER PRIMARY KEY, uuid BLOB, name INTEGER REFERENCES text,
  version INTEGER REFERENCES text, description INTEGER REFERENCES text
);
CREATE TABLE category (
  id INTEGER PRIMARY KEY, uuid BLOB, name INTEGER REFERENCES text,
  unit INTEGER REFERENCES text, description INTEGER REFERENCES text,
  version INTEGER REFERENCES text, file INTEGER REFERENCES text, first_factor INTEGER,
  factor_count INTEGER
);
CREATE TABLE method_category (
  id INTEGER PRIMARY KEY, method INTEGER REFERENCES method,
  category INTEGER REFERENCES category
);
CREATE TABLE factor (
  id INTEGER PRIMARY KEY, value REAL, flow INTEGER REFERENCES flow,
  unit INTEGER REFERENCES unit, property INTEGER REFERENCES flow_property,
  location INTEGER REFERENCES location, category INTEGER REFERENCES category
);
CREATE TABLE nw_set (
  id INTEGER PRIMARY KEY, method INTEGER REFERENCES method, uuid BLOB,
  name INTEGER REFERENCES text, unit INTEGER REFERENCES text, scale INTEGER
);
CREATE TABLE nw_factor (
  id INTEGER PRIMARY KEY, nw_set INTEGER REFERENCES nw_set,
  category INTEGER REFERENCES category, normalisation REAL, weight REAL
);

-- Words of names. The row of an activity is 4 * id of its database << 30 | position; that
-- of a flow is the same with 4 * id + 1, of an impact category with 4 * id + 2.
CREATE VIRTUAL TABLE search USING fts5(
  name, product, location, category, tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search, row);
-- The same words, quick to walk through for those that a mistyped one is near to.
CREATE TABLE search_word (word TEXT PRIMARY KEY) WITHOUT ROWID;
