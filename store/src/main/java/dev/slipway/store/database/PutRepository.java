package dev.slipway.store.database;

import io.micronaut.data.repository.CrudRepository;

/**
 * A repository whose rows are written whole by the one who owns them.
 *
 * @param <E> row
 * @param <I> key
 */
public interface PutRepository<E, I> extends CrudRepository<E, I> {
    /**
     * Inserts the row or replaces the one with its key, so that an activity may repeat its write. Two first writes of one key
     * at the same time: the second one fails and is repeated by its activity.
     */
    default E put(E row) {
        return existsById(keyOf(row)) ? update(row) : save(row);
    }

    /** Key of a row. */
    I keyOf(E row);
}
