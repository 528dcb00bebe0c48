package vn.tinbao.sms.db;

/** The text of {@code postgresql.conf}; written anew at each start, so that it fits the version. */
final class PostgresConf {
  private PostgresConf() {}

  /**
   * Sized for a machine of two cores and 4 GB that also runs the server. Statements, parameters and
   * the values of violated keys stay out of the log: they are content.
   */
  static String text(int port, boolean durable, int majorVersion) {
    return """
        # Written by TinBao at each start. Own settings go to tinbao.local.conf beside this file.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 120
        password_encryption = 'scram-sha-256'

        shared_buffers = '%s'
        effective_cache_size = '1GB'
        work_mem = '16MB'
        maintenance_work_mem = '128MB'
        huge_pages = off
        random_page_cost = 1.1
        jit = off
        max_worker_processes = 4
        max_parallel_workers = 2
        max_parallel_workers_per_gather = 1
        %s
        wal_level = %s
        max_wal_senders = %d
        max_wal_size = '1GB'
        checkpoint_timeout = '15min'
        fsync = %s
        synchronous_commit = on
        full_page_writes = %s

        timezone = 'UTC'
        log_timezone = 'Asia/Ho_Chi_Minh'
        lc_messages = 'C'
        log_line_prefix = '%%m [%%p] %%a '
        log_checkpoints = off
        log_error_verbosity = terse
        log_min_error_statement = panic
        log_statement = 'none'
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        include_if_exists = 'tinbao.local.conf'
        """
        .formatted(
            port,
            durable ? "256MB" : "64MB",
            majorVersion >= 18 ? "io_method = sync\n" : "",
            durable ? "replica" : "minimal",
            durable ? 4 : 0,
            onOff(durable),
            onOff(durable));
  }

  private static String onOff(boolean value) {
    return value ? "on" : "off";
  }
}
