/// The DuckDB store beside the journal: as-of queries, histories, Parquet.
@NullMarked
package io.calibrant.engine.store;

import org.jspecify.annotations.NullMarked;
