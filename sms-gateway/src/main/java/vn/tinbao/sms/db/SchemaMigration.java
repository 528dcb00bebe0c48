package vn.tinbao.sms.db;

/**
 * One schema and its Flyway scripts. A module adds its own as a bean. A script {@code
 * db/after/<schema>.sql}, when there is one, runs after them at every start, in one transaction.
 *
 * @param schema created when missing; holds its own history table
 * @param location as Flyway writes it, for example {@code classpath:db/sms}
 * @param order smaller first
 */
public record SchemaMigration(String schema, String location, int order) {}
